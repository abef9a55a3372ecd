//! The table of clauses: each with what proves it, and what only AWS or the bank can prove.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::Context as _;
use serde::Deserialize;

use super::evidence::Evidence;

/// The table, from the folder `infra`.
const TABLE: &str = "../docs/proposal/clauses.toml";

#[derive(Debug, Deserialize)]
struct Table {
    clause: Vec<Clause>,
}

/// A clause of the brief.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    /// Its number, as the brief writes it.
    id: String,
    /// What it asks, in a few words.
    asks: String,
    /// How names of its acceptance tests begin.
    #[serde(default)]
    tests: Vec<String>,
    /// Documents that answer it.
    #[serde(default)]
    documents: Vec<String>,
    /// What nobody can prove before AWS, or what is not done: said aloud.
    #[serde(default)]
    open: String,
}

/// The table as Markdown.
///
/// # Errors
/// A clause nothing proves and nothing is said of, or a document that is not there.
pub fn table(root: &Path, evidence: &Evidence) -> anyhow::Result<String> {
    let text = fs::read_to_string(root.join(TABLE)).context(TABLE)?;
    let Table { clause } = toml::from_str(&text).context(TABLE)?;
    let mut out = String::from(
        "| 条項 | 要求 | 受け入れ試験 | 検査規則(テンプレート) | 初日の確認(AWS上) | 文書 | 残ること |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for clause in &clause {
        row(&mut out, root, clause, evidence)?;
    }
    Ok(out)
}

fn row(out: &mut String, root: &Path, clause: &Clause, evidence: &Evidence) -> anyhow::Result<()> {
    let tests: Vec<_> = clause
        .tests
        .iter()
        .map(|prefix| (prefix, evidence.tests_of(prefix)))
        .filter(|(_, count)| *count > 0)
        .map(|(prefix, count)| format!("`{prefix}…` {count} 件"))
        .collect();
    let rules: Vec<_> = evidence.rules_of(&clause.id).collect();
    let first_day: Vec<_> =
        evidence.first_day_of(&clause.id).map(|number| number.to_string()).collect();
    for document in &clause.documents {
        anyhow::ensure!(
            root.join("..").join(document).exists(),
            "clause {}: {document} does not exist",
            clause.id
        );
    }
    anyhow::ensure!(
        !tests.is_empty() || !rules.is_empty() || !clause.open.is_empty(),
        "clause {}: nothing proves it, and nothing is said of that",
        clause.id
    );
    let cell = |parts: &[String], lack: &str| {
        if parts.is_empty() { lack.to_owned() } else { parts.join("、") }
    };
    let rules: Vec<_> = rules.iter().map(|rule| (*rule).to_owned()).collect();
    let documents: Vec<_> =
        clause.documents.iter().map(|document| format!("`{document}`")).collect();
    let open = if clause.open.is_empty() { "―" } else { &clause.open };
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {open} |",
        clause.id,
        clause.asks,
        cell(&tests, "なし"),
        cell(&rules, "なし"),
        cell(&first_day, "なし"),
        cell(&documents, "―"),
    )?;
    Ok(())
}
