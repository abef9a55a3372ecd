//! Files of expectations people review.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// Stops the test unless a text is the reviewed one, and says how to accept it.
#[track_caller]
pub fn assert_reviewed(name: &str, actual: &str) {
    let path = path(name);
    if accepting() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
        return;
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == actual,
        "what is found differs from {}:\n{}\nIf this is meant, review it and run the test again \
         with KURA_ACCEPT=1, which rewrites the file.",
        path.display(),
        difference(&reviewed, actual)
    );
}

/// A reviewed file.
pub fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_default()
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Lines only one of the two has; when all are the same, their order differs.
fn difference(reviewed: &str, actual: &str) -> String {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) =
        (reviewed.lines().collect(), actual.lines().collect());
    let gone = before.difference(&after).map(|line| format!("- {line}"));
    let new = after.difference(&before).map(|line| format!("+ {line}"));
    let lines: Vec<String> = gone.chain(new).collect();
    if lines.is_empty() { "(another order of the same lines)".to_owned() } else { lines.join("\n") }
}

#[expect(clippy::disallowed_methods, reason = "how a person accepts what was found")]
fn accepting() -> bool {
    std::env::var("KURA_ACCEPT").is_ok_and(|value| value == "1")
}
