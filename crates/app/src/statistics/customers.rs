//! How many customers there are, and how far they came.

use chrono::{NaiveDate, TimeDelta};
use domain::{audit::Action, date, staff::Permission};

use super::{Span, ahead, every_day};
use crate::{App, AppError, Officer};

/// Customers in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customers {
    /// In use and not suspended.
    pub in_use: i64,
    /// Suspended by the bank.
    pub suspended: i64,
    /// Closing their account.
    pub closing: i64,
    /// Who proved their address on each day of the span; those gone since are counted too.
    pub new_per_day: Vec<(NaiveDate, i64)>,
    /// How far those came who registered in the span.
    pub funnel: Funnel,
    /// When those in use, suspended or closing logged in last, in the order of pages.
    pub last_log_in: Vec<(LastLogIn, i64)>,
}

/// How far customers came. Each number is part of the one before, but for the last two:
/// one may apply without having recorded a holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funnel {
    /// Sent the registration form.
    pub registered: i64,
    /// Proved the address.
    pub proved: i64,
    /// Recorded a holding.
    pub recorded: i64,
    /// Applied for the additional service.
    pub applied: i64,
    /// Have it.
    pub approved: i64,
}

/// When somebody logged in last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLogIn {
    /// Today.
    Today,
    /// Within seven days, but not today.
    Week,
    /// Within 30 days.
    Month,
    /// Within 90 days.
    Quarter,
    /// Within 365 days.
    Year,
    /// Longer ago.
    Longer,
    /// Never since the address was proved.
    Never,
}

impl LastLogIn {
    /// Those with a limit, and how many days back it is.
    const LIMITS: [(Self, i64); 5] = [
        (Self::Today, 0),
        (Self::Week, 6),
        (Self::Month, 29),
        (Self::Quarter, 89),
        (Self::Year, 364),
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Longer => "longer",
            Self::Never => "never",
        }
    }
}

/// Customers in numbers.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::NotPermitted`].
pub async fn customers(app: &App, officer: &Officer, span: Span) -> Result<Customers, AppError> {
    let needs = (Permission::SeeStatistics, Action::SeeStatistics);
    let mut conn = app.read_as(officer, needs).await?;
    let today = date::today(app.clock.now());
    let first = span.first_day(today);
    let [in_use, suspended, closing] = store::roster::counts(&mut conn).await?;
    let since = date::begins(first);
    let proved = store::roster::proved_per_day(&mut conn, since, ahead()).await?;
    let [registered, proved_since, recorded, applied, approved] =
        store::roster::funnel(&mut conn, since).await?;
    let midnight = date::begins(today);
    let limits = LastLogIn::LIMITS.map(|(_, days)| midnight - TimeDelta::days(days));
    let logged_in = store::roster::logged_in_since(&mut conn, limits).await?;
    Ok(Customers {
        in_use,
        suspended,
        closing,
        new_per_day: every_day((first, today), &proved),
        funnel: Funnel { registered, proved: proved_since, recorded, applied, approved },
        last_log_in: buckets(logged_in),
    })
}

/// Numbers counted together with those of later times, taken apart.
fn buckets((since, ever, never): ([i64; 5], i64, i64)) -> Vec<(LastLogIn, i64)> {
    let mut before = 0;
    let mut buckets = Vec::new();
    for ((bucket, _), together) in LastLogIn::LIMITS.into_iter().zip(since) {
        buckets.push((bucket, together - before));
        before = together;
    }
    buckets.push((LastLogIn::Longer, ever - before));
    buckets.push((LastLogIn::Never, never));
    buckets
}
