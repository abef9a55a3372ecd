//! Nothing of the store goes untried, and the two schemas are one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use store::Conn;
use testdb::{Engine, TestDb};

fn inside(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The files of a folder, sorted by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(inside(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// A file without its comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The names of a file's public async functions.
fn functions(path: &Path) -> Vec<String> {
    let text = code(path);
    let starts = text.split("pub async fn ").skip(1);
    starts.map(|rest| rest.split(['(', '<']).next().unwrap().to_owned()).collect()
}

/// The files whose functions are methods of a database.
const METHODS: [&str; 3] = ["app_role", "db", "migration"];

#[test]
fn every_public_function_is_in_a_story() {
    let stories: String = files("tests/story").iter().map(|path| code(path)).collect();
    let mut seen = 0;
    let mut missing = Vec::new();
    for path in files("src") {
        let noun = stem(&path);
        for name in functions(&path) {
            seen += 1;
            // What belongs to a connection or a database is called as a method.
            let method = METHODS.contains(&noun.as_str());
            let told = stories.contains(&format!("{noun}::{name}("))
                || method && stories.contains(&format!(".{name}("))
                || method && stories.contains(&format!("Db::{name}("));
            if !told {
                missing.push(format!("{noun}::{name}"));
            }
        }
    }
    assert!(seen > 50, "the scan finds functions: {seen}");
    assert!(missing.is_empty(), "no story in tests/story calls {missing:?}");
}

#[test]
fn every_noun_has_its_stories() {
    let told: BTreeSet<String> = files("tests/story").iter().map(|path| stem(path)).collect();
    let nouns: BTreeSet<String> = files("src")
        .iter()
        .filter(|path| !functions(path).is_empty())
        .map(|path| stem(path))
        .collect();
    assert!(nouns.is_subset(&told), "without stories: {:?}", nouns.difference(&told));
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |folder| files(folder).iter().map(|path| stem(path)).collect::<Vec<_>>();
    assert_eq!(names("migrations/sqlite"), names("migrations/postgres"));
}

/// What SQLite's tables are made of: table, column, type, whether a value is needed.
const SQLITE_COLUMNS: &str = "SELECT m.name || ' ' || p.name || ' ' || p.type || ' ' || \
    CASE WHEN p.\"notnull\" = 1 OR p.pk > 0 THEN 'required' ELSE 'optional' END AS fact \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite@_%' ESCAPE '@' \
    AND m.name NOT LIKE '@_%' ESCAPE '@'";
const POSTGRES_COLUMNS: &str = "SELECT table_name || ' ' || column_name || ' ' || CASE data_type \
    WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB' WHEN 'bigint' THEN 'INTEGER' \
    ELSE upper(data_type) END || ' ' || \
    CASE is_nullable WHEN 'NO' THEN 'required' ELSE 'optional' END AS fact \
    FROM information_schema.columns WHERE table_schema = 'public' \
    AND table_name NOT LIKE '@_%' ESCAPE '@'";

const SQLITE_KEYS: &str = "SELECT m.name || ' ' || p.name || ' ' || p.pk AS fact \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND p.pk > 0 AND m.name NOT LIKE 'sqlite@_%' ESCAPE '@' \
    AND m.name NOT LIKE '@_%' ESCAPE '@'";
const POSTGRES_KEYS: &str = "SELECT k.table_name || ' ' || k.column_name || ' ' || \
    k.ordinal_position AS fact FROM information_schema.key_column_usage k \
    JOIN information_schema.table_constraints c ON c.constraint_name = k.constraint_name \
    WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = 'public' \
    AND k.table_name NOT LIKE '@_%' ESCAPE '@'";

const SQLITE_REFERENCES: &str = "SELECT m.name || '.' || f.\"from\" || ' to ' || f.\"table\" \
    AS fact FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
const POSTGRES_REFERENCES: &str = "SELECT k.conrelid::regclass::text || '.' || a.attname || ' to ' \
    || k.confrelid::regclass::text AS fact FROM pg_constraint k \
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] \
    WHERE k.contype = 'f'";

const SQLITE_INDEXES: &str = "SELECT m.tbl_name || ' ' || m.name || ' ' || \
    CASE WHEN m.sql LIKE 'CREATE UNIQUE %' THEN 'unique' ELSE 'plain' END || ' ' || \
    CASE WHEN m.sql LIKE '% WHERE %' THEN 'partial' ELSE 'whole' END AS fact \
    FROM sqlite_master m WHERE m.type = 'index' AND m.sql IS NOT NULL";
const POSTGRES_INDEXES: &str = "SELECT i.tablename || ' ' || i.indexname || ' ' || \
    CASE WHEN i.indexdef LIKE 'CREATE UNIQUE %' THEN 'unique' ELSE 'plain' END || ' ' || \
    CASE WHEN i.indexdef LIKE '% WHERE %' THEN 'partial' ELSE 'whole' END AS fact \
    FROM pg_indexes i WHERE i.schemaname = 'public' \
    AND i.indexname NOT IN (SELECT conname::text FROM pg_constraint)";

const SQLITE_UNIQUE: &str = "SELECT m.name || ' ' || p.name AS fact FROM sqlite_master m \
    JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) p \
    WHERE m.type = 'table' AND i.origin = 'u' AND m.name NOT LIKE '@_%' ESCAPE '@'";
const POSTGRES_UNIQUE: &str = "SELECT k.table_name || ' ' || k.column_name AS fact \
    FROM information_schema.key_column_usage k \
    JOIN information_schema.table_constraints c ON c.constraint_name = k.constraint_name \
    WHERE c.constraint_type = 'UNIQUE' AND k.table_schema = 'public'";

async fn facts(conn: &mut Conn, sql: &'static str) -> BTreeSet<String> {
    let rows = conn.fetch_all(sql, vec![]).await.unwrap();
    rows.iter().map(|row| row.text("fact").unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_schemas_say_the_same() {
    let (file, server) =
        (TestDb::create(Engine::Sqlite).await, TestDb::create(Engine::Postgres).await);
    let mut sqlite = file.open().await.read().await.unwrap();
    let mut postgres = server.open().await.read().await.unwrap();
    for (what, ours, theirs) in [
        ("columns", SQLITE_COLUMNS, POSTGRES_COLUMNS),
        ("primary keys", SQLITE_KEYS, POSTGRES_KEYS),
        ("references", SQLITE_REFERENCES, POSTGRES_REFERENCES),
        ("indexes", SQLITE_INDEXES, POSTGRES_INDEXES),
        ("unique columns", SQLITE_UNIQUE, POSTGRES_UNIQUE),
    ] {
        let (sqlite, postgres) =
            (facts(&mut sqlite, ours).await, facts(&mut postgres, theirs).await);
        assert!(!sqlite.is_empty(), "{what}: the query finds something");
        let only_one: Vec<&String> = sqlite.symmetric_difference(&postgres).collect();
        assert!(only_one.is_empty(), "{what} of one engine alone: {only_one:?}");
    }
}
