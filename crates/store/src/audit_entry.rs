//! The audit trail. Rows are appended; the schema refuses anything else.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, value::args};

/// An audit entry's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Sort of actor.
    pub actor_kind: String,
    /// Who, if known.
    pub actor_id: Option<Uuid>,
    /// What was done.
    pub action: String,
    /// To which record.
    pub subject_id: Option<Uuid>,
    /// `done` or `refused`.
    pub outcome: String,
    /// Why it was refused; empty when done. Never personal data.
    pub reason: String,
    /// For what a look at personal data was said to be; empty otherwise. A code, never text.
    pub purpose: String,
    /// The request.
    pub request_id: String,
    /// From where.
    pub address: String,
}

/// Appends an entry.
///
/// # Errors
/// [`StoreError`].
pub async fn append(conn: &mut Conn, entry: &AuditEntry) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit_entry (id, at, actor_kind, actor_id, action, subject_id, outcome, \
               reason, request_id, address, purpose) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let args = args![
        entry.id,
        entry.at,
        entry.actor_kind.as_str(),
        entry.actor_id,
        entry.action.as_str(),
        entry.subject_id,
        entry.outcome.as_str(),
        entry.reason.as_str(),
        entry.request_id.as_str(),
        entry.address.as_str(),
        entry.purpose.as_str()
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<AuditEntry, StoreError> {
    Ok(AuditEntry {
        id: row.id("id")?,
        at: row.time("at")?,
        actor_kind: row.text("actor_kind")?,
        actor_id: row.id_or_null("actor_id")?,
        action: row.text("action")?,
        subject_id: row.id_or_null("subject_id")?,
        outcome: row.text("outcome")?,
        reason: row.text("reason")?,
        purpose: row.text("purpose")?,
        request_id: row.text("request_id")?,
        address: row.text("address")?,
    })
}

/// Entries after a sequence number and made before a time, oldest first, at most
/// 1,000, with their numbers. On PostgreSQL a transaction may take a number early
/// and commit late; a reader that must miss none gives a time longer ago than any
/// transaction lives (a minute).
///
/// # Errors
/// [`StoreError`].
pub async fn after(
    conn: &mut Conn,
    sequence: i64,
    made_before: DateTime<Utc>,
) -> Result<Vec<(i64, AuditEntry)>, StoreError> {
    let sql = "SELECT sequence, id, at, actor_kind, actor_id, action, subject_id, outcome, reason, \
               purpose, request_id, address FROM audit_entry WHERE sequence > $1 AND at < $2 \
               ORDER BY sequence LIMIT 1000";
    let rows = conn.fetch_all(sql, args![sequence, made_before]).await?;
    rows.iter().map(|row| Ok((row.int("sequence")?, from_row(row)?))).collect()
}
