//! What there is: acceptance tests by the clause in their names, rules of the checker, planted faults, and assertions
//! of the first day.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context as _;

/// Everything there is.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Names of the checker's rules; each begins with its clause.
    pub rules: BTreeSet<String>,
    /// Planted faults the checker must find.
    pub faults: usize,
    /// Assertions of `day1.sh`: the clause, and what it means.
    pub first_day: Vec<(String, String)>,
    tests: BTreeSet<String>,
    functions: BTreeSet<String>,
}

/// Where anything is looked for.
const FOLDERS: &[&str] = &["crates", "infra/src", "infra/tests"];
const FIRST_DAY: &str = "infra/day1.sh";

impl Evidence {
    /// Looks through the repository.
    ///
    /// # Errors
    /// Sources that cannot be read.
    pub fn read(repository: &Path) -> anyhow::Result<Self> {
        let mut found = Self::default();
        for folder in FOLDERS {
            each_file(&repository.join(folder), &mut |path| {
                let inside = path.strip_prefix(repository).unwrap_or(path).to_string_lossy();
                if inside.ends_with(".rs") {
                    found.look(&inside, &fs::read_to_string(path)?);
                }
                Ok(())
            })?;
        }
        let script = fs::read_to_string(repository.join(FIRST_DAY)).context(FIRST_DAY)?;
        found.first_day = script.lines().filter_map(assertion).collect();
        Ok(found)
    }

    /// Looks at one file, by its path in the repository.
    pub fn look(&mut self, path: &str, text: &str) {
        if !FOLDERS.iter().any(|folder| path.starts_with(&format!("{folder}/"))) {
            return;
        }
        for name in text.lines().filter_map(function) {
            if path.contains("/tests/") && is_of_a_clause(name) {
                self.tests.insert(name.to_owned());
            }
            self.functions.insert(name.to_owned());
        }
        if path.starts_with("infra/src/check/") {
            self.rules.extend(rules(text));
        }
        if path.starts_with("infra/src/check/faults/") {
            self.faults += text.matches("Fault::new(").count();
        }
    }

    /// How many acceptance tests are named by a clause.
    pub fn count(&self) -> usize {
        self.tests.len()
    }

    /// Acceptance tests whose names begin so.
    pub fn tests_of<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.tests.iter().map(String::as_str).filter(move |name| name.starts_with(prefix))
    }

    /// Whether a function is called so.
    pub fn has_function(&self, name: &str) -> bool {
        self.functions.contains(name)
    }

    /// Rules of a clause, by their whole names.
    pub fn rules_of<'a>(&'a self, clause: &'a str) -> impl Iterator<Item = &'a str> {
        let of =
            move |rule: &&str| rule.strip_prefix(clause).is_some_and(|rest| rest.starts_with(' '));
        self.rules.iter().map(String::as_str).filter(of)
    }

    /// Numbers of the first day's assertions of a clause.
    pub fn first_day_of<'a>(&'a self, clause: &'a str) -> impl Iterator<Item = usize> + 'a {
        let numbered = self.first_day.iter().zip(1_usize..);
        numbered.filter(move |((of, _), _)| of == clause).map(|(_, number)| number)
    }
}

fn each_file(
    folder: &Path,
    look: &mut dyn FnMut(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            each_file(&path, look)?;
        } else {
            look(&path).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The name of a function whose signature begins on this line; one in a comment does not.
fn function(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ")?;
    rest.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').next()
}

/// `r6_5_…`.
fn is_of_a_clause(name: &str) -> bool {
    name.strip_prefix('r').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
}

/// Names that rules are made with, whatever line they stand on, and those of rules that are modules of their own.
fn rules(text: &str) -> impl Iterator<Item = String> {
    let makers = ["Rule::new(", "Rule::of_tools(", "Rule::anywhere(", ": &str ="];
    let named = makers.into_iter().flat_map(move |maker| text.split(maker).skip(1));
    let names = named.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    let begins_with_a_clause = |name: &&str| {
        let mut signs = name.chars();
        signs.next().is_some_and(|sign| sign.is_ascii_digit()) && signs.next() == Some('-')
    };
    names.filter(begins_with_a_clause).map(str::to_owned)
}

/// `check 6-1 'meaning' …`
fn assertion(line: &str) -> Option<(String, String)> {
    let rest = line.strip_prefix("check ")?;
    let (clause, rest) = rest.split_once(" '")?;
    Some((clause.trim_matches('"').to_owned(), rest.split('\'').next()?.to_owned()))
}
