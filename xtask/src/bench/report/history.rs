//! `bench/history.md` and `history-desk.md`: one line per run, to see how figures move.

use std::fs;
use std::path::Path;

use super::{Report, row, value};
use crate::bench::measure::Engines;
use crate::bench::options::Engine;

/// The figures kept, of each engine.
type Kept = [(&'static str, &'static str); 8];

const KEPT: Kept = [
    ("net-worth", "page"),
    ("net-worth-of-hello", "of hello"),
    ("net-worth-p99", "p99"),
    ("logins", "log-ins"),
    ("valuations", "valuations"),
    ("cold-start", "start"),
    ("memory-idle", "idle"),
    ("net-worth-weight", "first visit"),
];

const KEPT_OF_DESK: Kept = [
    ("queue-p99", "queue p99"),
    ("queue-second-p99", "second looks p99"),
    ("case", "application's page"),
    ("case-p99", "page p99"),
    ("case-weight", "page's weight"),
    ("decisions", "decisions"),
    ("upload", "upload"),
    ("upload-child", "child's memory"),
];

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// Adds this run's line to its file in a folder; the first run writes the head as well.
///
/// # Errors
/// The file cannot be written.
pub fn append(folder: &Path, report: &Report) -> anyhow::Result<()> {
    let is_of_desk = report.settings.iter().any(|(name, _)| *name == "applications");
    let (file, size, kept) = match is_of_desk {
        true => ("history-desk.md", "applications", KEPT_OF_DESK),
        false => ("history.md", "customers", KEPT),
    };
    let path = folder.join(file);
    let before = if path.exists() { fs::read_to_string(&path)? } else { head(size, &kept) };
    fs::write(path, before + &line(report, size, &kept))?;
    Ok(())
}

fn head(size: &str, kept: &Kept) -> String {
    let mut names = ["Date", "Commit", "Cores", size].map(str::to_owned).to_vec();
    for engine in ENGINES {
        names.extend(kept.map(|(_, name)| format!("{engine} {name}")));
    }
    let dashes = vec!["---".to_owned(); names.len()];
    format!(
        "# Runs of `cargo xtask bench`\n\nOne line per run, the newest last; `README.md` tells \
         what the figures mean.\n\n{}{}",
        row(&names),
        row(&dashes)
    )
}

fn line(report: &Report, size: &str, wanted: &Kept) -> String {
    let size = report.settings.iter().find(|(name, _)| *name == size);
    let mut cells = ["date", "commit", "cores"].map(|name| report.fact(name).to_owned()).to_vec();
    cells.push(size.map(|(_, value)| value.clone()).unwrap_or_default());
    for engine in ENGINES {
        let measured = report.engines.iter().find(|measured| measured.engine == engine);
        cells.extend(wanted.map(|(key, _)| kept(measured, key)));
    }
    row(&cells)
}

fn kept(measured: Option<&Engines>, key: &str) -> String {
    measured.map_or_else(|| "–".to_owned(), |measured| value(&measured.figures, key))
}
