//! What may be named where: no world in `domain`, SQL and the SQL engine only in `store`.

use super::Finding;
use super::rust::{Rust, UsedPath};
use super::tree::Tree;

/// Whatever reads the world: files, network, clock, randomness, an async runtime.
const AMBIENT: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "net"],
    &["SystemTime", "now"],
    &["Utc", "now"],
    &["Instant", "now"],
];

const SQL_VERBS: &[&str] =
    &["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "WITH ", "PRAGMA "];

/// Where a string may begin like SQL: the SQL itself, tests that look behind it, and these tests.
const SQL_PLACES: &[&str] = &["crates/store/", "crates/testdb/", "crates/server/tests/", "xtask/"];

/// Where the engine may be named.
const ENGINE_PLACE: &str = "crates/store/src/";

/// Reads every Rust file; inline tests keep the same borders.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, rust) in tree.rust("") {
        if path.starts_with("crates/domain/src/") {
            findings.extend(rust.paths.iter().filter_map(|used| ambient(path, used)));
        }
        if !path.starts_with(ENGINE_PLACE) {
            let engine = rust.paths.iter().filter(|used| used.starts_in("sqlx", true));
            let message = "`sqlx::` outside the store; call a function of `store` instead";
            findings.extend(engine.map(|used| Finding::new(path, used.line, message)));
        }
        if !SQL_PLACES.iter().any(|place| path.starts_with(place)) {
            findings.extend(sql(path, rust));
        }
    }
    findings
}

fn ambient(path: &str, used: &UsedPath) -> Option<Finding> {
    let banned = AMBIENT.iter().any(|parts| used.contains(parts))
        || used.starts_in("tokio", false)
        || used.starts_in("rand", true);
    let name = used.parts.join("::");
    banned.then(|| {
        let message = format!("`{name}` in domain, which is pure; take the value as an argument");
        Finding::new(path, used.line, message)
    })
}

fn sql(path: &str, rust: &Rust) -> Vec<Finding> {
    let is_sql = |value: &str| SQL_VERBS.iter().any(|verb| value.trim_start().starts_with(verb));
    let strings = rust.tokens.iter().filter(|token| token.value.as_deref().is_some_and(is_sql));
    let message = "SQL outside the store; move it to a function in crates/store/src";
    strings.map(|token| Finding::new(path, token.line, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn pure_rules_and_sql_in_the_store_pass() {
        assert_eq!(found("crates/domain/src/a.rs", "fn a(now: Day, rand: u8) -> u8 { rand }"), 0);
        let store = "fn a() { sqlx::query(\"SELECT 1\"); }";
        assert_eq!(found("crates/store/src/a.rs", store), 0);
        assert_eq!(found("crates/web/src/a.rs", "const A: &str = \"SELECTED one\";"), 0);
    }

    #[test]
    fn each_ambient_thing_in_domain_is_found() {
        for code in [
            "use std::{fs, fmt};",
            "use std::net::IpAddr;",
            "fn a() { SystemTime::now(); }",
            "fn a() { chrono::Utc::now(); }",
            "fn a() { Instant::now(); }",
            "fn a() { log!(rand::random()); }",
            "#[cfg(test)] mod tests { #[tokio::test] async fn a() {} }",
        ] {
            assert_eq!(found("crates/domain/src/a.rs", code), 1, "{code}");
            assert_eq!(found("crates/server/src/a.rs", code), 0, "{code}");
        }
    }

    #[test]
    fn sql_outside_the_store_is_found_raw_or_indented() {
        for code in ["const A: &str = \"DELETE FROM a\";", "const A: &str = r#\"\n  WITH a AS\"#;"]
        {
            assert_eq!(found("crates/app/src/a.rs", code), 1, "{code}");
            assert_eq!(found("crates/server/tests/a.rs", code), 0, "{code}");
        }
    }

    #[test]
    fn the_engine_outside_the_store_is_found() {
        assert_eq!(found("crates/app/src/a.rs", "use sqlx::{Row, query};"), 2);
        assert_eq!(found("crates/store/tests/a.rs", "fn a() { sqlx::query(a); }"), 1);
    }

    #[test]
    fn a_setting_asked_of_the_database_is_sql_too() {
        let pragma = "fn a() { ask(\"PRAGMA secure_delete\"); }";
        assert_eq!(found("crates/server/src/a.rs", pragma), 1);
        assert_eq!(found("crates/store/src/a.rs", pragma), 0);
    }
}
