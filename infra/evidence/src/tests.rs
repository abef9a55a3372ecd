use super::*;

const EMPTY: Clause =
    Clause { id: "9-1", asks: "", tests: &[], proofs: &[], browser: &[], documents: &[], open: "" };

fn evidence() -> Evidence {
    let mut evidence = Evidence::default();
    let test = "#[test]\n    async fn r9_1_it_holds() {}\n// fn r9_2_only_said() {}\n";
    evidence.look("crates/server/tests/acceptance/day.rs", test);
    evidence.look("infra/src/check/rules/one.rs", "Rule::new(\n    \"9-3 it holds\", holds)");
    evidence.look("infra/src/check/two.rs", "const RULE: &str = \"9-30 is another\";");
    evidence.look("infra/src/cost/cost_tests.rs", "fn prices_have_sources() {}");
    evidence
}

fn found(clause: &Clause) -> Vec<String> {
    lacks(clause, &evidence(), |path| path == "docs/there.md")
}

#[test]
fn a_clause_with_a_test_a_rule_or_a_proof_lacks_nothing() {
    assert_eq!(found(&Clause { tests: &["r9_1_"], ..EMPTY }), [""; 0]);
    assert_eq!(found(&Clause { id: "9-3", documents: &["docs/there.md"], ..EMPTY }), [""; 0]);
    assert_eq!(found(&Clause { proofs: &["prices_have_sources"], ..EMPTY }), [""; 0]);
}

#[test]
fn a_clause_without_any_is_found_whatever_it_says() {
    assert!(found(&EMPTY)[0].contains("neither test nor proof"));
    let said = Clause { open: "a later issue", ..EMPTY };
    assert!(found(&said)[0].contains("neither test nor proof"));
}

#[test]
fn what_is_claimed_and_not_there_is_found() {
    assert!(found(&Clause { tests: &["r9_1_", "r9_2_"], ..EMPTY })[0].contains("`r9_2_…`"));
    assert!(
        found(&Clause { proofs: &["prices_are_right"], ..EMPTY })[0].contains("prices_are_right")
    );
    let away = Clause { id: "9-3", documents: &["docs/away.md"], browser: &["away"], ..EMPTY };
    assert_eq!(found(&away).len(), 2);
}

#[test]
fn results_are_read_as_they_were_written_and_the_worst_engine_counts() {
    let folder = std::env::temp_dir().join(format!("evidence-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("results.tsv");
    assert_eq!(Results::read(&path).unwrap(), Results::default());
    let outcome = |result| Outcome { result, day: "2026-11-23".into(), commit: "abc1234".into() };
    let mut results = Results::default();
    results.put(Kind::Test, "desk::r9_1_it_holds::sqlite", &outcome(Came::Passed));
    results.put(Kind::Test, "desk::r9_1_it_holds::postgres", &outcome(Came::Failed));
    results.put(Kind::Rule, "9-3 it holds", &outcome(Came::Passed));
    results.write(&path).unwrap();
    let read = Results::read(&path).unwrap();
    assert_eq!(read, results);
    assert_eq!(read.of_test("r9_1_it_holds").unwrap().result, Came::Failed);
    assert_eq!(read.of_test("r9_1_it").map(|one| one.result), None);
    std::fs::write(&path, "test\tnobody knows").unwrap();
    assert!(Results::read(&path).is_err());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_run_that_was_broken_off_keeps_what_is_older_and_a_whole_one_forgets_what_is_gone() {
    let outcome = |day: &str| Outcome { result: Came::Passed, day: day.into(), commit: "a".into() };
    let mut known = Results::default();
    known.put(Kind::Test, "gone", &outcome("2026-11-01"));
    known.put(Kind::Rule, "9-3 it holds", &outcome("2026-11-01"));
    let mut run = Results::default();
    run.put(Kind::Test, "new", &outcome("2026-11-23"));
    known.take(run.clone(), Kind::Test, false);
    assert_eq!(known.of(Kind::Test).count(), 2);
    known.take(run, Kind::Test, true);
    assert_eq!(known.of(Kind::Test).map(|(name, _)| name).collect::<Vec<_>>(), ["new"]);
    assert_eq!(known.get(Kind::Rule, "9-3 it holds").unwrap().day, "2026-11-01");
}

#[test]
fn the_table_has_each_clause_once() {
    let ids: std::collections::BTreeSet<_> = CLAUSES.iter().map(|clause| clause.id).collect();
    assert_eq!((ids.len(), CLAUSES.len()), (38, 38));
}
