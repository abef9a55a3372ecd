//! Real databases of both engines for tests. Dev-dependency only.
//!
//! `on_both_engines!` runs one test body on SQLite and on PostgreSQL, each time
//! on a fresh, migrated database. PostgreSQL is a throw-away cluster, started once
//! per test process and stopped with it; set `TEST_DATABASE_URL` to a maintenance
//! database (`postgres://user@host/postgres`) to use a server of your own instead.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that has no database can only stop, saying why"
)]

mod cluster;
mod macros;
mod private;
mod scratch;
mod shared;

pub use private::PrivatePostgres;
use scratch::ScratchDir;
use store::Db;

/// A database engine Kura runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// A fresh database of one test.
///
/// A SQLite file goes with this value; a PostgreSQL database goes with its cluster.
#[derive(Debug)]
pub struct TestDb {
    /// What `store::Db::open` takes.
    pub url: String,
    /// Of which engine it is.
    pub engine: Engine,
    _dir: Option<ScratchDir>,
}

impl TestDb {
    /// A database whose schema is up to date.
    pub async fn create(engine: Engine) -> Self {
        if engine == Engine::Postgres {
            return Self::on_server(shared::migrated_database().await);
        }
        let fresh = Self::file();
        let db = fresh.open().await;
        db.migrate().await.expect("migrations run on an empty database");
        db.close().await;
        fresh
    }

    /// A database without any table.
    pub async fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::file(),
            Engine::Postgres => Self::on_server(shared::empty_database().await),
        }
    }

    /// Opens it with ten connections, as a process of Kura would.
    pub async fn open(&self) -> Db {
        Db::open(&self.url, 10).await.expect("the test database opens")
    }

    fn file() -> Self {
        let dir = ScratchDir::create();
        let url = format!("sqlite:{}", dir.path().join("kura.db").display());
        Self { url, engine: Engine::Sqlite, _dir: Some(dir) }
    }

    fn on_server(url: String) -> Self {
        Self { url, engine: Engine::Postgres, _dir: None }
    }
}
