//! Net worth, its parts, and its course over time.
//!
//! Every figure here is a sum of [`Portfolio::value_at`]; nothing else values.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    asset::{Group, Kind, Wrapper},
    portfolio::{Holding, Portfolio, Value, Viewpoint},
};

/// One holding's part of the net worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The holding.
    pub holding: &'a Holding,
    /// Its value; `signed_yen` is `None` when no rate is known.
    pub value: Value,
}

/// Net worth from one viewpoint, in whole yen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetWorth<'a> {
    /// Everything owned.
    pub assets: i64,
    /// Everything owed, as a positive number.
    pub liabilities: i64,
    /// Holdings with a value, oldest first.
    pub parts: Vec<Part<'a>>,
}

impl NetWorth<'_> {
    /// Assets less liabilities.
    pub const fn net(&self) -> i64 {
        self.assets - self.liabilities
    }

    /// Parts that could not be turned into yen for want of a rate.
    pub fn unconverted(&self) -> impl Iterator<Item = &Part<'_>> {
        self.parts.iter().filter(|part| part.value.signed_yen.is_none())
    }
}

/// Net worth of a portfolio from a viewpoint.
pub fn net_worth(portfolio: &Portfolio, view: Viewpoint) -> NetWorth<'_> {
    let mut total = NetWorth::default();
    for holding in &portfolio.holdings {
        let Some(value) = portfolio.value_at(holding, view) else { continue };
        match (value.signed_yen, holding.details.kind.is_liability()) {
            (Some(yen), true) => total.liabilities -= yen,
            (Some(yen), false) => total.assets += yen,
            (None, _) => {}
        }
        total.parts.push(Part { holding, value });
    }
    total
}

/// What holdings are added together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// By group of kinds.
    Group,
    /// By kind.
    Kind,
    /// By the institution's name as written.
    Institution,
    /// By tax wrapper.
    Wrapper,
}

/// The name of a slice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A group of kinds.
    Group(Group),
    /// A kind.
    Kind(Kind),
    /// An institution, as the customer wrote it; empty when none was given.
    Institution(String),
    /// A tax wrapper.
    Wrapper(Wrapper),
}

/// Holdings of one key added together, in whole yen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// What was added together.
    pub key: Key,
    /// Owned.
    pub assets: i64,
    /// Owed, positive.
    pub liabilities: i64,
    /// Number of holdings.
    pub count: usize,
}

/// Splits a net worth along an axis, largest assets first; the slices' sums
/// equal the whole.
pub fn split(total: &NetWorth<'_>, axis: Axis) -> Vec<Slice> {
    let mut slices: Vec<Slice> = Vec::new();
    for part in &total.parts {
        let Some(yen) = part.value.signed_yen else { continue };
        let key = key_of(part.holding, axis);
        let at = slices.iter().position(|slice| slice.key == key).unwrap_or_else(|| {
            slices.push(Slice { key, assets: 0, liabilities: 0, count: 0 });
            slices.len() - 1
        });
        let Some(slice) = slices.get_mut(at) else { continue };
        slice.count += 1;
        if part.holding.details.kind.is_liability() {
            slice.liabilities -= yen;
        } else {
            slice.assets += yen;
        }
    }
    slices.sort_by_key(|slice| (-slice.assets, slice.liabilities));
    slices
}

fn key_of(holding: &Holding, axis: Axis) -> Key {
    let details = &holding.details;
    match axis {
        Axis::Group => Key::Group(details.kind.group()),
        Axis::Kind => Key::Kind(details.kind),
        Axis::Institution => Key::Institution(details.institution.clone()),
        Axis::Wrapper => Key::Wrapper(details.wrapper),
    }
}

/// One point of the course of net worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub day: NaiveDate,
    /// Yen by group, in the order of [`Group::ALL`]; liabilities negative.
    pub groups: Vec<i64>,
}

impl Point {
    /// Net worth of the day.
    pub fn net(&self) -> i64 {
        self.groups.iter().sum()
    }
}

/// Net worth by group on each of some days.
pub fn series(
    portfolio: &Portfolio,
    days: &[NaiveDate],
    known_at: Option<DateTime<Utc>>,
) -> Vec<Point> {
    days.iter()
        .map(|&day| {
            let mut groups = vec![0; Group::ALL.len()];
            for holding in &portfolio.holdings {
                let value = portfolio.value_at(holding, Viewpoint { as_of: day, known_at });
                let Some(yen) = value.and_then(|value| value.signed_yen) else { continue };
                let group = holding.details.kind.group();
                let at = Group::ALL.iter().position(|member| *member == group);
                if let Some(sum) = at.and_then(|at| groups.get_mut(at)) {
                    *sum += yen;
                }
            }
            Point { day, groups }
        })
        .collect()
}

/// The first day anything was worth anything, for the range "all".
pub fn first_day(portfolio: &Portfolio) -> Option<NaiveDate> {
    portfolio.live().filter_map(Holding::first_day).min()
}

/// Owned less owed of a property and the loans that name it, in whole yen; `None`
/// when no loan names it, and when one of them or the property has no rate: the
/// rest alone would be told as more or less than there is.
pub fn equity(total: &NetWorth<'_>, property: Uuid) -> Option<i64> {
    let own = total.parts.iter().find(|part| part.holding.id == property)?.value.signed_yen?;
    let mut loans = total
        .parts
        .iter()
        .filter(|part| part.holding.details.kind.is_liability())
        .filter(|part| part.holding.details.secures == Some(property))
        .peekable();
    loans.peek()?;
    let owed: i64 = loans.map(|part| part.value.signed_yen).sum::<Option<i64>>()?;
    Some(own + owed)
}

#[cfg(test)]
#[path = "net_worth_tests.rs"]
mod tests;
