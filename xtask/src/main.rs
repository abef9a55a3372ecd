//! `cargo xtask`: the chores of this repository, written in Rust so that they need no other tool.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks on the terminal"
)]

mod bench;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  tidy                 check the repository's own rules; exit code 1 if any is broken
  test                 install what the tests need, then pass them all
  test --list          name the steps
  test --only STEP     run one step
  bench [options]      measure both engines and write bench/results; takes minutes
                       --engine sqlite|postgres|both, --seconds S, --customers N[,N...],
                       --growth (1,000 and 100,000 customers), --months M, --quick";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&root(), &words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, words: &[&str]) -> anyhow::Result<ExitCode> {
    match words {
        ["tidy"] => {
            let findings = tidy::run(root)?;
            Ok(if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        ["test", options @ ..] => test::run(root, options),
        ["bench", options @ ..] => bench::run(root, options),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}

/// The repository: the folder above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
