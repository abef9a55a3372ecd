use std::collections::BTreeMap;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::{date::DateError, import::TableProblem};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn calendar() -> BankCalendar {
    BankCalendar::parse(HOLIDAYS).unwrap()
}

fn is_open(calendar: &BankCalendar, day: NaiveDate) -> bool {
    calendar.open.contains(&day)
}

/// The first day on which so many bank days have gone by.
fn due(calendar: &BankCalendar, from: NaiveDate, days: u32) -> NaiveDate {
    from.iter_days().find(|to| calendar.days_between(from, *to) == Ok(days)).unwrap()
}

fn names() -> BTreeMap<NaiveDate, &'static str> {
    let entries = HOLIDAYS.lines().skip(1).map(|line| line.split_once(',').unwrap());
    entries.map(|(text, name)| (date::parse(text).unwrap(), name)).collect()
}

/// The holidays of a year as the Act lays them down, given its equinoxes.
fn by_the_act(year: i32, equinoxes: [(u32, u32); 2]) -> BTreeSet<NaiveDate> {
    let fixed =
        [(1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23)];
    let mondays = [(1, 2), (7, 3), (9, 3), (10, 2)];
    let named: BTreeSet<NaiveDate> = fixed
        .into_iter()
        .chain(equinoxes)
        .map(|(month, number)| day(year, month, number))
        .chain(mondays.map(|(month, week)| {
            NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, week).unwrap()
        }))
        .collect();
    let is_free = |day: &NaiveDate| !named.contains(day);
    let substitutes = named
        .iter()
        .filter(|day| day.weekday() == Weekday::Sun)
        .map(|sunday| sunday.iter_days().find(is_free).unwrap());
    let between = named.iter().filter_map(|before| {
        let day = *before + Days::new(1);
        (is_free(&day) && named.contains(&(day + Days::new(1)))).then_some(day)
    });
    let more: BTreeSet<NaiveDate> = substitutes.chain(between).collect();
    named.union(&more).copied().collect()
}

#[test]
fn the_holidays_are_those_of_the_act() {
    for (year, equinoxes, count) in [
        (2025, [(3, 20), (9, 23)], 19),
        (2026, [(3, 20), (9, 23)], 18),
        (2027, [(3, 21), (9, 23)], 17),
    ] {
        let listed: BTreeSet<NaiveDate> =
            names().into_keys().filter(|day| day.year() == year).collect();
        assert_eq!(listed, by_the_act(year, equinoxes), "{year}");
        assert_eq!(listed.len(), count, "{year}");
    }
}

#[test]
fn well_known_holidays_have_their_names() {
    let names = names();
    for (day, name) in [
        (day(2026, 9, 22), "休日"),
        (day(2026, 5, 6), "休日"),
        (day(2025, 11, 24), "休日"),
        (day(2025, 2, 24), "休日"),
        (day(2027, 3, 22), "休日"),
        (day(2027, 3, 21), "春分の日"),
        (day(2027, 9, 23), "秋分の日"),
        (day(2026, 10, 12), "スポーツの日"),
        (day(2027, 7, 19), "海の日"),
    ] {
        assert_eq!(names.get(&day), Some(&name), "{day}");
    }
    for year in [2025, 2026, 2027] {
        let of_year = names.iter().filter(|(day, name)| day.year() == year && **name != "休日");
        assert_eq!(of_year.map(|(_, name)| name).collect::<BTreeSet<_>>().len(), 16, "{year}");
    }
}

#[test]
fn the_bank_is_closed_at_weekends_on_holidays_and_at_new_year() {
    let calendar = calendar();
    for closed in [
        day(2026, 11, 21),
        day(2026, 11, 22),
        day(2026, 11, 23),
        day(2026, 9, 22),
        day(2026, 5, 6),
        day(2026, 12, 31),
        day(2027, 1, 1),
        day(2025, 1, 2),
        day(2025, 1, 3),
        day(2027, 12, 31),
    ] {
        assert!(!is_open(&calendar, closed), "{closed}");
    }
    for open in [day(2026, 11, 24), day(2026, 12, 30), day(2027, 1, 4), day(2026, 5, 7)] {
        assert!(is_open(&calendar, open), "{open}");
    }
}

#[test]
fn a_year_has_as_many_bank_days_as_a_hand_count_gives() {
    let calendar = calendar();
    let open_in = |year| {
        let days = day(year, 1, 1).iter_days().take_while(|day| day.year() == year);
        days.filter(|day| is_open(&calendar, *day)).count()
    };
    // 261 weekdays each year, less holidays on weekdays, less New Year's closure on weekdays.
    assert_eq!(open_in(2025), 261 - 15 - 3);
    assert_eq!(open_in(2026), 261 - 17 - 2);
    assert_eq!(open_in(2027), 261 - 16 - 1);
}

#[test]
fn an_application_ages_on_bank_days_only() {
    let calendar = calendar();
    let age = |from, to| calendar.days_between(from, to).unwrap();
    assert_eq!(age(day(2026, 11, 20), day(2026, 11, 20)), 0);
    assert_eq!(age(day(2026, 11, 20), day(2026, 11, 23)), 0);
    assert_eq!(age(day(2026, 11, 20), day(2026, 11, 24)), 1);
    assert_eq!(age(day(2026, 11, 21), day(2026, 11, 24)), 1);
    assert_eq!(age(day(2026, 12, 30), day(2027, 1, 4)), 1);
    assert_eq!(age(day(2026, 4, 28), day(2026, 5, 7)), 3);
    assert_eq!(age(day(2026, 11, 24), day(2026, 11, 20)), 0);
}

#[test]
fn a_deadline_falls_on_a_bank_day() {
    let calendar = calendar();
    let due = |from, days| due(&calendar, from, days);
    assert_eq!(due(day(2026, 11, 20), 1), day(2026, 11, 24));
    assert_eq!(due(day(2026, 11, 22), 1), day(2026, 11, 24));
    assert_eq!(due(day(2026, 12, 28), 3), day(2027, 1, 4));
    assert_eq!(due(day(2026, 9, 18), 1), day(2026, 9, 24));
    assert_eq!(due(day(2026, 11, 22), 0), day(2026, 11, 22));
}

#[test]
fn nothing_is_guessed_beyond_the_horizon() {
    let calendar = calendar();
    let (first, last) = (day(2025, 1, 1), day(2027, 12, 31));
    assert_eq!((calendar.first_day(), calendar.last_day()), (first, last));
    let beyond = BeyondHorizon { first, last };
    for outside in [day(2024, 12, 31), day(2028, 1, 1), NaiveDate::MIN, NaiveDate::MAX] {
        assert_eq!(calendar.days_between(outside, last), Err(beyond), "{outside}");
        assert_eq!(calendar.days_between(first, outside), Err(beyond), "{outside}");
    }
    assert_eq!(calendar.days_between(day(2027, 12, 29), last), Ok(1));
    assert_eq!(beyond.to_string(), "bank days are known from 2025-01-01 to 2027-12-31 only");
}

#[test]
fn a_year_that_breaks_off_is_not_covered() {
    let cut = HOLIDAYS.split_once("2027/11/23").unwrap().0;
    assert_eq!(BankCalendar::parse(cut).unwrap().last_day(), day(2026, 12, 31));
    let late = HOLIDAYS.replace("2025/1/1,元日\n", "");
    assert_eq!(BankCalendar::parse(&late).unwrap().first_day(), day(2026, 1, 1));
    let gap: String =
        HOLIDAYS.split_inclusive('\n').filter(|line| !line.contains("2026/")).collect();
    let calendar = BankCalendar::parse(&gap).unwrap();
    assert_eq!(calendar.first_day(), day(2027, 1, 1));
    assert_eq!(calendar.last_day(), day(2027, 12, 31));
}

#[test]
fn the_order_of_lines_and_their_ends_do_not_matter() {
    let (header, rest) = HOLIDAYS.split_once('\n').unwrap();
    let mut lines: Vec<&str> = rest.lines().collect();
    lines.reverse();
    let turned = format!("\u{feff}{header}\r\n{}\r\n", lines.join("\r\n"));
    assert_eq!(BankCalendar::parse(&turned), Ok(calendar()));
}

#[test]
fn a_wrong_list_is_refused_with_its_line() {
    let refused = |text: &str| {
        let error = BankCalendar::parse(text).unwrap_err();
        (error.line, error.fault)
    };
    assert_eq!(refused(""), (1, DataFault::Table(TableProblem::Empty)));
    assert_eq!(refused("日,名\n"), (1, DataFault::NoWholeYear));
    assert_eq!(refused("日,名\n2026/1/1,元日\n"), (1, DataFault::NoWholeYear));
    assert_eq!(refused("2026/1/1,元日\n2026/11/23,勤労感謝の日\n"), (1, DataFault::NoHeader));
    let below = |row: &str| refused(&format!("日,名\n2026/1/1,元日\n{row}\n"));
    assert_eq!(below("2026/2/30,x"), (3, DataFault::Date(DateError::NoSuchDay)));
    assert_eq!(below("x,2026/2/11"), (3, DataFault::Date(DateError::NotADate)));
    assert_eq!(below("2026/2/11"), (3, DataFault::Columns));
    assert_eq!(below("2026/01/01,元日"), (3, DataFault::Repeated));
}

proptest! {
    #[test]
    fn what_is_added_is_counted(start in 0_u64..730, days in 0_u32..200) {
        let calendar = calendar();
        let from = calendar.first_day() + Days::new(start);
        let to = due(&calendar, from, days);
        prop_assert_eq!(calendar.days_between(from, to), Ok(days));
        prop_assert!(days == 0 || is_open(&calendar, to));
    }

    #[test]
    fn counts_add_up(mut marks in prop::array::uniform3(0_u64..1_095)) {
        marks.sort_unstable();
        let calendar = calendar();
        let [a, b, c] = marks.map(|mark| calendar.first_day() + Days::new(mark));
        let count = |from, to| calendar.days_between(from, to).unwrap();
        prop_assert_eq!(count(a, b) + count(b, c), count(a, c));
        let open = a.iter_days().skip(1).take_while(|day| *day <= c);
        let counted = open.filter(|day| is_open(&calendar, *day)).count();
        prop_assert_eq!(u32::try_from(counted), Ok(count(a, c)));
    }
}
