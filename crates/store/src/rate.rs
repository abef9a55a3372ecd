//! Exchange rates customers entered.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, value::args};

/// A rate's row.
#[derive(Debug, Clone)]
pub struct Rate {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// The day it was true.
    pub as_of: NaiveDate,
    /// When Kura learnt it.
    pub recorded_at: DateTime<Utc>,
    /// Sealed currency and yen.
    pub quote: Vec<u8>,
}

fn from_row(row: &Row) -> Result<Rate, StoreError> {
    Ok(Rate {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        as_of: row.day("as_of")?,
        recorded_at: row.time("recorded_at")?,
        quote: row.bytes("quote")?,
    })
}

/// Adds a rate.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &Rate) -> Result<(), StoreError> {
    let sql = "INSERT INTO rate (id, customer_id, as_of, recorded_at, quote) \
               VALUES ($1, $2, $3, $4, $5)";
    let args = args![new.id, new.customer_id, new.as_of, new.recorded_at, new.quote.as_slice()];
    conn.execute(sql, args).await?;
    Ok(())
}

/// All of a customer's rates, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_customer(conn: &mut Conn, customer_id: Uuid) -> Result<Vec<Rate>, StoreError> {
    let sql = "SELECT id, customer_id, as_of, recorded_at, quote FROM rate \
               WHERE customer_id = $1 ORDER BY as_of, recorded_at, id";
    conn.fetch_all(sql, args![customer_id]).await?.iter().map(from_row).collect()
}

/// Deletes a customer's rates for good.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM rate WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}
