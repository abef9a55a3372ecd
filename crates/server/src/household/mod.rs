//! Made-up customers with a plausible history, always the same for the same seed:
//! 山田 花子 of the demonstration, and as many others as measuring needs.
//!
//! Nothing here writes; `app::seed` does.

pub mod applicants;
mod course;
pub mod hanako;
mod names;
mod numbers;
pub mod records;
pub mod synthetic;

use app::{
    AppError,
    domain::{
        asset::{Kind, Wrapper},
        currency::Currency,
        date,
        portfolio::{Details, Rate},
    },
    seed::SeedHolding,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use rust_decimal::Decimal;

use course::{Course, Market};
use numbers::Numbers;

/// The last so many month ends up to a day, oldest first.
fn last_month_ends(today: NaiveDate, months: u32) -> Vec<NaiveDate> {
    let back = i32::try_from(months).unwrap_or(i32::MAX).saturating_neg();
    let mut ends = date::month_ends(date::add_months(today, back), today);
    let surplus = ends.len().saturating_sub(usize::try_from(months).unwrap_or(usize::MAX));
    ends.drain(..surplus);
    ends
}

/// When a figure of a day was recorded: that evening in Japan, never in the future.
fn evening(day: NaiveDate, now: DateTime<Utc>) -> DateTime<Utc> {
    day.and_hms_opt(12, 0, 0).map_or(now, |noon| noon.and_utc().min(now))
}

/// When a customer with these month ends is to have registered.
fn registered(days: &[NaiveDate], now: DateTime<Utc>) -> DateTime<Utc> {
    let eve = days.first().and_then(|day| day.checked_sub_days(Days::new(1)));
    eve.map_or(now, |day| evening(day, now))
}

/// What it takes to make a holding up.
#[derive(Debug, Clone)]
struct Sketch {
    kind: Kind,
    wrapper: Wrapper,
    currency: Currency,
    label: String,
    institution: &'static str,
    note: &'static str,
    secures: Option<usize>,
    course: Course,
}

/// The present NISA began with this day; nothing can have been held in it before.
const NISA: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 1, 1);

impl Sketch {
    fn holding(
        self,
        days: &[NaiveDate],
        market: &Market,
        numbers: &Numbers,
        now: DateTime<Utc>,
    ) -> SeedHolding {
        let in_nisa = matches!(self.wrapper, Wrapper::NisaTsumitate | Wrapper::NisaGrowth);
        let first = NISA.filter(|_| in_nisa).unwrap_or(NaiveDate::MIN);
        let begin = days.iter().position(|day| *day >= first).unwrap_or(0);
        let figures = self.course.figures(self.kind, (days, begin), market, numbers, now);
        let details = Details {
            kind: self.kind,
            wrapper: self.wrapper,
            currency: self.currency,
            label: self.label,
            institution: self.institution.to_owned(),
            note: self.note.to_owned(),
            secures: None,
        };
        SeedHolding { details, secures: self.secures, figures }
    }
}

/// A rate for every month end: about 150 yen for a dollar.
fn dollar_rates(days: &[NaiveDate], numbers: &Numbers, now: DateTime<Utc>) -> Vec<Rate> {
    let mut sen = 14_850;
    let rate = |&as_of| {
        sen += sen * numbers.noise() * 3 / 100_000 + (15_200 - sen) / 20;
        let (currency, yen) = (Currency::Usd, Decimal::new(sen, 2));
        Rate { currency, as_of, recorded_at: evening(as_of, now), yen }
    };
    days.iter().map(rate).collect()
}

/// The error for made-up text that breaks a rule: a slip in this module.
const fn slip() -> AppError {
    AppError::Broken("a made-up customer breaks a rule")
}

#[cfg(test)]
mod tests;
