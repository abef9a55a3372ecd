//! Planted faults: each is one edit of the good templates of prod, and each must be found by the rule that is there
//! for it. A fault that nothing finds, or an edit that finds nothing to edit, ends the run.

mod access;
mod doors;
mod edge;
mod kept;
mod plot;
mod read;
mod runtime;
mod types;
mod watch;
mod ways;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;

use super::finding::Finding;
use super::model::Environment;
use super::{PROD, Reviewed, environments, judge, records};
use plot::Plot;

/// One mistake that somebody might make.
pub struct Fault {
    /// What went wrong. A number is that of `aws.md` 3.1.
    name: &'static str,
    /// How the rule begins that must find it: one rule and no other (`faults_tests.rs`).
    found_by: &'static [&'static str],
    /// Makes the mistake and tells how many places it changed.
    plant: fn(&mut Plot) -> usize,
    /// The environment it is made in.
    within: &'static str,
}

impl Fault {
    const fn new(
        name: &'static str,
        found_by: &'static [&'static str],
        plant: fn(&mut Plot) -> usize,
    ) -> Self {
        Self { name, found_by, plant, within: PROD }
    }

    /// In an option instead of prod.
    const fn within(mut self, environment: &'static str) -> Self {
        self.within = environment;
        self
    }
}

/// Every fault that our own checks must find.
fn all() -> impl Iterator<Item = &'static Fault> {
    let parts: [&'static [Fault]; 7] = [
        doors::FAULTS,
        ways::FAULTS,
        access::FAULTS,
        kept::FAULTS,
        edge::FAULTS,
        runtime::FAULTS,
        watch::FAULTS,
    ];
    parts.into_iter().chain(read::FAULTS.iter().copied()).flatten()
}

/// What came of planting a fault.
enum Came {
    /// A rule that knows this kind of mistake found it.
    ByRule,
    /// Only the comparison with what people have read did: any difference is one.
    AsRead,
    /// Nothing did, or there was nothing to edit.
    Survived(String),
}

/// Plants every fault in turn, and tells which survive or have nothing to edit.
///
/// # Errors
/// The terminal is gone.
pub fn run(
    good: &[(Environment, Vec<Finding>)],
    reviewed: &Reviewed,
    out: &mut impl Write,
) -> anyhow::Result<Vec<String>> {
    let begun = Instant::now();
    let faults: Vec<&Fault> = all().collect();
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let each = faults.len().div_ceil(at_once).max(1);
    let came: Vec<Came> = std::thread::scope(|scope| {
        let plant = |part: &[&Fault]| {
            part.iter().map(|fault| plant(fault, good, reviewed)).collect::<Vec<_>>()
        };
        let parts: Vec<_> =
            faults.chunks(each).map(|part| scope.spawn(move || plant(part))).collect();
        let none_told =
            || vec![Came::Survived("a thread that plants faults came to grief".to_owned())];
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| none_told())).collect()
    });
    let by_rule = came.iter().filter(|one| matches!(one, Came::ByRule)).count();
    let as_read = came.iter().filter(|one| matches!(one, Came::AsRead)).count();
    writeln!(
        out,
        "faults   {} planted, {} found ({by_rule} by rules, {as_read} by nothing but the reviewed tables), in {} ms; \
         {} more are for cfn-lint",
        faults.len(),
        by_rule + as_read,
        begun.elapsed().as_millis(),
        types::FAULTS.len()
    )?;
    let survivors = came.into_iter().filter_map(|one| match one {
        Came::Survived(why) => Some(why),
        Came::ByRule | Came::AsRead => None,
    });
    Ok(survivors.collect())
}

fn plant(fault: &Fault, good: &[(Environment, Vec<Finding>)], reviewed: &Reviewed) -> Came {
    let survived = |why: String| Came::Survived(format!("fault `{}`: {why}", fault.name));
    let Some((environment, before)) = good.iter().find(|(one, _)| one.name == fault.within) else {
        return survived("its environment is missing".to_owned());
    };
    let mut plot = Plot { environment: environment.clone(), reviewed: reviewed.clone() };
    if (fault.plant)(&mut plot) == 0 {
        return survived("there is nothing to edit".to_owned());
    }
    let judged = judge(&plot.environment, &plot.reviewed);
    let new: Vec<&Finding> =
        judged.findings.iter().filter(|finding| !before.contains(finding)).collect();
    let right =
        |finding: &&&Finding| fault.found_by.iter().any(|rule| finding.rule.starts_with(rule));
    match (new.iter().find(right), new.first()) {
        (Some(_), _) if new.iter().all(|finding| records::compares(&finding.rule)) => Came::AsRead,
        (Some(_), _) => Came::ByRule,
        (None, Some(other)) => survived(format!("is found only by another rule: {other}")),
        (None, None) => survived("survives".to_owned()),
    }
}

/// Writes the templates that only cfn-lint can judge, each named by the code it must answer with.
///
/// # Errors
/// A fault that has nothing to edit, or a file that cannot be written.
pub fn write_types(root: &Path, folder: &Path) -> anyhow::Result<()> {
    let good = environments(root)?;
    let prod = good.iter().find(|one| one.name == PROD).context("prod is missing")?;
    std::fs::create_dir_all(folder)?;
    for (code, name, plant) in types::FAULTS {
        let mut plot = Plot { environment: prod.clone(), reviewed: Reviewed::default() };
        let changed = plant(&mut plot);
        anyhow::ensure!(changed != 0, "{name}: there is nothing to edit");
        let stack = plot
            .environment
            .stacks
            .iter()
            .zip(&prod.stacks)
            .find(|(new, old)| new.template != old.template);
        let (stack, _) = stack.with_context(|| format!("{name}: changed nothing"))?;
        let file = folder.join(format!("{code}.{}.template.json", name.replace(' ', "-")));
        std::fs::write(&file, serde_json::to_string_pretty(&stack.template)?)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "faults_tests.rs"]
mod tests;
