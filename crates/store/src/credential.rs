//! Password hashes.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// Adds a customer's password hash (PHC string).
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    conn: &mut Conn,
    customer_id: Uuid,
    password_hash: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO credential (customer_id, password_hash, changed_at) VALUES ($1, $2, $3)";
    conn.execute(sql, args![customer_id, password_hash, at]).await?;
    Ok(())
}

/// A customer's password hash.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, customer_id: Uuid) -> Result<Option<String>, StoreError> {
    let sql = "SELECT password_hash FROM credential WHERE customer_id = $1";
    let row = conn.fetch_optional(sql, args![customer_id]).await?;
    row.map(|row| row.text("password_hash")).transpose()
}

/// Replaces a customer's password hash.
///
/// # Errors
/// [`StoreError`].
pub async fn replace(
    conn: &mut Conn,
    customer_id: Uuid,
    password_hash: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE credential SET password_hash = $2, changed_at = $3 WHERE customer_id = $1";
    exactly_one(conn.execute(sql, args![customer_id, password_hash, at]).await?, "replace password")
}

/// Forgets a customer's password hash.
///
/// # Errors
/// [`StoreError`].
pub async fn delete(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM credential WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}
