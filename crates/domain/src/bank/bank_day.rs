//! Days on which the bank is open, in which the age of an application is counted.
//!
//! A bank is closed on Saturdays, Sundays, public holidays, and from 31 December to
//! 3 January (Banking Act article 15, its Enforcement Order article 5). Holidays are
//! data: the equinoxes are announced each February for the year after and cannot be
//! reckoned. So the calendar ends with the last year the data covers, and a question
//! beyond is an error.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::data_file::{DataFault, DataFileError, rows};
use crate::date;

/// Japan's public holidays of 2025 to 2027, in the form of the Cabinet Office's CSV.
/// Facts only, from the Public Holidays Act (昭和23年法律第178号) and the Cabinet
/// Office's announcements, those of 2027 from 2026-02-02. 休日 is a substitute holiday
/// (article 3, paragraph 2) or a day between two holidays (paragraph 3).
pub const HOLIDAYS: &str = include_str!("holidays.csv");

/// Columns of the file: day, name.
const COLUMNS: usize = 2;

/// Month and day of the first and the last holiday of a year, the same every year:
/// New Year's Day and Labour Thanksgiving Day. A year that has both is covered; what
/// lies between is taken from the publisher on trust.
const YEAR_ENDS: [(u32, u32); 2] = [(1, 1), (11, 23)];

/// Which days the bank is open, for whole years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankCalendar {
    /// Every day the bank is open, in order.
    open: Vec<NaiveDate>,
    first: NaiveDate,
    last: NaiveDate,
}

/// The question reaches a day whose holidays are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("bank days are known from {first} to {last} only")]
pub struct BeyondHorizon {
    /// The first day known.
    pub first: NaiveDate,
    /// The last day known.
    pub last: NaiveDate,
}

impl BankCalendar {
    /// Reads the Cabinet Office's list of holidays, decoded from CP932: a header line,
    /// then `YYYY/M/D,name`. The calendar covers the latest year that is complete and
    /// the complete years right before it.
    ///
    /// # Errors
    /// [`DataFileError`] with the first line at fault.
    pub fn parse(text: &str) -> Result<Self, DataFileError> {
        let (header, rows) = rows(text, COLUMNS)?;
        if date::parse(header.cell(0)).is_ok() {
            return Err(DataFault::NoHeader.at(header.line));
        }
        let mut holidays = BTreeSet::new();
        for row in &rows {
            let day =
                date::parse(row.cell(0)).map_err(|error| DataFault::Date(error).at(row.line))?;
            if !holidays.insert(day) {
                return Err(DataFault::Repeated.at(row.line));
            }
        }
        Self::of(&holidays).ok_or(DataFault::NoWholeYear.at(header.line))
    }

    fn of(holidays: &BTreeSet<NaiveDate>) -> Option<Self> {
        let is_whole = |year: &i32| {
            let holiday = |(month, day)| NaiveDate::from_ymd_opt(*year, month, day);
            YEAR_ENDS.iter().all(|end| holiday(*end).is_some_and(|day| holidays.contains(&day)))
        };
        let years = holidays.first()?.year()..=holidays.last()?.year();
        let last_year = years.clone().rev().find(is_whole)?;
        let first_year =
            years.rev().skip_while(|year| *year > last_year).take_while(is_whole).last()?;
        let first = NaiveDate::from_ymd_opt(first_year, 1, 1)?;
        let last = NaiveDate::from_ymd_opt(last_year, 12, 31)?;
        let is_open = |day: &NaiveDate| !is_closed_every_year(*day) && !holidays.contains(day);
        let open = first.iter_days().take_while(|day| *day <= last).filter(is_open).collect();
        Some(Self { open, first, last })
    }

    /// The last day that can be asked for: the horizon. Staff are told in time to bring
    /// the next year's holidays.
    pub const fn last_day(&self) -> NaiveDate {
        self.last
    }

    /// The first day that can be asked for.
    pub const fn first_day(&self) -> NaiveDate {
        self.first
    }

    /// Bank days after `from` up to and including `to`: from Friday to Monday is one.
    /// 0 when `to` is not after `from`.
    ///
    /// # Errors
    /// [`BeyondHorizon`] if either day is.
    pub fn days_between(&self, from: NaiveDate, to: NaiveDate) -> Result<u32, BeyondHorizon> {
        self.within(from)?;
        self.within(to)?;
        let days = self.open_until(to).saturating_sub(self.open_until(from));
        Ok(u32::try_from(days).unwrap_or(u32::MAX))
    }

    fn within(&self, day: NaiveDate) -> Result<(), BeyondHorizon> {
        if (self.first..=self.last).contains(&day) { Ok(()) } else { Err(self.horizon()) }
    }

    const fn horizon(&self) -> BeyondHorizon {
        BeyondHorizon { first: self.first, last: self.last }
    }

    /// How many days of the calendar up to and including `day` the bank is open.
    fn open_until(&self, day: NaiveDate) -> usize {
        self.open.partition_point(|open| *open <= day)
    }
}

/// Weekends and the turn of the year.
fn is_closed_every_year(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        || matches!((day.month(), day.day()), (12, 31) | (1, 1..=3))
}

#[cfg(test)]
#[path = "bank_day_tests.rs"]
mod tests;
