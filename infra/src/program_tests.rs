use std::{collections::BTreeSet, fs, path::Path};

use super::*;
use crate::signals::SIGNALS;

fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn all_sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

fn variables() -> BTreeSet<String> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/server/src/config");
    let mut text = String::new();
    all_sources(&config, &mut text);
    let named = text.split("env = \"").skip(1).filter_map(|rest| rest.split('"').next());
    named.map(ToOwned::to_owned).collect()
}

/// When this fails for a setting that was wanted, the program has learnt it: say so in the table.
#[test]
fn the_table_says_which_settings_the_program_accepts() {
    let known = variables();
    assert!(known.len() > 20, "{known:?}");
    for setting in SETTINGS {
        // The password is read by the database's library, and tried with every PostgreSQL.
        let mut accepted = known.contains(setting.variable) || setting.variable == "PGPASSWORD";
        if setting.variable.starts_with("KURA_BANK_") {
            // A path was always one; what the templates give is a bucket's file.
            accepted &= source("server/src/config/bank.rs").contains("s3://");
        }
        assert_eq!(accepted, setting.accepted, "{}", setting.variable);
    }
}

#[test]
fn a_variable_stands_in_the_table_once() {
    let names: BTreeSet<_> = SETTINGS.iter().map(|setting| setting.variable).collect();
    assert_eq!(names.len(), SETTINGS.len());
}

#[test]
fn health_and_subcommands_are_the_programs() {
    assert!(source("web/src/kit/door.rs").contains(&format!("\"{HEALTH_PATH}\"")));
    let commands = source("server/src/command/mod.rs");
    let roles = [Role::Customer, Role::Staff, Role::Migrate].map(Role::command);
    for command in roles.into_iter().chain([HEALTH_COMMAND]) {
        let variant = crate::template::camel(command);
        assert!(commands.contains(&format!("Self::{variant} =>")), "{variant}");
    }
}

#[test]
fn the_program_makes_a_certificate_for_a_load_balancer() {
    assert!(source("server/src/config/site.rs").contains(&format!("\"{SELF_SIGNED}\"")));
}

#[test]
fn the_program_has_time_to_end() {
    let text = source("server/src/stop.rs");
    let grace = text.split("GRACE: Duration = Duration::from_secs(").nth(1).unwrap();
    let seconds: u32 = grace.split(')').next().unwrap().parse().unwrap();
    assert!(STOP_SECONDS > seconds + 5, "{seconds}");
}

#[test]
fn every_line_that_is_counted_is_one_the_program_writes() {
    let mut text = String::new();
    all_sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates"), &mut text);
    for signal in SIGNALS {
        let (field, value) = signal.matches;
        if field == "message" {
            let line = value.trim_end_matches('*');
            assert!(text.contains(&format!("\"{line}")), "{}", signal.name);
        }
    }
}
