//! The course of one holding: a chart of its month-ends.

use chrono::NaiveDate;
use domain::{
    asset::Group,
    currency::Currency,
    date,
    money::Money,
    portfolio::{Holding, Portfolio, Viewpoint},
};

use super::worth;
use crate::kit::{
    chart::{self, AreaChart, Series, axis},
    field::Markup,
    figure::Figures,
    moment,
    words::Lang,
};

/// Months shown.
const MONTHS: i32 = 24;

/// The chart for wide windows and for phones; `None` before there are two points.
pub(super) fn charts(
    figures: Figures,
    portfolio: &Portfolio,
    holding: &Holding,
    today: NaiveDate,
) -> Option<[Markup; 2]> {
    let (w, kind) = (figures.words, holding.details.kind);
    let mut days = date::month_ends(date::add_months(today, -MONTHS), today);
    if days.last() != Some(&today) {
        days.push(today);
    }
    let worth = |day: NaiveDate| {
        let value = portfolio.value_at(holding, Viewpoint::on(day))?;
        Some((day, worth::signed(kind, value.money)))
    };
    let course: Vec<_> = days.into_iter().filter_map(worth).collect();
    if course.len() < 2 {
        return None;
    }
    let point = |(day, money): &(NaiveDate, Money)| chart::Point {
        label: moment::month(w, *day),
        tooltip: format!("{} {}", moment::day(w, *day), figures.money(*money)),
    };
    let class = Group::ALL.iter().position(|group| *group == kind.group()).unwrap_or_default();
    let tick: &dyn Fn(i128) -> String = match w.lang() {
        Lang::Ja => &axis::japanese_tick,
        Lang::En => &axis::english_tick,
    };
    let major = |minor: i64, currency: Currency| i128::from(minor / currency.minor_per_major());
    let chart = AreaChart {
        id: "holding",
        title: &holding.details.label,
        desc: w.holding_chart_text(),
        points: course.iter().map(point).collect(),
        series: vec![Series {
            name: holding.details.label.clone(),
            class,
            values: course.iter().map(|(_, money)| major(money.minor, money.currency)).collect(),
        }],
        net: None,
        tick,
        hidden: figures.hidden,
    };
    Some([chart.svg(), chart.compact_svg()].map(Markup))
}
