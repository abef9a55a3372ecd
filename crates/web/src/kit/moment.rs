//! Days and times of day as pages show them, in Japan time.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::words::{Lang, Words};

/// A day: `2025年11月22日`, `22 November 2025`.
pub fn day(w: Words, day: NaiveDate) -> String {
    w.holding_day(day.year(), month_name(w, day), day.day())
}

/// A birth date, with the era documents write: `1958年4月1日（昭和33年4月1日）`, `1 April 1958`.
pub fn birth(w: Words, born: NaiveDate) -> String {
    match domain::date::wareki(born).filter(|_| w.lang() == Lang::Ja) {
        Some(era) => format!("{}（{era}）", day(w, born)),
        None => day(w, born),
    }
}

/// A month: `2025年11月`, `November 2025`.
pub fn month(w: Words, day: NaiveDate) -> String {
    w.holding_month(day.year(), month_name(w, day))
}

/// An instant in Japan, to the minute: `2025年11月22日 9時05分`.
pub fn time(w: Words, at: DateTime<Utc>) -> String {
    let local = domain::date::in_japan(at);
    w.holding_time(day(w, local.date()), local.hour(), format!("{:02}", local.minute()))
}

/// The minutes to wait so many seconds, rounded up.
pub const fn minutes(seconds: i64) -> i64 {
    (seconds + 59) / 60
}

/// A day as it stands in a field at first: `2025/11/22`, which is read back.
pub fn typed(day: NaiveDate) -> String {
    format!("{}/{}/{}", day.year(), day.month(), day.day())
}

fn month_name(w: Words, day: NaiveDate) -> &'static str {
    w.lookup(&format!("holding-month-{}", day.month())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_in_utc_is_the_next_day_in_japan() {
        let at: DateTime<Utc> = "2025-11-21T15:05:00Z".parse().unwrap();
        assert_eq!(time(Words::new(Lang::Ja), at), "2025年11月22日 0時05分");
        assert_eq!(time(Words::new(Lang::En), at), "22 November 2025, 0:05");
    }

    #[test]
    fn whoever_waits_the_minutes_told_has_waited_long_enough() {
        assert_eq!([1, 60, 61].map(minutes), [1, 1, 2]);
    }

    #[test]
    fn a_day_in_a_field_is_read_back() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        assert_eq!(domain::date::parse(&typed(day)), Ok(day));
    }
}
