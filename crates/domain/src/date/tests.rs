use chrono::TimeZone;
use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn the_day_in_japan_begins_at_fifteen_hundred_utc() {
    let at = |hour, minute| Utc.with_ymd_and_hms(2026, 11, 22, hour, minute, 0).unwrap();
    assert_eq!(today(at(14, 59)), day(2026, 11, 22));
    assert_eq!(today(at(15, 0)), day(2026, 11, 23));
}

#[test]
fn a_day_in_japan_begins_when_today_becomes_it() {
    let begun = begins(day(2026, 11, 22));
    assert_eq!(begun, Utc.with_ymd_and_hms(2026, 11, 21, 15, 0, 0).unwrap());
    assert_eq!(today(begun), day(2026, 11, 22));
    assert_eq!(today(begun - TimeDelta::microseconds(1)), day(2026, 11, 21));
    assert_eq!(in_japan(begun).to_string(), "2026-11-22 00:00:00");
    assert_eq!(minute(begun + TimeDelta::minutes(630)), "2026-11-22 10:30");
    // Whatever the calendar can hold is answered.
    assert_eq!(begins(NaiveDate::MIN), DateTime::<Utc>::MIN_UTC);
    assert_eq!(today(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX);
}

#[test]
fn dates_are_read_as_people_type_them() {
    for text in [
        "2026-11-22",
        "2026/11/22",
        "2026.11.22",
        "2026年11月22日",
        "20261122",
        "２０２６／１１／２２",
        "２０２６年１１月２２日",
        " 2026-11-22　",
        "2026年 11月 22日",
        "2026－11－22",
        "令和8年11月22日",
        "令和８年１１月２２日",
        "R8.11.22",
        "R08/11/22",
        "r8-11-22",
        "Ｒ８．１１．２２",
        "令8.11.22",
        "令和 8年11月22日",
        "R.8.11.22",
        "㋿8年11月22日",
        "2026ー11ー22",
    ] {
        assert_eq!(parse(text), Ok(day(2026, 11, 22)), "{text}");
    }
    assert_eq!(parse("2026-1-2"), Ok(day(2026, 1, 2)));
    assert_eq!(parse("昭和64年1月7日"), Ok(day(1989, 1, 7)));
    assert_eq!(parse("S39.10.10"), Ok(day(1964, 10, 10)));
    assert_eq!(parse("平成元年1月8日"), Ok(day(1989, 1, 8)));
    assert_eq!(parse("大正元年7月30日"), Ok(day(1912, 7, 30)));
    assert_eq!(parse("T15.12.25"), Ok(day(1926, 12, 25)));
    assert_eq!(parse("昭和元年12月25日"), Ok(day(1926, 12, 25)));
    assert_eq!(parse("M6.1.1"), Ok(day(1873, 1, 1)));
    assert_eq!(parse("明治45年7月30日"), Ok(day(1912, 7, 30)));
}

#[test]
fn what_is_not_a_date_is_refused() {
    assert_eq!(parse(""), Err(DateError::Empty));
    assert_eq!(parse("　"), Err(DateError::Empty));
    for text in [
        "abc",
        "26/11/22",
        "2026-11",
        "2026-11/22",
        "2026-11-22-1",
        "2026年11月22",
        "11/22/2026",
        "2026-11-",
        "2026-011-22",
        "R",
        "令和",
        "R8",
        "2026--22",
        "+2026-11-22",
        "2026 11 22",
        "202611223",
    ] {
        assert_eq!(parse(text), Err(DateError::NotADate), "{text}");
    }
    assert_eq!(parse(&"2".repeat(5_000)), Err(DateError::NotADate));
}

#[test]
fn days_the_calendar_lacks_are_refused() {
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "20260431", "令和8年2月29日"] {
        assert_eq!(parse(text), Err(DateError::NoSuchDay), "{text}");
    }
    assert_eq!(parse("2028-02-29"), Ok(day(2028, 2, 29)));
}

#[test]
fn years_run_from_1_to_9999() {
    assert_eq!(parse("0001-01-01"), Ok(day(1, 1, 1)));
    assert_eq!(parse("9999-12-31"), Ok(day(9999, 12, 31)));
    assert_eq!(parse("0000-01-01"), Err(DateError::OutOfRange));
    assert_eq!(parse("12026-11-22"), Err(DateError::OutOfRange));
}

#[test]
fn an_era_date_must_lie_in_its_era() {
    for text in [
        "昭和64年1月8日",
        "昭和65年1月1日",
        "平成元年1月7日",
        "平成31年5月1日",
        "令和元年4月30日",
        "R0.5.1",
        "大正15年12月26日",
        "昭和元年12月24日",
        "明治45年7月31日",
        "明治5年12月31日",
        "R9999.1.1",
    ] {
        assert_eq!(parse(text), Err(DateError::OutsideEra), "{text}");
    }
}

#[test]
fn era_dates_are_written() {
    let written = |date| wareki(date).unwrap();
    assert_eq!(written(day(2026, 11, 22)), "令和8年11月22日");
    assert_eq!(written(day(2019, 5, 1)), "令和元年5月1日");
    assert_eq!(written(day(2019, 4, 30)), "平成31年4月30日");
    assert_eq!(written(day(1989, 1, 7)), "昭和64年1月7日");
    assert_eq!(written(day(1926, 12, 25)), "昭和元年12月25日");
    assert_eq!(written(day(1873, 1, 1)), "明治6年1月1日");
    assert_eq!(wareki(day(1872, 12, 31)), None);
}

#[test]
fn months_end_on_their_last_day() {
    assert_eq!(month_end(day(2026, 2, 3)), day(2026, 2, 28));
    assert_eq!(month_end(day(2028, 2, 29)), day(2028, 2, 29));
    assert_eq!(
        month_ends(day(2026, 1, 31), day(2026, 3, 31)),
        [day(2026, 1, 31), day(2026, 2, 28), day(2026, 3, 31)]
    );
    assert!(month_ends(day(2026, 1, 1), day(2026, 1, 30)).is_empty());
    assert!(month_ends(day(2026, 3, 1), day(2026, 1, 30)).is_empty());
}

#[test]
fn months_are_added_with_the_day_clamped() {
    assert_eq!(add_months(day(2026, 1, 31), 1), day(2026, 2, 28));
    assert_eq!(add_months(day(2026, 3, 31), -1), day(2026, 2, 28));
    assert_eq!(add_months(day(2028, 2, 29), 12), day(2029, 2, 28));
    assert_eq!(add_months(day(2026, 1, 1), i32::MAX), NaiveDate::MAX);
    assert_eq!(add_months(day(2026, 1, 1), i32::MIN), NaiveDate::MIN);
}

#[test]
fn a_birth_lies_in_the_past_but_not_too_far() {
    let today = day(2026, 11, 22);
    assert_eq!(parse_birth("S39.10.10", today), Ok(day(1964, 10, 10)));
    assert_eq!(parse_birth("1900-01-01", today), Ok(day(1900, 1, 1)));
    assert_eq!(parse_birth("1899-12-31", today), Err(BirthError::TooLongAgo));
    assert_eq!(parse_birth("1910-01-01", day(2040, 1, 2)), Err(BirthError::TooLongAgo));
    assert_eq!(parse_birth("1910-01-02", day(2040, 1, 2)), Ok(day(1910, 1, 2)));
    assert_eq!(parse_birth("2026-11-21", today), Ok(day(2026, 11, 21)));
    assert_eq!(parse_birth("2026-11-22", today), Err(BirthError::Future));
    assert_eq!(parse_birth("x", today), Err(BirthError::Date(DateError::NotADate)));
}

#[test]
fn a_figure_is_of_today_or_earlier() {
    let today = day(2026, 11, 22);
    assert_eq!(parse_as_of("令和8年11月22日", today), Ok(today));
    assert_eq!(parse_as_of("2026-11-23", today), Err(AsOfError::Future));
    assert_eq!(parse_as_of("1899-12-31", today), Err(AsOfError::TooLongAgo));
    assert_eq!(parse_as_of("", today), Err(AsOfError::Date(DateError::Empty)));
}

proptest! {
    #[test]
    fn era_dates_read_back(days in 0_u64..2_968_000) {
        let date = day(1873, 1, 1) + Days::new(days);
        prop_assert_eq!(parse(&wareki(date).unwrap()), Ok(date));
    }

    #[test]
    fn gregorian_dates_read_back(days in 0_u64..3_652_059) {
        let date = day(1, 1, 1) + Days::new(days);
        prop_assert_eq!(parse(&date.format("%Y-%m-%d").to_string()), Ok(date));
        prop_assert_eq!(parse(&date.format("%Y%m%d").to_string()), Ok(date));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,45}") {
        let _ = parse(&text);
    }
}
