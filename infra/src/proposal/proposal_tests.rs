//! The proposal can be built, tells every clause, and claims nothing that is not there.

use std::{os::unix::fs::PermissionsExt as _, path::Path, process::Command};

use evidence::{CLAUSES, Came, Evidence, Kind, Outcome, Results};

use super::html;
use crate::program::SETTINGS;

fn evidence() -> Evidence {
    Evidence::read(&root().join("..")).unwrap()
}

fn page() -> String {
    html(root(), &Results::default()).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_chapter_can_be_filled_and_every_clause_is_in_the_table() {
    let page = page();
    for clause in CLAUSES {
        assert!(page.contains(&format!("<td>{}</td>", clause.id)), "{} is in no table", clause.id);
    }
    assert!(page.contains("<svg"), "the picture is missing");
    assert!(!page.contains("{{"), "something was not filled");
    // A `**` beside a full-width sign is no mark of Markdown's, and would be seen.
    let seen = page.split("**").nth(1).map(|rest| rest.chars().take(40).collect::<String>());
    assert_eq!(seen, None, "signs of Markdown are seen");
}

/// Chapters are called by number, so the number must be that of a chapter; the brief's are called `課題の1章`.
#[test]
fn a_chapter_that_is_named_is_there() {
    let page = page();
    let contents = page.split("</nav>").next().unwrap();
    for (before, after) in page.split('章').zip(page.split('章').skip(1)) {
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let number: String = before.chars().skip(before.chars().count() - digits).collect();
        let of_the_brief = before.ends_with(&format!("課題の{number}"));
        let known = contents.contains(&format!(">{number}章 "));
        assert!(number.is_empty() || of_the_brief || known, "{number}章{after:.30}");
    }
}

#[test]
fn the_cover_says_to_whom_from_whom_when_and_until_when() {
    let page = page();
    let cover = page.split("<nav>").next().unwrap();
    for line in ["宛先", "提案者", "提出日", "版数", "有効期限"] {
        assert!(cover.contains(&format!("<td>{line}</td>")), "{line} is not on the cover");
    }
}

#[test]
fn the_first_day_has_forty_assertions_and_its_script_is_a_script() {
    let evidence = evidence();
    assert!(evidence.first_day.len() >= 40, "{}", evidence.first_day.len());
    let script = root().join("day1.sh");
    let parsed = Command::new("bash").arg("-n").arg(&script).status().unwrap();
    assert!(parsed.success());
}

#[test]
fn the_first_day_lists_its_assertions_without_aws() {
    let evidence = evidence();
    let out = Command::new("bash")
        .arg(root().join("day1.sh"))
        .args(["prod", "--dry-run"])
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let listed = String::from_utf8_lossy(&out.stdout);
    assert_eq!(listed.lines().count(), evidence.first_day.len());
    for ((clause, means), line) in evidence.first_day.iter().zip(listed.lines()) {
        assert!(line.contains(clause.as_str()) && line.contains(means.as_str()), "{line}");
    }
}

#[test]
fn the_table_tells_what_came_of_each_proof_and_when_and_owns_up_to_what_was_not_run() {
    let rule = evidence().rules_of("6-5").next().unwrap().to_owned();
    let test = evidence().tests_of("r6_8_").next().unwrap().to_owned();
    let outcome = |result| Outcome { result, day: "2026-11-23".into(), commit: "abc1234".into() };
    let mut results = Results::default();
    results.put(Kind::Rule, &rule, &outcome(Came::Passed));
    results.put(Kind::Test, &test, &outcome(Came::Failed));
    let page = html(root(), &results).unwrap();
    let passed = format!("<td>{rule}</td><td>合格</td><td>2026-11-23、abc1234</td>");
    assert!(page.contains(&passed));
    assert!(page.contains(&format!("<code>{test}</code></td><td><strong>不合格</strong></td>")));
    assert!(
        page.contains("<strong>不合格</strong> 1、この環境では未実行"),
        "beside its clause too"
    );
    assert!(page.contains("2026-11-23に実行した 2 件の記録(コミット abc1234)"));
    assert!(!self::page().contains("合格 "), "nothing is claimed that nobody ran");
    assert!(self::page().contains("試験の記録が無い計算機で組み立てました"), "nor run elsewhere");
}

/// Advice cannot be proven; but each names what it changes and what that costs.
#[test]
fn what_to_reconsider_names_a_requirement_and_its_price() {
    let text = std::fs::read_to_string(root().join("../docs/proposal/10-requirements.md")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 5);
    for row in rows {
        assert!(row.len() == 4 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let named = row[0].contains('-') || row[0].contains('章');
        assert!(named, "{} names no requirement", row[0]);
    }
}

#[test]
fn every_setting_the_program_does_not_know_yet_is_owned_up_to() {
    let page = page();
    for setting in SETTINGS {
        let told = page.contains(setting.variable);
        assert!(setting.accepted || told, "{} is missing in chapter 2", setting.variable);
    }
}

#[test]
fn without_an_answer_of_aws_nothing_passes_on_the_first_day() {
    let folder = std::env::temp_dir().join(format!("kura-day1-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, ends) in [("aws", 1), ("curl", 1), ("dig", 1), ("openssl", 1), ("sleep", 0)] {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\nexit {ends}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let out = Command::new("bash")
        .arg(root().join("day1.sh"))
        .args(["prod", "--drills"])
        .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()))
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(!said.contains("  ok  "), "{said}");
    assert!(said.contains(" 0 skipped") && !out.status.success(), "{said}");
}
