//! The tables people keep: prices, usage, other designs, and figures they have acknowledged.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context as _;
use rust_decimal::Decimal;
use serde::{Deserialize, de::DeserializeOwned};

/// All of them.
#[derive(Debug)]
pub struct Tables {
    /// What costs something.
    pub prices: Vec<Price>,
    /// What costs nothing, with the reason.
    pub free: Vec<Free>,
    /// What people will do.
    pub usage: Vec<Usage>,
    /// Other ways of building prod.
    pub designs: Vec<Design>,
    /// What prod was allowed to cost, newest last.
    pub acknowledged: Vec<Level>,
    /// What it was to cost at most.
    pub ceiling: Ceiling,
}

/// A price.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Its word in designs and reports.
    pub id: String,
    /// The type of the resource it is asked for.
    pub of: String,
    /// Only for resources with these properties; an empty text means that there is no such property.
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, String>,
    /// How much of it one resource is: a word of `measure.rs`.
    pub measure: String,
    /// Times what people will do: a name of `usage.toml`.
    pub usage: Option<String>,
    /// Whether it comes on top of another price of the same type, which must be there.
    #[serde(default)]
    pub also: bool,
    /// US dollars for one unit.
    pub usd: Decimal,
    /// The unit.
    pub unit: String,
    /// What AWS's bill calls it.
    pub usage_type: String,
    /// Where the figure is from.
    pub source: String,
    /// As of when.
    pub date: String,
    /// Whether it was read in a source of AWS's prices; the others are from memory, and the bank's
    /// engineer checks them first.
    pub verified: bool,
}

/// Something that costs nothing by itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Free {
    /// The types.
    pub of: Vec<String>,
    /// Only for resources with these properties.
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, String>,
    /// Why.
    pub why: String,
}

/// What people will do in a month.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Its word in prices.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// Why we think so.
    pub why: String,
    /// How much in each environment; options are prod.
    pub prod: Decimal,
    /// In `stg`.
    pub stg: Decimal,
    /// In `dev`.
    pub dev: Decimal,
    /// In the account that builds.
    pub tools: Decimal,
}

/// Another way of building prod: the same but for these quantities.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// Its word.
    pub name: String,
    /// What it is called, in Japanese.
    pub title: String,
    /// What it is, in Japanese: the proposal shows it.
    pub what: String,
    /// Why it was not chosen, in Japanese.
    pub why_not: String,
    /// Quantities by the price's id.
    pub quantities: BTreeMap<String, Decimal>,
}

/// A figure somebody has acknowledged.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// When.
    pub date: String,
    /// Dollars a month.
    pub usd: Decimal,
    /// Why it is worth it.
    pub reason: String,
}

/// The figure above which no change goes by itself, however small.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceiling {
    /// Dollars a month.
    pub usd: Decimal,
    /// Whose figure it is.
    pub reason: String,
}

#[derive(Deserialize)]
struct Prices {
    price: Vec<Price>,
    free: Vec<Free>,
}

#[derive(Deserialize)]
struct Usages {
    usage: Vec<Usage>,
}

#[derive(Deserialize)]
struct Designs {
    design: Vec<Design>,
}

#[derive(Deserialize)]
struct Levels {
    ceiling: Ceiling,
    level: Vec<Level>,
}

impl Tables {
    /// Reads them from the folder `infra`.
    ///
    /// # Errors
    /// A table that is missing or says something unknown.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let Prices { price, free } = table(root, "prices.toml")?;
        let Usages { usage } = table(root, "usage.toml")?;
        let Designs { design } = table(root, "designs.toml")?;
        let Levels { ceiling, level } = table(root, "acknowledged.toml")?;
        Ok(Self { prices: price, free, usage, designs: design, acknowledged: level, ceiling })
    }

    /// How much of a usage there is in an environment.
    ///
    /// # Errors
    /// When no table tells.
    pub fn used(&self, name: &str, environment: &str) -> anyhow::Result<Decimal> {
        let usage = self
            .usage
            .iter()
            .find(|usage| usage.name == name)
            .with_context(|| format!("usage.toml does not tell {name}"))?;
        Ok(match environment {
            "prod" => usage.prod,
            "stg" => usage.stg,
            "dev" => usage.dev,
            "tools" => usage.tools,
            other => anyhow::bail!("usage.toml knows no environment {other}"),
        })
    }

    /// A price by its word.
    ///
    /// # Errors
    /// When there is none.
    pub fn price(&self, id: &str) -> anyhow::Result<&Price> {
        let mut prices = self.prices.iter();
        prices.find(|price| price.id == id).with_context(|| format!("no price is called {id}"))
    }
}

fn table<T: DeserializeOwned>(root: &Path, name: &str) -> anyhow::Result<T> {
    let text = fs::read_to_string(root.join(name)).with_context(|| format!("reading {name}"))?;
    toml::from_str(&text).with_context(|| name.to_owned())
}
