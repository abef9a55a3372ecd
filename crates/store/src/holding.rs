//! What customers own and owe.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, error::exactly_one, value::args};

/// A holding's row.
#[derive(Debug, Clone)]
pub struct Holding {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// Optimistic version.
    pub version: i64,
    /// Sealed details.
    pub details: Vec<u8>,
    /// When recorded.
    pub created_at: DateTime<Utc>,
    /// When deleted, if it is.
    pub deleted_at: Option<DateTime<Utc>>,
    /// The import that brought it, if one did.
    pub import_id: Option<Uuid>,
}

fn from_row(row: &Row) -> Result<Holding, StoreError> {
    Ok(Holding {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        version: row.int("version")?,
        details: row.bytes("details")?,
        created_at: row.time("created_at")?,
        deleted_at: row.time_or_null("deleted_at")?,
        import_id: row.id_or_null("import_id")?,
    })
}

/// Adds a holding.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &Holding) -> Result<(), StoreError> {
    let sql = "INSERT INTO holding (id, customer_id, version, details, created_at, updated_at, \
               import_id) VALUES ($1, $2, 1, $3, $4, $4, $5)";
    let args =
        args![new.id, new.customer_id, new.details.as_slice(), new.created_at, new.import_id];
    conn.execute(sql, args).await?;
    Ok(())
}

/// A customer's holdings, deleted ones too; not those an import that does not stand
/// brought, unless the customer has recorded figures of their own for them since.
///
/// # Errors
/// [`StoreError`].
pub async fn of_customer(conn: &mut Conn, customer_id: Uuid) -> Result<Vec<Holding>, StoreError> {
    let sql = "SELECT h.id, h.customer_id, h.version, h.details, h.created_at, h.deleted_at, \
               h.import_id FROM holding h LEFT JOIN import i ON i.id = h.import_id \
               WHERE h.customer_id = $1 AND (h.import_id IS NULL OR i.status = 'confirmed' \
               OR (i.status = 'undone' AND EXISTS (SELECT 1 FROM valuation v \
               LEFT JOIN import o ON o.id = v.import_id WHERE v.holding_id = h.id \
               AND (v.import_id IS NULL OR o.status = 'confirmed')))) \
               ORDER BY h.created_at, h.id";
    conn.fetch_all(sql, args![customer_id]).await?.iter().map(from_row).collect()
}

/// Replaces a holding's details if its version is still the one read.
///
/// # Errors
/// [`StoreError::Conflict`] when it is another's, deleted, or changed meanwhile.
pub async fn edit(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    version: i64,
    details: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE holding SET details = $4, version = version + 1, updated_at = $5 \
               WHERE id = $2 AND customer_id = $1 AND version = $3 AND deleted_at IS NULL";
    let args = args![customer_id, id, version, details, at];
    exactly_one(conn.execute(sql, args).await?, "edit holding")
}

/// Marks a holding as changed by a new valuation, if its version is still the one read.
///
/// # Errors
/// [`StoreError::Conflict`] as [`edit`].
pub async fn advance(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    version: i64,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE holding SET version = version + 1, updated_at = $4 \
               WHERE id = $2 AND customer_id = $1 AND version = $3 AND deleted_at IS NULL";
    exactly_one(conn.execute(sql, args![customer_id, id, version, at]).await?, "advance holding")
}

/// Deletes a holding; it can be restored.
///
/// # Errors
/// [`StoreError::Conflict`] when it is another's, deleted, or changed meanwhile.
pub async fn delete(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    version: i64,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE holding SET deleted_at = $4, version = version + 1, updated_at = $4 \
               WHERE id = $2 AND customer_id = $1 AND version = $3 AND deleted_at IS NULL";
    exactly_one(conn.execute(sql, args![customer_id, id, version, at]).await?, "delete holding")
}

/// Restores a deleted holding.
///
/// # Errors
/// [`StoreError::Conflict`] when it is another's or not deleted.
pub async fn restore(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE holding SET deleted_at = NULL, version = version + 1, updated_at = $3 \
               WHERE id = $2 AND customer_id = $1 AND deleted_at IS NOT NULL";
    exactly_one(conn.execute(sql, args![customer_id, id, at]).await?, "restore holding")
}

/// Deletes a customer's holdings for good.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM holding WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}

/// Deletes for good the holdings brought by an import that is still running.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of_import(conn: &mut Conn, import_id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM holding WHERE import_id = $1 \
               AND EXISTS (SELECT 1 FROM import i WHERE i.id = $1 AND i.status = 'running')";
    conn.execute(sql, args![import_id]).await?;
    Ok(())
}
