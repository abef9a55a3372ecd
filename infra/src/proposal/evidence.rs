//! What proves a clause: acceptance tests by the clause in their name, rules of the checker, and
//! assertions of the first day. All are looked for in the sources, so that none can be claimed that is
//! not there.

use std::{fs, path::Path};

use anyhow::Context as _;

/// Everything there is.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Functions that are tests, by name.
    pub tests: Vec<String>,
    /// Names of the checker's rules; each begins with its clause.
    pub rules: Vec<String>,
    /// Planted faults the checker must find.
    pub faults: usize,
    /// Assertions of `day1.sh`: the clause, and what it means.
    pub first_day: Vec<(String, String)>,
}

impl Evidence {
    /// Looks through the repository.
    ///
    /// # Errors
    /// Sources that cannot be read.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let mut found = Self::default();
        each_source(&root.join("../crates"), &mut |path, text| {
            if path.components().any(|part| part.as_os_str() == "tests") {
                found.tests.extend(test_names(text));
            }
        })?;
        found.tests.sort();
        found.tests.dedup();
        let checker = root.join("src/check");
        if checker.is_dir() {
            each_source(&checker.join("rules"), &mut |_, text| {
                found.rules.extend(rule_names(text));
            })?;
            each_source(&checker.join("faults"), &mut |_, text| {
                found.faults += text.matches("Fault::new(").count();
            })?;
        }
        let script = fs::read_to_string(root.join("day1.sh")).context("reading day1.sh")?;
        found.first_day = script.lines().filter_map(assertion).collect();
        Ok(found)
    }

    /// Tests whose name begins so.
    pub fn tests_of(&self, prefix: &str) -> usize {
        self.tests.iter().filter(|name| name.starts_with(prefix)).count()
    }

    /// Rules of a clause, without it.
    pub fn rules_of<'a>(&'a self, clause: &'a str) -> impl Iterator<Item = &'a str> {
        self.rules.iter().filter_map(move |rule| rule.strip_prefix(clause)?.strip_prefix(' '))
    }

    /// Numbers of the first day's assertions of a clause.
    pub fn first_day_of<'a>(&'a self, clause: &'a str) -> impl Iterator<Item = usize> + 'a {
        let numbered = self.first_day.iter().zip(1_usize..);
        numbered.filter(move |((of, _), _)| of == clause).map(|(_, number)| number)
    }
}

fn each_source(folder: &Path, look: &mut dyn FnMut(&Path, &str)) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            each_source(&path, look)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            look(&path, &fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// `fn r6_5_…(`: a test named by its clause.
fn test_names(text: &str) -> Vec<String> {
    let after_fn = text.split("fn r").skip(1);
    let name = |rest: &str| {
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_')?;
        let name = rest.get(..end)?;
        name.starts_with(|sign: char| sign.is_ascii_digit()).then(|| format!("r{name}"))
    };
    after_fn.filter_map(name).collect()
}

/// The name a rule is made with, whatever line it stands on.
fn rule_names(text: &str) -> Vec<String> {
    let makers = ["Rule::new(", "Rule::of_tools(", "Rule::anywhere("];
    let mut names = Vec::new();
    for maker in makers {
        for rest in text.split(maker).skip(1) {
            let name = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            names.extend(name.map(str::to_owned));
        }
    }
    names
}

/// `check 6-1 'meaning' …`
fn assertion(line: &str) -> Option<(String, String)> {
    let rest = line.strip_prefix("check ")?;
    let (clause, rest) = rest.split_once(" '")?;
    Some((clause.trim_matches('"').to_owned(), rest.split('\'').next()?.to_owned()))
}
