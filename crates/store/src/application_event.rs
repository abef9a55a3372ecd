//! What happened to applications. Rows are added, never changed.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, value::args};

/// An event's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationEvent {
    /// Identity.
    pub id: Uuid,
    /// Of which application.
    pub application_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What, such as `returned`.
    pub kind: String,
    /// By whom, if a member of staff.
    pub staff_id: Option<Uuid>,
    /// Sealed: what the customer reads.
    pub told: Option<Vec<u8>>,
    /// Sealed: what staff note for themselves.
    pub noted: Option<Vec<u8>>,
}

pub(crate) fn from_row(row: &Row) -> Result<ApplicationEvent, StoreError> {
    Ok(ApplicationEvent {
        id: row.id("id")?,
        application_id: row.id("application_id")?,
        at: row.time("at")?,
        kind: row.text("kind")?,
        staff_id: row.id_or_null("staff_id")?,
        told: row.bytes_or_null("told")?,
        noted: row.bytes_or_null("noted")?,
    })
}

/// Adds an event.
///
/// # Errors
/// [`StoreError::Refused`] for a kind there is not.
pub async fn append(conn: &mut Conn, new: &ApplicationEvent) -> Result<(), StoreError> {
    let sql = "INSERT INTO application_event (id, application_id, at, kind, staff_id, told, noted) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![
        new.id,
        new.application_id,
        new.at,
        new.kind.as_str(),
        new.staff_id,
        new.told.as_deref(),
        new.noted.as_deref()
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// An application's events, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of(
    conn: &mut Conn,
    application_id: Uuid,
) -> Result<Vec<ApplicationEvent>, StoreError> {
    let sql = "SELECT id, application_id, at, kind, staff_id, told, noted FROM application_event \
               WHERE application_id = $1 ORDER BY at, id";
    conn.fetch_all(sql, args![application_id]).await?.iter().map(from_row).collect()
}

/// Forgets what was said of an application whose details are forgotten; what happened stays.
///
/// # Errors
/// [`StoreError::Refused`] while it has details.
pub async fn forget(conn: &mut Conn, application_id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE application_event SET told = NULL, noted = NULL \
               WHERE application_id = $1 AND (told IS NOT NULL OR noted IS NOT NULL)";
    conn.execute(sql, args![application_id]).await?;
    Ok(())
}
