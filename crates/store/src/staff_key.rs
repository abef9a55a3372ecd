//! Keys of the bank's people, wrapped: what seals their names, addresses and second factors.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// A wrapped key.
#[derive(Debug, Clone)]
pub struct StaffKey {
    /// Whose.
    pub staff_id: Uuid,
    /// The master key it is wrapped by.
    pub master: String,
    /// The wrapped bytes.
    pub wrapped: Vec<u8>,
}

/// Adds a member's key.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, key: &StaffKey, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_key (staff_id, master, wrapped, created_at) \
               VALUES ($1, $2, $3, $4)";
    let args = args![key.staff_id, key.master.as_str(), key.wrapped.as_slice(), at];
    conn.execute(sql, args).await?;
    Ok(())
}

/// A member's key.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, staff_id: Uuid) -> Result<Option<StaffKey>, StoreError> {
    let sql = "SELECT staff_id, master, wrapped FROM staff_key WHERE staff_id = $1";
    conn.fetch_optional(sql, args![staff_id]).await?.as_ref().map(from_row).transpose()
}

/// Up to 500 keys not wrapped by the master key named, after an identity in their order.
///
/// # Errors
/// [`StoreError`].
pub async fn wrapped_otherwise(
    conn: &mut Conn,
    master: &str,
    after: Uuid,
) -> Result<Vec<StaffKey>, StoreError> {
    let sql = "SELECT staff_id, master, wrapped FROM staff_key \
               WHERE master <> $1 AND staff_id > $2 ORDER BY staff_id LIMIT 500";
    conn.fetch_all(sql, args![master, after]).await?.iter().map(from_row).collect()
}

/// Replaces a key's wrapping, if it is still wrapped as it was read.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not.
pub async fn rewrap(conn: &mut Conn, from: &str, key: &StaffKey) -> Result<(), StoreError> {
    let sql = "UPDATE staff_key SET master = $3, wrapped = $4 WHERE staff_id = $1 AND master = $2";
    let args = args![key.staff_id, from, key.master.as_str(), key.wrapped.as_slice()];
    exactly_one(conn.execute(sql, args).await?, "rewrap staff key")
}

pub(crate) fn from_row(row: &crate::Row) -> Result<StaffKey, StoreError> {
    Ok(StaffKey {
        staff_id: row.id("staff_id")?,
        master: row.text("master")?,
        wrapped: row.bytes("wrapped")?,
    })
}
