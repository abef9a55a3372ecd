//! `cargo xtask tidy`: rules of this repository that neither the compiler nor clippy can check.
//!
//! One file per check. A check is a plain function from the [`Tree`] to its [`Finding`]s, so each
//! is tested on a tree of three or four files held in memory.

mod borders;
mod clauses;
mod docs;
mod layers;
mod manifest;
mod marks;
mod migrations;
mod names;
mod pages;
mod rust;
mod sizes;
mod text;
mod tree;

use std::fmt;
use std::path::Path;

use tree::Tree;

/// One broken rule: where, what is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path from the repository's root, with `/` between folders.
    pub path: String,
    /// Line in that file, counted from 1; 1 also stands for the file or folder as a whole.
    pub line: usize,
    /// What is wrong, then what to do.
    pub message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: &[(&str, Check)] = &[
    ("readable", unreadable),
    ("layers", layers::check),
    ("borders", borders::check),
    ("docs", docs::check),
    ("sizes", sizes::check),
    ("migrations", migrations::check),
    ("names", names::check),
    ("pages", pages::check),
    ("marks", marks::check),
    ("clauses", clauses::check),
    ("text", text::check),
];

/// Runs every check over the repository at `root`, prints the findings and counts them.
///
/// # Errors
/// When the files cannot be listed or read.
pub fn run(root: &Path) -> anyhow::Result<usize> {
    let tree = Tree::load(root)?;
    let mut count = 0;
    for (name, check) in CHECKS {
        let mut findings = check(&tree);
        findings.sort();
        findings.dedup();
        for finding in &findings {
            println!("{finding} [{name}]");
        }
        count += findings.len();
    }
    println!("tidy: {} checks over {} files, {count} findings", CHECKS.len(), tree.len());
    Ok(count)
}

/// A Rust file that does not even split into tokens would silently escape every other check.
fn unreadable(tree: &Tree) -> Vec<Finding> {
    let message = |why: &str| format!("not readable as Rust ({why}); correct the syntax");
    tree.unreadable().map(|(path, why)| Finding::new(path, 1, message(why))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_prints_as_path_line_and_advice() {
        let finding = Finding::new("a/b.rs", 7, "too long; split it");
        assert_eq!(finding.to_string(), "a/b.rs:7: too long; split it");
    }

    #[test]
    fn a_rust_file_with_an_open_bracket_is_found() {
        let tree = Tree::of(&[("xtask/src/a.rs", "fn a() {"), ("xtask/src/b.rs", "fn b() {}")]);
        let found = unreadable(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "xtask/src/a.rs");
    }
}
