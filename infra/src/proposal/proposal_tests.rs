//! The proposal can be built, tells every clause, and claims nothing that is not there.

use std::{os::unix::fs::PermissionsExt as _, path::Path, process::Command};

use super::{Evidence, html};
use crate::program::SETTINGS;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The clauses this proposal answers.
const CLAUSES: [&str; 38] = [
    "3-1 ア", "3-1 イ", "3-1 ウ", "3-2 ア", "3-2 イ", "3-3 ア", "3-3 イ", "3-3 ウ", "4-1 ア",
    "4-1 イ", "4-1 ウ", "4-1 エ", "5-1 ア", "5-1 イ", "5-2 ア", "5-2 イ", "5-2 ウ", "6-1", "6-2",
    "6-3", "6-4", "6-5", "6-6", "6-7", "6-8", "6-9", "6-10", "6-11", "7-1", "7-2", "7-3", "7-4",
    "7-5", "7-6", "8-1", "8-2", "8-3", "8-4",
];

#[test]
fn every_chapter_can_be_filled_and_every_clause_is_in_the_table() {
    let page = html(root()).unwrap();
    for clause in CLAUSES {
        assert!(page.contains(&format!("<td>{clause}</td>")), "{clause} is in no table");
    }
    assert!(page.contains("<svg"), "the picture is missing");
    assert!(!page.contains("{{"), "something was not filled");
}

#[test]
fn the_first_day_has_forty_assertions_and_its_script_is_a_script() {
    let evidence = Evidence::read(root()).unwrap();
    assert!(evidence.first_day.len() >= 40, "{}", evidence.first_day.len());
    let script = root().join("day1.sh");
    let parsed = Command::new("bash").arg("-n").arg(&script).status().unwrap();
    assert!(parsed.success());
}

#[test]
fn the_first_day_lists_its_assertions_without_aws() {
    let evidence = Evidence::read(root()).unwrap();
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
fn what_it_claims_to_be_tested_is_a_test() {
    let evidence = Evidence::read(root()).unwrap();
    assert!(evidence.tests_of("r6_5") > 0, "tests are not found where they are looked for");
    assert_eq!(evidence.tests_of("r9_9"), 0);
}

#[test]
fn every_setting_the_program_does_not_know_yet_is_owned_up_to() {
    let page = html(root()).unwrap();
    for setting in SETTINGS {
        let told = page.contains(setting.variable);
        assert!(setting.accepted || told, "{} is missing in chapter 02", setting.variable);
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
