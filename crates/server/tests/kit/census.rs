//! Everything a database holds, to be compared before and after.

use std::collections::BTreeMap;

use store::Conn;

use super::{Engine, TestApp};

/// Of these, reading a page may change: when a session was last used.
const MAY_CHANGE: [(&str, &str); 2] = [("session", "seen_at"), ("staff_session", "seen_at")];

/// All rows of all tables as texts, sorted.
pub async fn census(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let engine = if app.db_url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
    let mut conn = app.app.db.read().await.unwrap();
    let mut all = BTreeMap::new();
    for table in names(&mut conn, tables(engine).to_owned()).await {
        let columns = names(&mut conn, columns(engine, &table)).await;
        let kept = columns.iter().filter(|name| !MAY_CHANGE.contains(&(&table, name)));
        let texts: Vec<String> = kept.map(|name| text(engine, name)).collect();
        let sql = format!("SELECT {} AS name FROM {table} ORDER BY 1", texts.join(" || ',' || "));
        let rows = names(&mut conn, sql).await;
        all.insert(table, rows);
    }
    assert!(all.contains_key("customer"), "the tables were found");
    all
}

const fn tables(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Engine::Postgres => {
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'"
        }
    }
}

fn columns(engine: Engine, table: &str) -> String {
    match engine {
        Engine::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        Engine::Postgres => format!(
            "SELECT column_name::text AS name FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}'"
        ),
    }
}

fn text(engine: Engine, column: &str) -> String {
    match engine {
        Engine::Sqlite => format!("quote(\"{column}\")"),
        Engine::Postgres => format!("quote_nullable(\"{column}\"::text)"),
    }
}

/// The column `name` of a query's rows.
async fn names(conn: &mut Conn, sql: String) -> Vec<String> {
    // The store takes fixed texts only; a few leaked bytes per test are its price.
    let rows = conn.fetch_all(sql.leak(), vec![]).await.unwrap();
    rows.iter().map(|row| row.text("name").unwrap()).collect()
}
