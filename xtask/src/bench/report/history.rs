//! `bench/history.md`: one line per run, to see how figures move.

use std::fs;
use std::path::Path;

use super::{Report, row, value};
use crate::bench::measure::Engines;
use crate::bench::options::Engine;

/// The figures kept, of each engine.
const KEPT: [(&str, &str); 8] = [
    ("net-worth", "page"),
    ("net-worth-of-hello", "of hello"),
    ("net-worth-p99", "p99"),
    ("logins", "log-ins"),
    ("valuations", "valuations"),
    ("cold-start", "start"),
    ("memory-idle", "idle"),
    ("net-worth-weight", "first visit"),
];

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// Adds this run's line; the first run writes the head as well.
///
/// # Errors
/// The file cannot be written.
pub fn append(path: &Path, report: &Report) -> anyhow::Result<()> {
    let before = if path.exists() { fs::read_to_string(path)? } else { head() };
    fs::write(path, before + &line(report))?;
    Ok(())
}

fn head() -> String {
    let mut names = ["Date", "Commit", "Cores", "Customers"].map(str::to_owned).to_vec();
    for engine in ENGINES {
        names.extend(KEPT.map(|(_, name)| format!("{engine} {name}")));
    }
    let dashes = vec!["---".to_owned(); names.len()];
    format!(
        "# Runs of `cargo xtask bench`\n\nOne line per run, the newest last; `README.md` tells \
         what the figures mean.\n\n{}{}",
        row(&names),
        row(&dashes)
    )
}

fn line(report: &Report) -> String {
    let customers = report.settings.iter().find(|(name, _)| *name == "customers");
    let mut cells = ["date", "commit", "cores"].map(|name| report.fact(name).to_owned()).to_vec();
    cells.push(customers.map(|(_, value)| value.clone()).unwrap_or_default());
    for engine in ENGINES {
        let measured = report.engines.iter().find(|measured| measured.engine == engine);
        cells.extend(KEPT.map(|(key, _)| kept(measured, key)));
    }
    row(&cells)
}

fn kept(measured: Option<&Engines>, key: &str) -> String {
    measured.map_or_else(|| "–".to_owned(), |measured| value(&measured.figures, key))
}
