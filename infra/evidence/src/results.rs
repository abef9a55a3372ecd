//! What came of each test and proof when it was last run: a file of lines, a tab between kind, name, result, day and
//! commit.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;

/// What was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A test of Rust, by its path: `desk::r5_2b_…::sqlite`.
    Test,
    /// A test in the browser: `file: sentence`.
    Browser,
    /// A rule of the checker over all templates.
    Rule,
    /// Something else that ends well or badly, such as cfn-lint.
    Check,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Result {
    /// It holds.
    Passed,
    /// It was left out.
    Skipped,
    /// It does not hold.
    Failed,
}

/// When, and on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What came of it.
    pub result: Result,
    /// The day, `2026-11-23`.
    pub day: String,
    /// The commit; marked, if there were changes that were not committed.
    pub commit: String,
}

/// All that is known.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Results(BTreeMap<(Kind, String), Outcome>);

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Test, Self::Browser, Self::Rule, Self::Check];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Browser => "browser",
            Self::Rule => "rule",
            Self::Check => "check",
        }
    }
}

impl Result {
    const ALL: [Self; 3] = [Self::Passed, Self::Skipped, Self::Failed];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

impl Results {
    /// Reads the file; one that is not there holds nothing.
    ///
    /// # Errors
    /// A file that cannot be read, or not understood.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            other => other.with_context(|| path.display().to_string())?,
        };
        let lines = text.lines().map(|line| {
            parse(line).with_context(|| format!("{}: not understood: {line}", path.display()))
        });
        Ok(Self(lines.collect::<anyhow::Result<_>>()?))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut text = String::new();
        for ((kind, name), outcome) in &self.0 {
            let Outcome { result, day, commit } = outcome;
            let (kind, result) = (kind.word(), result.word());
            text.push_str(&format!("{kind}\t{name}\t{result}\t{day}\t{commit}\n"));
        }
        fs::write(path, text).with_context(|| path.display().to_string())
    }

    /// Takes what came of one thing. Of things that are called alike the worst counts.
    pub fn put(&mut self, kind: Kind, name: &str, new: &Outcome) {
        let name = name.replace(['\t', '\n'], " ");
        let known = self.0.entry((kind, name)).or_insert_with(|| new.clone());
        known.result = known.result.max(new.result);
    }

    /// Takes a run: `complete` if nothing of the kind was left out, so that what it lacks exists no longer.
    pub fn take(&mut self, run: Self, kind: Kind, complete: bool) {
        if complete {
            self.0.retain(|(of, _), _| *of != kind);
        }
        self.0.extend(run.0);
    }

    /// Every outcome of a kind, by name.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = (&str, &Outcome)> {
        let own = self.0.iter().filter(move |((of, _), _)| *of == kind);
        own.map(|((_, name), outcome)| (name.as_str(), outcome))
    }

    /// What came of a test by the name of its function: the worst, if it ran on several engines.
    pub fn of_test(&self, function: &str) -> Option<&Outcome> {
        let own =
            self.of(Kind::Test).filter(|(path, _)| path.split("::").any(|part| part == function));
        own.map(|(_, outcome)| outcome).max_by_key(|outcome| outcome.result)
    }

    /// What came of anything else, by its whole name.
    pub fn get(&self, kind: Kind, name: &str) -> Option<&Outcome> {
        self.0.get(&(kind, name.to_owned()))
    }
}

fn parse(line: &str) -> Option<((Kind, String), Outcome)> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [kind, name, result, day, commit] = parts.as_slice() else { return None };
    let kind = Kind::ALL.into_iter().find(|one| one.word() == *kind)?;
    let result = Result::ALL.into_iter().find(|one| one.word() == *result)?;
    let outcome = Outcome { result, day: (*day).to_owned(), commit: (*commit).to_owned() };
    Some(((kind, (*name).to_owned()), outcome))
}
