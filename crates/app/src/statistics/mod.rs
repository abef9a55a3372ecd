//! Numbers of customers and applications. None of them is about one person, so looks are not
//! in the audit trail; who may not look is refused, and that is.

mod applications;
mod customers;
mod reasons;

use chrono::{Days, NaiveDate};
use domain::date;

pub use applications::{Applications, Backlog, applications};
pub use customers::{Customers, Funnel, LastLogIn, customers};
pub use reasons::{MOST_COUNTED, Reasons};

/// Of how many days up to today numbers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// The last 30.
    Month,
    /// The last 90.
    Quarter,
    /// The last 365.
    Year,
}

impl Span {
    /// Every span, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// How many days.
    pub const fn days(self) -> u16 {
        match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// The span of a number of days.
    pub fn of_days(days: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.days().to_string() == days)
    }

    /// Its first day.
    fn first_day(self, today: NaiveDate) -> NaiveDate {
        let back = u64::from(self.days().saturating_sub(1));
        today.checked_sub_days(Days::new(back)).unwrap_or(NaiveDate::MIN)
    }
}

/// By how many microseconds days in Japan begin before those of UTC.
fn ahead() -> i64 {
    date::JST.num_microseconds().unwrap_or_default()
}

/// A day counted since 1970.
fn day_of(number: i64) -> NaiveDate {
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    NaiveDate::from_epoch_days(number).unwrap_or(NaiveDate::MAX)
}

/// Every day from one to another with its number, 0 where none was counted.
fn every_day(
    (first, last): (NaiveDate, NaiveDate),
    counted: &[(i64, i64)],
) -> Vec<(NaiveDate, i64)> {
    let number = |day: NaiveDate| {
        let found = counted.iter().find(|(number, _)| day_of(*number) == day);
        found.map_or(0, |(_, number)| *number)
    };
    let days = first.iter_days().take_while(|day| *day <= last);
    days.map(|day| (day, number(day))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_japan() {
        let day: NaiveDate = "2026-11-22".parse().unwrap();
        let begins = date::begins(day);
        assert_eq!(begins.to_rfc3339(), "2026-11-21T15:00:00+00:00");
        let number = (begins.timestamp_micros() + ahead()) / 86_400_000_000;
        assert_eq!(day_of(number), day);
        assert_eq!(date::today(begins), day);
    }

    #[test]
    fn a_span_ends_today_and_days_without_any_are_in_it() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let first = Span::Month.first_day(today);
        assert_eq!(first.to_string(), "2026-10-24");
        let counted = [(i64::from(today.to_epoch_days()), 7)];
        let days = every_day((first, today), &counted);
        assert_eq!(
            (days.len(), days.first(), days.last()),
            (30, Some(&(first, 0)), Some(&(today, 7)))
        );
        assert_eq!(Span::of_days("90"), Some(Span::Quarter));
        assert_eq!(Span::of_days("91"), None);
    }
}
