//! Keys given as content, as a machine is given them that keeps secrets apart.

use std::{
    fs::{self, File},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use super::{folder, kura, text};

/// The program in a folder, given keys as content.
struct Given<'a> {
    folder: &'a Path,
    content: &'a str,
}

impl Given<'_> {
    /// Whether it did as told, and what it printed; it never tells a key to whoever watches.
    fn kura(&self, arguments: &[&str]) -> (bool, String, String) {
        let variables = [
            ("KURA_DATABASE_URL", "sqlite:kura.sqlite"),
            ("KURA_KEYS_CONTENT", self.content),
            ("KURA_DOCUMENTS_FOLDER", "documents"),
            ("KURA_MAIL_TRANSPORT", "folder:mail"),
            ("KURA_MAIL_FROM", "kura@bank.example"),
            ("KURA_CUSTOMER_PUBLIC_URL", "http://localhost:8080"),
        ];
        let output = kura(self.folder, &variables, arguments);
        let (printed, told) = (text(&output.stdout), text(&output.stderr));
        assert_shows_no_key(&told, self.content);
        if !matches!(arguments, ["keys", "add" | "use"]) {
            assert_shows_no_key(&printed, self.content);
        }
        (output.status.success(), printed, told)
    }

    fn invite(&self, email: &str) {
        let who = ["--email", email, "--name", "管理 太郎", "--role", "administrator"];
        let (ok, _, told) = self.kura(&[&["staff", "invite"], &who[..]].concat());
        assert!(ok, "{told}");
    }

    fn doctor(&self) -> String {
        self.kura(&["doctor"]).1
    }
}

fn secrets(content: &str) -> impl Iterator<Item = &str> {
    content.split('"').filter(|part| part.len() == 44)
}

fn assert_shows_no_key(shown: &str, content: &str) {
    assert!(!secrets(content).any(|secret| shown.contains(secret)), "{shown}");
}

fn new_content(folder: &Path) -> String {
    let output = kura(folder, &[], &["keys", "init", "--print"]);
    let content = text(&output.stdout);
    assert!(output.status.success() && secrets(&content).count() == 2);
    assert!(content.starts_with('{') && content.trim_end().ends_with('}'), "nothing but the keys");
    assert_shows_no_key(&text(&output.stderr), &content);
    content
}

#[test]
fn r6_2_a_settings_file_with_keys_in_it_is_its_owners_only() {
    let place = folder("content-in-file");
    let content = new_content(&place);
    let file = place.join("kura.toml");
    let settings = format!("[database]\nurl = \"sqlite:k\"\n[keys]\ncontent = '''{content}'''\n");
    fs::write(&file, settings).unwrap();
    let migrate = |mode| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let output = kura(&place, &[("KURA_CONFIG", "kura.toml")], &["migrate"]);
        let told = text(&output.stderr);
        assert_shows_no_key(&told, &content);
        (output.status.success(), told)
    };
    let (ok, told) = migrate(0o644);
    assert!(!ok && told.contains("has mode 0644") && told.contains("chmod 600"), "{told}");
    let (ok, told) = migrate(0o600);
    assert!(ok, "{told}");
    fs::remove_dir_all(place).unwrap();
}

#[test]
fn r6_2_keys_given_as_content_are_rotated_while_the_service_goes_on() {
    let place = folder("content");
    let first = new_content(&place);
    let before = Given { folder: &place, content: &first };
    assert!(before.kura(&["migrate"]).0);
    before.invite("one@bank.example");
    assert!(before.doctor().contains("Keys given as content: current master key m1."));

    // Every process shall know the new key first. Stored or lost, nothing needs it yet.
    let (ok, second, told) = before.kura(&["keys", "add"]);
    assert!(ok && told.contains("m2") && told.contains("`kura keys use`"), "{told}");
    let knows = Given { folder: &place, content: &second };
    assert!(knows.doctor().contains("notice   The master key m2 was added and is not used yet"));
    let (ok, printed, told) = knows.kura(&["keys", "add"]);
    assert!(!ok && printed.is_empty() && told.contains("`kura keys use`"), "not added twice");

    // Then it is used. Processes not started anew yet open what those that were have wrapped.
    let (ok, third, told) = knows.kura(&["keys", "use"]);
    assert!(ok && told.contains("`kura keys rewrap`"), "{told}");
    let uses = Given { folder: &place, content: &third };
    uses.invite("two@bank.example");
    assert!(knows.kura(&["keys", "rewrap"]).1.contains("Wrapped 1 keys by m1."));
    assert!(uses.doctor().contains("notice   At least 2 keys are wrapped by another master key"));

    // Begun anew after an interruption, it does what is left.
    assert!(uses.kura(&["keys", "rewrap"]).1.contains("Wrapped 2 keys by m2."));
    assert!(uses.kura(&["keys", "rewrap"]).1.contains("Wrapped 0 keys by m2."));
    assert!(uses.doctor().contains("Every key is wrapped by the master key m2."));
    let (ok, printed, told) = uses.kura(&["keys", "use"]);
    assert!(!ok && printed.is_empty() && told.contains("`kura keys add`"), "{told}");
    let (ok, printed, told) = before.kura(&["keys", "rewrap"]);
    assert!(!ok && printed.contains("Wrapped 0 keys by m1."), "it is of before the rotation");
    assert!(told.contains("2 could not be wrapped") && told.contains("record"), "{told}");
    fs::remove_dir_all(place).unwrap();
}

#[test]
fn the_program_does_not_change_keys_it_was_given() {
    let place = folder("given");
    let content = new_content(&place);
    let given = Given { folder: &place, content: &content };
    for (arguments, expected) in [
        (&["keys", "init"][..], "`kura keys init --print`"),
        (&["keys", "rotate"][..], "`kura keys add`"),
    ] {
        let (ok, printed, told) = given.kura(arguments);
        assert!(!ok && printed.is_empty() && told.contains(expected), "{told}");
        assert!(told.contains("docs/runbooks/rotate-keys.md"), "{told}");
    }
    fs::remove_dir_all(place).unwrap();
}

#[test]
fn keys_are_given_in_one_way_and_a_wrong_content_is_not_quoted() {
    let place = folder("one-way");
    let content = new_content(&place);
    let cut = content.trim_end().trim_end_matches('}');
    let told = |variables: &[(&str, &str)]| {
        let output = kura(&place, variables, &["keys", "add"]);
        assert!(!output.status.success() && output.stdout.is_empty());
        let told = text(&output.stderr);
        assert_shows_no_key(&told, &content);
        told
    };
    let (file, variable) = (("KURA_KEYS_FILE", "keys.json"), ("KURA_KEYS_CONTENT", cut));
    for variables in [&[][..], &[file, variable]] {
        let told = told(variables);
        assert!(told.contains("[keys] file and [keys] content"), "{told}");
        assert!(told.contains("KURA_KEYS_FILE") && told.contains("KURA_KEYS_CONTENT"), "{told}");
    }
    for wrong in [variable, ("KURA_KEYS_CONTENT", "")] {
        assert!(told(&[wrong]).contains("The setting [keys] content (or KURA_KEYS_CONTENT)"));
    }
    let help = kura(&place, &[("KURA_KEYS_CONTENT", &content)], &["--help"]);
    assert_shows_no_key(&text(&help.stdout), &content);
    let settings = format!("[keys]\ncontent = [{content:?}]\n");
    fs::write(place.join("kura.toml"), settings).unwrap();
    assert!(told(&[("KURA_CONFIG", "kura.toml")]).contains("line 2"));
    fs::remove_dir_all(place).unwrap();
}

#[test]
fn keys_cut_off_on_their_way_are_told() {
    let full = PathBuf::from("/dev/full");
    let mut command = Command::new(env!("CARGO_BIN_EXE_kura"));
    command.env_clear().args(["keys", "init", "--print"]);
    let output = command.stdout(File::options().write(true).open(full).unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("could not be printed whole"));
}
