//! Bringing the schema up to date, by one process at a time on either engine.

use std::{ffi::OsString, fs::File, io, path::Path};

use sqlx::{Pool, Postgres, Sqlite, migrate::Migrator};

use crate::{db::Db, error::StoreError};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

impl Db {
    /// Brings the schema up to this program's version, once no other process does.
    ///
    /// # Errors
    /// [`StoreError`] when a migration fails or an applied one was changed.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { writer, .. } => migrate_file(writer).await,
            Self::Postgres { writers, .. } => migrate_server(writers).await,
        }
    }
}

/// The migrator has a lock on a server only: two processes that open a new file at once
/// would each apply what neither has seen applied.
async fn migrate_file(writer: &Pool<Sqlite>) -> Result<(), StoreError> {
    let options = writer.connect_options();
    let lock = lock_beside(options.get_filename()).await.map_err(sqlx::Error::Io)?;
    SQLITE.run(writer).await?;
    drop(lock);
    Ok(())
}

/// A lock that ends with its file's handle, so with its process at the latest. It is not on
/// the database's own file: closing any handle of that ends SQLite's locks.
async fn lock_beside(database: &Path) -> io::Result<File> {
    let mut path = OsString::from(database);
    path.push("-migrating");
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok(file)
    });
    locked.await.map_err(io::Error::other)?
}

/// On a connection of its own: an index takes longer than a statement may.
async fn migrate_server(writers: &Pool<Postgres>) -> Result<(), StoreError> {
    let mut conn = writers.acquire().await?.detach();
    sqlx::query("SET statement_timeout = 0").execute(&mut conn).await?;
    POSTGRES.run(&mut conn).await?;
    sqlx::Connection::close(conn).await?;
    Ok(())
}
