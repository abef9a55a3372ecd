//! Putting a price on every resource of an environment.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    measure::measure,
    tables::{Design, Tables},
};
use crate::templates::{Environment, Resource};

/// What an environment costs a month.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// By price.
    pub lines: Vec<Line>,
}

/// A line of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The price's word.
    pub price: String,
    /// How many units.
    pub quantity: Decimal,
    /// Dollars, to the cent.
    pub usd: Decimal,
}

impl Line {
    fn new(price: &str, quantity: Decimal, each: Decimal) -> Self {
        let cents =
            (quantity * each).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Self { price: price.to_owned(), quantity: quantity.normalize(), usd: cents }
    }
}

impl Estimate {
    /// All lines together.
    pub fn total(&self) -> Decimal {
        self.lines.iter().map(|line| line.usd).sum()
    }

    /// What of it rests on prices that were not read in a source of AWS's.
    ///
    /// # Errors
    /// A price nobody knows.
    pub fn doubtful(&self, tables: &Tables) -> anyhow::Result<Decimal> {
        let mut sum = Decimal::ZERO;
        for line in &self.lines {
            if !tables.price(&line.price)?.verified {
                sum += line.usd;
            }
        }
        Ok(sum)
    }

    /// The same with other quantities of some prices.
    ///
    /// # Errors
    /// A price nobody knows.
    pub fn changed(&self, design: &Design, tables: &Tables) -> anyhow::Result<Self> {
        let mut quantities: BTreeMap<&str, Decimal> =
            self.lines.iter().map(|line| (line.price.as_str(), line.quantity)).collect();
        for (id, quantity) in &design.quantities {
            quantities.insert(id, *quantity);
        }
        let lines = tables.prices.iter().filter_map(|price| {
            let quantity = quantities.get(price.id.as_str())?;
            (!quantity.is_zero()).then(|| Line::new(&price.id, *quantity, price.usd))
        });
        for id in design.quantities.keys() {
            tables.price(id).with_context(|| format!("design {}", design.name))?;
        }
        Ok(Self { lines: lines.collect() })
    }
}

/// Estimates an environment with the usage of `usage`.
///
/// # Errors
/// A resource without a price, or a measure that cannot be taken.
pub fn of(environment: &Environment, tables: &Tables, usage: &str) -> anyhow::Result<Estimate> {
    let unpriced = unpriced(environment, tables);
    anyhow::ensure!(
        unpriced.is_empty(),
        "without a price, and not written down as free in prices.toml: {}",
        unpriced.join(", ")
    );
    let mut lines = Vec::new();
    for price in &tables.prices {
        let resources: Vec<_> = environment
            .kind(&price.of)
            .filter(|resource| matches(*resource, &price.only))
            .collect();
        if resources.is_empty() {
            continue;
        }
        let mut quantity = measure(&price.measure, &resources, environment)
            .with_context(|| format!("price {}", price.id))?;
        if let Some(name) = &price.usage {
            quantity *= tables.used(name, usage)?;
        }
        if !quantity.is_zero() {
            lines.push(Line::new(&price.id, quantity, price.usd));
        }
    }
    Ok(Estimate { lines })
}

fn matches(resource: Resource<'_>, only: &BTreeMap<String, String>) -> bool {
    only.iter().all(|(property, wanted)| resource.text(&format!("/{property}")) == *wanted)
}

/// Resources that nothing is said of. Where a type is told apart by a property, each value of it
/// must be told: a new size of database is not free.
fn unpriced(environment: &Environment, tables: &Tables) -> Vec<String> {
    let mut told: BTreeMap<&str, Vec<&BTreeMap<String, String>>> = BTreeMap::new();
    for price in tables.prices.iter().filter(|price| !price.also) {
        told.entry(&price.of).or_default().push(&price.only);
    }
    for free in &tables.free {
        for kind in &free.of {
            told.entry(kind).or_default().push(&free.only);
        }
    }
    let is_told = |resource: Resource<'_>| {
        let Some(conditions) = told.get(resource.kind) else { return false };
        let properties: BTreeSet<_> =
            conditions.iter().flat_map(|condition| condition.keys()).collect();
        let holding: Vec<_> =
            conditions.iter().filter(|condition| matches(resource, condition)).collect();
        !holding.is_empty()
            && properties
                .iter()
                .all(|property| holding.iter().any(|condition| condition.contains_key(*property)))
    };
    let wrong = environment.resources().filter(|resource| !is_told(*resource));
    wrong
        .map(|resource| format!("{}/{} ({})", resource.stack, resource.id, resource.kind))
        .collect()
}
