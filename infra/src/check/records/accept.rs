//! Writes the tables anew, for people to read before they commit them. Reasons are kept; new ones are theirs to write.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context;

use super::lines::{self, ByEnvironment, Lines};
use super::table::{Differs, Kind, One, Table, Within};
use super::topics::{self, TOPICS};
use crate::check::model::Model;
use crate::check::{PROD, environments};

/// Writes every table.
///
/// # Errors
/// A template or a table that cannot be read, or a file that cannot be written.
pub fn accept(root: &Path) -> anyhow::Result<()> {
    let mut said = ByEnvironment::new();
    let mut words = BTreeMap::new();
    let environments = environments(root)?;
    for environment in &environments {
        let model = Model::of(environment);
        for (key, lines) in lines::all(environment, &model) {
            said.entry(key).or_default().insert(environment.name.clone(), lines);
        }
        for resource in &model.resources {
            // Texts that tell their environment tell prod's.
            let own = lines::words(resource).unwrap_or_default().replace(" (prod)", "");
            if environment.name == PROD || !words.contains_key(&resource.name) {
                words.insert(resource.name.clone(), own);
            }
        }
    }
    let every: BTreeSet<&str> = environments.iter().map(|one| one.name.as_str()).collect();
    for (at, topic) in TOPICS.iter().enumerate() {
        let path = root.join(topic.file);
        let old = Table::read(&path)?;
        let own = said.iter().filter(|((kind, _), _)| topics::of(kind) == at);
        let table = table(own, &every, &Reasons { old: &old, words: &words });
        let head = format!(
            "# What people have read, and the templates must say, both ways: \"{}\".\n\
             # Written by `cargo run -p infra -- accept`; the reasons are written by people. Read the difference, then commit.\n\n",
            topic.rule
        );
        let text = format!("{head}{}", toml::to_string_pretty(&table)?);
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Where the words come from: the table as it was, or what the resource says of itself.
struct Reasons<'a> {
    old: &'a Table,
    words: &'a BTreeMap<String, String>,
}

impl Reasons<'_> {
    fn of_kind(&self, kind: &str) -> String {
        let old = self.old.kind.iter().find(|one| one.name == kind);
        old.map(|one| one.why.clone()).unwrap_or_default()
    }

    fn of_one(&self, kind: &str, name: &str) -> String {
        let old = self.old.kind.iter().find(|one| one.name == kind);
        let old = old.and_then(|kind| kind.one.iter().find(|one| one.name == name));
        let written = old.map(|one| one.why.clone()).filter(|why| !why.is_empty());
        written.or_else(|| self.words.get(name).cloned()).unwrap_or_default()
    }
}

type Entry<'a> = (&'a (String, String), &'a BTreeMap<String, Lines>);

fn table<'a>(
    entries: impl Iterator<Item = Entry<'a>>,
    every: &BTreeSet<&str>,
    reasons: &Reasons,
) -> Table {
    let mut kinds: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        kinds.entry(entry.0.0.as_str()).or_default().push(entry);
    }
    let kind = |(name, entries): (&str, Vec<Entry>)| {
        let lines = entries.iter().flat_map(|(_, within)| within.values());
        let each = if entries.len() > 1 { common(lines) } else { Lines::new() };
        let one = entries.iter().map(|entry| one(entry, &each, every, reasons)).collect();
        Kind { name: name.to_owned(), why: reasons.of_kind(name), each, one }
    };
    Table { kind: kinds.into_iter().map(kind).collect() }
}

fn one(
    ((kind, name), within): &Entry,
    each: &Lines,
    every: &BTreeSet<&str>,
    reasons: &Reasons,
) -> One {
    let here: BTreeSet<&str> = within.keys().map(String::as_str).collect();
    let says = common(within.values());
    let mut some: BTreeMap<BTreeSet<&str>, Lines> = BTreeMap::new();
    let all: BTreeSet<&String> = within.values().flatten().collect();
    for line in all.into_iter().filter(|line| !says.contains(*line)) {
        let has = within.iter().filter(|(_, lines)| lines.contains(line));
        let has = has.map(|(name, _)| name.as_str()).collect();
        some.entry(has).or_default().insert(line.clone());
    }
    let differs = some.into_iter().map(|(has, says)| Differs { within: among(&has, &here), says });
    One {
        name: name.clone(),
        why: reasons.of_one(kind, name),
        within: among(&here, every),
        says: says.difference(each).cloned().collect(),
        differs: differs.collect(),
    }
}

fn common<'a>(mut sets: impl Iterator<Item = &'a Lines>) -> Lines {
    let first = sets.next().cloned().unwrap_or_default();
    sets.fold(first, |all, one| all.intersection(one).cloned().collect())
}

/// `some` of `all`, in whichever way is shorter.
fn among(some: &BTreeSet<&str>, all: &BTreeSet<&str>) -> Within {
    let list = |names: BTreeSet<&str>| Some(names.into_iter().collect::<Vec<_>>().join(" "));
    let others: BTreeSet<&str> = all.difference(some).copied().collect();
    match others.len() {
        0 => Within::default(),
        count if count < some.len() => Within { except: list(others), only: None },
        _ => Within { only: list(some.clone()), except: None },
    }
}
