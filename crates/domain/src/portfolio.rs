//! Everything a customer has recorded, and the one valuation function.
//!
//! Valuations are bitemporal: `as_of` says when a figure was true, `recorded_at`
//! when Kura learnt it. A correction is a new row; the older row stays. Every
//! screen, export and test values holdings through [`Portfolio::value_at`].

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
    money::{Money, OutOfRange, yen_at_rate},
};

/// What the customer wrote about a holding.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Details {
    /// What it is.
    pub kind: Kind,
    /// The tax wrapper it sits in.
    pub wrapper: Wrapper,
    /// The currency its valuations are in; fixed once recorded.
    pub currency: Currency,
    /// The customer's own name for it, 1 to 100 characters.
    pub label: String,
    /// Where it is kept, up to 100 characters, may be empty.
    pub institution: String,
    /// Free text, up to 2,000 characters, may be empty.
    pub note: String,
    /// For a loan: the holding it paid for.
    pub secures: Option<Uuid>,
}

/// One recorded figure of a holding.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Valuation {
    /// The day the figure was true.
    #[serde(with = "crate::compact::day")]
    pub as_of: NaiveDate,
    /// When Kura learnt it.
    #[serde(with = "chrono::serde::ts_microseconds")]
    pub recorded_at: DateTime<Utc>,
    /// When it was taken back as part of an undone import, if it was.
    #[serde(with = "chrono::serde::ts_microseconds_option")]
    pub retracted_at: Option<DateTime<Utc>>,
    /// How it was recorded.
    pub source: Source,
    /// The figure in minor units of the holding's currency; a debt's is positive.
    pub minor: i64,
    /// The part of the change since the figure before that was paid in (positive)
    /// or taken out (negative), in minor units, when the customer said so.
    pub flow: Option<i64>,
}

/// Where a valuation came from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Typed into a form.
    Form,
    /// "Unchanged today" pressed.
    Unchanged,
    /// Read from a file.
    Import,
    /// A correction of an earlier figure of the same day.
    Correction,
}

impl Source {
    /// The stable code stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Unchanged => "unchanged",
            Self::Import => "import",
            Self::Correction => "correction",
        }
    }

    /// The source of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Form, Self::Unchanged, Self::Import, Self::Correction]
            .into_iter()
            .find(|source| source.code() == code)
    }
}

/// A holding with its whole history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Holding {
    /// Identity.
    pub id: Uuid,
    /// Optimistic version: the second of two tabs is told.
    pub version: i64,
    /// When it was first recorded.
    #[serde(with = "chrono::serde::ts_microseconds")]
    pub created_at: DateTime<Utc>,
    /// When it was deleted, if it was; undone by clearing.
    #[serde(with = "chrono::serde::ts_microseconds_option")]
    pub deleted_at: Option<DateTime<Utc>>,
    /// What the customer wrote.
    pub details: Details,
    /// Every valuation ever recorded, by `as_of`, then `recorded_at`.
    pub valuations: Vec<Valuation>,
}

/// A dated rate the customer entered: yen for one major unit of `currency`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rate {
    /// The foreign currency.
    pub currency: Currency,
    /// The day the rate was true.
    #[serde(with = "crate::compact::day")]
    pub as_of: NaiveDate,
    /// When Kura learnt it.
    #[serde(with = "chrono::serde::ts_microseconds")]
    pub recorded_at: DateTime<Utc>,
    /// Yen for one major unit.
    #[serde(with = "rust_decimal::serde::str")]
    pub yen: Decimal,
}

/// Everything one customer has recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Portfolio {
    /// All holdings, deleted ones too, oldest first.
    pub holdings: Vec<Holding>,
    /// All rates, by currency, `as_of`, `recorded_at`.
    pub rates: Vec<Rate>,
}

/// Two questions in one: what was true on `as_of`, by what was known at `known_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewpoint {
    /// The day asked about.
    pub as_of: NaiveDate,
    /// Rows recorded after this instant are not seen; `None` is "all we know now".
    pub known_at: Option<DateTime<Utc>>,
}

impl Viewpoint {
    /// What was true on a day, by all that is known now.
    pub const fn on(as_of: NaiveDate) -> Self {
        Self { as_of, known_at: None }
    }

    fn knew(self, recorded_at: DateTime<Utc>) -> bool {
        self.known_at.is_none_or(|known_at| recorded_at <= known_at)
    }

    fn ended(self, at: Option<DateTime<Utc>>) -> bool {
        at.is_some_and(|at| self.knew(at))
    }

    fn sees(self, row: &Valuation) -> bool {
        self.knew(row.recorded_at) && !self.ended(row.retracted_at)
    }
}

/// What a holding is worth from a viewpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// The figure in the holding's own currency.
    pub money: Money,
    /// The figure in yen: positive for assets, negative for debts.
    /// `None` when no rate is known for its currency.
    pub signed_yen: Option<i64>,
    /// The day of the valuation used.
    pub valued_on: NaiveDate,
}

impl Holding {
    /// The valuation in force: of those known and not taken back, the latest
    /// `as_of` on or before the day asked, and for that day the latest recorded.
    pub fn valuation_at(&self, view: Viewpoint) -> Option<&Valuation> {
        let end = self.valuations.partition_point(|row| row.as_of <= view.as_of);
        self.valuations.get(..end)?.iter().rev().find(|row| view.sees(row))
    }

    /// Money the customer said was paid in or out between two days, the earlier one not
    /// counted, in minor units: of the rows that stood for the viewer.
    pub fn flow_since(&self, from: NaiveDate, view: Viewpoint) -> i64 {
        let begin = self.valuations.partition_point(|row| row.as_of <= from);
        let later = self.valuations.get(begin..).unwrap_or_default();
        standing(later, view).filter_map(|row| row.flow).sum()
    }

    /// The first day it has a figure for that stands now.
    pub fn first_day(&self) -> Option<NaiveDate> {
        standing(&self.valuations, Viewpoint::on(NaiveDate::MAX)).next().map(|row| row.as_of)
    }

    /// The valuations that stand now, one a day, oldest first: corrected and
    /// taken-back rows are left out.
    pub fn standing_valuations(&self) -> Vec<&Valuation> {
        self.standing_from(Viewpoint::on(NaiveDate::MAX))
    }

    /// The valuations that stood for the viewer, up to the day asked, one a day,
    /// oldest first: rows corrected or taken back by then are left out.
    pub fn standing_from(&self, view: Viewpoint) -> Vec<&Valuation> {
        standing(&self.valuations, view).collect()
    }

    /// Whether the holding existed for the viewer.
    pub fn seen_from(&self, view: Viewpoint) -> bool {
        view.knew(self.created_at) && !view.ended(self.deleted_at)
    }
}

/// Of sorted rows, the last one of each day that stood for the viewer.
fn standing(rows: &[Valuation], view: Viewpoint) -> impl Iterator<Item = &Valuation> {
    let end = rows.partition_point(|row| row.as_of <= view.as_of);
    let seen = rows.get(..end).unwrap_or_default().iter().filter(move |row| view.sees(row));
    let mut seen = seen.peekable();
    std::iter::from_fn(move || {
        let mut row = seen.next()?;
        while let Some(later) = seen.next_if(|next| next.as_of == row.as_of) {
            row = later;
        }
        Some(row)
    })
}

impl Portfolio {
    /// Puts rows into the order the rules rely on, the same whatever order they
    /// came in. Call once after loading.
    pub fn sort(&mut self) {
        self.holdings.sort_by_key(|holding| (holding.created_at, holding.id));
        for holding in &mut self.holdings {
            holding.valuations.sort_by_key(|row| {
                (row.as_of, row.recorded_at, row.minor, row.flow, row.retracted_at, row.source)
            });
        }
        self.rates.sort_by_key(|rate| (rate.currency, rate.as_of, rate.recorded_at, rate.yen));
    }

    /// Holdings that are not deleted, oldest first.
    pub fn live(&self) -> impl Iterator<Item = &Holding> {
        self.holdings.iter().filter(|holding| holding.deleted_at.is_none())
    }

    /// A holding that is not deleted.
    pub fn find(&self, id: Uuid) -> Option<&Holding> {
        self.live().find(|holding| holding.id == id)
    }

    /// The rate in force for a currency: the latest on or before the day asked;
    /// failing that the earliest later one known, so that an old figure is
    /// converted at the nearest rate rather than dropped.
    pub fn rate_at(&self, currency: Currency, view: Viewpoint) -> Option<&Rate> {
        let known = || {
            self.rates
                .iter()
                .filter(move |rate| rate.currency == currency && view.knew(rate.recorded_at))
        };
        known()
            .filter(|rate| rate.as_of <= view.as_of)
            .max_by_key(|rate| (rate.as_of, rate.recorded_at))
            .or_else(|| {
                let first = known().map(|rate| rate.as_of).min()?;
                known().filter(|rate| rate.as_of == first).max_by_key(|rate| rate.recorded_at)
            })
    }

    /// THE valuation function: what a holding is worth from a viewpoint, or
    /// `None` when it did not exist or had no figure yet.
    pub fn value_at(&self, holding: &Holding, view: Viewpoint) -> Option<Value> {
        if !holding.seen_from(view) {
            return None;
        }
        let row = holding.valuation_at(view)?;
        let money = Money { minor: row.minor, currency: holding.details.currency };
        Some(Value {
            money,
            signed_yen: self.signed_yen(holding.details.kind, money, view).ok().flatten(),
            valued_on: row.as_of,
        })
    }

    /// An amount of a kind in yen, debts negative; `None` without a rate.
    ///
    /// # Errors
    /// [`OutOfRange`] when the rate takes it beyond what can be counted.
    pub fn signed_yen(
        &self,
        kind: Kind,
        money: Money,
        view: Viewpoint,
    ) -> Result<Option<i64>, OutOfRange> {
        let rate = match money.currency {
            Currency::Jpy => Decimal::ONE,
            foreign => match self.rate_at(foreign, view) {
                Some(rate) => rate.yen,
                None => return Ok(None),
            },
        };
        let yen = yen_at_rate(money, rate)?;
        Ok(Some(if kind.is_liability() { -yen } else { yen }))
    }
}

#[cfg(test)]
#[path = "portfolio_tests.rs"]
mod tests;
