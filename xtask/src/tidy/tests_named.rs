//! Every clause of the requirements has an acceptance test that carries its name.

use super::Finding;
use super::tree::Tree;

/// The clauses promised so far; the next issue adds its own.
const CLAUSES: &[&str] = &[
    "r3_1a", "r3_1b", "r3_1c", "r3_2a", "r3_2b", "r3_3a", "r3_3b", "r5_1a", "r5_2a", "r5_2b",
    "r5_2c", "r6_2",
];

const PLACE: &str = "crates/server/tests/";

/// Looks for `fn r3_1a_…` and its like; what stands in a comment does not count.
///
/// The attribute is not asked for, since a macro may add it (one test per engine); a function that
/// is no test is dead code, which clippy refuses.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let names: Vec<&str> = tree
        .rust(PLACE)
        .flat_map(|(_, rust)| rust.functions.iter().map(|function| function.name.as_str()))
        .collect();
    let missing = CLAUSES.iter().filter(|clause| {
        let prefix = format!("{clause}_");
        !names.iter().any(|name| name.starts_with(&prefix))
    });
    missing
        .map(|clause| {
            let message = format!("no test for clause {clause}; write `fn {clause}_…` here");
            Finding::new(PLACE.trim_end_matches('/'), 1, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(clauses: &[&str]) -> Tree {
        let test = |clause: &&str| format!("#[tokio::test]\nasync fn {clause}_holds() {{}}\n");
        let text: String = clauses.iter().map(test).collect();
        Tree::of(&[("crates/server/tests/acceptance/day.rs", &text)])
    }

    #[test]
    fn a_test_for_each_clause_passes() {
        assert_eq!(check(&tree(CLAUSES)), []);
    }

    #[test]
    fn a_clause_without_a_test_is_found_even_when_another_begins_alike() {
        let mut clauses = CLAUSES.to_vec();
        clauses.retain(|clause| *clause != "r3_1a");
        clauses.push("r3_1ab");
        let found = check(&tree(&clauses));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("r3_1a;"), "{found:?}");
    }
}
