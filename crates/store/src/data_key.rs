//! Customers' own keys, wrapped. Deleting the row is what erasure means.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// A wrapped key.
#[derive(Debug, Clone)]
pub struct WrappedKey {
    /// Whose.
    pub customer_id: Uuid,
    /// The master key it is wrapped by.
    pub master: String,
    /// The wrapped bytes.
    pub wrapped: Vec<u8>,
}

/// Adds a customer's key.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    conn: &mut Conn,
    key: &WrappedKey,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO data_key (customer_id, master, wrapped, created_at) \
               VALUES ($1, $2, $3, $4)";
    let args = args![key.customer_id, key.master.as_str(), key.wrapped.as_slice(), at];
    conn.execute(sql, args).await?;
    Ok(())
}

/// A customer's key; `None` once erased.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, customer_id: Uuid) -> Result<Option<WrappedKey>, StoreError> {
    let sql = "SELECT customer_id, master, wrapped FROM data_key WHERE customer_id = $1";
    conn.fetch_optional(sql, args![customer_id]).await?.as_ref().map(from_row).transpose()
}

/// Up to 500 keys not wrapped by the master key named, after an identity in their order.
///
/// # Errors
/// [`StoreError`].
pub async fn wrapped_otherwise(
    conn: &mut Conn,
    master: &str,
    after: Uuid,
) -> Result<Vec<WrappedKey>, StoreError> {
    let sql = "SELECT customer_id, master, wrapped FROM data_key \
               WHERE master <> $1 AND customer_id > $2 ORDER BY customer_id LIMIT 500";
    conn.fetch_all(sql, args![master, after]).await?.iter().map(from_row).collect()
}

/// Replaces a key's wrapping, if it is still wrapped as it was read.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not.
pub async fn rewrap(conn: &mut Conn, from: &str, key: &WrappedKey) -> Result<(), StoreError> {
    let sql =
        "UPDATE data_key SET master = $3, wrapped = $4 WHERE customer_id = $1 AND master = $2";
    let args = args![key.customer_id, from, key.master.as_str(), key.wrapped.as_slice()];
    exactly_one(conn.execute(sql, args).await?, "rewrap key")
}

/// Destroys a customer's key.
///
/// # Errors
/// [`StoreError`].
pub async fn destroy(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM data_key WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}

fn from_row(row: &crate::Row) -> Result<WrappedKey, StoreError> {
    Ok(WrappedKey {
        customer_id: row.id("customer_id")?,
        master: row.text("master")?,
        wrapped: row.bytes("wrapped")?,
    })
}
