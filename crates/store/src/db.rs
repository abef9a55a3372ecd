//! The seam: with `row.rs`, the only file that knows there are two database engines.
//!
//! Queries are written once, with `$1` placeholders both engines accept.
//! SQLite gets one writer connection, because two writers that read first
//! end in "database is locked"; PostgreSQL gets a pool.

use std::time::Duration;

use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, Pool, Postgres, Sqlite, SqliteConnection,
    Transaction,
    postgres::{PgArguments, PgConnectOptions, PgPoolOptions, PgRow},
    query::Query,
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
        SqliteSynchronous,
    },
};
use uuid::Uuid;

use crate::{
    error::StoreError,
    reading::{Lent, Readers, answered, lend, readers},
    row::Row,
};

/// How long a request waits for a connection before it is told "unavailable".
const PATIENCE: Duration = Duration::from_secs(3);

/// A database, of either engine.
#[derive(Debug, Clone)]
pub enum Db {
    /// An embedded file: one writer, several readers.
    Sqlite {
        /// The one connection that writes.
        writer: Pool<Sqlite>,
        /// Connections that only read.
        readers: Readers<SqliteConnection>,
    },
    /// A server.
    Postgres {
        /// Connections that write.
        writers: Pool<Postgres>,
        /// Connections that only read.
        readers: Readers<PgConnection>,
    },
}

/// How an embedded file is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// Deleted data is overwritten in the file.
    pub overwrites_deleted: bool,
    /// Readers need not wait for the writer.
    pub write_ahead_log: bool,
}

/// A connection, inside a transaction (from [`Db::begin`]) or not (from [`Db::read`]).
/// Dropped without [`Conn::commit`], a transaction is rolled back.
#[derive(Debug)]
pub enum Conn {
    /// Reads on SQLite.
    SqliteRead(Lent<SqliteConnection>),
    /// A transaction on SQLite.
    SqliteWrite(Transaction<'static, Sqlite>),
    /// Reads on PostgreSQL.
    PostgresRead(Lent<PgConnection>),
    /// A transaction on PostgreSQL.
    PostgresWrite(Transaction<'static, Postgres>),
}

/// A value bound to a query; nulls are typed.
#[derive(Debug, Clone)]
pub enum Value {
    /// A whole number, or a time in microseconds.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// An identity.
    Id(Option<Uuid>),
}

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…` and waits at most three seconds. Of so many
    /// connections, at least two, a third of a server's and all but one of a file's only read.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it cannot be opened.
    pub async fn open(url: &str, connections: u32) -> Result<Self, StoreError> {
        match url.strip_prefix("sqlite:") {
            Some(path) => open_file(path, connections).await,
            None => open_server(url, connections).await,
        }
    }

    /// A connection for reading; each statement sees its own moment.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn read(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Conn::SqliteRead(lend(readers, PATIENCE).await?),
            Self::Postgres { readers, .. } => Conn::PostgresRead(lend(readers, PATIENCE).await?),
        })
    }

    /// A transaction that may write.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn begin(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => {
                Conn::SqliteWrite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres { writers, .. } => Conn::PostgresWrite(writers.begin().await?),
        })
    }

    /// How an embedded file is kept; `None` for a server, whose operator decides.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn keeping(&self) -> Result<Option<Keeping>, StoreError> {
        let Self::Sqlite { .. } = self else { return Ok(None) };
        let mut conn = self.read().await?;
        let overwrites = conn.fetch_optional("PRAGMA secure_delete", Vec::new()).await?;
        let journal = conn.fetch_optional("PRAGMA journal_mode", Vec::new()).await?;
        let overwrites = overwrites.map(|row| row.int("secure_delete")).transpose()?;
        let journal = journal.map(|row| row.text("journal_mode")).transpose()?;
        Ok(Some(Keeping {
            overwrites_deleted: overwrites == Some(1),
            write_ahead_log: journal.as_deref() == Some("wal"),
        }))
    }

    /// Closes the connections that write, and those that read once they come back.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close();
                writer.close().await;
            }
            Self::Postgres { writers, readers } => {
                readers.close();
                writers.close().await;
            }
        }
    }
}

async fn open_file(path: &str, connections: u32) -> Result<Db, StoreError> {
    let options = sqlite_options(path);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        // A file cannot go away as a server can.
        .test_before_acquire(false)
        // After an error at which SQLite rolls back by itself, such as a full disk, the
        // driver still counts a transaction and refuses every further one.
        .before_acquire(|conn, _| {
            let usable = !conn.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
        .connect_with(options.clone())
        .await?;
    let options = options.pragma("query_only", "ON");
    Ok(Db::Sqlite { writer, readers: readers(options, connections.saturating_sub(1))? })
}

async fn open_server(url: &str, connections: u32) -> Result<Db, StoreError> {
    let options: PgConnectOptions = url.parse()?;
    // Bind no statement log: parameters are personal data.
    let options = options.disable_statement_logging().options([
        // A transaction nobody works on, or a statement nobody waits for, ends.
        ("idle_in_transaction_session_timeout", "15s"),
        ("statement_timeout", "15s"),
    ]);
    // A write holds its connection ten times as long as a read.
    let reading = (connections / 3).max(1);
    let writers = PgPoolOptions::new()
        .max_connections(connections.saturating_sub(reading).max(1))
        .acquire_timeout(PATIENCE)
        .connect_with(options.clone())
        .await?;
    let options = options.options([("default_transaction_read_only", "on")]);
    Ok(Db::Postgres { writers, readers: readers(options, reading)? })
}

fn sqlite_options(path: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // Without it deleted personal data stays readable in the file (trust.md 0.6).
        .pragma("secure_delete", "ON")
        // Without it what REPLACE takes away passes the triggers that keep rows.
        .pragma("recursive_triggers", "ON")
        .disable_statement_logging()
}

/// Runs one of the four arms' identical code.
macro_rules! on_connection {
    ($conn:expr, $sql:expr, $args:expr, $method:ident => $wrap:expr) => {
        match $conn {
            Conn::SqliteRead(lent) => {
                let answer = bind_sqlite(sqlx::query($sql), $args).$method(lent.conn()).await;
                answer.inspect(|_| lent.ended_well()).map($wrap.0)
            }
            Conn::SqliteWrite(conn) => {
                bind_sqlite(sqlx::query($sql), $args).$method(&mut **conn).await.map($wrap.0)
            }
            Conn::PostgresRead(lent) => {
                let query = bind_postgres(sqlx::query($sql), $args).$method(lent.conn());
                let answer = answered(query).await;
                answer.inspect(|_| lent.ended_well()).map($wrap.1)
            }
            Conn::PostgresWrite(conn) => {
                bind_postgres(sqlx::query($sql), $args).$method(&mut **conn).await.map($wrap.1)
            }
        }
    };
}

impl Conn {
    /// Runs a statement and says how many rows it touched.
    ///
    /// # Errors
    /// [`StoreError`], constraint violations named.
    pub async fn execute(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let touched = on_connection!(self, sql, args, execute => (
            |done: sqlx::sqlite::SqliteQueryResult| done.rows_affected(),
            |done: sqlx::postgres::PgQueryResult| done.rows_affected()
        ))?;
        Ok(touched)
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn fetch_all(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let rows = on_connection!(self, sql, args, fetch_all => (
            |rows: Vec<SqliteRow>| rows.into_iter().map(Row::Sqlite).collect::<Vec<_>>(),
            |rows: Vec<PgRow>| rows.into_iter().map(Row::Postgres).collect::<Vec<_>>()
        ))?;
        Ok(rows)
    }

    /// The row of a query that has one or none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn fetch_optional(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        let row = on_connection!(self, sql, args, fetch_optional => (
            |row: Option<SqliteRow>| row.map(Row::Sqlite),
            |row: Option<PgRow>| row.map(Row::Postgres)
        ))?;
        Ok(row)
    }

    /// Makes the transaction's changes stand. On a reading connection, nothing.
    ///
    /// # Errors
    /// [`StoreError`]; the outcome is then in doubt and the caller must say so.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::SqliteWrite(transaction) => transaction.commit().await?,
            Self::PostgresWrite(transaction) => transaction.commit().await?,
            Self::SqliteRead(_) | Self::PostgresRead(_) => {}
        }
        Ok(())
    }
}

type LiteQuery = Query<'static, Sqlite, SqliteArguments>;
type PgQuery = Query<'static, Postgres, PgArguments>;

fn bind_sqlite(query: LiteQuery, args: Vec<Value>) -> LiteQuery {
    args.into_iter().fold(query, |query, value| match value {
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
        Value::Id(value) => query.bind(value),
    })
}

fn bind_postgres(query: PgQuery, args: Vec<Value>) -> PgQuery {
    args.into_iter().fold(query, |query, value| match value {
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
        Value::Id(value) => query.bind(value),
    })
}
