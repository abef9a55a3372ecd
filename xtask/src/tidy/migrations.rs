//! Two engines, one history: the same numbered files for SQLite and PostgreSQL.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::Tree;

const FOLDER: &str = "crates/store/migrations";
const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// Same names in both folders, numbers 0001, 0002, … without a gap, no empty file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let [sqlite, postgres] = ENGINES.map(|engine| names(tree, engine));
    let mut findings = Vec::new();
    for (engine, own, other) in [(ENGINES[0], &sqlite, &postgres), (ENGINES[1], &postgres, &sqlite)]
    {
        for name in other.difference(own) {
            let message = "exists for the other engine only; write it for this one too";
            findings.push(Finding::new(&format!("{FOLDER}/{engine}/{name}"), 1, message));
        }
        findings.extend(numbering(engine, own));
        findings.extend(empty(tree, engine));
    }
    findings
}

fn names<'a>(tree: &'a Tree, engine: &str) -> BTreeSet<&'a str> {
    let folder = format!("{FOLDER}/{engine}/");
    tree.paths().filter_map(|path| path.strip_prefix(&folder)).collect()
}

fn numbering(engine: &str, names: &BTreeSet<&str>) -> Vec<Finding> {
    if names.is_empty() {
        let path = format!("{FOLDER}/{engine}");
        return vec![Finding::new(&path, 1, "holds no migration; begin with 0001_….sql")];
    }
    let wrong = names.iter().enumerate().filter_map(|(index, name)| {
        let due = format!("{:04}_", index + 1);
        let message = format!("its number is out of turn; the name should begin with {due}");
        let fits = name.starts_with(&due);
        (!fits).then(|| Finding::new(&format!("{FOLDER}/{engine}/{name}"), 1, message))
    });
    wrong.take(1).collect()
}

fn empty(tree: &Tree, engine: &str) -> Vec<Finding> {
    let folder = format!("{FOLDER}/{engine}/");
    let blank = tree
        .texts("", "sql")
        .filter(|(path, text)| path.starts_with(&folder) && text.trim().is_empty());
    blank
        .map(|(path, _)| Finding::new(path, 1, "empty; write the change or remove both files"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let named: Vec<(String, &str)> =
            files.iter().map(|(name, text)| (format!("{FOLDER}/{name}"), *text)).collect();
        let borrowed: Vec<(&str, &str)> = named.iter().map(|(a, b)| (a.as_str(), *b)).collect();
        check(&Tree::of(&borrowed)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn the_same_numbered_files_on_both_sides_pass() {
        let both = [
            ("sqlite/0001_start.sql", "a"),
            ("sqlite/0002_more.sql", "a"),
            ("postgres/0001_start.sql", "b"),
            ("postgres/0002_more.sql", "b"),
        ];
        assert_eq!(messages(&both), [""; 0]);
    }

    #[test]
    fn a_migration_for_one_engine_alone_is_found_on_the_side_that_lacks_it() {
        let found = messages(&[
            ("sqlite/0001_start.sql", "a"),
            ("sqlite/0002_more.sql", "a"),
            ("postgres/0001_start.sql", "b"),
        ]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("/postgres/0002_more.sql:1:"), "{found:?}");
    }

    #[test]
    fn a_gap_in_the_numbers_is_found() {
        let found = messages(&[("sqlite/0002_a.sql", "a"), ("postgres/0002_a.sql", "a")]);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("begin with 0001_"), "{found:?}");
    }

    #[test]
    fn an_empty_migration_is_found() {
        let found = messages(&[("sqlite/0001_a.sql", " \n"), ("postgres/0001_a.sql", "a")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("empty"), "{found:?}");
    }
}
