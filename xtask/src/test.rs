//! `cargo xtask test`: from a fresh Debian 12 with Rust to every test passed, in one command.

mod image;
mod infra;
mod packages;
mod process;
mod record;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use evidence::Kind;
use process::{Stop, cargo, program, run as run_program};
use record::Record;

use crate::tidy;

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&Run) -> Result<(), Stop>,
}

/// What a step may ask about the run it is part of.
struct Run<'a> {
    root: &'a Path,
    /// Where cargo puts programs: this one lies there too, wherever `CARGO_TARGET_DIR` points.
    programs: PathBuf,
    /// Whether this is the only step, so that earlier ones have prepared nothing.
    alone: bool,
}

impl Run<'_> {
    /// Where what comes of each test is written down.
    fn record(&self) -> Result<Record, Stop> {
        Record::open(self.root, self.programs.parent().unwrap_or(&self.programs))
    }
}

const STEPS: &[Step] = &[
    Step { name: "packages", what: "install missing Debian packages", run: packages::install },
    Step { name: "npm", what: "npm ci in browser/ when out of date", run: npm },
    Step { name: "fmt", what: "cargo fmt --all --check", run: fmt },
    Step { name: "tidy", what: "cargo xtask tidy", run: tidy_step },
    Step { name: "clippy", what: "cargo clippy, every warning an error", run: clippy },
    Step { name: "infra", what: "proofs of the AWS environment, and cfn-lint", run: infra::run },
    Step { name: "test", what: "cargo test --workspace", run: rust_tests },
    Step { name: "image", what: "the image's tree, with the templates' settings", run: image::run },
    Step { name: "browser", what: "node browser/run.mjs, in Chromium", run: browser },
    Step { name: "proposal", what: "the proposal, with these results", run: proposal },
];

/// Runs all steps in order, or the one named by `--only`, and stops at the first that fails.
///
/// # Errors
/// Options it does not know.
pub fn run(root: &Path, options: &[&str]) -> anyhow::Result<ExitCode> {
    match options {
        [] => Ok(run_steps(root, STEPS)),
        ["--list"] => {
            STEPS.iter().for_each(|step| println!("{:<10}{}", step.name, step.what));
            Ok(ExitCode::SUCCESS)
        }
        ["--only", wanted] => {
            let at = STEPS.iter().position(|step| step.name == *wanted);
            let step = at.and_then(|at| STEPS.get(at..=at));
            Ok(run_steps(root, step.context("no such step; see cargo xtask test --list")?))
        }
        _ => anyhow::bail!("unknown options; see cargo xtask help"),
    }
}

fn run_steps(root: &Path, steps: &[Step]) -> ExitCode {
    let here = std::env::current_exe().unwrap_or_default();
    let programs = here.parent().unwrap_or(root).to_path_buf();
    let run = Run { root, programs, alone: steps.len() == 1 };
    let mut times: Vec<(&str, Duration)> = Vec::new();
    let mut stop = None;
    for step in steps {
        println!("\n==> {}: {}", step.name, step.what);
        let begun = Instant::now();
        let result = (step.run)(&run);
        times.push((step.name, begun.elapsed()));
        if let Err(why) = result {
            stop = Some(why);
            break;
        }
    }
    print!("\n{}", summary(steps, &times, stop.is_some()));
    match stop {
        None => ExitCode::SUCCESS,
        Some(stop) => {
            eprintln!("\n{}", stop.why);
            ExitCode::from(stop.code)
        }
    }
}

/// One line per step: what became of it, and its time.
fn summary(steps: &[Step], times: &[(&str, Duration)], failed: bool) -> String {
    let mut table = String::from("step      result       time\n");
    for (index, step) in steps.iter().enumerate() {
        let line = match times.get(index) {
            None => format!("{:<10}not run\n", step.name),
            Some((name, time)) => {
                let result = if failed && index + 1 == times.len() { "FAILED" } else { "passed" };
                format!("{name:<10}{result:<9}{:>7.1}s\n", time.as_secs_f32())
            }
        };
        table.push_str(&line);
    }
    table
}

/// `npm ci` writes `node_modules/.package-lock.json`, so its age is the age of the installation.
fn npm(run: &Run) -> Result<(), Stop> {
    let browser = run.root.join("browser");
    let written = |path: PathBuf| path.metadata().and_then(|data| data.modified()).ok();
    let wanted = written(browser.join("package-lock.json"));
    let installed = written(browser.join("node_modules/.package-lock.json"));
    match (wanted, installed) {
        (None, _) => Err(Stop::new("browser/package-lock.json is missing; check it out again")),
        (Some(wanted), Some(installed)) if installed >= wanted => {
            println!("browser/node_modules is up to date");
            Ok(())
        }
        _ => run_program(program("npm", &browser).args(["ci", "--no-audit", "--no-fund"])),
    }
}

fn fmt(run: &Run) -> Result<(), Stop> {
    run_program(cargo(run.root).args(["fmt", "--all", "--check"]))
}

fn tidy_step(run: &Run) -> Result<(), Stop> {
    match tidy::run(run.root) {
        Ok(0) => Ok(()),
        Ok(count) => Err(Stop::new(format!("tidy: {count} findings, listed above"))),
        Err(error) => Err(Stop::new(format!("tidy: {error:#}"))),
    }
}

fn clippy(run: &Run) -> Result<(), Stop> {
    let options = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run_program(cargo(run.root).args(options))
}

fn rust_tests(run: &Run) -> Result<(), Stop> {
    run.record()?.run(cargo(run.root).args(["test", "--workspace"]), Kind::Test, record::rust_line)
}

fn browser(run: &Run) -> Result<(), Stop> {
    let kura = run.programs.join("kura");
    // The step before has just built it, as part of the workspace's tests.
    if run.alone || !kura.is_file() {
        run_program(cargo(run.root).args(["build", "--bin", "kura"]))?;
    }
    let mut node = program("node", run.root);
    node.arg("browser/run.mjs").env("KURA_BIN", kura);
    run.record()?.run(&mut node, Kind::Browser, record::browser_line)
}

/// Its table of clauses tells what came of the steps before.
fn proposal(run: &Run) -> Result<(), Stop> {
    run_program(cargo(run.root).args(["run", "--quiet", "-p", "infra", "--", "proposal"]))
}

#[cfg(test)]
mod tests;
