//! Households for tests of the rules: a builder that reads like a list, and
//! random ones ([`any_household`]).
//!
//! Days are written "2026-01-31". Whatever is recorded on a day is recorded about
//! noon in Japan, in the order written; [`end_of`] a day is after all of it.

mod random;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
    portfolio::{Details, Holding, Portfolio, Rate, Source, Valuation, Viewpoint},
};

pub(crate) use random::{any_day, any_household, any_view};

/// A calendar day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day like 2026-01-31")
}

/// The last second of a day in Japan.
pub(crate) fn end_of(text: &str) -> DateTime<Utc> {
    noon(day(text)) + TimeDelta::seconds(12 * 60 * 60 - 1)
}

/// What was true on a day, by all that is known now.
pub(crate) fn on(as_of: &str) -> Viewpoint {
    Viewpoint::on(day(as_of))
}

/// What was true on a day, by what was known at the end of another.
pub(crate) fn known(as_of: &str, known_on: &str) -> Viewpoint {
    Viewpoint { as_of: day(as_of), known_at: Some(end_of(known_on)) }
}

/// The holding of a label, deleted or not.
pub(crate) fn named<'a>(portfolio: &'a Portfolio, label: &str) -> &'a Holding {
    portfolio
        .holdings
        .iter()
        .find(|holding| holding.details.label == label)
        .expect("a holding of that label")
}

/// The portfolio as it stood at an instant: what came later is not in it. Asked
/// by all it knows, it must answer as the whole does by what was known then.
pub(crate) fn as_it_stood(portfolio: &Portfolio, at: DateTime<Utc>) -> Portfolio {
    let mut past = portfolio.clone();
    past.holdings.retain(|holding| holding.created_at <= at);
    for holding in &mut past.holdings {
        holding.deleted_at = holding.deleted_at.filter(|deleted| *deleted <= at);
        holding.valuations.retain(|row| row.recorded_at <= at);
        for row in &mut holding.valuations {
            row.retracted_at = row.retracted_at.filter(|retracted| *retracted <= at);
        }
    }
    past.rates.retain(|rate| rate.recorded_at <= at);
    past
}

/// The same portfolio with its rows in another order.
pub(crate) fn shuffled(portfolio: &Portfolio, seed: u64) -> Portfolio {
    let mut state = seed;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state >> 32
    };
    let mut other = portfolio.clone();
    other.holdings.sort_by_cached_key(|_| draw());
    other.rates.sort_by_cached_key(|_| draw());
    for holding in &mut other.holdings {
        holding.valuations.sort_by_cached_key(|_| draw());
    }
    other
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(3, 0, 0).expect("a time of day").and_utc()
}

/// A household with nothing in it.
pub(crate) fn household() -> Household {
    Household { portfolio: Portfolio::default(), rows: 0 }
}

/// A portfolio being written down. Each line speaks of the holding, valuation or
/// rate named last.
pub(crate) struct Household {
    portfolio: Portfolio,
    rows: u32,
}

impl Household {
    /// A holding in yen, known since 2020.
    pub(crate) fn holding(self, label: &str, kind: Kind) -> Self {
        self.holding_in(label, kind, Currency::Jpy)
    }

    /// A holding in a currency, known since 2020.
    pub(crate) fn holding_in(mut self, label: &str, kind: Kind, currency: Currency) -> Self {
        let created_at = self.instant("2020-01-01");
        let details = Details {
            kind,
            wrapper: Wrapper::None,
            currency,
            label: label.to_owned(),
            institution: String::new(),
            note: String::new(),
            secures: None,
        };
        let (id, valuations) = (self.id(), Vec::new());
        let holding = Holding { id, version: 1, created_at, deleted_at: None, details, valuations };
        self.portfolio.holdings.push(holding);
        self
    }

    /// Where it is kept.
    pub(crate) fn kept_at(mut self, institution: &str) -> Self {
        institution.clone_into(&mut self.last().details.institution);
        self
    }

    /// The tax wrapper it sits in.
    pub(crate) fn wrapped(mut self, wrapper: Wrapper) -> Self {
        self.last().details.wrapper = wrapper;
        self
    }

    /// The loan paid for the holding of a label.
    pub(crate) fn paying_for(mut self, label: &str) -> Self {
        let property = named(&self.portfolio, label).id;
        self.last().details.secures = Some(property);
        self
    }

    /// The holding was first recorded on a day.
    pub(crate) fn opened(mut self, on: &str) -> Self {
        let at = self.instant(on);
        self.last().created_at = at;
        self
    }

    /// The holding was deleted on a day.
    pub(crate) fn deleted(mut self, on: &str) -> Self {
        let at = self.instant(on);
        self.last().deleted_at = Some(at);
        self
    }

    /// A figure, in minor units, recorded on the day it was true.
    pub(crate) fn worth(mut self, as_of: &str, minor: i64) -> Self {
        let recorded_at = self.instant(as_of);
        self.last().valuations.push(Valuation {
            as_of: day(as_of),
            recorded_at,
            retracted_at: None,
            source: Source::Form,
            minor,
            flow: None,
        });
        self
    }

    /// The figure of a day was corrected on another.
    pub(crate) fn corrected(self, as_of: &str, minor: i64, on: &str) -> Self {
        let mut corrected = self.worth(as_of, minor).recorded(on);
        corrected.last_valuation().source = Source::Correction;
        corrected
    }

    /// The figure was recorded on another day.
    pub(crate) fn recorded(mut self, on: &str) -> Self {
        let at = self.instant(on);
        self.last_valuation().recorded_at = at;
        self
    }

    /// The figure came from a file whose import was undone on a day.
    pub(crate) fn taken_back(mut self, on: &str) -> Self {
        let at = self.instant(on);
        let row = self.last_valuation();
        (row.source, row.retracted_at) = (Source::Import, Some(at));
        self
    }

    /// So many minor units of the change were paid in (positive) or taken out.
    pub(crate) fn paid_in(mut self, minor: i64) -> Self {
        self.last_valuation().flow = Some(minor);
        self
    }

    /// A rate, recorded on the day it was true.
    pub(crate) fn rate(self, currency: Currency, as_of: &str, yen: &str) -> Self {
        self.late_rate(currency, as_of, yen, as_of)
    }

    /// A rate of a day, recorded on another.
    pub(crate) fn late_rate(
        mut self,
        currency: Currency,
        as_of: &str,
        yen: &str,
        recorded_on: &str,
    ) -> Self {
        let recorded_at = self.instant(recorded_on);
        let yen = yen.parse().expect("a rate like 150.25");
        self.portfolio.rates.push(Rate { currency, as_of: day(as_of), recorded_at, yen });
        self
    }

    /// The portfolio, its rows in order.
    pub(crate) fn build(mut self) -> Portfolio {
        self.portfolio.sort();
        self.portfolio
    }

    fn last(&mut self) -> &mut Holding {
        self.portfolio.holdings.last_mut().expect("a holding is named first")
    }

    fn last_valuation(&mut self) -> &mut Valuation {
        self.last().valuations.last_mut().expect("a figure is given first")
    }

    fn id(&mut self) -> Uuid {
        self.rows += 1;
        Uuid::from_u128(self.rows.into())
    }

    fn instant(&mut self, on: &str) -> DateTime<Utc> {
        self.rows += 1;
        noon(day(on)) + TimeDelta::seconds(self.rows.into())
    }
}
