//! Why net worth changed between two days.
//!
//! Each holding's change in yen is split so that the causes add up to the change
//! exactly: what is left after money moved and prices changed is exchange rate.

use chrono::NaiveDate;

use crate::{
    asset::{Group, Kind},
    money::Money,
    portfolio::{Holding, Portfolio, Value, Viewpoint},
};

/// Why an amount changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Money paid in or taken out of what was already held.
    Deposit,
    /// Holdings that had no value before.
    NewHolding,
    /// Prices.
    Revaluation,
    /// Exchange rates.
    ExchangeRate,
    /// Debts paid back.
    Repayment,
    /// New debts.
    Borrowing,
}

impl Cause {
    /// Every cause, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Self::NewHolding,
        Self::Deposit,
        Self::Revaluation,
        Self::ExchangeRate,
        Self::Repayment,
        Self::Borrowing,
    ];
}

/// A change of net worth and its causes, in whole yen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The earlier day.
    pub from: NaiveDate,
    /// The later day.
    pub to: NaiveDate,
    /// Net worth on the earlier day.
    pub before: i64,
    /// Net worth on the later day.
    pub after: i64,
    /// Yen by cause, in the order of [`Cause::ALL`]; they add up to the change.
    pub causes: [i64; 6],
}

impl Change {
    /// Net worth gained (positive) or lost.
    pub const fn total(&self) -> i64 {
        self.after - self.before
    }

    /// Causes that are not nothing.
    pub fn causes(&self) -> impl Iterator<Item = (Cause, i64)> {
        Cause::ALL.into_iter().zip(self.causes).filter(|(_, yen)| *yen != 0)
    }

    fn add(&mut self, cause: Cause, yen: i64) {
        if let Some((_, sum)) =
            Cause::ALL.iter().zip(self.causes.iter_mut()).find(|(member, _)| **member == cause)
        {
            *sum += yen;
        }
    }
}

/// Explains the change of net worth from one day to a later one, by all that is
/// known from the later viewpoint.
pub fn explain(portfolio: &Portfolio, from: NaiveDate, view: Viewpoint) -> Change {
    let mut change = Change { from, to: view.as_of, before: 0, after: 0, causes: [0; 6] };
    let earlier = Viewpoint { as_of: from, known_at: view.known_at };
    for holding in &portfolio.holdings {
        let before = known_yen(portfolio.value_at(holding, earlier));
        let after = known_yen(portfolio.value_at(holding, view));
        change.before += before.map_or(0, |(_, yen)| yen);
        change.after += after.map_or(0, |(_, yen)| yen);
        attribute(portfolio, holding, (before, after), view, &mut change);
    }
    change
}

type Known = Option<(Money, i64)>;

fn known_yen(value: Option<Value>) -> Known {
    value.and_then(|value| Some((value.money, value.signed_yen?)))
}

fn attribute(
    portfolio: &Portfolio,
    holding: &Holding,
    (before, after): (Known, Known),
    view: Viewpoint,
    change: &mut Change,
) {
    let kind = holding.details.kind;
    let (before, after) = match (before, after) {
        (None, None) => return,
        (None, Some((_, yen))) => {
            let cause = if kind.is_liability() { Cause::Borrowing } else { Cause::NewHolding };
            return change.add(cause, yen);
        }
        (Some((_, yen)), None) => return change.add(Cause::Deposit, -yen),
        (Some(before), Some(after)) => (before, after),
    };
    let total = after.1 - before.1;
    let moved = after.0.minor - before.0.minor;
    let flow = money_moved(holding, kind, change.from, view, moved);
    let in_yen = |minor: i64| {
        let money = Money { minor, currency: after.0.currency };
        portfolio.signed_yen(kind, money, view).ok().flatten().unwrap_or(0)
    };
    let flow_yen = in_yen(flow);
    let price_yen = in_yen(moved - flow);
    if kind.is_liability() {
        let cause = if flow_yen > 0 { Cause::Repayment } else { Cause::Borrowing };
        change.add(cause, flow_yen);
    } else {
        change.add(Cause::Deposit, flow_yen);
    }
    change.add(Cause::Revaluation, price_yen);
    change.add(Cause::ExchangeRate, total - flow_yen - price_yen);
}

/// How much of a change was money moved, in minor units: what the customer had
/// said by then; for balances, which change only by payments, the whole.
fn money_moved(holding: &Holding, kind: Kind, from: NaiveDate, view: Viewpoint, moved: i64) -> i64 {
    let balance = matches!(kind.group(), Group::Deposits | Group::Points | Group::Liabilities);
    if balance || kind == Kind::LoanReceivable {
        return moved;
    }
    holding.flow_since(from, view)
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
