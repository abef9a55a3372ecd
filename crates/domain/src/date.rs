//! Calendar dates in Japan: today, era dates (和暦), and what people type.

mod era;
mod read;

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc,
};

pub use era::wareki;
pub use read::parse;

/// By how much Japan Standard Time is ahead of UTC, all year round: days in Japan begin so
/// much earlier.
pub const JST: TimeDelta = TimeDelta::hours(9);

/// The first year in which a customer can have been born or a figure been true.
const FIRST_YEAR: i32 = 1900;

/// No one on record has lived 130 years.
const LONGEST_LIFE_MONTHS: i32 = 130 * 12;

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("no date was given")]
    Empty,
    /// The text is not written as a date.
    #[error("the text is not a date")]
    NotADate,
    /// The calendar has no such day: 30 February.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// The era had not begun or was over on that day: 昭和65年, 平成元年1月7日.
    #[error("the day is outside the era")]
    OutsideEra,
    /// The year is not within 0001 to 9999.
    #[error("the year is out of range")]
    OutOfRange,
}

/// Why a text is not a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthError {
    /// The text is not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Today or later.
    #[error("the date of birth is not in the past")]
    Future,
    /// Before 1900 or more than 130 years ago.
    #[error("the date of birth is too long ago")]
    TooLongAgo,
}

/// Why a text is not the day of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AsOfError {
    /// The text is not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// After today: a figure is recorded, not foretold.
    #[error("the day is in the future")]
    Future,
    /// Before 1900.
    #[error("the day is too long ago")]
    TooLongAgo,
}

/// Day and time of day in Japan at an instant.
pub fn in_japan(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc().checked_add_signed(JST).unwrap_or(NaiveDateTime::MAX)
}

/// The calendar day in Japan at an instant.
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    in_japan(now).date()
}

/// The instant a day begins in Japan.
pub fn begins(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    midnight.checked_sub_signed(JST).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// An instant to the minute in Japan: `2026-11-22 10:30`.
pub fn minute(at: DateTime<Utc>) -> String {
    in_japan(at).format("%Y-%m-%d %H:%M").to_string()
}

/// Reads a date of birth: before `today`, not before 1900-01-01, and not more
/// than 130 years ago.
///
/// # Errors
/// [`BirthError`].
pub fn parse_birth(text: &str, today: NaiveDate) -> Result<NaiveDate, BirthError> {
    let date = parse(text)?;
    if date >= today {
        Err(BirthError::Future)
    } else if date.year() < FIRST_YEAR || date < add_months(today, -LONGEST_LIFE_MONTHS) {
        Err(BirthError::TooLongAgo)
    } else {
        Ok(date)
    }
}

/// Reads the day on which a figure was true: from 1900-01-01 to `today`.
///
/// # Errors
/// [`AsOfError`].
pub fn parse_as_of(text: &str, today: NaiveDate) -> Result<NaiveDate, AsOfError> {
    let date = parse(text)?;
    if date > today {
        Err(AsOfError::Future)
    } else if date.year() < FIRST_YEAR {
        Err(AsOfError::TooLongAgo)
    } else {
        Ok(date)
    }
}

/// The last day of the month of `date`.
pub fn month_end(date: NaiveDate) -> NaiveDate {
    date.with_day(u32::from(date.num_days_in_month())).unwrap_or(date)
}

/// Every last day of a month from `from` to `to`, both included, in order.
/// Empty when there is none.
pub fn month_ends(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let next = |end: &NaiveDate| end.checked_add_days(Days::new(1)).map(month_end);
    std::iter::successors(Some(month_end(from)), next).take_while(|end| *end <= to).collect()
}

/// `date` moved by whole months. A day the month lacks becomes its last day;
/// a date beyond the calendar becomes the calendar's first or last.
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    let step = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(step).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_months(step).unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
mod tests;
