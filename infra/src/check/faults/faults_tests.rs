//! Faults that name their rule, and rules that have their fault.

use std::collections::BTreeSet;
use std::path::Path;

use evidence::Evidence;

use super::*;

/// Rules that are not of a clause.
const OTHERS: [&str; 3] = ["model", "network", "reach"];

fn rules() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let sources = Evidence::read(&root).expect("the sources can be read");
    sources.rules.into_iter().chain(OTHERS.map(str::to_owned)).collect()
}

#[test]
fn each_fault_names_one_rule_and_each_rule_has_a_fault() {
    let rules = rules();
    let mut without: BTreeSet<&str> = rules.iter().map(String::as_str).collect();
    let mut unclear = Vec::new();
    for fault in all() {
        let means = |rule: &&String| fault.found_by.iter().any(|begins| rule.starts_with(begins));
        let own: Vec<&String> = rules.iter().filter(means).collect();
        if own.len() != 1 || fault.found_by.len() != 1 {
            unclear.push(format!("{} means {own:?}", fault.name));
        }
        without.retain(|rule| !own.iter().any(|one| one == rule));
    }
    assert!(unclear.is_empty(), "each names one rule:\n{}", unclear.join("\n"));
    assert!(without.is_empty(), "no fault is planted for {without:?}");
}

#[test]
fn no_fault_is_planted_twice_under_one_name() {
    let names: BTreeSet<&str> = all().map(|fault| fault.name).collect();
    assert_eq!(names.len(), all().count());
}
