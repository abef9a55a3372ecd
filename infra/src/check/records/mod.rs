//! What people have read of every resource: `reviewed/*.toml` must say what the templates say, line by line, both ways.
//!
//! Rules look for what they know to be wrong; here nothing passes because nobody thought of it. A property that is new,
//! gone or different is a finding until a person has read it and accepted it (`infra accept`), with a reason in words.

mod accept;
mod lines;
mod table;
mod topics;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::finding::Finding;
use super::model::{Environment, Model};
pub use accept::accept;
use lines::Lines;
use table::Table;
use topics::TOPICS;

/// Whether a rule is one of these comparisons, which find any difference and know nothing of what it means.
pub fn compares(rule: &str) -> bool {
    TOPICS.iter().any(|topic| topic.rule == rule)
}

/// Kind and name of a resource, and all it says.
type Said = BTreeMap<(String, String), Lines>;

/// The tables, one for each topic.
#[derive(Debug, Default, Clone)]
pub struct Records {
    tables: Vec<Table>,
    /// What each environment must say, so that planted faults need not spell it out again.
    wanted: BTreeMap<String, Vec<Said>>,
}

impl Records {
    /// Reads the tables from the folder `infra`.
    ///
    /// # Errors
    /// One is not in its form.
    pub fn read(root: &Path, environments: &[Environment]) -> anyhow::Result<Self> {
        let tables: Vec<Table> = TOPICS
            .iter()
            .map(|topic| Table::read(&root.join(topic.file)))
            .collect::<anyhow::Result<_>>()?;
        let all = |environment: &Environment| {
            tables.iter().map(|table| table.said(&environment.name)).collect()
        };
        let wanted = environments.iter().map(|one| (one.name.clone(), all(one))).collect();
        Ok(Self { tables, wanted })
    }

    /// Reasons that are missing, in every table.
    pub fn unreasoned(&self) -> Vec<Finding> {
        let tables = TOPICS.iter().zip(&self.tables);
        tables
            .flat_map(|(topic, table)| {
                table.unreasoned().into_iter().map(|name| {
                    let message = format!("{name}: nobody has written why it is so");
                    Finding::new(topic.rule, topic.file, message)
                })
            })
            .collect()
    }

    /// What is there and was not read, and what was read and is not there.
    pub fn compare(&self, environment: &Environment, model: &Model) -> Vec<Finding> {
        let mut there: Vec<Said> = TOPICS.iter().map(|_| Said::new()).collect();
        for (key, said) in lines::all(environment, model) {
            if let Some(topic) = there.get_mut(topics::of(&key.0)) {
                topic.insert(key, said);
            }
        }
        let nothing = Vec::new();
        let wanted = self.wanted.get(&environment.name).unwrap_or(&nothing);
        let mut findings = Vec::new();
        for (at, (topic, there)) in TOPICS.iter().zip(&there).enumerate() {
            let none = Said::new();
            let wanted = wanted.get(at).unwrap_or(&none);
            for (kind, name) in there.keys().chain(wanted.keys()).collect::<BTreeSet<_>>() {
                let key = (kind.clone(), name.clone());
                let message = difference(wanted.get(&key), there.get(&key));
                findings.extend(message.map(|message| Finding::new(topic.rule, name, message)));
            }
        }
        findings
    }
}

/// In words, if there is one.
fn difference(wanted: Option<&Lines>, there: Option<&Lines>) -> Option<String> {
    match (wanted, there) {
        (None, Some(_)) => Some("nobody has read it".to_owned()),
        (Some(_), None) => Some("was read, and is not there".to_owned()),
        (Some(wanted), Some(there)) => {
            let new = there.difference(wanted).map(|line| format!("+ {line}"));
            let gone = wanted.difference(there).map(|line| format!("- {line}"));
            let all: Vec<String> = new.chain(gone).take(6).collect();
            (!all.is_empty()).then(|| format!("is not as it was read: {}", all.join("; ")))
        }
        (None, None) => None,
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
