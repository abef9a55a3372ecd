//! The proofs of the AWS environment: our own check of the committed templates, and AWS's schemas by cfn-lint.
//!
//! cfn-lint lives in a virtual environment in cargo's target folder, made once from `infra/cfn-lint.txt`.

use std::fs;
use std::path::{Path, PathBuf};

use evidence::{Came, Kind};

use super::Run;
use super::process::{Stop, cargo, program, run as run_program};
use super::record::Record;

/// Zones are named on purpose: one of Tokyo's takes no new accounts, and the proof needs to know that two differ.
const LEFT_OUT: &str = "W3010";
const PYTHON: &str = "/usr/bin/python3";

/// `cargo run -p infra -- check`, then cfn-lint over the good templates and over those with faults of types.
///
/// # Errors
/// A finding of either, or a fault that survives.
pub fn run(run: &Run) -> Result<(), Stop> {
    let (target, record) = (&run.programs, run.record()?);
    let given = target.join("for-cfn-lint");
    if given.exists() {
        fs::remove_dir_all(&given)
            .map_err(|error| Stop::new(format!("{}: {error}", given.display())))?;
    }
    let told = target.join("for-cfn-lint.results");
    let check = ["run", "--quiet", "-p", "infra", "--", "check", "--for-cfn-lint"];
    let checked = run_program(cargo(run.root).args(check).arg(&given).arg("--results").arg(&told));
    note(&record, &told)?;
    checked?;
    let lint = installed(run.root, target)?;
    let linted = files(&given, ".list")?
        .iter()
        .try_for_each(|list| good(run.root, &lint, list))
        .and_then(|()| faults(run.root, &lint, &files(&given, ".template.json")?));
    let came = if linted.is_ok() { Came::Passed } else { Came::Failed };
    record.note(Kind::Check, [(came, "cfn-lint")], false)?;
    linted
}

/// What the check wrote down of its rules.
fn note(record: &Record, told: &Path) -> Result<(), Stop> {
    let text = fs::read_to_string(told).unwrap_or_default();
    let _ = fs::remove_file(told);
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let came = lines
        .map(|(result, name)| (if result == "passed" { Came::Passed } else { Came::Failed }, name));
    let (faults, rules): (Vec<_>, Vec<_>) = came.partition(|(_, name)| *name == "planted faults");
    record.note(Kind::Rule, rules, true)?;
    record.note(Kind::Check, faults, false)
}

/// The program, installed if this version is not there yet.
fn installed(root: &Path, target: &Path) -> Result<PathBuf, Stop> {
    let wanted = root.join("infra/cfn-lint.txt");
    let text = fs::read_to_string(&wanted)
        .map_err(|error| Stop::new(format!("{}: {error}", wanted.display())))?;
    let folder = target.join("cfn-lint");
    let mark = folder.join("installed.txt");
    let lint = folder.join("bin/cfn-lint");
    if fs::read_to_string(&mark).is_ok_and(|there| there == text) && lint.is_file() {
        return Ok(lint);
    }
    run_program(program(PYTHON, root).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run_program(program(folder.join("bin/pip"), root).args(pip).arg(&wanted))?;
    fs::write(&mark, text).map_err(|error| Stop::new(format!("{}: {error}", mark.display())))?;
    Ok(lint)
}

/// The files of a folder whose names end so, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Stop> {
    let cannot = |error| Stop::new(format!("{}: {error}", folder.display()));
    let entries = fs::read_dir(folder).map_err(cannot)?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    Ok(files)
}

/// The templates of one region, which the list is named after, without any finding.
fn good(root: &Path, lint: &Path, list: &Path) -> Result<(), Stop> {
    let region = list.file_stem().unwrap_or_default();
    let templates = fs::read_to_string(list)
        .map_err(|error| Stop::new(format!("{}: {error}", list.display())))?;
    let mut command = program(lint, root);
    command.args(["--format", "parseable", "--ignore-checks", LEFT_OUT, "--regions"]).arg(region);
    let templates: Vec<&str> = templates.lines().collect();
    println!("cfn-lint: {} templates of {}", templates.len(), region.to_string_lossy());
    let told = output(command.arg("--template").args(templates))?;
    if told.is_empty() { Ok(()) } else { Err(Stop::new(format!("cfn-lint:\n{told}"))) }
}

/// Templates with a fault each, named by the code cfn-lint must answer with.
fn faults(root: &Path, lint: &Path, templates: &[PathBuf]) -> Result<(), Stop> {
    let mut command = program(lint, root);
    command.args(["--format", "parseable", "--regions", "ap-northeast-1", "--template"]);
    let told = output(command.args(templates))?;
    let survivors: Vec<String> = templates
        .iter()
        .filter(|path| !is_found(&told, path))
        .map(|path| path.display().to_string())
        .collect();
    println!(
        "cfn-lint: {} faults of types planted, {} found",
        templates.len(),
        templates.len() - survivors.len()
    );
    if survivors.is_empty() && !templates.is_empty() {
        return Ok(());
    }
    Err(Stop::new(format!("cfn-lint does not find: {}\n{told}", survivors.join(", "))))
}

/// Whether a line about the template has the code that its name begins with.
fn is_found(told: &str, template: &Path) -> bool {
    let name = template.file_name().unwrap_or_default().to_string_lossy();
    let Some((code, _)) = name.split_once('.') else { return false };
    told.lines().any(|line| line.contains(name.as_ref()) && line.contains(&format!(":{code}:")))
}

/// What a program says, whatever code it ends with; cfn-lint ends with another than 0 when it has something to say.
fn output(command: &mut std::process::Command) -> Result<String, Stop> {
    let output =
        command.output().map_err(|error| Stop::new(format!("cannot start cfn-lint: {error}")))?;
    let (told, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if told.is_empty() && !output.status.success() {
        return Err(Stop::new(format!("cfn-lint failed: {errors}")));
    }
    Ok(told.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_found_only_by_its_own_code_in_its_own_file() {
        let told = "/t/E3002.a.template.json:1:2:3:4:E3002:Additional properties\n/t/E3030.b.template.json:1:2:3:4:W1:no";
        assert!(is_found(told, Path::new("/t/E3002.a.template.json")));
        assert!(!is_found(told, Path::new("/t/E3030.b.template.json")));
        assert!(!is_found(told, Path::new("/t/E3012.c.template.json")));
    }
}
