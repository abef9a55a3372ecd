//! Browsers a customer has logged in with before.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, value::args};

/// The customer's device of a token, if it is known.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    customer_id: Uuid,
    token_hash: &[u8],
) -> Result<Option<Uuid>, StoreError> {
    let sql = "SELECT id FROM device WHERE token_hash = $2 AND customer_id = $1";
    let row = conn.fetch_optional(sql, args![customer_id, token_hash]).await?;
    row.map(|row| row.id("id")).transpose()
}

/// Adds a device.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    conn: &mut Conn,
    id: Uuid,
    customer_id: Uuid,
    token_hash: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO device (id, customer_id, token_hash, first_seen_at, last_seen_at) \
               VALUES ($1, $2, $3, $4, $4)";
    conn.execute(sql, args![id, customer_id, token_hash, at]).await?;
    Ok(())
}

/// Notes a log-in from a device.
///
/// # Errors
/// [`StoreError`].
pub async fn seen(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    conn.execute("UPDATE device SET last_seen_at = $2 WHERE id = $1", args![id, at]).await?;
    Ok(())
}

/// How many devices a customer has.
///
/// # Errors
/// [`StoreError`].
pub async fn count_of(conn: &mut Conn, customer_id: Uuid) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS number FROM device WHERE customer_id = $1";
    conn.fetch_optional(sql, args![customer_id]).await?.map_or(Ok(0), |row| row.int("number"))
}

/// Forgets a customer's devices.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM device WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}
