//! Recorded figures. Rows are added, never updated.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, Value, value::args};

/// A valuation's row.
#[derive(Debug, Clone)]
pub struct Valuation {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// Of which holding.
    pub holding_id: Uuid,
    /// The day it was true.
    pub as_of: NaiveDate,
    /// When Kura learnt it.
    pub recorded_at: DateTime<Utc>,
    /// `form`, `unchanged`, `import` or `correction`.
    pub source: String,
    /// Sealed figure.
    pub figure: Vec<u8>,
    /// The import that brought it, if one did.
    pub import_id: Option<Uuid>,
    /// When that import was undone, if it was. Not written by [`insert`].
    pub retracted_at: Option<DateTime<Utc>>,
}

fn from_row(row: &Row) -> Result<Valuation, StoreError> {
    Ok(Valuation {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        holding_id: row.id("holding_id")?,
        as_of: row.day("as_of")?,
        recorded_at: row.time("recorded_at")?,
        source: row.text("source")?,
        figure: row.bytes("figure")?,
        import_id: row.id_or_null("import_id")?,
        retracted_at: row.time_or_null("undone_at")?,
    })
}

/// Rows one statement adds: a statement for each would be mostly waiting.
const BLOCK: usize = 40;
const COLUMNS: usize = 8;

static INSERT_ONE: LazyLock<String> = LazyLock::new(|| insert_text(1));
static INSERT_BLOCK: LazyLock<String> = LazyLock::new(|| insert_text(BLOCK));

fn insert_text(rows: usize) -> String {
    let row = |at: usize| {
        let places: Vec<String> = (1..=COLUMNS).map(|n| format!("${}", at * COLUMNS + n)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    let into = "INSERT INTO valuation (id, customer_id, holding_id, as_of, recorded_at, source, \
                figure, import_id) VALUES ";
    format!("{into}{}", rows.join(", "))
}

/// Adds valuations.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &[Valuation]) -> Result<(), StoreError> {
    let (blocks, rest) = new.as_chunks::<BLOCK>();
    for block in blocks {
        conn.execute(INSERT_BLOCK.as_str(), block.iter().flat_map(args_of).collect()).await?;
    }
    for row in rest {
        conn.execute(INSERT_ONE.as_str(), args_of(row)).await?;
    }
    Ok(())
}

fn args_of(new: &Valuation) -> Vec<Value> {
    args![
        new.id,
        new.customer_id,
        new.holding_id,
        new.as_of,
        new.recorded_at,
        new.source.as_str(),
        new.figure.as_slice(),
        new.import_id
    ]
}

/// All of a customer's valuations but those of imports that were never confirmed.
///
/// # Errors
/// [`StoreError`].
pub async fn of_customer(conn: &mut Conn, customer_id: Uuid) -> Result<Vec<Valuation>, StoreError> {
    let sql = "SELECT v.id, v.customer_id, v.holding_id, v.as_of, v.recorded_at, v.source, \
               v.figure, v.import_id, i.undone_at FROM valuation v \
               LEFT JOIN import i ON i.id = v.import_id WHERE v.customer_id = $1 \
               AND (v.import_id IS NULL OR i.status IN ('confirmed', 'undone')) \
               ORDER BY v.as_of, v.recorded_at, v.id";
    conn.fetch_all(sql, args![customer_id]).await?.iter().map(from_row).collect()
}

/// Deletes a customer's valuations for good.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM valuation WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}

/// Deletes for good what an import that is still running brought.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_of_import(conn: &mut Conn, import_id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM valuation WHERE import_id = $1 \
               AND EXISTS (SELECT 1 FROM import i WHERE i.id = $1 AND i.status = 'running')";
    conn.execute(sql, args![import_id]).await?;
    Ok(())
}
