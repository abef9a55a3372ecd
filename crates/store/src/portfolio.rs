//! A customer's whole portfolio in one sealed row, so that a page reads one row.

use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// A customer's sealed portfolio; `None` when nothing was ever recorded.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, customer_id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT sealed FROM portfolio WHERE customer_id = $1";
    conn.fetch_optional(sql, args![customer_id]).await?.map(|row| row.bytes("sealed")).transpose()
}

/// Replaces a customer's sealed portfolio.
///
/// # Errors
/// [`StoreError`].
pub async fn put(conn: &mut Conn, customer_id: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO portfolio (customer_id, sealed) VALUES ($1, $2) \
               ON CONFLICT (customer_id) DO UPDATE SET sealed = excluded.sealed";
    conn.execute(sql, args![customer_id, sealed]).await?;
    Ok(())
}

/// Holds a customer's portfolio for this transaction, so that two verbs at once
/// cannot each write a summary that misses the other's row.
///
/// # Errors
/// [`StoreError`].
pub async fn hold(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    // An update locks the row on both engines; there is no shared word for FOR UPDATE.
    let sql = "UPDATE customer SET version = version + 1 WHERE id = $1";
    exactly_one(conn.execute(sql, args![customer_id]).await?, "hold portfolio")
}

/// Deletes a customer's sealed portfolio.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM portfolio WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}
