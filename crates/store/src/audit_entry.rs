//! The audit trail. Rows are appended; the schema refuses anything else.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, value::args};

/// The most entries [`of_staff_upon`] gives.
pub const MOST_LOOKS: usize = 200;

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

/// What the bank's people did with a customer, their applications and pictures, and the
/// exports of all customers since a time, newest first, at most [`MOST_LOOKS`]. Only what was
/// done: what was refused shows nobody anything. An export of all is upon nobody: its subject
/// is the nil identity.
///
/// # Errors
/// [`StoreError`].
pub async fn of_staff_upon(
    conn: &mut Conn,
    customer_id: Uuid,
    since: DateTime<Utc>,
) -> Result<Vec<AuditEntry>, StoreError> {
    let sql = "SELECT sequence, id, at, actor_kind, actor_id, action, subject_id, outcome, reason, \
               purpose, request_id, address FROM audit_entry WHERE actor_kind = 'staff' \
               AND outcome = 'done' AND subject_id IN (\
               SELECT id FROM customer WHERE id = $1 \
               UNION ALL SELECT id FROM application WHERE customer_id = $1 \
               UNION ALL SELECT id FROM document WHERE customer_id = $1) \
               ORDER BY at DESC, sequence DESC LIMIT 200";
    let own = conn.fetch_all(sql, args![customer_id]).await?;
    let sql = "SELECT sequence, id, at, actor_kind, actor_id, action, subject_id, outcome, reason, \
               purpose, request_id, address FROM audit_entry WHERE actor_kind = 'staff' \
               AND outcome = 'done' AND subject_id = $1 AND action = 'export-roster' \
               AND at >= $2 ORDER BY at DESC, sequence DESC LIMIT 200";
    let of_all = conn.fetch_all(sql, args![Uuid::nil(), since]).await?;
    let mut entries: Vec<AuditEntry> =
        own.iter().chain(&of_all).map(from_row).collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.id)));
    entries.truncate(MOST_LOOKS);
    Ok(entries)
}

/// Where a search that goes back from an entry and looks through so many ends: the identity
/// of the last of them; `None` when there are not more than that from `from` on. Identities
/// are in the order of time.
///
/// # Errors
/// [`StoreError`].
pub async fn reach(
    conn: &mut Conn,
    (from, before): (Uuid, Uuid),
    most: i64,
) -> Result<Option<Uuid>, StoreError> {
    let sql = "SELECT id FROM audit_entry WHERE id >= $1 AND id < $2 \
               ORDER BY id DESC LIMIT 2 OFFSET $3";
    let rows = conn.fetch_all(sql, args![from, before, most - 1]).await?;
    match rows.as_slice() {
        [last, _] => Ok(Some(last.id("id")?)),
        _ => Ok(None),
    }
}

/// Entries from one identity on and before another, newest first, at most `limit`; of one
/// action, or of `any`.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    conn: &mut Conn,
    (from, before): (Uuid, Uuid),
    action: &str,
    limit: i64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let sql = "SELECT sequence, id, at, actor_kind, actor_id, action, subject_id, outcome, reason, \
               purpose, request_id, address FROM audit_entry WHERE id >= $1 AND id < $2 \
               AND ($3 = 'any' OR action = $3) ORDER BY id DESC LIMIT $4";
    let rows = conn.fetch_all(sql, args![from, before, action, limit]).await?;
    rows.iter().map(from_row).collect()
}
