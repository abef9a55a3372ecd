//! Japanese eras since the calendar became Gregorian.
//!
//! First days follow JIS X 0301. On 1912-07-30 and 1926-12-25 the old era ended
//! and the new one began on the same day: both names are read, the new is written.

use chrono::{Datelike, NaiveDate};

use super::DateError;

/// An era, its names, and its days as year, month, day, both included.
pub(super) struct Era {
    pub(super) kanji: &'static str,
    pub(super) short: &'static str,
    pub(super) letter: char,
    /// The Gregorian year of the era's year 1.
    first_year: i32,
    first_day: (i32, u32, u32),
    last_day: (i32, u32, u32),
}

/// Latest first. Meiji counts from 1868, but its dates are Gregorian only from
/// 1873-01-01 (Meiji 6); days before that were lunar and are not read.
pub(super) const ERAS: [Era; 5] = [
    Era {
        kanji: "令和",
        short: "令",
        letter: 'R',
        first_year: 2019,
        first_day: (2019, 5, 1),
        last_day: (9999, 12, 31),
    },
    Era {
        kanji: "平成",
        short: "平",
        letter: 'H',
        first_year: 1989,
        first_day: (1989, 1, 8),
        last_day: (2019, 4, 30),
    },
    Era {
        kanji: "昭和",
        short: "昭",
        letter: 'S',
        first_year: 1926,
        first_day: (1926, 12, 25),
        last_day: (1989, 1, 7),
    },
    Era {
        kanji: "大正",
        short: "大",
        letter: 'T',
        first_year: 1912,
        first_day: (1912, 7, 30),
        last_day: (1926, 12, 25),
    },
    Era {
        kanji: "明治",
        short: "明",
        letter: 'M',
        first_year: 1868,
        first_day: (1873, 1, 1),
        last_day: (1912, 7, 30),
    },
];

impl Era {
    fn holds(&self, day: (i32, u32, u32)) -> bool {
        (self.first_day..=self.last_day).contains(&day)
    }

    /// The date of a year of this era.
    pub(super) fn date(&self, year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
        let gregorian = year
            .checked_add(self.first_year - 1)
            .filter(|_| year >= 1)
            .ok_or(DateError::OutsideEra)?;
        if !(1..=9999).contains(&gregorian) {
            return Err(DateError::OutsideEra);
        }
        let date = NaiveDate::from_ymd_opt(gregorian, month, day).ok_or(DateError::NoSuchDay)?;
        if self.holds((gregorian, month, day)) { Ok(date) } else { Err(DateError::OutsideEra) }
    }
}

/// A date in its era, `令和8年11月22日`, the first year written 元年;
/// `None` before 1873-01-01 or after the year 9999.
pub fn wareki(date: NaiveDate) -> Option<String> {
    let (month, day) = (date.month(), date.day());
    let era = ERAS.iter().find(|era| era.holds((date.year(), month, day)))?;
    Some(match date.year() - era.first_year + 1 {
        1 => format!("{}元年{month}月{day}日", era.kanji),
        year => format!("{}{year}年{month}月{day}日", era.kanji),
    })
}
