//! `cargo xtask bench`: what Kura does on this machine, on both engines, side by side
//! with a bare axum "hello". How to read the figures: `bench/README.md`.

mod cluster;
mod desk;
mod figure;
mod flood;
mod growth;
mod http;
mod load;
mod machine;
mod measure;
mod options;
mod process;
mod report;
mod service;
mod telling;
mod tools;
mod upload;
mod visit;

use std::path::Path;
use std::process::ExitCode;

use options::Options;
use tools::Programs;

/// What every part of a run needs to know.
struct Bench<'a> {
    root: &'a Path,
    options: Options,
    programs: Programs,
}

/// Builds, measures each engine and writes the report.
///
/// # Errors
/// Options it does not know; anything that keeps a measure from being taken.
pub fn run(root: &Path, words: &[&str]) -> anyhow::Result<ExitCode> {
    let options = Options::parse(words)?;
    tools::install(&options)?;
    let programs = tools::build(root)?;
    let bench = Bench { root, options, programs };
    let facts = machine::facts(root)?;
    let mut engines = Vec::new();
    for engine in &bench.options.engines {
        engines.push(measure::engine(&bench, *engine)?);
    }
    let report = report::Report { facts, settings: bench.options.described(), engines };
    report.write(&bench)?;
    Ok(ExitCode::SUCCESS)
}
