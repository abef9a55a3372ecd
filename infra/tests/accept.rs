//! The questions that the pipeline asks of `stg` are asked in earnest: where nothing answers, or everything answers
//! alike, none of them holds. That they do hold of the program is shown by the trial of its image.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by ending")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// What the script says when all programs it asks by are this one.
fn asked_by(name: &str, program: &str) -> (String, bool) {
    let folder = std::env::temp_dir().join(format!("kura-accept-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for tool in ["curl", "openssl", "getent", "sleep"] {
        let path = folder.join(tool);
        fs::write(&path, format!("#!/bin/sh\n{program}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let out = Command::new("bash")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("accept.sh"))
        .args(["stg.assetstatus.example", "staff.stg.assetstatus.example"])
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .output()
        .unwrap();
    fs::remove_dir_all(&folder).unwrap();
    (String::from_utf8_lossy(&out.stdout).into_owned(), out.status.success())
}

#[test]
fn of_a_site_that_does_not_answer_nothing_holds() {
    let (said, passed) = asked_by("silent", "exit 6");
    assert!(
        !passed && said.lines().filter(|line| line.starts_with("FAIL")).count() >= 25,
        "{said}"
    );
    assert!(!said.contains("ok  "), "{said}");
}

/// A closed door and nothing else: the staff's site is as it should be, and that is all.
#[test]
fn where_no_connection_is_made_only_the_closed_site_is_closed() {
    let (said, passed) = asked_by("closed", "case $0 in *getent) exit 0 ;; esac; exit 28");
    assert!(!passed);
    let held: Vec<&str> = said.lines().filter(|line| line.starts_with("ok")).collect();
    assert_eq!(held.len(), 2, "{held:?}");
}

/// A page that says yes to everything is no site of ours.
#[test]
fn of_a_site_that_says_yes_to_everything_little_holds() {
    let (said, passed) = asked_by("yes", "printf 200; exit 0");
    assert!(
        !passed && said.lines().filter(|line| line.starts_with("FAIL")).count() >= 20,
        "{said}"
    );
}
