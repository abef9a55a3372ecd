//! The household of the sample pages, with what only these pages show: a deleted
//! holding, a corrected figure, one taken back, a note.

use domain::portfolio::{Holding, Portfolio, Source, Valuation};
use uuid::Uuid;

use crate::customer::sample;

/// The household.
pub(super) fn household() -> Portfolio {
    let mut portfolio = sample::household();
    if let Some(first) = portfolio.holdings.first_mut() {
        "毎月25日に給与が入ります。\n家賃は27日に引き落とし。".clone_into(&mut first.details.note);
        let last = first.valuations.last().cloned();
        first.valuations.extend(last.as_ref().map(|last| again(last, 1, Source::Correction)));
        let taken_back = last.as_ref().map(|last| again(last, 2, Source::Import));
        let retracted = |row: Valuation| Valuation { retracted_at: Some(row.recorded_at), ..row };
        first.valuations.extend(taken_back.map(retracted));
    }
    if let Some(second) = portfolio.holdings.get(1) {
        let mut deleted = Holding { id: Uuid::from_u128(9_001), ..second.clone() };
        "解約した定期預金".clone_into(&mut deleted.details.label);
        deleted.deleted_at = deleted.valuations.last().map(|row| row.recorded_at);
        portfolio.holdings.push(deleted);
    }
    portfolio.sort();
    portfolio
}

/// The figure of the same day, recorded again some days later.
fn again(row: &Valuation, days: i64, source: Source) -> Valuation {
    let recorded_at = row.recorded_at + chrono::TimeDelta::days(days);
    let flow = Some(-50_000);
    Valuation { recorded_at, source, flow, minor: row.minor + 12_300, ..row.clone() }
}

/// The sample's holding of a place in the list; the first if there is none.
pub(super) fn holding(portfolio: &Portfolio, at: usize) -> Option<&Holding> {
    portfolio.holdings.get(at).or_else(|| portfolio.holdings.first())
}
