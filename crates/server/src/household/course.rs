//! How a figure moves from month end to month end, in whole numbers only.

use app::{
    domain::{
        asset::{Group, Kind},
        portfolio::Source,
    },
    seed::SeedFigure,
};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::{evening, numbers::Numbers};

/// A hundred-thousandth: the unit of [`Course::drift`] and [`Course::swing`].
const WHOLE: i64 = 100_000;

/// What the stock market did each month, from -1000 to 1000; every share follows it.
#[derive(Debug)]
pub(super) struct Market(Vec<i64>);

impl Market {
    pub(super) fn of(months: usize, numbers: &Numbers) -> Self {
        Self((0..months).map(|_| numbers.noise()).collect())
    }

    fn at(&self, month: usize) -> i64 {
        self.0.get(month).copied().unwrap_or_default()
    }
}

/// The course of one figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    /// The first figure, in minor units.
    start: i64,
    /// Added each month; negative for what is paid back.
    monthly: i64,
    /// Added in June and December besides.
    bonus: i64,
    /// Growth in a month, in hundred-thousandths.
    drift: i64,
    /// The most a month's chance adds or takes, in hundred-thousandths.
    swing: i64,
    /// Whether chance is the market's rather than its own.
    follows_market: bool,
    /// Whether each figure starts from the first one rather than from the last.
    hovers: bool,
    /// Every how many months it is recorded.
    every: usize,
    /// For how many months it has not been recorded.
    forgotten: usize,
    /// Figures are multiples of this.
    step: i64,
}

impl Course {
    const fn plain(start: i64) -> Self {
        Self {
            start,
            monthly: 0,
            bonus: 0,
            drift: 0,
            swing: 0,
            follows_market: false,
            hovers: false,
            every: 1,
            forgotten: 0,
            step: 1,
        }
    }

    /// A balance that is saved into, with the ups and downs of daily life.
    pub(super) const fn saved(start: i64, monthly: i64, bonus: i64) -> Self {
        Self { monthly, bonus, swing: 4_000, ..Self::plain(start) }
    }

    /// A price that follows the market, with money paid in each month.
    pub(super) const fn invested(start: i64, monthly: i64, drift: i64, swing: i64) -> Self {
        Self { monthly, drift, swing, follows_market: true, ..Self::plain(start) }
    }

    /// A value that grows, or with a negative drift loses, a little each month.
    pub(super) const fn growing(start: i64, drift: i64) -> Self {
        Self { drift, ..Self::plain(start) }
    }

    /// A balance that is about the same each month.
    pub(super) const fn hovering(start: i64, swing: i64) -> Self {
        Self { swing, hovers: true, ..Self::plain(start) }
    }

    /// A debt paid back month by month.
    pub(super) const fn repaid(start: i64, monthly: i64) -> Self {
        Self { monthly: -monthly, ..Self::plain(start) }
    }

    /// With money paid in each month.
    pub(super) const fn paying(self, monthly: i64) -> Self {
        Self { monthly, ..self }
    }

    /// Recorded only every so many months.
    pub(super) const fn every(self, months: usize) -> Self {
        Self { every: months, ..self }
    }

    /// Not recorded for so many months.
    pub(super) const fn forgotten(self, months: usize) -> Self {
        Self { forgotten: months, ..self }
    }

    /// In multiples of a round number.
    pub(super) const fn rounded_to(self, step: i64) -> Self {
        Self { step, ..self }
    }

    /// The first figure times `percent`.
    pub(super) const fn scaled(self, percent: i64) -> Self {
        let start = self.start * percent / 100;
        let monthly = self.monthly * percent / 100;
        Self { start, monthly, bonus: self.bonus * percent / 100, ..self }
    }

    /// The recorded figures, from the month end at position `begin` on.
    pub(super) fn figures(
        self,
        kind: Kind,
        (days, begin): (&[NaiveDate], usize),
        market: &Market,
        numbers: &Numbers,
        now: DateTime<Utc>,
    ) -> Vec<SeedFigure> {
        let mut figures: Vec<SeedFigure> = Vec::new();
        let mut value = self.start;
        let mut paid_in = 0;
        let last = days.len().saturating_sub(1 + self.forgotten);
        for (month, &as_of) in days.iter().enumerate().skip(begin) {
            if month > begin {
                let moved = self.moved(as_of);
                value = self.next(value, moved, (market.at(month), numbers.noise()));
                paid_in += moved;
            }
            let due = (days.len() - 1 - month).is_multiple_of(self.every.max(1));
            if month > last || !(due || month == begin) {
                continue;
            }
            let flow = (!figures.is_empty() && paid_in != 0 && tells_flow(kind)).then_some(paid_in);
            let minor = value - value % self.step.max(1);
            let unchanged = figures.last().is_some_and(|before| before.minor == minor);
            let source = if unchanged { Source::Unchanged } else { Source::Form };
            let recorded_at = evening(as_of, now);
            figures.push(SeedFigure { as_of, recorded_at, minor, flow, source });
            paid_in = 0;
        }
        figures
    }

    /// Money paid in (positive) or back (negative) in a month.
    fn moved(self, day: NaiveDate) -> i64 {
        if matches!(day.month(), 6 | 12) { self.monthly + self.bonus } else { self.monthly }
    }

    fn next(self, value: i64, moved: i64, (market, own): (i64, i64)) -> i64 {
        let chance = if self.follows_market { (2 * market + own) / 3 } else { own };
        let from = if self.hovers { self.start } else { value };
        // A hundredth at a time: a large value times swing times noise would not fit.
        let grown = from / 100 * (self.drift * 1_000 + self.swing * chance) / (WHOLE * 10);
        (from + grown + moved).max(0)
    }
}

/// Whether customers say how much of a change was money moved: of balances it goes
/// without saying.
const fn tells_flow(kind: Kind) -> bool {
    !matches!(kind.group(), Group::Deposits | Group::Points | Group::Liabilities)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::household::last_month_ends;

    fn course(course: Course, kind: Kind, months: u32) -> Vec<SeedFigure> {
        let now = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let days = last_month_ends(now.date_naive(), months);
        let numbers = Numbers::seeded(1);
        course.figures(kind, (&days, 0), &Market::of(days.len(), &numbers), &numbers, now)
    }

    #[test]
    fn a_debt_is_paid_back_evenly_and_ends_at_nothing() {
        let figures = course(Course::repaid(1_000_000, 300_000), Kind::CarLoan, 6);
        let minors: Vec<i64> = figures.iter().map(|figure| figure.minor).collect();
        assert_eq!(minors, [1_000_000, 700_000, 400_000, 100_000, 0, 0]);
        assert_eq!(figures[5].source, Source::Unchanged);
        assert!(figures.iter().all(|figure| figure.flow.is_none()));
    }

    #[test]
    fn an_investment_tells_what_was_paid_in_and_grows_by_about_its_drift() {
        let figures = course(Course::invested(1_000_000, 10_000, 500, 0), Kind::InvestmentTrust, 3);
        let minors: Vec<i64> = figures.iter().map(|figure| figure.minor).collect();
        assert_eq!(minors, [1_000_000, 1_015_000, 1_030_075]);
        assert_eq!(figures[0].flow, None);
        assert_eq!(figures[1].flow, Some(10_000));
    }

    #[test]
    fn what_is_recorded_yearly_is_recorded_at_the_end_and_one_forgotten_is_not() {
        let yearly = course(Course::growing(30_000_000, -100).every(12), Kind::Home, 25);
        assert_eq!(yearly.len(), 3);
        let forgotten = course(Course::hovering(5_000, 10_000).forgotten(4), Kind::Points, 12);
        assert_eq!(forgotten.len(), 8);
    }

    #[test]
    fn large_figures_do_not_overflow() {
        let largest = domain::money::MAX_MINOR / 1_000;
        let figures = course(Course::invested(largest, 0, 1_000, 9_000), Kind::Crypto, 60);
        assert!(figures.iter().all(|figure| figure.minor > 0));
    }
}
