//! A table's file: types, what all resources of a type say, and what each says of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::Said;
use super::lines::Lines;
use super::topics::EXPLAINED;

/// A reason shorter than this says nothing.
const A_SENTENCE: usize = 15;

/// The file's content.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    #[serde(default)]
    pub kind: Vec<Kind>,
}

/// A type of resource.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// `AWS::S3::Bucket`.
    pub name: String,
    /// What there is of it, and why it is like this.
    pub why: String,
    /// What all of them say, everywhere.
    #[serde(default, skip_serializing_if = "Lines::is_empty")]
    pub each: Lines,
    #[serde(default)]
    pub one: Vec<One>,
}

/// A resource.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// `stack/LogicalId`.
    pub name: String,
    /// What it allows or is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The environments it is in.
    #[serde(flatten)]
    pub within: Within,
    /// What it says in all of them, beside what its type says.
    #[serde(default, skip_serializing_if = "Lines::is_empty")]
    pub says: Lines,
    /// What it says in some of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<Differs>,
}

/// Lines of some environments.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Differs {
    /// Which.
    #[serde(flatten)]
    pub within: Within,
    /// What is said there.
    pub says: Lines,
}

/// Environments: all, only these, or all but these, by their names with spaces between.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<String>,
}

impl Within {
    fn has(&self, environment: &str) -> bool {
        let named = |list: &String| list.split(' ').any(|one| one == environment);
        self.only.as_ref().is_none_or(named) && !self.except.as_ref().is_some_and(named)
    }
}

impl Table {
    /// Reads a table; one that is not there yet is empty.
    ///
    /// # Errors
    /// It is not in its form.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        let name = || path.display().to_string();
        toml::from_str(&fs::read_to_string(path).with_context(name)?).with_context(name)
    }

    /// What the resources of an environment must say.
    pub fn said(&self, environment: &str) -> Said {
        let mut said = BTreeMap::new();
        for kind in &self.kind {
            for one in kind.one.iter().filter(|one| one.within.has(environment)) {
                let mut lines: Lines = kind.each.union(&one.says).cloned().collect();
                for differs in one.differs.iter().filter(|one| one.within.has(environment)) {
                    lines.extend(differs.says.iter().cloned());
                }
                said.insert((kind.name.clone(), one.name.clone()), lines);
            }
        }
        said
    }

    /// Types and resources without a reason that says something.
    pub fn unreasoned(&self) -> Vec<String> {
        let mut found = Vec::new();
        let says = |why: &str| why.chars().count() >= A_SENTENCE && why.contains(' ');
        for kind in &self.kind {
            found.extend(Some(kind.name.clone()).filter(|_| !says(&kind.why)));
            let each = EXPLAINED.contains(&kind.name.as_str());
            let silent = kind.one.iter().filter(|one| each && !says(&one.why));
            found.extend(silent.map(|one| one.name.clone()));
        }
        found
    }
}
