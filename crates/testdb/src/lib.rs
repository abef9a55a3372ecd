//! Real databases of both engines for tests. Dev-dependency only.
//!
//! `on_both_engines!` runs one test body on SQLite and on PostgreSQL, each time
//! on a fresh, migrated database. PostgreSQL is a throw-away cluster, started once
//! per test process and stopped with it; set `TEST_DATABASE_URL` to a maintenance
//! database (`postgres://user@host/postgres`) to use a server of your own instead.
//! There, tests work as the role the program works as, which may do less than the owner.
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
mod role;
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
    /// What `store::Db::open` takes to open it as the program does.
    pub url: String,
    /// The same as whoever made its tables, who may do anything with them.
    pub owner_url: String,
    /// Of which engine it is.
    pub engine: Engine,
    _dir: Option<ScratchDir>,
}

impl TestDb {
    /// A database whose schema is up to date.
    pub async fn create(engine: Engine) -> Self {
        if engine == Engine::Postgres {
            let owner_url = shared::migrated_database().await;
            return Self::on_server(role::of_the_program(&owner_url), owner_url);
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
            Engine::Postgres => {
                let url = shared::empty_database().await;
                Self::on_server(url.clone(), url)
            }
        }
    }

    /// Opens it with ten connections, as a process of Kura would.
    pub async fn open(&self) -> Db {
        Db::open(&self.url, 10).await.expect("the test database opens")
    }

    /// Opens it as the owner of its tables: for the rules of the schema that bind even whoever
    /// has all rights.
    pub async fn open_as_owner(&self) -> Db {
        Db::open(&self.owner_url, 10).await.expect("the test database opens")
    }

    fn file() -> Self {
        let dir = ScratchDir::create();
        let url = format!("sqlite:{}", dir.path().join("kura.db").display());
        Self { owner_url: url.clone(), url, engine: Engine::Sqlite, _dir: Some(dir) }
    }

    fn on_server(url: String, owner_url: String) -> Self {
        Self { url, owner_url, engine: Engine::Postgres, _dir: None }
    }
}
