//! The proofs: everything that can be known of an environment from its committed templates.
//!
//! `model` resolves the templates, `net` reads the network out of them, `reach` computes who reaches whom, `reviewed`
//! compares that with what people have read, `records` does so with every line of every resource, `needs` and `doors` look for private ways and open doors that lead
//! somewhere, `iam` reads every statement, `rules` are the clauses of the brief, and `faults` shows that each of them
//! finds what it is there for.

mod doors;
mod faults;
mod finding;
#[cfg(test)]
mod fixture;
mod iam;
mod judge;
pub mod model;
mod names;
mod needs;
pub mod net;
mod prepared;
mod proxy;
pub mod reach;
mod records;
mod reviewed;
mod rules;
pub mod space;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use evidence::Evidence;

use crate::matrix::questions;

pub use judge::{Judged, judge};
use model::Environment;
pub use records::accept;
pub use reviewed::Reviewed;

/// Where the templates are, from the folder `infra`.
const OUT: &str = "out";
/// The environment the faults are planted in.
const PROD: &str = "prod";

/// Checks every environment and every planted fault, and tells the figures.
///
/// # Errors
/// A finding, a fault that nothing finds, or templates that are not what `synth` makes.
pub fn run(root: &Path, for_cfn_lint: Option<&Path>, results: Option<&Path>) -> anyhow::Result<()> {
    let reviewed = Reviewed::read(root)?;
    let mut out = std::io::stdout().lock();
    let mut good = Vec::new();
    let mut wrong = committed(root)?;
    wrong.extend(reviewed.records.unreasoned().iter().map(ToString::to_string));
    for environment in environments(root)? {
        let judged = judge(&environment, &reviewed);
        if let Some((path, text)) = questions::file(root, &judged)?
            && fs::read_to_string(root.join(&path)).ok() != Some(text)
        {
            wrong.push(format!("{path} is not what `infra synth` makes"));
        }
        tell(&environment, &judged, &mut out)?;
        wrong.extend(judged.findings.iter().map(ToString::to_string));
        good.push((environment, judged.findings));
    }
    let survivors = faults::run(&good, &reviewed, &mut out)?;
    if let Some(path) = results {
        let findings = good.iter().flat_map(|(_, findings)| findings);
        write_results(root, path, findings, survivors.is_empty())?;
    }
    wrong.extend(survivors);
    if let Some(folder) = for_cfn_lint {
        faults::write_types(root, folder)?;
        lists(root, folder)?;
    }
    anyhow::ensure!(wrong.is_empty(), "{} findings:\n  {}", wrong.len(), wrong.join("\n  "));
    Ok(())
}

/// What came of each rule the sources name, over all environments, and of the planted faults.
fn write_results<'a>(
    root: &Path,
    path: &Path,
    findings: impl Iterator<Item = &'a finding::Finding>,
    all_found: bool,
) -> anyhow::Result<()> {
    let broken: BTreeSet<&str> = findings.map(|finding| finding.rule.as_str()).collect();
    let word = |holds| if holds { "passed" } else { "failed" };
    let mut text = format!("{}\tplanted faults\n", word(all_found));
    for rule in Evidence::read(&root.join(".."))?.rules {
        text.push_str(&format!("{}\t{rule}\n", word(!broken.contains(rule.as_str()))));
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// One line of figures.
fn tell(environment: &Environment, judged: &Judged, out: &mut impl Write) -> anyhow::Result<()> {
    let owners = judged.network.owners().len();
    let policies = iam::all(&judged.model);
    let statements: usize = policies.iter().map(|policy| policy.statements.len()).sum();
    let ways: usize = judged.needs.values().map(|services| services.len()).sum();
    writeln!(
        out,
        "{:<8} {} stacks, {} resources; {owners} interfaces, {} pairs, {} flows; {} rules, \
         {statements} statements; {ways} private ways; {} findings",
        environment.name,
        environment.stacks.len(),
        judged.model.resources.len(),
        owners * owners,
        judged.matrix.flows.len(),
        rules::all().len(),
        judged.findings.len(),
    )?;
    Ok(())
}

/// Whether the committed templates are what the generator makes, file by file.
fn committed(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (path, text) in crate::synth::files()? {
        if fs::read_to_string(root.join(&path)).ok() != Some(text) {
            wrong.push(format!("{path} is not what `infra synth` makes"));
        }
    }
    Ok(wrong)
}

/// Writes, for each region, the list of the committed templates that go there.
fn lists(root: &Path, folder: &Path) -> anyhow::Result<()> {
    let mut by_region: BTreeMap<String, String> = BTreeMap::new();
    for (path, environment) in read_all(root)? {
        for stack in environment.stacks {
            let list = by_region.entry(stack.region).or_default();
            list.push_str(&format!("{}\n", path.join(stack.file).display()));
        }
    }
    for (region, list) in by_region {
        fs::write(folder.join(format!("{region}.list")), list)?;
    }
    Ok(())
}

/// Every environment and option whose templates are committed.
///
/// # Errors
/// A folder that cannot be read, or none at all.
pub fn environments(root: &Path) -> anyhow::Result<Vec<Environment>> {
    Ok(read_all(root)?.into_iter().map(|(_, environment)| environment).collect())
}

fn read_all(root: &Path) -> anyhow::Result<Vec<(PathBuf, Environment)>> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in [root.join(OUT), root.join(OUT).join("options")] {
        let Ok(inside) = fs::read_dir(&folder) else { continue };
        for entry in inside {
            let path = entry.with_context(|| folder.display().to_string())?.path();
            folders.extend(Some(path).filter(|path| path.join("stacks.json").is_file()));
        }
    }
    folders.sort();
    anyhow::ensure!(folders.iter().any(|folder| folder.ends_with(PROD)), "{OUT}/{PROD} is missing");
    folders.into_iter().map(|folder| Ok((folder.clone(), Environment::read(&folder)?))).collect()
}
