//! Every figure a holding ever had, corrected and taken-back ones too.

use domain::{
    money::Money,
    portfolio::{Holding, Valuation},
};

use super::{address::Pages, names, worth};
use crate::kit::{figure::Figures, moment, words::Words};

/// A figure, as the history shows it.
#[derive(Debug)]
pub struct Row {
    /// The day it was true.
    pub day: String,
    /// The amount, debts below zero.
    pub amount: String,
    /// The part that was paid in or taken out.
    pub flow: Option<String>,
    /// How it was recorded.
    pub source: &'static str,
    /// When it was recorded, in Japan.
    pub recorded: String,
    /// Why it counts no more: corrected, or taken back with its import.
    pub over: Option<&'static str>,
}

/// The figures of one page of a holding's history, newest first.
pub(super) fn rows(figures: Figures, holding: &Holding, pages: &Pages) -> Vec<Row> {
    let standing = holding.standing_valuations();
    let shown = pages.take(holding.valuations.iter().rev());
    shown.into_iter().map(|row| shown_row(figures, holding, row, &standing)).collect()
}

fn shown_row(figures: Figures, holding: &Holding, row: &Valuation, standing: &[&Valuation]) -> Row {
    let (w, details) = (figures.words, &holding.details);
    let money = |minor| Money { minor, currency: details.currency };
    Row {
        day: moment::day(w, row.as_of),
        amount: figures.money(worth::signed(details.kind, money(row.minor))),
        flow: row.flow.map(|flow| worth::change(figures, money(flow))),
        source: names::source(w, row.source),
        recorded: moment::time(w, row.recorded_at),
        over: over(w, row, standing),
    }
}

fn over(w: Words, row: &Valuation, standing: &[&Valuation]) -> Option<&'static str> {
    if row.retracted_at.is_some() {
        Some(w.holding_taken_back())
    } else {
        let of_day = standing.binary_search_by_key(&row.as_of, |stands| stands.as_of);
        let stands = of_day.ok().and_then(|at| standing.get(at)).is_some_and(|at| *at == row);
        (!stands).then(|| w.holding_corrected())
    }
}
