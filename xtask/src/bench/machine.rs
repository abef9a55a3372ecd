//! On what the figures were taken: they mean little without it.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::cluster;
use super::process::output;

/// Names and values, in the order shown; `date` and `commit` are always among them.
///
/// # Errors
/// A program every Debian has is missing.
pub fn facts(root: &Path) -> anyhow::Result<Vec<(&'static str, String)>> {
    let temporary = std::env::temp_dir();
    let stat = output(Command::new("stat").args(["--file-system", "--format=%T"]).arg(&temporary))?;
    Ok(vec![
        ("date", output(Command::new("date").args(["--utc", "+%Y-%m-%d"]))?),
        ("time", output(Command::new("date").args(["--utc", "+%H:%M UTC"]))?),
        ("commit", commit(root)),
        ("cores", std::thread::available_parallelism()?.to_string()),
        ("processor", line_of("/proc/cpuinfo", "model name")),
        ("memory", line_of("/proc/meminfo", "MemTotal")),
        ("system", line_of("/etc/os-release", "PRETTY_NAME").replace('"', "")),
        ("kernel", read("/proc/sys/kernel/osrelease")),
        ("load before", read("/proc/loadavg")),
        ("data in", format!("{} ({stat})", temporary.display())),
        ("rustc", first_line(Command::new("rustc").arg("--version"))),
        ("PostgreSQL", first_line(Command::new(cluster::program("postgres")).arg("--version"))),
        ("SQLite crate", locked(root, "libsqlite3-sys")),
        ("axum", locked(root, "axum")),
        ("wrk", first_line(Command::new("wrk").arg("--version"))),
    ])
}

/// Asks git what differs from the commit; the reports are no change of what was measured.
const CHANGES: [&str; 6] =
    ["status", "--porcelain", "--", ".", ":!bench/results", ":!bench/history.md"];

/// Of a run without git, `none`; with changes not committed, marked.
fn commit(root: &Path) -> String {
    let git = |arguments: &[&str]| {
        let answer = Command::new("git").args(arguments).current_dir(root).output().ok()?;
        let text = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        answer.status.success().then_some(text)
    };
    match git(&["rev-parse", "--short", "HEAD"]) {
        None => "none".to_owned(),
        Some(commit) => match git(&CHANGES) {
            Some(changes) if changes.is_empty() => commit,
            _ => format!("{commit}-changed"),
        },
    }
}

/// What follows `name` in a file of names and values.
fn line_of(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let value = text.lines().find_map(|line| {
        let rest = line.strip_prefix(name)?.trim_start();
        Some(rest.strip_prefix([':', '='])?.trim().to_owned())
    });
    value.unwrap_or_else(|| "unknown".to_owned())
}

fn read(file: &str) -> String {
    fs::read_to_string(file).map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned())
}

/// `wrk --version` ends with an error after its answer, so only the words count.
fn first_line(command: &mut Command) -> String {
    let answer = command.output().map(|answer| answer.stdout).unwrap_or_default();
    let text = String::from_utf8_lossy(&answer);
    text.lines().next().unwrap_or("unknown").to_owned()
}

fn locked(root: &Path, package: &str) -> String {
    let text = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    version_in(&text, package).unwrap_or_else(|| "unknown".to_owned())
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    Some(rest.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"axum-server\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"axum\"\nversion = \"0.8.1\"\n";
        assert_eq!(version_in(lock, "axum").as_deref(), Some("0.8.1"));
        assert_eq!(version_in(lock, "sqlx"), None);
    }
}
