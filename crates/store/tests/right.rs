//! The role the program works as may do what the program's queries do, and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use testdb::{Engine, TestDb};

/// What the version before does and this one does no more: both work on one database while one
/// takes the other's place, so such a right is taken away a version later.
const NEEDED_BEFORE: [(&str, &str); 0] = [];

type Rights = BTreeMap<String, BTreeSet<&'static str>>;

fn inside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a file says, word by word, without comments.
fn words(path: &Path, comment: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(comment));
    let code = lines.collect::<Vec<_>>().join(" ");
    let parts = code.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    parts.filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

fn verb(word: &str) -> Option<&'static str> {
    ["SELECT", "INSERT", "UPDATE", "DELETE"].into_iter().find(|verb| *verb == word)
}

fn is_table(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_lowercase())
}

/// What the program's queries do with each table. Whoever writes reads too.
fn needed() -> Rights {
    let mut rights = Rights::new();
    for file in fs::read_dir(inside("src")).unwrap() {
        let words = words(&file.unwrap().path(), "//");
        let mut last_insert = String::new();
        for three in words.windows(3) {
            let (table, right) = match [three[0].as_str(), three[1].as_str(), three[2].as_str()] {
                ["INSERT", "INTO", table] => {
                    table.clone_into(&mut last_insert);
                    (table, "INSERT")
                }
                ["DELETE", "FROM", table] => (table, "DELETE"),
                ["DO", "UPDATE", "SET"] => (last_insert.as_str(), "UPDATE"),
                ["UPDATE", table, _] => (table, "UPDATE"),
                _ => continue,
            };
            if is_table(table) {
                rights.entry(table.to_owned()).or_default().extend(["SELECT", right]);
            }
        }
    }
    rights
}

/// What each line of the role's rights grants.
fn granted() -> Rights {
    let words = words(&inside("migrations/app_role.sql"), "--");
    let mut rights = Rights::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| *word == "GRANT") {
        let verbs: BTreeSet<_> = words[at + 1..].iter().map_while(|word| verb(word)).collect();
        if let [on, table, to, role, ..] = &words[at + 1 + verbs.len()..]
            && !verbs.is_empty()
        {
            assert_eq!([on.as_str(), to, role], ["ON", "TO", "kura_app"], "{word} {table}");
            assert!(rights.insert(table.clone(), verbs).is_none(), "{table} stands twice");
        }
    }
    rights
}

#[test]
fn the_role_may_do_what_the_queries_do_and_nothing_else() {
    let mut granted = granted();
    let migrators = granted.remove("_sqlx_migrations");
    assert_eq!(migrators, Some(BTreeSet::from(["SELECT"])));
    assert_eq!(granted["audit_entry"], BTreeSet::from(["INSERT", "SELECT"]));
    let mut needed = needed();
    for (table, right) in NEEDED_BEFORE {
        assert!(needed.entry(table.to_owned()).or_default().insert(right), "{table}: it still is");
    }
    assert_eq!(granted, needed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_there_is_has_its_line() {
    let db = TestDb::create(Engine::Postgres).await;
    let mut conn = db.open_as_owner().await.read().await.unwrap();
    let sql = "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'";
    let rows = conn.fetch_all(sql, vec![]).await.unwrap();
    let tables: BTreeSet<String> = rows.iter().map(|row| row.text("name").unwrap()).collect();
    assert_eq!(granted().into_keys().collect::<BTreeSet<_>>(), tables);
}
