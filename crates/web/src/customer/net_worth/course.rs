//! The course of net worth: a stacked area and its table.

use chrono::{Datelike as _, NaiveDate};
use domain::{
    asset::Group,
    date,
    net_worth::{Point, first_day, series},
    portfolio::Portfolio,
};

use super::{Tab, question::Question};
use crate::{
    customer::holding::names,
    kit::{
        chart::{self, AreaChart, Series, axis},
        field::Markup,
        figure::Figures,
        words::{Lang, Words},
    },
};

/// Chart, table and tabs.
#[derive(Debug, Default)]
pub struct Course {
    /// The chart, for wide screens and for phones, and its legend.
    pub charts: [Markup; 3],
    /// What the chart shows, for its caption.
    pub title: &'static str,
    /// Column heads of the table: groups.
    pub heads: Vec<&'static str>,
    /// Rows of the table, newest first: day, groups, net worth.
    pub rows: Vec<(String, Vec<String>, String)>,
    /// Ranges.
    pub ranges: Vec<Tab>,
    /// Steps.
    pub steps: Vec<Tab>,
}

impl Course {
    pub(super) fn new(
        w: Words,
        figures: Figures,
        portfolio: &Portfolio,
        question: &Question,
    ) -> Self {
        let view = question.viewpoint();
        let days = days(portfolio, question, view.as_of);
        let points = series(portfolio, &days, view.known_at);
        let shown = shown(&points);
        Self {
            charts: charts(w, figures, &points, &shown, question.daily),
            title: w.course_title(),
            heads: shown.iter().map(|(group, _)| names::group(w, *group)).collect(),
            rows: points.iter().rev().map(|point| row(figures, point, &shown)).collect(),
            ranges: question.range_tabs(w),
            steps: question.step_tabs(w),
        }
    }
}

/// The days of the course: each day, or each month's end and the last day.
fn days(portfolio: &Portfolio, question: &Question, last: NaiveDate) -> Vec<NaiveDate> {
    let start = match question.range.months() {
        Some(months) => date::add_months(last, -months),
        None => first_day(portfolio).unwrap_or(last).min(last),
    };
    if question.daily {
        return start.iter_days().take_while(|day| *day <= last).collect();
    }
    let mut days = date::month_ends(start, last);
    if days.last() != Some(&last) {
        days.push(last);
    }
    days
}

/// Groups that are ever worth anything, with their places in a point.
fn shown(points: &[Point]) -> Vec<(Group, usize)> {
    let ever = |at: usize| points.iter().any(|point| point.groups.get(at) != Some(&0));
    Group::ALL
        .iter()
        .enumerate()
        .filter(|(at, _)| ever(*at))
        .map(|(at, group)| (*group, at))
        .collect()
}

fn row(figures: Figures, point: &Point, shown: &[(Group, usize)]) -> (String, Vec<String>, String) {
    let of = |at: usize| figures.number(point.groups.get(at).copied().unwrap_or_default());
    let groups = shown.iter().map(|(_, at)| of(*at)).collect();
    (point.day.to_string(), groups, figures.number(point.net()))
}

fn charts(
    w: Words,
    figures: Figures,
    points: &[Point],
    shown: &[(Group, usize)],
    daily: bool,
) -> [Markup; 3] {
    let label = |day: NaiveDate| match (daily && day.day() != 1, w.lang()) {
        (true, _) => String::new(),
        (false, Lang::Ja) => format!("{}/{}", day.year(), day.month()),
        (false, Lang::En) => day.format("%b %Y").to_string(),
    };
    let tick: &dyn Fn(i128) -> String = match w.lang() {
        Lang::Ja => &axis::japanese_tick,
        Lang::En => &axis::english_tick,
    };
    let values = |at: usize| {
        points
            .iter()
            .map(|point| point.groups.get(at).copied().unwrap_or_default().into())
            .collect()
    };
    let description = description(w, figures, points);
    let area = AreaChart {
        id: "course",
        title: w.course_title(),
        desc: &description,
        points: points
            .iter()
            .map(|point| chart::Point {
                label: label(point.day),
                tooltip: w.course_point(point.day.to_string(), figures.short(point.net())),
            })
            .collect(),
        series: shown
            .iter()
            .map(|(group, at)| Series {
                name: names::group(w, *group).to_owned(),
                // A group keeps its colour on every chart.
                class: *at,
                values: values(*at),
            })
            .collect(),
        net: Some(points.iter().map(|point| point.net().into()).collect()),
        tick,
        hidden: figures.hidden,
    };
    [area.svg(), area.compact_svg(), area.legend(w.net_worth_word())].map(Markup)
}

fn description(w: Words, figures: Figures, points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    w.course_description(
        first.day.to_string(),
        figures.short(first.net()),
        last.day.to_string(),
        figures.short(last.net()),
    )
}
