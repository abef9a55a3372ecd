//! Every clause of the brief has a test or a proof, and the table of clauses claims nothing that is not there.

use evidence::{CLAUSES, Evidence, lacks};

use super::Finding;
use super::tree::Tree;

const TABLE: &str = "infra/evidence/src/clauses.rs";

/// Asks the table of each clause.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut evidence = Evidence::default();
    for (path, text) in tree.texts("", "rs") {
        evidence.look(path, text);
    }
    let lacking = CLAUSES.iter().flat_map(|clause| lacks(clause, &evidence, |path| tree.has(path)));
    lacking.map(|what| Finding::new(TABLE, 1, what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_without_tests_and_rules_lacks_them_for_nearly_every_clause() {
        let found = check(&Tree::of(&[("crates/server/tests/day.rs", "fn r3_1b_holds() {}")]));
        let of = |id: &str| found.iter().filter(|one| one.message.contains(id)).count();
        assert_eq!(of("clause 3-1 イ:"), 0, "its test is there");
        assert!(of("clause 3-3 ウ:") > 0, "also of what is to come something is built");
        assert!(of("clause 6-4:") > 0 && of("neither test nor proof") > 5, "{found:?}");
    }
}
