//! Clause 7-3: the pipeline gets the source as an archive, which may lose the marks of what can be executed. So whatever
//! calls one of our scripts does it by `bash`, and a script that is only a text runs all the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by ending"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What calls scripts, and is no Rust: from the repository's root.
const CALLERS: [&str; 7] = [
    ".ci/run",
    "infra/Containerfile",
    "infra/accept.sh",
    "infra/day1.sh",
    "infra/deploy.sh",
    "infra/rootfs.sh",
    "infra/try_image.sh",
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn is_script(word: &str) -> bool {
    let word = word.trim_matches(|sign| "\"'`();".contains(sign));
    word.ends_with(".sh") || word == "$0" || word == ".ci/run"
}

/// Whether what follows this word is only named: by `bash` it is called as it must be, `readlink -f` and `>` call
/// nothing, and a digest says what a file must be.
fn only_names(word: &str) -> bool {
    let digest = word.trim_start_matches('"');
    let is_digest = digest.len() == 64 && digest.bytes().all(|sign| sign.is_ascii_hexdigit());
    ["bash", "-f", ">"].contains(&word) || is_digest
}

/// Lines that call a script by itself. Comments call nothing.
fn bare(text: &str) -> Vec<&str> {
    let calls = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).map_or("", |at| words[at]);
            is_script(word) && !only_names(before)
        })
    };
    text.lines().filter(|line| !line.trim_start().starts_with('#')).filter(calls).collect()
}

/// Commands of the steps, as they are committed.
fn steps() -> Vec<String> {
    let path = repository().join("infra/out/tools/pipeline.template.json");
    let template: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let resources = template["Resources"].as_object().unwrap().values();
    let specs = resources.filter_map(|one| one["Properties"]["Source"]["BuildSpec"].as_str());
    let commands = specs.flat_map(|spec| {
        let spec: serde_json::Value = serde_json::from_str(spec).unwrap();
        spec["phases"]["build"]["commands"].as_array().unwrap().clone()
    });
    commands.map(|command| command.as_str().unwrap().to_owned()).collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn r7_3_no_script_is_called_by_itself() {
    for caller in CALLERS {
        let text = fs::read_to_string(repository().join(caller)).unwrap();
        assert!(bare(&text).is_empty(), "{caller}: {:?}", bare(&text));
    }
    let steps = steps();
    assert!(steps.iter().any(|command| command.contains("bash .ci/run")), "the tests are a step");
    for command in &steps {
        assert!(bare(command).is_empty(), "a step: {:?}", bare(command));
    }
    let mut files = Vec::new();
    for folder in ["xtask/src", "infra/src", "infra/tests"] {
        rust_files(&repository().join(folder), &mut files);
    }
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let starts = ["program(", "Command::new("];
        let bare = text
            .lines()
            .find(|line| line.contains(".sh\"") && starts.iter().any(|start| line.contains(start)));
        assert!(bare.is_none(), "{}: {bare:?}", file.display());
    }
}

#[test]
fn a_call_by_itself_is_seen() {
    for wrong in [
        "RUN infra/rootfs.sh target/release/kura infra/rds.pem /tree",
        "\"$here/rootfs.sh\" \"$program\"",
        "exec unshare -mn \"$0\" \"$@\"",
        "CURL_HOME=$work \"$here/accept.sh\" --program x",
        ".ci/run",
    ] {
        assert_eq!(bare(wrong), [wrong]);
    }
    assert!(
        bare("here=$(dirname \"$(readlink -f \"$0\")\")\nbash \"$here/rootfs.sh\" a\n# infra/x.sh")
            .is_empty()
    );
}

/// As it comes out of the archive: the script of the image's tree, without the mark, makes the tree.
#[test]
fn r7_3_the_tree_of_the_image_is_made_by_a_script_without_the_mark() {
    let folder = std::env::temp_dir().join(format!("kura-archive-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let script = folder.join("rootfs.sh");
    fs::copy(repository().join("infra/rootfs.sh"), &script).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o644)).unwrap();
    fs::write(folder.join("rds.pem"), "-----BEGIN CERTIFICATE-----\n").unwrap();
    let containerfile = fs::read_to_string(repository().join("infra/Containerfile")).unwrap();
    let line = containerfile
        .lines()
        .find_map(|line| line.strip_prefix("RUN bash infra/rootfs.sh"))
        .unwrap();
    assert!(line.ends_with(" /tree"), "{line}");
    let tree = folder.join("tree");
    // Any program of Debian's stands for ours: it is linked to libraries that came with packages.
    let mut made = Command::new("bash");
    made.arg("rootfs.sh").args(["/bin/true", "rds.pem"]).arg(&tree).current_dir(&folder);
    let made = made.output().unwrap();
    let whole =
        tree.join("usr/local/bin/kura").is_file() && tree.join("etc/kura/rds.pem").is_file();
    fs::remove_dir_all(&folder).unwrap();
    assert!(made.status.success() && whole, "{}", String::from_utf8_lossy(&made.stderr));
}
