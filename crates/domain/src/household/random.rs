//! Random households, small enough to shrink and crowded enough to collide: a
//! few dozen days, so that corrections, late entries and equal instants abound.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proptest::{option, prelude::*, sample::select};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::noon;
use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
    money::MAX_MINOR,
    portfolio::{Details, Holding, Portfolio, Rate, Source, Valuation, Viewpoint},
};

/// Francs are held and never have a rate; the others sometimes have none.
const HELD: [Currency; 6] =
    [Currency::Jpy, Currency::Jpy, Currency::Usd, Currency::Eur, Currency::Krw, Currency::Chf];
const RATED: [Currency; 3] = [Currency::Usd, Currency::Eur, Currency::Krw];
const INSTITUTIONS: [&str; 4] = ["", "けやき銀行", "みどり証券", "けやき銀行 本店"];
const SPAN: u64 = 160;

/// A day about when the random households live.
pub(crate) fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..SPAN).prop_map(nth_day)
}

/// A day asked about, by what is known now or was known at some instant.
pub(crate) fn any_view() -> impl Strategy<Value = Viewpoint> {
    (any_day(), option::of(any_day().prop_map(noon)))
        .prop_map(|(as_of, known_at)| Viewpoint { as_of, known_at })
}

/// A portfolio of 0 to 12 holdings of all kinds, some deleted, with late,
/// corrected and taken-back figures, money paid in and out, loans that name what
/// they paid for, and currencies with many rates, one or none. Sorted.
pub(crate) fn any_household() -> impl Strategy<Value = Portfolio> {
    let holdings = prop::collection::vec((any_holding(), option::of(any::<usize>())), 0..=12);
    (holdings, prop::collection::vec(any_rate(), 0..8)).prop_map(|(rows, rates)| {
        let (mut holdings, links): (Vec<Holding>, Vec<_>) = rows.into_iter().unzip();
        name_rows(&mut holdings);
        link_loans(&mut holdings, &links);
        let mut portfolio = Portfolio { holdings, rates };
        portfolio.sort();
        portfolio
    })
}

fn nth_day(nth: u64) -> NaiveDate {
    NaiveDate::default() + Days::new(nth)
}

fn days_after(start: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    start + TimeDelta::days(days)
}

/// Minor units: mostly everyday sums, now and then a debit or the most allowed.
fn any_amount() -> impl Strategy<Value = i64> {
    prop_oneof![
        16 => 0_i64..20_000_000,
        2 => -500_000_i64..=0,
        1 => MAX_MINOR - 9..=MAX_MINOR,
    ]
}

fn any_rate() -> impl Strategy<Value = Rate> {
    (select(&RATED[..]), 0_u64..8, 0_i64..3, 1_i64..30_000).prop_map(
        |(currency, nth, delay, hundredths)| {
            let as_of = nth_day(nth * SPAN / 8);
            let yen = Decimal::new(hundredths, 2);
            Rate { currency, as_of, recorded_at: days_after(noon(as_of), delay * 20), yen }
        },
    )
}

fn any_holding() -> impl Strategy<Value = Holding> {
    let details = (select(Kind::ALL), select(Wrapper::ALL), select(&HELD[..]), 0..4_usize);
    let known = (0_u64..60, option::weighted(0.2, 0_i64..120));
    let figures = prop::collection::vec(any_figure(), 0..6);
    (details, known, figures).prop_map(|((kind, wrapper, currency, at), (nth, deleted), rows)| {
        let created_at = noon(nth_day(nth));
        Holding {
            id: Uuid::nil(),
            version: 1,
            created_at,
            deleted_at: deleted.map(|days| days_after(created_at, days)),
            details: Details {
                kind,
                wrapper,
                currency,
                label: String::new(),
                institution: INSTITUTIONS[at].to_owned(),
                note: String::new(),
                secures: None,
            },
            valuations: rows.into_iter().flat_map(|row| row.recorded(created_at)).collect(),
        }
    })
}

/// A figure and what became of it; times in days.
#[derive(Debug, Clone)]
struct Figure {
    as_of: NaiveDate,
    delay: i64,
    retracted_after: Option<i64>,
    minor: i64,
    flow: Option<i64>,
    correction: Option<(i64, i64)>,
}

fn any_figure() -> impl Strategy<Value = Figure> {
    let paid = option::weighted(0.4, -5_000_000_i64..5_000_000);
    let retracted = option::weighted(0.2, 0_i64..60);
    let correction = option::weighted(0.3, (any_amount(), 0_i64..40));
    (0_u64..SPAN / 5, 0_i64..20, retracted, any_amount(), paid, correction).prop_map(
        |(nth, delay, retracted_after, minor, flow, correction)| {
            let as_of = nth_day(nth * 5);
            Figure { as_of, delay, retracted_after, minor, flow, correction }
        },
    )
}

impl Figure {
    /// Its rows: the figure and perhaps its correction. Nothing is recorded of a
    /// holding before the holding is.
    fn recorded(self, created_at: DateTime<Utc>) -> impl Iterator<Item = Valuation> {
        let recorded_at = days_after(noon(self.as_of).max(created_at), self.delay);
        let retracted_at = self.retracted_after.map(|days| days_after(recorded_at, days));
        let first = Valuation {
            as_of: self.as_of,
            recorded_at,
            retracted_at,
            source: if retracted_at.is_some() { Source::Import } else { Source::Form },
            minor: self.minor,
            flow: self.flow,
        };
        let second = self.correction.map(|(minor, days)| Valuation {
            recorded_at: days_after(recorded_at, days),
            retracted_at: None,
            source: Source::Correction,
            minor,
            flow: None,
            ..first.clone()
        });
        [Some(first), second].into_iter().flatten()
    }
}

fn name_rows(holdings: &mut [Holding]) {
    let mut ids = (1..).map(Uuid::from_u128);
    for holding in holdings {
        holding.id = ids.next().expect("ids enough");
        holding.details.label = format!("資産{}", holding.id.as_u128());
    }
}

fn link_loans(holdings: &mut [Holding], links: &[Option<usize>]) {
    let properties: Vec<Uuid> = holdings
        .iter()
        .filter(|holding| holding.details.kind.may_secure_loan())
        .map(|holding| holding.id)
        .collect();
    for (holding, link) in holdings.iter_mut().zip(links) {
        if let (true, Some(nth)) = (holding.details.kind.is_liability(), link)
            && !properties.is_empty()
        {
            holding.details.secures = Some(properties[nth % properties.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};

    use super::*;

    /// Rules proved on households that never have a correction prove nothing
    /// about corrections.
    #[test]
    fn random_households_have_everything_the_rules_speak_of() {
        let mut runner = TestRunner::deterministic();
        let mut draw = || any_household().new_tree(&mut runner).expect("a household").current();
        let drawn: Vec<Portfolio> = (0..500).map(|_| draw()).collect();
        let holdings = || drawn.iter().flat_map(|portfolio| &portfolio.holdings);
        let rows = || holdings().flat_map(|holding| &holding.valuations);
        assert!(drawn.iter().any(|portfolio| portfolio.holdings.is_empty()));
        assert!(drawn.iter().any(|portfolio| portfolio.holdings.len() == 12));
        assert!(drawn.iter().any(|portfolio| portfolio.rates.is_empty()));
        for kind in Kind::ALL {
            assert!(holdings().any(|holding| holding.details.kind == *kind), "{kind:?}");
        }
        assert!(holdings().any(|holding| holding.details.currency == Currency::Chf));
        assert!(holdings().any(|holding| holding.details.secures.is_some()));
        assert!(holdings().any(|holding| holding.deleted_at.is_some()));
        assert!(rows().any(|row| row.source == Source::Correction));
        assert!(rows().any(|row| row.retracted_at.is_some()));
        assert!(rows().any(|row| row.flow.is_some_and(|flow| flow < 0)));
        assert!(rows().any(|row| row.minor == MAX_MINOR));
        assert!(rows().any(|row| row.minor < 0));
    }
}
