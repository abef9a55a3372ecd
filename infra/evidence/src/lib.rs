//! What proves the clauses of the brief: what there is in the sources, and what came of it when it was last run.
//!
//! One table says of each clause how its tests are called. What there is is looked for in the sources, so that nothing
//! can be claimed that is not there; a clause without any is a finding of `cargo xtask tidy`. What came of it is what
//! `cargo xtask test` wrote down, in cargo's target folder: the proposal that is built after a run tells that run, and
//! one that is built without says "not run here". No results are committed: they could only be those of an earlier
//! commit, and would change with every run.

mod clauses;
mod results;
mod sources;

pub use clauses::{CLAUSES, Clause};
pub use results::{Kind, Outcome, Result as Came, Results};
pub use sources::Evidence;

/// What a table claims and the sources do not have, one sentence each.
pub fn lacks(clause: &Clause, evidence: &Evidence, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lacks = Vec::new();
    let id = clause.id;
    for prefix in clause.tests.iter().filter(|prefix| evidence.tests_of(prefix).next().is_none()) {
        lacks.push(format!("clause {id}: no test is called `{prefix}…`"));
    }
    for proof in clause.proofs.iter().filter(|proof| !evidence.has_function(proof)) {
        lacks.push(format!("clause {id}: there is no test `{proof}`"));
    }
    let browser = clause.browser.iter().map(|name| format!("browser/tests/{name}.mjs"));
    let files = clause.documents.iter().map(|path| (*path).to_owned()).chain(browser);
    lacks.extend(
        files
            .filter(|path| !exists(path))
            .map(|path| format!("clause {id}: {path} does not exist")),
    );
    let proven = !clause.tests.is_empty()
        || !clause.proofs.is_empty()
        || !clause.browser.is_empty()
        || evidence.rules_of(id).next().is_some();
    if !proven {
        lacks.push(format!("clause {id}: has neither test nor proof"));
    }
    lacks
}

#[cfg(test)]
mod tests;
