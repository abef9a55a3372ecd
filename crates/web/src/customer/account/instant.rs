//! Days and times of day in Japan, as the page's language writes them.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::kit::words::{Lang, Words};

/// Japan Standard Time is nine hours ahead of UTC all year round.
const JST_SECONDS: i32 = 9 * 60 * 60;

/// A day: `2026年11月22日`, or `2026-11-22` in English.
pub(super) fn day(w: Words, date: NaiveDate) -> String {
    match w.lang() {
        Lang::Ja => date.format("%Y年%-m月%-d日").to_string(),
        Lang::En => date.to_string(),
    }
}

/// A minute in Japan: `2026年11月22日 9時05分`, or `2026-11-22 09:05` in English.
pub(super) fn minute(w: Words, at: DateTime<Utc>) -> String {
    // Nine hours are a valid offset; without it the time would still be true, in UTC.
    let Some(japan) = FixedOffset::east_opt(JST_SECONDS) else { return at.to_rfc3339() };
    let at = at.with_timezone(&japan);
    match w.lang() {
        Lang::Ja => at.format("%Y年%-m月%-d日 %-H時%M分").to_string(),
        Lang::En => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_in_utc_is_the_next_morning_in_japan() {
        let at = DateTime::parse_from_rfc3339("2026-03-31T15:05:59Z").unwrap().to_utc();
        assert_eq!(minute(Words::new(Lang::Ja), at), "2026年4月1日 0時05分");
        assert_eq!(minute(Words::new(Lang::En), at), "2026-04-01 00:05");
    }

    #[test]
    fn a_day_is_written_as_its_language_does() {
        let date = NaiveDate::from_ymd_opt(1958, 4, 1).unwrap();
        assert_eq!(day(Words::new(Lang::Ja), date), "1958年4月1日");
        assert_eq!(day(Words::new(Lang::En), date), "1958-04-01");
    }
}
