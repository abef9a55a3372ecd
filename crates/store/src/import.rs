//! Files given for import and how far each has come.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, Row, StoreError, error::exactly_one, place::places, value::args};

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Received; waits for the person's yes.
    Uploaded,
    /// Confirmed by the person; rows are being written, unseen.
    Running,
    /// Its rows stand.
    Confirmed,
    /// Taken back.
    Undone,
    /// Thrown away before it was carried out.
    Discarded,
    /// Could not be carried out; nothing of it stands.
    Failed,
}

impl Status {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        match row.text("status")?.as_str() {
            "uploaded" => Ok(Self::Uploaded),
            "running" => Ok(Self::Running),
            "confirmed" => Ok(Self::Confirmed),
            "undone" => Ok(Self::Undone),
            "discarded" => Ok(Self::Discarded),
            "failed" => Ok(Self::Failed),
            _ => Err(row.corrupt("status", "unknown status")),
        }
    }
}

/// An import's row.
#[derive(Debug, Clone)]
pub struct Import {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// How far it has come.
    pub status: Status,
    /// Keyed hash of the file.
    pub file_hash: Vec<u8>,
    /// Sealed details.
    pub details: Vec<u8>,
    /// When the file came.
    pub created_at: DateTime<Utc>,
    /// When its rows began to stand.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
    /// Entries to write.
    pub rows_total: i64,
    /// Entries written.
    pub rows_done: i64,
    /// Optimistic version.
    pub version: i64,
}

fn from_row(row: &Row) -> Result<Import, StoreError> {
    Ok(Import {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        status: Status::from_row(row)?,
        file_hash: row.bytes("file_hash")?,
        details: row.bytes("details")?,
        created_at: row.time("created_at")?,
        confirmed_at: row.time_or_null("confirmed_at")?,
        undone_at: row.time_or_null("undone_at")?,
        rows_total: row.int("rows_total")?,
        rows_done: row.int("rows_done")?,
        version: row.int("version")?,
    })
}

/// Adds an import that waits for the person's yes.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &Import) -> Result<(), StoreError> {
    let sql = "INSERT INTO import (id, customer_id, status, file_hash, details, created_at, \
               rows_total, rows_done, lease_until, version) \
               VALUES ($1, $2, 'uploaded', $3, $4, $5, 0, 0, 0, 1)";
    let args = args![
        new.id,
        new.customer_id,
        new.file_hash.as_slice(),
        new.details.as_slice(),
        new.created_at
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// One of a customer's imports.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
) -> Result<Option<Import>, StoreError> {
    let sql = "SELECT id, customer_id, status, file_hash, details, created_at, confirmed_at, \
               undone_at, rows_total, rows_done, version FROM import \
               WHERE id = $2 AND customer_id = $1";
    conn.fetch_optional(sql, args![customer_id, id]).await?.as_ref().map(from_row).transpose()
}

/// A customer's imports, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_customer(conn: &mut Conn, customer_id: Uuid) -> Result<Vec<Import>, StoreError> {
    let sql = "SELECT id, customer_id, status, file_hash, details, created_at, confirmed_at, \
               undone_at, rows_total, rows_done, version FROM import WHERE customer_id = $1 \
               ORDER BY created_at DESC, id LIMIT 100";
    conn.fetch_all(sql, args![customer_id]).await?.iter().map(from_row).collect()
}

/// Replaces the details (reading choices) of an import still waiting.
///
/// # Errors
/// [`StoreError::Conflict`] when it no longer waits or changed meanwhile.
pub async fn choose(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    version: i64,
    details: &[u8],
) -> Result<(), StoreError> {
    let sql = "UPDATE import SET details = $4, version = version + 1 \
               WHERE id = $2 AND customer_id = $1 AND version = $3 AND status = 'uploaded'";
    let args = args![customer_id, id, version, details];
    exactly_one(conn.execute(sql, args).await?, "choose import reading")
}

/// Starts an import the person said yes to.
///
/// # Errors
/// [`StoreError::Conflict`] when it no longer waits or changed meanwhile.
pub async fn start(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    version: i64,
    rows_total: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE import SET status = 'running', rows_total = $4, version = version + 1 \
               WHERE id = $2 AND customer_id = $1 AND version = $3 AND status = 'uploaded'";
    let args = args![customer_id, id, version, rows_total];
    exactly_one(conn.execute(sql, args).await?, "start import")
}

/// Claims one running import nobody works on; it begins anew. Its version goes up with each claim: whoever
/// claimed it before can write no more.
///
/// # Errors
/// [`StoreError`].
pub async fn claim(
    conn: &mut Conn,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<(Uuid, Uuid)>, StoreError> {
    let sql = "UPDATE import SET lease_until = $2, rows_done = 0, version = version + 1 WHERE id = (SELECT id FROM import \
               WHERE status = 'running' AND lease_until <= $1 ORDER BY created_at LIMIT 1) \
               AND status = 'running' AND lease_until <= $1 RETURNING id, customer_id";
    let row = conn.fetch_optional(sql, args![now, until]).await?;
    row.map(|row| Ok((row.id("id")?, row.id("customer_id")?))).transpose()
}

/// Notes how many entries are written and keeps the claim of a version.
///
/// # Errors
/// [`StoreError::Conflict`] when another worker has claimed it since.
pub async fn progress(
    conn: &mut Conn,
    id: Uuid,
    version: i64,
    done: i64,
    lease_until: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE import SET rows_done = $3, lease_until = $4 \
               WHERE id = $1 AND version = $2 AND status = 'running'";
    let args = args![id, version, done, lease_until];
    exactly_one(conn.execute(sql, args).await?, "import progress")
}

/// Makes an import's rows stand: those written, for others may have become needless
/// since the person said yes.
///
/// # Errors
/// [`StoreError::Conflict`] when it does not run, or another worker has claimed it since.
pub async fn confirm(
    conn: &mut Conn,
    id: Uuid,
    version: i64,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE import SET status = 'confirmed', confirmed_at = $3, rows_total = rows_done, \
               version = version + 1 WHERE id = $1 AND version = $2 AND status = 'running'";
    exactly_one(conn.execute(sql, args![id, version, at]).await?, "confirm import")
}

/// Takes an import back.
///
/// # Errors
/// [`StoreError::Conflict`] when it does not stand.
pub async fn undo(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE import SET status = 'undone', undone_at = $3, version = version + 1 \
               WHERE id = $2 AND customer_id = $1 AND status = 'confirmed'";
    exactly_one(conn.execute(sql, args![customer_id, id, at]).await?, "undo import")
}

/// Throws away an import still waiting.
///
/// # Errors
/// [`StoreError::Conflict`] when it no longer waits.
pub async fn discard(conn: &mut Conn, customer_id: Uuid, id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE import SET status = 'discarded', version = version + 1 \
               WHERE id = $2 AND customer_id = $1 AND status = 'uploaded'";
    exactly_one(conn.execute(sql, args![customer_id, id]).await?, "discard import")
}

/// Gives up an import that cannot be carried out.
///
/// # Errors
/// [`StoreError::Conflict`] when it does not run, or another worker has claimed it since.
pub async fn fail(conn: &mut Conn, id: Uuid, version: i64) -> Result<(), StoreError> {
    let sql = "UPDATE import SET status = 'failed', version = version + 1 \
               WHERE id = $1 AND version = $2 AND status = 'running'";
    exactly_one(conn.execute(sql, args![id, version]).await?, "fail import")
}

/// Identities of all of a customer's imports.
///
/// # Errors
/// [`StoreError`].
pub async fn ids_of(conn: &mut Conn, customer_id: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let sql = "SELECT id FROM import WHERE customer_id = $1";
    let rows = conn.fetch_all(sql, args![customer_id]).await?;
    rows.iter().map(|row| row.id("id")).collect()
}

/// Whether a customer has another import of the same file that stands.
///
/// # Errors
/// [`StoreError`].
pub async fn stands_already(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    file_hash: &[u8],
) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM import WHERE customer_id = $1 AND id <> $2 AND file_hash = $3 \
               AND status = 'confirmed' LIMIT 1";
    Ok(conn.fetch_optional(sql, args![customer_id, id, file_hash]).await?.is_some())
}

/// Imports made since a time whose file is not needed any more, at most 100, oldest first,
/// after a place in that order.
///
/// # Errors
/// [`StoreError`].
pub async fn ended_since(
    conn: &mut Conn,
    created_since: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT created_at AS at, id FROM import WHERE created_at >= $1 \
               AND (created_at, id) > ($2, $3) \
               AND status IN ('confirmed', 'undone', 'discarded', 'failed') \
               ORDER BY created_at, id LIMIT 100";
    places(&conn.fetch_all(sql, args![created_since, after, after_id]).await?)
}

/// Imports still waiting since before a time: forgotten ones.
///
/// # Errors
/// [`StoreError`].
pub async fn forgotten(
    conn: &mut Conn,
    before: DateTime<Utc>,
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let sql = "SELECT id, customer_id FROM import WHERE status = 'uploaded' AND created_at < $1 \
               LIMIT 100";
    let rows = conn.fetch_all(sql, args![before]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.id("customer_id")?))).collect()
}

/// Deletes a customer's imports for good.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM import WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}
