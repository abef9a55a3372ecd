//! The estimate as people and programs read it.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Costs, Estimate, tables::Tables};

/// The two files, by their names below `infra`.
///
/// # Errors
/// A price that is not there any more.
pub fn files(costs: &Costs, tables: &Tables) -> anyhow::Result<Vec<(&'static str, String)>> {
    let json = serde_json::to_string_pretty(&json(costs))? + "\n";
    Ok(vec![("cost.md", markdown(costs, tables)?), ("cost.json", json)])
}

fn json(costs: &Costs) -> Value {
    let lines = |estimate: &Estimate| {
        let lines = estimate.lines.iter().map(|line| {
            let body = json!({"quantity": line.quantity.to_string(), "usd": line.usd.to_string()});
            (line.price.clone(), body)
        });
        json!({"total": estimate.total().to_string(), "lines": lines.collect::<Map<_, _>>()})
    };
    let each = costs.environments.iter().map(|(name, one)| (name.clone(), lines(one)));
    let total = |(name, one): (&String, &Estimate)| (name.clone(), json!(one.total().to_string()));
    let designs = costs.designs.iter().map(|(name, (_, one))| (name, one));
    json!({
        "environments": each.collect::<Map<_, _>>(),
        "options": costs.options.iter().map(total).collect::<Map<_, _>>(),
        "designs": designs.map(total).collect::<Map<_, _>>(),
    })
}

fn markdown(costs: &Costs, tables: &Tables) -> anyhow::Result<String> {
    let mut out = String::from(
        "# What it costs a month\n\n\
         Made by `cargo run -p infra -- cost`: quantities counted from `infra/out`, times \
         `infra/prices.toml`, times `infra/usage.toml`. US dollars without tax, 730 hours, Tokyo unless said. \
         A price marked `?` was not read in a source of AWS's prices and is to be checked first.\n\n",
    );
    totals(&mut out, costs, tables)?;
    alternatives(&mut out, costs)?;
    lines(&mut out, costs, tables)?;
    usage(&mut out, tables)?;
    free(&mut out, tables)?;
    Ok(out)
}

fn totals(out: &mut String, costs: &Costs, tables: &Tables) -> anyhow::Result<()> {
    out.push_str(
        "| environment | USD a month | of which by prices not verified |\n|---|---:|---:|\n",
    );
    for (name, estimate) in &costs.environments {
        let doubtful = estimate.doubtful(tables)?;
        writeln!(out, "| {name} | {} | {doubtful} |", estimate.total())?;
    }
    out.push('\n');
    Ok(())
}

fn alternatives(out: &mut String, costs: &Costs) -> anyhow::Result<()> {
    let Some(prod) = costs.environments.get("prod").map(Estimate::total) else { return Ok(()) };
    out.push_str("## Prod with a choice made otherwise\n\n| option or design | USD a month | against prod |\n|---|---:|---:|\n");
    for (name, estimate) in &costs.options {
        let more = estimate.total() - prod;
        writeln!(
            out,
            "| option `{name}` (templates of its own) | {} | {more:+} |",
            estimate.total()
        )?;
    }
    for (name, (design, estimate)) in &costs.designs {
        let more = estimate.total() - prod;
        writeln!(out, "| {name}: {} | {} | {more:+} |", design.what, estimate.total())?;
    }
    out.push('\n');
    Ok(())
}

fn lines(out: &mut String, costs: &Costs, tables: &Tables) -> anyhow::Result<()> {
    out.push_str("## What is paid for\n\n| price | USD | unit |");
    for name in costs.environments.keys() {
        write!(out, " {name} |")?;
    }
    out.push_str(" source |\n|---|---:|---|");
    out.push_str(&"---:|".repeat(costs.environments.len()));
    out.push_str("---|\n");
    for price in &tables.prices {
        let found: Vec<_> = costs
            .environments
            .values()
            .map(|one| one.lines.iter().find(|line| line.price == price.id))
            .collect();
        if found.iter().all(Option::is_none) {
            continue;
        }
        let doubt = if price.verified { "" } else { " ?" };
        write!(out, "| {}{doubt} | {} | {} |", price.id, price.usd, price.unit)?;
        for line in found {
            match line {
                Some(line) => write!(out, " {} |", line.usd)?,
                None => out.push_str(" – |"),
            }
        }
        writeln!(out, " {}, {} ({}) |", price.source, price.date, price.usage_type)?;
    }
    out.push('\n');
    Ok(())
}

fn usage(out: &mut String, tables: &Tables) -> anyhow::Result<()> {
    out.push_str("## What people are assumed to do\n\n| usage | unit | prod | stg | dev | tools | why |\n|---|---|---:|---:|---:|---:|---|\n");
    for one in &tables.usage {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            one.name, one.unit, one.prod, one.stg, one.dev, one.tools, one.why
        )?;
    }
    Ok(())
}

fn free(out: &mut String, tables: &Tables) -> anyhow::Result<()> {
    out.push_str("\n## What costs nothing by itself\n\n| types | why |\n|---|---|\n");
    for one in &tables.free {
        writeln!(out, "| {} | {} |", one.of.join(", "), one.why)?;
    }
    Ok(())
}
