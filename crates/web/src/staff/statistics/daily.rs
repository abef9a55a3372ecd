//! How many on each day: drawn, and as a table.

use askama::{Template, filters::HtmlSafe};
use chrono::{Datelike as _, NaiveDate};

use crate::kit::{
    chart::{ColumnChart, Point, axis::count_text},
    field::Markup,
    moment,
    words::Words,
};

/// Counts of days, on a card.
#[derive(Debug, Template)]
#[template(path = "staff/statistics/daily.html")]
pub(super) struct Daily {
    w: Words,
    title: &'static str,
    charts: [Markup; 2],
    /// Day and count, newest first; none when all are 0.
    rows: Vec<(String, String)>,
    sum: String,
}

impl HtmlSafe for Daily {}

impl Daily {
    /// The card; `id` and `class` name the chart's elements and its colour.
    pub fn new(
        w: Words,
        (id, class): (&str, usize),
        title: &'static str,
        days: &[(NaiveDate, i64)],
    ) -> Self {
        let rows: Vec<(String, String)> =
            days.iter().map(|(day, count)| (moment::day(w, *day), count_text(*count))).collect();
        let point = |(row, (day, count)): (&(String, String), &(NaiveDate, i64))| {
            let point = Point { label: label(*day), tooltip: w.staff_daily_point(&row.0, &row.1) };
            (point, *count)
        };
        let points = rows.iter().zip(days).map(point).collect();
        let all: i64 = days.iter().map(|(_, count)| count).sum();
        let sum = count_text(all);
        let desc = described(w, &rows, &sum, days);
        let chart = ColumnChart { id, title, desc: &desc, class, points };
        let charts = [Markup(chart.svg()), Markup(chart.compact_svg())];
        let rows = if all == 0 { Vec::new() } else { rows.into_iter().rev().collect() };
        Self { w, title, charts, rows, sum }
    }
}

/// Month and day, as short as an axis needs it.
fn label(day: NaiveDate) -> String {
    format!("{}/{}", day.month(), day.day())
}

/// What the picture shows, for who cannot see it.
fn described(w: Words, rows: &[(String, String)], sum: &str, days: &[(NaiveDate, i64)]) -> String {
    let most = days.iter().zip(rows).max_by_key(|((_, count), _)| *count);
    match (rows.first(), rows.last(), most) {
        (Some(first), Some(last), Some((_, most))) => {
            w.staff_daily_described(&first.0, &last.0, sum, &most.0, &most.1)
        }
        _ => String::new(),
    }
}

/// A month of made-up counts, for sample pages.
pub(super) fn sample() -> Vec<(NaiveDate, i64)> {
    let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
    first.iter_days().take(30).zip((0..).map(|number| number * 7 % 11)).collect()
}
