//! What happened that somebody at the bank must look into.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, error::exactly_one, value::args};

/// A query for whole rows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, at, kind, customer_id, subject_id, detail, original_hash, closed_at, \
             closed_by, outcome, note FROM incident ",
            $rest
        )
    };
}

/// An incident's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What, such as `malware`.
    pub kind: String,
    /// Whose doing, or whose record.
    pub customer_id: Uuid,
    /// The record it is about; it may be gone with its customer.
    pub subject_id: Uuid,
    /// More words, such as a signature's name; nothing personal.
    pub detail: String,
    /// Keyed hash of the file given.
    pub original_hash: Vec<u8>,
    /// That somebody had looked into it.
    pub closed: Option<Closing>,
}

/// That somebody had looked into an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Uuid,
    /// What came of it: a code; `None` of what was closed before that was asked.
    pub outcome: Option<String>,
    /// Sealed: what was found; `None` if it could not be kept.
    pub note: Option<Vec<u8>>,
}

fn closing(row: &Row) -> Result<Option<Closing>, StoreError> {
    let Some((at, by)) = row.time_or_null("closed_at")?.zip(row.id_or_null("closed_by")?) else {
        return Ok(None);
    };
    let (outcome, note) = (row.text_or_null("outcome")?, row.bytes_or_null("note")?);
    Ok(Some(Closing { at, by, outcome, note }))
}

fn from_row(row: &Row) -> Result<Incident, StoreError> {
    Ok(Incident {
        id: row.id("id")?,
        at: row.time("at")?,
        kind: row.text("kind")?,
        customer_id: row.id("customer_id")?,
        subject_id: row.id("subject_id")?,
        detail: row.text("detail")?,
        original_hash: row.bytes("original_hash")?,
        closed: closing(row)?,
    })
}

/// Adds an incident nobody has looked into.
///
/// # Errors
/// [`StoreError::Refused`] for a kind there is not.
pub async fn insert(conn: &mut Conn, new: &Incident) -> Result<(), StoreError> {
    let sql = "INSERT INTO incident (id, at, kind, customer_id, subject_id, detail, original_hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![
        new.id,
        new.at,
        new.kind.as_str(),
        new.customer_id,
        new.subject_id,
        new.detail.as_str(),
        new.original_hash.as_slice()
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// Incidents nobody has looked into yet, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn open(conn: &mut Conn) -> Result<Vec<Incident>, StoreError> {
    let sql = select!("WHERE closed_at IS NULL ORDER BY at, id LIMIT 100");
    conn.fetch_all(sql, args![]).await?.iter().map(from_row).collect()
}

/// The twenty incidents closed last, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn closed(conn: &mut Conn) -> Result<Vec<Incident>, StoreError> {
    let sql = select!("WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT 20");
    conn.fetch_all(sql, args![]).await?.iter().map(from_row).collect()
}

/// An incident, open or closed.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Incident>, StoreError> {
    let sql = select!("WHERE id = $1");
    conn.fetch_optional(sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// How many incidents nobody has looked into yet.
///
/// # Errors
/// [`StoreError`].
pub async fn count_open(conn: &mut Conn) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) AS n FROM incident WHERE closed_at IS NULL";
    conn.fetch_optional(sql, args![]).await?.map_or(Ok(0), |row| row.int("n"))
}

/// Notes that somebody has looked into an incident.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has before, or there is none.
pub async fn close(conn: &mut Conn, id: Uuid, closing: &Closing) -> Result<(), StoreError> {
    let sql = "UPDATE incident SET closed_at = $3, closed_by = $2, outcome = $4, note = $5 \
               WHERE id = $1 AND closed_at IS NULL";
    let (outcome, note) = (closing.outcome.as_deref(), closing.note.as_deref());
    let args = args![id, closing.by, closing.at, outcome, note];
    exactly_one(conn.execute(sql, args).await?, "close incident")
}

/// Forgets by what an erased customer's files would be known again: the hash is then empty.
/// That there was an incident stays.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE incident SET original_hash = $2 \
               WHERE customer_id = $1 AND length(original_hash) > 0";
    conn.execute(sql, args![customer_id, &[][..]]).await?;
    Ok(())
}
