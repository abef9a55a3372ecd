//! The repository as the checks see it: a list of paths, and the texts among them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::rust::Rust;

/// Extensions that some check reads; other files are known by name only.
const TEXT: &[&str] = &["rs", "html", "css", "js", "mjs", "md", "toml", "ftl", "sql"];

/// Folders never looked into when git cannot be asked what is ignored.
const IGNORED: &[&str] = &[".git", "target", "node_modules", "data"];

#[derive(Debug, Default)]
struct Entry {
    text: Option<String>,
    rust: Option<Result<Rust, String>>,
}

/// Every file that is tracked, or untracked and not ignored, with texts read and Rust split once.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, Entry>,
    /// Rust modules declared as `#[cfg(test)] mod name;`, as the path without `.rs`.
    test_modules: Vec<String>,
}

impl Tree {
    /// Reads the repository at `root`.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn load(root: &Path) -> anyhow::Result<Self> {
        let paths = match listed_by_git(root) {
            Ok(paths) => paths,
            Err(why) => {
                eprintln!("tidy: git was no help ({why:#}); looking through the folder instead");
                let mut found = Vec::new();
                walk(root, "", &mut found)?;
                found
            }
        };
        let mut tree = Self::default();
        for path in paths {
            let full = root.join(&path);
            // A tracked file may be deleted in the work tree; a folder is another repository.
            if full.symlink_metadata().is_ok_and(|data| !data.is_dir()) {
                let text = read(&full).with_context(|| path.clone())?;
                tree.add(path, text);
            }
        }
        Ok(tree)
    }

    /// A tree held in memory, for the tests of the checks.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.add((*path).to_owned(), Some((*text).to_owned()));
        }
        tree
    }

    fn add(&mut self, path: String, text: Option<String>) {
        let is_rust = extension(&path) == "rs";
        let rust = text.as_deref().filter(|_| is_rust).map(Rust::read);
        if let Some(Ok(rust)) = &rust {
            let folder = module_folder(&path);
            self.test_modules
                .extend(rust.test_modules.iter().map(|name| format!("{folder}{name}")));
        }
        self.files.insert(path, Entry { text, rust });
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether `path` is a file here, or a folder with a file in it.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.paths().any(|file| file.starts_with(&folder))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text.as_deref()
    }

    /// Path and text of each file under `folder` (`""` for all) with this extension.
    pub fn texts(&self, folder: &str, wanted: &str) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder) && extension(path) == wanted)
            .filter_map(|(path, entry)| Some((path.as_str(), entry.text.as_deref()?)))
    }

    /// Path and tokens of each Rust file under `folder` (`""` for all).
    pub fn rust(&self, folder: &str) -> impl Iterator<Item = (&str, &Rust)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder))
            .filter_map(|(path, entry)| Some((path.as_str(), entry.rust.as_ref()?.as_ref().ok()?)))
    }

    /// Rust files that could not be split into tokens, with the reason.
    pub fn unreadable(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, entry)| {
            let why = entry.rust.as_ref()?.as_ref().err()?;
            Some((path.as_str(), why.as_str()))
        })
    }

    /// Whether a whole Rust file is test code: by its place, its name, or `#[cfg(test)] mod …;`.
    pub fn is_test_file(&self, path: &str) -> bool {
        let placed = path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches"));
        placed
            || path.ends_with("_tests.rs")
            || path.starts_with("crates/testbucket/")
            || path.starts_with("crates/testdb/")
            || self.test_modules.iter().any(|module| {
                path.strip_prefix(module.as_str())
                    .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            })
    }
}

/// What follows the last dot of the file's name, or nothing.
pub fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Where a file's child modules live, ending in `/`.
fn module_folder(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => format!("{folder}/"),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    }
}

fn read(full: &PathBuf) -> anyhow::Result<Option<String>> {
    let wanted = TEXT.contains(&extension(&full.to_string_lossy()));
    if !wanted || !full.is_file() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&std::fs::read(full)?).into_owned()))
}

fn listed_by_git(root: &Path) -> anyhow::Result<Vec<String>> {
    let options = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let answer = Command::new("git").args(options).current_dir(root).output()?;
    if !answer.status.success() {
        bail!("{}", String::from_utf8_lossy(&answer.stderr).trim());
    }
    let list = String::from_utf8_lossy(&answer.stdout);
    Ok(list.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if !IGNORED.contains(&name.as_str()) {
                walk(&entry.path(), &format!("{prefix}{name}/"), found)?;
            }
        } else {
            found.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_exists_when_a_file_is_in_it() {
        let tree = Tree::of(&[("docs/decisions/0001-a.md", "")]);
        assert!(tree.has("docs/decisions"));
        assert!(!tree.has("docs/dec"));
    }

    #[test]
    fn a_module_declared_for_tests_only_makes_its_files_test_files() {
        let tree = Tree::of(&[
            ("crates/app/src/lib.rs", "#[cfg(test)]\nmod kit;\nmod verbs;"),
            ("crates/app/src/kit.rs", ""),
            ("crates/app/src/kit/clock.rs", ""),
            ("crates/app/src/verbs.rs", "#[cfg(test)] mod story;"),
            ("crates/app/src/verbs/story.rs", ""),
        ]);
        let tests: Vec<_> = tree.paths().filter(|path| tree.is_test_file(path)).collect();
        let kit = ["crates/app/src/kit.rs", "crates/app/src/kit/clock.rs"];
        assert_eq!(tests, [&kit[..], &["crates/app/src/verbs/story.rs"]].concat());
    }
}
