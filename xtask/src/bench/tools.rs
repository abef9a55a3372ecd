//! What measuring needs from outside: wrk, PostgreSQL, and our own programs built as
//! they are shipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::cluster;
use super::options::{Engine, Options};
use super::process::is_root;

/// The programs measured.
pub struct Programs {
    /// The service.
    pub kura: PathBuf,
    /// What it is measured by.
    pub hello: PathBuf,
    /// What writes a photo to upload.
    pub photo: PathBuf,
}

/// Installs what is missing.
///
/// # Errors
/// Not root, or an installation that fails.
pub fn install(options: &Options) -> anyhow::Result<()> {
    if options.engines.contains(&Engine::Postgres) && !cluster::is_installed() {
        // That step knows how to install a server without starting it.
        run(Command::new(std::env::current_exe()?).args(["test", "--only", "packages"]))?;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|folder| folder.join("wrk").is_file()) {
        return Ok(());
    }
    let install = ["install", "--yes", "--no-install-recommends", "wrk"];
    if !is_root() {
        bail!("wrk is missing; run `sudo apt-get update && sudo apt-get {}`", install.join(" "));
    }
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(apt_get().arg("update"))?;
    run(apt_get().args(install))
}

/// Builds the service and the measure, optimised.
///
/// # Errors
/// A build that fails.
pub fn build(root: &Path) -> anyhow::Result<Programs> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let what = ["build", "--release", "--package", "server", "--bin", "kura", "--example", "hello"];
    let photo = ["build", "--release", "--package", "picture", "--example", "photo"];
    for what in [&what[..], &photo] {
        run(Command::new(&cargo).args(what).current_dir(root))?;
    }
    // This program lies in the same target folder, wherever CARGO_TARGET_DIR points.
    let here = std::env::current_exe()?;
    let target = here.parent().and_then(Path::parent).context("no target folder")?;
    let release = target.join("release");
    let example = |name: &str| release.join("examples").join(name);
    let programs =
        Programs { kura: release.join("kura"), hello: example("hello"), photo: example("photo") };
    for program in [&programs.kura, &programs.hello, &programs.photo] {
        if !program.is_file() {
            bail!("{} was built, but is not there", program.display());
        }
    }
    Ok(programs)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    println!("$ {command:?}");
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed: {status}");
    }
    Ok(())
}
