//! Amounts as people in Japan type and read them.
//!
//! `1,200,000`, `１２００万`, `1.2億`, `1億2,345万6,789円`, `¥1,200`, `△5,000` and
//! `(5,000)` are all understood. The arithmetic is on integers throughout; an
//! amount that does not come to a whole minor unit is refused, never rounded.

mod format;
mod mark;
mod number;

pub use format::{english_short, grouped, japanese_short, japanese_units};
pub use number::{MAX_RATE, RateError, parse_rate};

use crate::{currency::Currency, money::Money, text::half_width};
use number::NumberError;

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing was typed.
    #[error("no amount was given")]
    Empty,
    /// The text is not a number.
    #[error("the text is not a number")]
    NotANumber,
    /// Commas do not part groups of three digits: probably a slip of the finger.
    #[error("the commas do not part groups of three digits")]
    Grouping,
    /// The text names a currency other than the one expected.
    #[error("the text names another currency")]
    OtherCurrency,
    /// The currency has no decimals and the amount is not whole.
    #[error("the currency has no decimals")]
    NoDecimals,
    /// More decimals than the currency has.
    #[error("the amount has too many decimals")]
    TooManyDecimals,
    /// Beyond [`crate::money::MAX_MINOR`] in either direction.
    #[error("the amount is out of range")]
    OutOfRange,
    /// Below zero where only zero or more is meaningful.
    #[error("the amount is below zero")]
    Negative,
}

impl From<NumberError> for AmountError {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::NotANumber => Self::NotANumber,
            NumberError::Grouping => Self::Grouping,
            NumberError::TooLong => Self::OutOfRange,
        }
    }
}

/// Reads an amount of `currency`, in major units, as people type it.
///
/// # Errors
/// [`AmountError`]; never `Negative`.
pub fn parse(text: &str, currency: Currency) -> Result<Money, AmountError> {
    let text = half_width(text);
    let (negative, body) = take_sign(text.trim(), currency)?;
    let minor = magnitude(body, currency)?;
    let minor = i64::try_from(minor).map_err(|_| AmountError::OutOfRange)?;
    let minor = if negative { -minor } else { minor };
    Money::new(minor, currency).map_err(|_| AmountError::OutOfRange)
}

/// Reads an amount that may not be below zero.
///
/// # Errors
/// [`AmountError`].
pub fn parse_non_negative(text: &str, currency: Currency) -> Result<Money, AmountError> {
    let money = parse(text, currency)?;
    if money.minor < 0 { Err(AmountError::Negative) } else { Ok(money) }
}

/// Takes signs, brackets and currency marks off; says whether the amount is
/// below zero. Bookkeepers write a minus as △, ▲ or brackets.
fn take_sign(text: &str, currency: Currency) -> Result<(bool, &str), AmountError> {
    if text.is_empty() {
        return Err(AmountError::Empty);
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Ok((true, mark::strip(inner.trim(), currency)?));
    }
    let (before, rest) = sign(text);
    let body = mark::strip(rest, currency)?;
    let (after, body) = sign(body);
    if before.is_some() && after.is_some() {
        return Err(AmountError::NotANumber);
    }
    Ok((before.or(after).unwrap_or(false), body))
}

/// A leading sign, `Some(true)` for minus, and what follows it. The long mark
/// `ー` is what the minus key gives while kana input is on.
fn sign(text: &str) -> (Option<bool>, &str) {
    let mut rest = text.chars();
    match rest.next() {
        Some('-' | '−' | '‐' | 'ー' | '△' | '▲') => {
            (Some(true), rest.as_str().trim_start())
        }
        Some('+') => (Some(false), rest.as_str().trim_start()),
        _ => (None, text),
    }
}

/// The count of minor units of an unsigned text.
fn magnitude(text: &str, currency: Currency) -> Result<i128, AmountError> {
    let mut rest = text;
    let mut total: i128 = 0;
    let mut bound: Option<i128> = None;
    for (unit, zeros) in [('兆', 12), ('億', 8), ('万', 4)] {
        if let Some((head, tail)) = rest.split_once(unit) {
            let part = section(head.trim(), zeros, currency)?;
            total = add_below(total, part, bound)?;
            bound = Some(minor_of(1, zeros, currency)?);
            rest = tail.trim_start();
        }
    }
    if bound.is_some() && rest.is_empty() {
        return Ok(total);
    }
    add_below(total, section(rest, 0, currency)?, bound)
}

/// One section, such as the `2,345` or `3千` before 万, in minor units;
/// `zeros` is the power of ten its unit stands for.
fn section(text: &str, zeros: u32, currency: Currency) -> Result<i128, AmountError> {
    let mut rest = text;
    let mut total: i128 = 0;
    let mut bound: Option<i128> = None;
    for (unit, small) in [('千', 3), ('百', 2), ('十', 1)] {
        if let Some((head, tail)) = rest.split_once(unit) {
            let head = if head.is_empty() { "1" } else { head };
            let part = plain(head, zeros + small, currency)?;
            total = add_below(total, part, bound)?;
            bound = Some(minor_of(1, zeros + small, currency)?);
            rest = tail;
        }
    }
    if bound.is_some() && rest.is_empty() {
        return Ok(total);
    }
    add_below(total, plain(rest, zeros, currency)?, bound)
}

/// Adds a lower part to a higher one. A lower part as large as the unit above
/// it (`1億20000万`) is more likely a slip than meant.
fn add_below(total: i128, part: i128, bound: Option<i128>) -> Result<i128, AmountError> {
    if bound.is_some_and(|bound| part >= bound) {
        return Err(AmountError::NotANumber);
    }
    total.checked_add(part).ok_or(AmountError::OutOfRange)
}

/// Digits with commas and a decimal point, times 10^`zeros`, in minor units.
fn plain(text: &str, zeros: u32, currency: Currency) -> Result<i128, AmountError> {
    let number = number::scan(text)?;
    let scaled = minor_of(number.digits, zeros, currency)?;
    let divisor = 10_i128.checked_pow(number.scale).ok_or(AmountError::OutOfRange)?;
    if scaled % divisor == 0 {
        Ok(scaled / divisor)
    } else if currency.minor_digits() == 0 {
        Err(AmountError::NoDecimals)
    } else {
        Err(AmountError::TooManyDecimals)
    }
}

/// `major` × 10^`zeros` major units in minor units.
fn minor_of(major: i128, zeros: u32, currency: Currency) -> Result<i128, AmountError> {
    10_i128
        .checked_pow(zeros + currency.minor_digits())
        .and_then(|factor| major.checked_mul(factor))
        .ok_or(AmountError::OutOfRange)
}

#[cfg(test)]
mod tests;
