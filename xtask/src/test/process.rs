//! Starting other programs: their output streams through, their exit code becomes ours.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

/// Why a run ends early.
#[derive(Debug)]
pub struct Stop {
    /// The exit code to end with, never 0.
    pub code: u8,
    /// For the person at the terminal: what happened, and what to do.
    pub why: String,
}

impl Stop {
    /// A reason of our own, with exit code 1.
    pub fn new(why: impl Into<String>) -> Self {
        Self { code: 1, why: why.into() }
    }
}

/// A program to run in `folder`, which never waits for the keyboard.
pub fn program(name: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// The same cargo that runs us, as if called from the terminal.
pub fn cargo(root: &Path) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), root);
    // `cargo run` describes xtask in these; build scripts that watch them would run again.
    let ours = |name: &OsString| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    };
    for (name, _) in std::env::vars_os().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command
}

/// Runs to the end, with output on the terminal.
///
/// # Errors
/// A program that cannot be started, or ends with another code than 0.
pub fn run(command: &mut Command) -> Result<(), Stop> {
    let line = told(command);
    let status =
        command.status().map_err(|error| Stop::new(format!("cannot start `{line}`: {error}")))?;
    finished(&line, status)
}

/// Tells which program is started now.
pub fn told(command: &Command) -> String {
    let line = spelt(command);
    println!("$ {line}");
    line
}

/// What the end of a program means for us.
///
/// # Errors
/// Another code than 0.
pub fn finished(line: &str, status: ExitStatus) -> Result<(), Stop> {
    if status.success() {
        return Ok(());
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Err(Stop { code, why: format!("`{line}` failed: {status}") })
}

fn spelt(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = [name].into_iter().chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
