//! The lines of the page that updates all holdings at once: what was typed into
//! them, what is wrong with it, what it comes to.

use std::collections::BTreeMap;

use app::valuation::Update;
use chrono::NaiveDate;
use domain::{
    amount::{self, AmountError},
    asset::Group,
    currency::Currency,
    portfolio::{Holding, Portfolio, Viewpoint},
};
use uuid::Uuid;

use super::{names, worth::Worth};
use crate::kit::{error::Oops, figure::Figures, form::Form, problem, words::Words};

/// A line, as shown.
#[derive(Debug)]
pub struct Line {
    /// Identity of the holding; part of the names of its fields.
    pub id: String,
    /// Version when shown.
    pub version: i64,
    /// The customer's name for it.
    pub label: String,
    /// Where it is kept.
    pub institution: String,
    /// Its kind.
    pub kind: &'static str,
    /// The last figure.
    pub worth: Option<Worth>,
    /// What stands behind the amount.
    pub unit: &'static str,
    /// The amount typed.
    pub amount: String,
    /// Whether "unchanged" is ticked.
    pub same: bool,
    /// What is wrong.
    pub error: Option<&'static str>,
    /// Whether it was changed since the form was shown.
    pub changed: bool,
}

/// What was sent of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    amount: String,
    same: bool,
    version: Option<i64>,
}

impl Typed {
    /// Whether the line is to be recorded at all.
    fn is_touched(&self) -> bool {
        self.same || !self.amount.trim().is_empty()
    }
}

/// What was sent, by holding.
pub(super) type Lines = BTreeMap<Uuid, Typed>;

/// What is wrong with lines, by holding.
pub(super) type Wrong = BTreeMap<Uuid, &'static str>;

/// The lines of a form.
///
/// # Errors
/// [`Oops::BadRequest`] for a field no page of ours has.
pub(super) fn sent(form: &Form) -> Result<Lines, Oops> {
    let mut lines = Lines::new();
    for (name, value) in form.fields() {
        let Some((field, id)) = name.split_once('.') else { continue };
        let id = Uuid::try_parse(id).map_err(|_| Oops::BadRequest)?;
        let line = lines.entry(id).or_default();
        match field {
            "amount" => value.clone_into(&mut line.amount),
            "same" => line.same = true,
            "version" => line.version = Some(value.parse().map_err(|_| Oops::BadRequest)?),
            _ => return Err(Oops::BadRequest),
        }
    }
    Ok(lines)
}

/// The figures to record, or what is wrong. A line of a holding that is not the
/// asker's is judged too: the verb refuses it and the audit trail tells.
///
/// # Errors
/// [`Oops::BadRequest`] when a line lacks its version.
pub(super) fn judge(
    w: Words,
    lines: &Lines,
    portfolio: &Portfolio,
    today: NaiveDate,
) -> Result<(Vec<Update>, Wrong), Oops> {
    let holdings: BTreeMap<Uuid, &Holding> =
        portfolio.holdings.iter().map(|holding| (holding.id, holding)).collect();
    let (mut updates, mut wrong) = (Vec::new(), Wrong::new());
    for (id, line) in lines.iter().filter(|(_, line)| line.is_touched()) {
        let version = line.version.ok_or(Oops::BadRequest)?;
        match figure(w, line, holdings.get(id).copied(), today) {
            Ok(minor) => updates.push(Update { holding: *id, version, minor }),
            Err(error) => {
                wrong.insert(*id, error);
            }
        }
    }
    Ok((updates, wrong))
}

/// The figure of a line, in minor units.
fn figure(
    w: Words,
    line: &Typed,
    holding: Option<&Holding>,
    today: NaiveDate,
) -> Result<i64, &'static str> {
    if line.same {
        if !line.amount.trim().is_empty() {
            return Err(w.holding_bulk_both());
        }
        let last = holding.and_then(|own| own.valuation_at(Viewpoint::on(today)));
        return last.map(|last| last.minor).ok_or(w.holding_no_figure());
    }
    let currency = holding.map_or(Currency::Jpy, |own| own.details.currency);
    let debt = holding.is_some_and(|own| own.details.kind.is_liability());
    match amount::parse_non_negative(&line.amount, currency) {
        Ok(money) => Ok(money.minor),
        Err(AmountError::Negative) if debt => Err(w.holding_debt_negative()),
        Err(error) => Err(problem::amount(w, error)),
    }
}

/// The lines to show, by group, with what was typed and what is wrong.
pub(super) fn shown(
    figures: Figures,
    portfolio: &Portfolio,
    today: NaiveDate,
    typed: &Lines,
    wrong: &Wrong,
) -> Vec<Line> {
    let mut holdings: Vec<&Holding> = portfolio.live().collect();
    holdings
        .sort_by_key(|own| Group::ALL.iter().position(|group| *group == own.details.kind.group()));
    let w = figures.words;
    let line = |own: &Holding| {
        let sent = typed.get(&own.id);
        Line {
            id: own.id.to_string(),
            version: own.version,
            label: own.details.label.clone(),
            institution: own.details.institution.clone(),
            kind: names::kind(w, own.details.kind),
            worth: Worth::of(figures, portfolio, own, today),
            unit: names::unit(w, own.details.currency),
            amount: sent.map(|line| line.amount.clone()).unwrap_or_default(),
            same: sent.is_some_and(|line| line.same),
            error: wrong.get(&own.id).copied(),
            changed: sent.is_some_and(|line| outdated(line, own)),
        }
    };
    holdings.into_iter().map(line).collect()
}

/// Whether a line was typed for an older state of its holding.
fn outdated(line: &Typed, holding: &Holding) -> bool {
    line.is_touched() && (line.version != Some(holding.version) || holding.deleted_at.is_some())
}

/// The labels of holdings changed or deleted since the form was shown.
pub(super) fn changed(typed: &Lines, portfolio: &Portfolio) -> Vec<String> {
    let outdated = |own: &&Holding| typed.get(&own.id).is_some_and(|line| outdated(line, own));
    portfolio.holdings.iter().filter(outdated).map(|own| own.details.label.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        customer::{holding::sample, sample::last_day},
        kit::words::Lang,
    };

    type Judged = Result<(Vec<Update>, Wrong), Oops>;

    fn judged(portfolio: &Portfolio, fields: &[(String, &str)]) -> Judged {
        let typed = |(name, text): &(String, &str)| (name.clone(), (*text).to_owned());
        let lines = sent(&Form::new(fields.iter().map(typed).collect()))?;
        judge(Words::new(Lang::Ja), &lines, portfolio, last_day())
    }

    fn line(own: &Holding, amount: &'static str) -> [(String, &'static str); 2] {
        [(format!("amount.{}", own.id), amount), (format!("version.{}", own.id), "1")]
    }

    #[test]
    fn an_empty_line_is_left_as_it_is_and_unchanged_records_the_same() {
        let household = sample::household();
        let [first, second] = [&household.holdings[0], &household.holdings[1]];
        let mut fields = [line(first, "　"), line(second, "")].concat();
        fields.push((format!("same.{}", second.id), "yes"));
        let (updates, wrong) = judged(&household, &fields).unwrap();
        assert!(wrong.is_empty());
        let last = second.valuations.last().unwrap().minor;
        let [update] = updates.as_slice() else { panic!("one update: {updates:?}") };
        assert_eq!((update.holding, update.minor), (second.id, last));
    }

    #[test]
    fn each_wrong_line_is_told_by_itself() {
        let household = sample::household();
        let [first, second] = [&household.holdings[0], &household.holdings[1]];
        let mut fields = [line(first, "百くらい"), line(second, "5")].concat();
        fields.push((format!("same.{}", second.id), "yes"));
        let (updates, wrong) = judged(&household, &fields).unwrap();
        assert!(updates.is_empty());
        assert_eq!(wrong.keys().copied().collect::<Vec<_>>(), {
            let mut ids = vec![first.id, second.id];
            ids.sort_unstable();
            ids
        });
    }

    #[test]
    fn fields_of_no_page_of_ours_are_refused() {
        let household = Portfolio::default();
        assert!(judged(&household, &[("amount.7".to_owned(), "1")]).is_err());
        let id = Uuid::from_u128(1);
        assert!(judged(&household, &[(format!("amount.{id}"), "1")]).is_err());
    }
}
