//! What an environment costs a month: quantities counted from the committed templates, times prices
//! that say where they are from (`prices.toml`), times what people will do (`usage.toml`). A resource
//! of a type that nobody has priced, or written down as free, ends the run.

mod estimate;
mod measure;
mod report;
mod tables;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context as _;
use rust_decimal::Decimal;

pub use estimate::Estimate;
pub use tables::Tables;

use crate::templates::Environment;

/// The environment whose bill is watched.
const PROD: &str = "prod";
/// How far above the acknowledged figure prod may rise without a word: 5 %.
const BEARABLE: Decimal = Decimal::from_parts(105, 0, 0, false, 2);

/// Everything that was estimated.
#[derive(Debug)]
pub struct Costs {
    /// `dev`, `stg`, `prod`, `tools`.
    pub environments: BTreeMap<String, Estimate>,
    /// Prod with one choice made otherwise, from templates of its own.
    pub options: BTreeMap<String, Estimate>,
    /// Prod as somebody else would have built it, by quantities written down in `designs.toml`.
    pub designs: BTreeMap<String, (tables::Design, Estimate)>,
}

/// Estimates everything, writes `cost.md` and `cost.json`, and refuses a rise nobody has explained.
///
/// # Errors
/// An unpriced resource, tables that make no sense, or an unexplained rise.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let tables = Tables::read(root)?;
    let costs = Costs::read(root, &tables)?;
    acknowledged(&costs, &tables)?;
    for (name, text) in report::files(&costs, &tables)? {
        fs::write(root.join(name), text).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

/// What `run` would write, without writing it.
///
/// # Errors
/// As `run`.
#[cfg(test)]
pub fn files(root: &Path) -> anyhow::Result<Vec<(&'static str, String)>> {
    let tables = Tables::read(root)?;
    report::files(&Costs::read(root, &tables)?, &tables)
}

impl Costs {
    /// Estimates every committed environment, option and design.
    ///
    /// # Errors
    /// An unpriced resource, or templates that cannot be read.
    pub fn read(root: &Path, tables: &Tables) -> anyhow::Result<Self> {
        let mut environments = BTreeMap::new();
        let mut options = BTreeMap::new();
        for environment in Environment::all(root)? {
            let usage = if environment.option { PROD } else { environment.name.as_str() };
            let estimate = estimate::of(&environment, tables, usage)
                .with_context(|| format!("the cost of {}", environment.name))?;
            let whose = if environment.option { &mut options } else { &mut environments };
            whose.insert(environment.name, estimate);
        }
        let prod = environments.get(PROD).context("there is no prod")?;
        let designs = tables
            .designs
            .iter()
            .map(|design| {
                let changed = prod.changed(design, tables)?;
                Ok((design.name.clone(), (design.clone(), changed)))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { environments, options, designs })
    }
}

/// Prod costs no more than 5 % above what somebody has last acknowledged, with a reason, and no more than the ceiling.
/// Above the ceiling there are no 5 %: only the very figure that was acknowledged.
fn acknowledged(costs: &Costs, tables: &Tables) -> anyhow::Result<()> {
    let prod = costs.environments.get(PROD).context("there is no prod")?.total();
    let level = tables.acknowledged.last().context("acknowledged.toml is empty")?;
    let ceiling = &tables.ceiling;
    let most = (level.usd * BEARABLE).min(ceiling.usd).max(level.usd);
    anyhow::ensure!(
        prod <= most,
        "prod would cost {prod} USD a month, and {most} at most: {} were acknowledged on {} ({}), and the ceiling is {} \
         ({}). Make it cheaper, or add the new figure with its reason to infra/acknowledged.toml",
        level.usd,
        level.date,
        level.reason,
        ceiling.usd,
        ceiling.reason
    );
    Ok(())
}

#[cfg(test)]
#[path = "cost_tests.rs"]
mod tests;
