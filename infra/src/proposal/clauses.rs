//! The tables of clauses: each with what proves it, what came of that when it was last run, and what only AWS or the
//! bank can prove; and a list of every test and rule with its own result.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use evidence::{CLAUSES, Came, Clause, Evidence, Kind, Outcome, Results, lacks};

/// Said where a run left no result.
const UNKNOWN: &str = "この環境では未実行";

/// The table of clauses as Markdown.
///
/// # Errors
/// A clause nothing proves, or something claimed that is not there.
pub fn table(root: &Path, evidence: &Evidence, results: &Results) -> anyhow::Result<String> {
    let repository = root.join("..");
    let lacking = CLAUSES
        .iter()
        .flat_map(|clause| lacks(clause, evidence, |path| repository.join(path).exists()));
    let lacking: Vec<String> = lacking.collect();
    anyhow::ensure!(lacking.is_empty(), "{}", lacking.join("\n"));
    let mut out = String::from(
        "| 条項 | 要件 | 試験・検査と、その最後の結果 | 初日の確認(AWS上) | 文書 | 残ること |\n\
         |---|---|---|---|---|---|\n",
    );
    for clause in CLAUSES {
        row(&mut out, clause, evidence, results)?;
    }
    Ok(out)
}

fn row(
    out: &mut String,
    clause: &Clause,
    evidence: &Evidence,
    results: &Results,
) -> anyhow::Result<()> {
    let mut proofs = Vec::new();
    for prefix in clause.tests {
        let came: Vec<_> = evidence.tests_of(prefix).map(|test| results.of_test(test)).collect();
        proofs.push(group(&format!("受け入れ試験 `{prefix}…`"), &came));
    }
    for file in clause.browser {
        let own = results.of(Kind::Browser).filter(|(name, _)| in_file(name, file));
        let came: Vec<_> = own.map(|(_, outcome)| Some(outcome)).collect();
        let came = if came.is_empty() { vec![None] } else { came };
        proofs.push(group(&format!("ブラウザ試験 `{file}`"), &came));
    }
    for proof in clause.proofs {
        proofs.push(group(&format!("試験 `{proof}`"), &[results.of_test(proof)]));
    }
    let rules: Vec<_> =
        evidence.rules_of(clause.id).map(|rule| results.get(Kind::Rule, rule)).collect();
    if !rules.is_empty() {
        proofs.push(group("検査規則", &rules));
    }
    let days: Vec<_> = evidence.first_day_of(clause.id).map(|number| number.to_string()).collect();
    let documents: Vec<_> = clause.documents.iter().map(|path| format!("`{path}`")).collect();
    let or_none = |parts: &[String]| match parts {
        [] => "―".to_owned(),
        parts => parts.join("、"),
    };
    let open = if clause.open.is_empty() { "―" } else { clause.open };
    let (id, asks, proofs) = (clause.id, clause.asks, proofs.join("<br>"));
    let (days, documents) = (or_none(&days), or_none(&documents));
    writeln!(out, "| {id} | {asks} | {proofs} | {days} | {documents} | {open} |")?;
    Ok(())
}

fn in_file(name: &str, file: &str) -> bool {
    name.strip_prefix(file).is_some_and(|rest| rest.starts_with(':'))
}

/// `受け入れ試験 r6_5… 23件: 合格 23(2026-11-23、abc1234)`; without a result, said so.
fn group(what: &str, came: &[Option<&Outcome>]) -> String {
    let count = |wanted: Came| came.iter().flatten().filter(|one| one.result == wanted).count();
    let unknown = came.iter().filter(|one| one.is_none()).count();
    let parts = [
        ("合格", count(Came::Passed)),
        ("**不合格**", count(Came::Failed)),
        ("除外", count(Came::Skipped)),
        (UNKNOWN, unknown),
    ];
    let told: Vec<_> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    let runs: BTreeSet<String> = came.iter().flatten().map(|one| run(one)).collect();
    let when = match (runs.first(), runs.len()) {
        (None, _) => String::new(),
        (Some(only), 1) => format!("({only})"),
        (Some(oldest), _) => format!("(最も古いもの {oldest})"),
    };
    format!("{what} {}件: {}{when}", came.len(), told.join("、"))
}

fn run(outcome: &Outcome) -> String {
    format!("{}、{}", outcome.day, outcome.commit)
}

/// Of which runs the results are that the tables tell; on a machine where nothing was run, that.
pub fn told(results: &Results) -> String {
    let runs: Vec<&Outcome> = Kind::ALL
        .into_iter()
        .flat_map(|kind| results.of(kind))
        .map(|(_, outcome)| outcome)
        .collect();
    let days: BTreeSet<&str> = runs.iter().map(|one| one.day.as_str()).collect();
    let commits: BTreeSet<&str> = runs.iter().map(|one| one.commit.as_str()).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return "この版は、試験の記録が無い計算機で組み立てました。結果はすべて「この環境では未実行」と表示されます"
            .to_owned();
    };
    let days =
        if first == last { (*last).to_owned() } else { format!("{first}から{last}まで") };
    let commits: Vec<_> = commits.into_iter().collect();
    let failed = runs.iter().filter(|one| one.result == Came::Failed).count();
    format!(
        "{days}に実行した {} 件の記録(コミット {})によります。うち不合格は {failed} 件です",
        runs.len(),
        commits.join("、")
    )
}

/// Every test and rule with its own result, by clause; and what belongs to no single clause.
///
/// # Errors
/// Never in earnest: writing into a text.
pub fn list(evidence: &Evidence, results: &Results) -> anyhow::Result<String> {
    let mut out =
        String::from("| 条項 | 試験・検査 | 最後の結果 | 日付、コミット |\n|---|---|---|---|\n");
    for clause in CLAUSES {
        let tests = clause.tests.iter().flat_map(|prefix| evidence.tests_of(prefix));
        for test in tests.chain(clause.proofs.iter().copied()) {
            line(&mut out, clause.id, &format!("`{test}`"), results.of_test(test))?;
        }
        for file in clause.browser {
            for (name, outcome) in results.of(Kind::Browser).filter(|(name, _)| in_file(name, file))
            {
                line(&mut out, clause.id, name, Some(outcome))?;
            }
        }
        for rule in evidence.rules_of(clause.id) {
            line(&mut out, clause.id, rule, results.get(Kind::Rule, rule))?;
        }
    }
    for check in CHECKS {
        line(&mut out, "全体", check, results.get(Kind::Check, check))?;
    }
    Ok(out)
}

/// What `cargo xtask test` writes down of the whole.
const CHECKS: [&str; 3] = ["cfn-lint", "planted faults", "image"];

fn line(
    out: &mut String,
    clause: &str,
    what: &str,
    outcome: Option<&Outcome>,
) -> anyhow::Result<()> {
    let (result, when) = match outcome {
        None => (UNKNOWN, "―".to_owned()),
        Some(one) => {
            let word = match one.result {
                Came::Passed => "合格",
                Came::Failed => "**不合格**",
                Came::Skipped => "除外",
            };
            (word, run(one))
        }
    };
    writeln!(out, "| {clause} | {what} | {result} | {when} |")?;
    Ok(())
}
