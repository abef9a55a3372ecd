//! Reading single cells into the values of an [`Entry`](super::reading::Entry).

use chrono::NaiveDate;

use super::{
    names::{currency_from_name, kind_from_name, wrapper_from_name},
    reading::Reason,
};
use crate::{
    amount,
    asset::{Kind, Wrapper},
    currency::Currency,
    date::{AsOfError, parse_as_of},
    money::Money,
    text,
};

/// Longest label and institution, in characters (see `portfolio::Details`).
pub(super) const MAX_NAME_CHARS: usize = 100;
/// Longest note, in characters (see `portfolio::Details`).
pub(super) const MAX_NOTE_CHARS: usize = 2_000;

pub(super) fn date(cell: &str, today: NaiveDate) -> Result<NaiveDate, Reason> {
    parse_as_of(cell, today).map_err(|error| match error {
        AsOfError::Date(error) => Reason::BadDate(error),
        AsOfError::Future => Reason::FutureDate,
        AsOfError::TooLongAgo => Reason::DateTooLongAgo,
    })
}

pub(super) fn money(cell: &str, currency: Currency) -> Result<Money, Reason> {
    amount::parse(cell, currency).map_err(Reason::BadAmount)
}

/// An amount that may be left blank, in minor units.
pub(super) fn minor_or_blank(cell: &str, currency: Currency) -> Result<Option<i64>, Reason> {
    if is_blank(cell) { Ok(None) } else { money(cell, currency).map(|money| Some(money.minor)) }
}

pub(super) fn label(cell: &str) -> Result<String, Reason> {
    text::single_line(cell, MAX_NAME_CHARS).map_err(Reason::BadText)
}

pub(super) fn institution(cell: &str) -> Result<String, Reason> {
    text::or_blank(text::single_line(cell, MAX_NAME_CHARS)).map_err(Reason::BadText)
}

pub(super) fn note(cell: &str) -> Result<String, Reason> {
    text::or_blank(text::multi_line(cell, MAX_NOTE_CHARS)).map_err(Reason::BadText)
}

pub(super) fn kind(cell: &str) -> Result<Kind, Reason> {
    kind_from_name(cell).ok_or(Reason::UnknownKind)
}

/// A wrapper; a blank cell says there is none.
pub(super) fn wrapper(cell: &str) -> Result<Wrapper, Reason> {
    if is_blank(cell) {
        return Ok(Wrapper::None);
    }
    wrapper_from_name(cell).ok_or(Reason::UnknownWrapper)
}

/// A currency; a blank cell says yen.
pub(super) fn currency(cell: &str) -> Result<Currency, Reason> {
    if is_blank(cell) {
        return Ok(Currency::Jpy);
    }
    currency_from_name(cell).ok_or(Reason::UnknownCurrency)
}

pub(super) fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}
