//! What each form's key led to.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// Takes a key for this transaction. `None`: it is new and now taken, go on and
/// [`settle`]. `Some`: it was used before and led to that record. A second
/// transaction with the key waits here for the first.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    conn: &mut Conn,
    owner_id: Uuid,
    key: Uuid,
    action: &str,
    at: DateTime<Utc>,
) -> Result<Option<Uuid>, StoreError> {
    let sql = "INSERT INTO idempotency (owner_id, key, action, result, created_at) \
               VALUES ($1, $2, $3, $2, $4) ON CONFLICT (owner_id, key) DO NOTHING";
    if conn.execute(sql, args![owner_id, key, action, at]).await? == 1 {
        return Ok(None);
    }
    let sql = "SELECT result FROM idempotency WHERE owner_id = $1 AND key = $2 AND action = $3";
    match conn.fetch_optional(sql, args![owner_id, key, action]).await? {
        Some(row) => row.id("result").map(Some),
        // The key of another form: a forged or mixed-up request.
        None => Err(StoreError::Conflict { what: "form key" }),
    }
}

/// What a key led to, if a form of that action was carried out with it. The key is not taken.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    owner_id: Uuid,
    key: Uuid,
    action: &str,
) -> Result<Option<Uuid>, StoreError> {
    let sql = "SELECT result FROM idempotency WHERE owner_id = $1 AND key = $2 AND action = $3";
    let row = conn.fetch_optional(sql, args![owner_id, key, action]).await?;
    row.map(|row| row.id("result")).transpose()
}

/// Notes what a taken key led to.
///
/// # Errors
/// [`StoreError`].
pub async fn settle(
    conn: &mut Conn,
    owner_id: Uuid,
    key: Uuid,
    result: Uuid,
) -> Result<(), StoreError> {
    let sql = "UPDATE idempotency SET result = $3 WHERE owner_id = $1 AND key = $2";
    exactly_one(conn.execute(sql, args![owner_id, key, result]).await?, "settle form key")
}

/// Deletes keys taken before a time.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_taken(conn: &mut Conn, before: DateTime<Utc>) -> Result<u64, StoreError> {
    conn.execute("DELETE FROM idempotency WHERE created_at < $1", args![before]).await
}
