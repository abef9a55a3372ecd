//! Logged-in sessions.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, error::exactly_one, value::args};

/// A session's row.
#[derive(Debug, Clone)]
pub struct Session {
    /// Identity; not the token.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// On which browser.
    pub device_id: Uuid,
    /// Log-in.
    pub created_at: DateTime<Utc>,
    /// Last request.
    pub seen_at: DateTime<Utc>,
    /// Log-out or revocation.
    pub ended_at: Option<DateTime<Utc>>,
    /// Sealed browser and address.
    pub origin: Vec<u8>,
}

/// A session with its customer's standing, wrapped key and sealed portfolio: what nearly every
/// page needs, in one read.
#[derive(Debug, Clone)]
pub struct Presence {
    /// The session.
    pub session: Session,
    /// The customer's status.
    pub status: String,
    /// The customer's wrapped key.
    pub key: crate::data_key::WrappedKey,
    /// The customer's sealed portfolio, if anything was ever recorded.
    pub portfolio: Option<Vec<u8>>,
}

fn from_row(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        device_id: row.id("device_id")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        ended_at: row.time_or_null("ended_at")?,
        origin: row.bytes("origin")?,
    })
}

/// Adds a session.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &Session, token_hash: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO session (id, token_hash, customer_id, device_id, created_at, seen_at, \
               origin) VALUES ($1, $2, $3, $4, $5, $5, $6)";
    let args = args![
        new.id,
        token_hash,
        new.customer_id,
        new.device_id,
        new.created_at,
        new.origin.as_slice()
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// The session of a token, ended or not, with its customer, key and portfolio.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<Presence>, StoreError> {
    let sql = "SELECT s.id, s.customer_id, s.device_id, s.created_at, s.seen_at, s.ended_at, \
               s.origin, c.status, k.master, k.wrapped, p.sealed FROM session s \
               JOIN customer c ON c.id = s.customer_id \
               JOIN data_key k ON k.customer_id = s.customer_id \
               LEFT JOIN portfolio p ON p.customer_id = s.customer_id WHERE s.token_hash = $1";
    let Some(row) = conn.fetch_optional(sql, args![token_hash]).await? else { return Ok(None) };
    let session = from_row(&row)?;
    let key = crate::data_key::WrappedKey {
        customer_id: session.customer_id,
        master: row.text("master")?,
        wrapped: row.bytes("wrapped")?,
    };
    let (status, portfolio) = (row.text("status")?, row.bytes_or_null("sealed")?);
    Ok(Some(Presence { session, status, key, portfolio }))
}

/// Notes a request; never brings an ended session back.
///
/// # Errors
/// [`StoreError`].
pub async fn touch(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE session SET seen_at = $2 WHERE id = $1 AND ended_at IS NULL AND seen_at < $2";
    conn.execute(sql, args![id, at]).await?;
    Ok(())
}

/// A customer's sessions that have not ended and were seen since a time, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn open_of(
    conn: &mut Conn,
    customer_id: Uuid,
    seen_since: DateTime<Utc>,
) -> Result<Vec<Session>, StoreError> {
    let sql = "SELECT id, customer_id, device_id, created_at, seen_at, ended_at, origin \
               FROM session WHERE customer_id = $1 AND ended_at IS NULL AND seen_at >= $2 \
               ORDER BY created_at DESC, id";
    conn.fetch_all(sql, args![customer_id, seen_since]).await?.iter().map(from_row).collect()
}

/// Ends one of a customer's sessions.
///
/// # Errors
/// [`StoreError::Conflict`] when it is another's, unknown or ended.
pub async fn end(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE session SET ended_at = $3 \
               WHERE id = $2 AND customer_id = $1 AND ended_at IS NULL";
    exactly_one(conn.execute(sql, args![customer_id, id, at]).await?, "end session")
}

/// Ends all of a customer's sessions but one.
///
/// # Errors
/// [`StoreError`].
pub async fn end_all_but(
    conn: &mut Conn,
    customer_id: Uuid,
    keep: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // The nil identity is no session's, so "keep none" needs no second statement.
    let sql = "UPDATE session SET ended_at = $3 \
               WHERE customer_id = $1 AND id <> $2 AND ended_at IS NULL";
    conn.execute(sql, args![customer_id, keep.unwrap_or(Uuid::nil()), at]).await
}

/// Deletes a customer's sessions.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM session WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}

/// Deletes sessions last seen before a time.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_unseen(conn: &mut Conn, since: DateTime<Utc>) -> Result<u64, StoreError> {
    conn.execute("DELETE FROM session WHERE seen_at < $1", args![since]).await
}
