//! Sessions of the bank's people, from the first step of a log-in.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Conn, StoreError,
    error::exactly_one,
    staff_key::{self, StaffKey},
    value::args,
};

/// A session's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSession {
    /// Identity; not the token.
    pub id: Uuid,
    /// Whose.
    pub staff_id: Uuid,
    /// `invitation`, `password` or `full`: what of a log-in is done.
    pub stage: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// Last request.
    pub seen_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The log-in before this one.
    pub previous_at: Option<DateTime<Utc>>,
}

/// A session with its member's standing: what every page needs, in two reads.
#[derive(Debug, Clone)]
pub struct StaffPresence {
    /// The session.
    pub session: StaffSession,
    /// The member's status.
    pub status: String,
    /// Codes of the member's roles.
    pub roles: Vec<String>,
    /// The member's wrapped key.
    pub key: StaffKey,
    /// The member's sealed name and address.
    pub profile: Option<Vec<u8>>,
}

/// Adds a session.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    conn: &mut Conn,
    new: &StaffSession,
    token_hash: &[u8],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_session (id, token_hash, staff_id, stage, created_at, seen_at, \
               previous_at) VALUES ($1, $2, $3, $4, $5, $5, $6)";
    let args = args![
        new.id,
        token_hash,
        new.staff_id,
        new.stage.as_str(),
        new.created_at,
        new.previous_at
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// The session of a token, ended or not, with its member.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<StaffPresence>, StoreError> {
    let sql = "SELECT s.id, s.staff_id, s.stage, s.created_at, s.seen_at, s.ended_at, \
               s.previous_at, m.status, m.profile, k.master, k.wrapped FROM staff_session s \
               JOIN staff_member m ON m.id = s.staff_id \
               JOIN staff_key k ON k.staff_id = s.staff_id WHERE s.token_hash = $1";
    let Some(row) = conn.fetch_optional(sql, args![token_hash]).await? else { return Ok(None) };
    let session = StaffSession {
        id: row.id("id")?,
        staff_id: row.id("staff_id")?,
        stage: row.text("stage")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        ended_at: row.time_or_null("ended_at")?,
        previous_at: row.time_or_null("previous_at")?,
    };
    let roles = crate::staff_member::roles_of(conn, session.staff_id).await?;
    let (status, profile) = (row.text("status")?, row.bytes_or_null("profile")?);
    Ok(Some(StaffPresence { session, status, roles, key: staff_key::from_row(&row)?, profile }))
}

/// Notes a request; never brings an ended session back.
///
/// # Errors
/// [`StoreError`].
pub async fn touch(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE staff_session SET seen_at = $2 \
               WHERE id = $1 AND ended_at IS NULL AND seen_at < $2";
    conn.execute(sql, args![id, at]).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// [`StoreError::Conflict`] when it has ended.
pub async fn end(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE staff_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    exactly_one(conn.execute(sql, args![id, at]).await?, "end staff session")
}

/// Ends all of a member's sessions.
///
/// # Errors
/// [`StoreError`].
pub async fn end_all(
    conn: &mut Conn,
    staff_id: Uuid,
    at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let sql = "UPDATE staff_session SET ended_at = $2 WHERE staff_id = $1 AND ended_at IS NULL";
    conn.execute(sql, args![staff_id, at]).await
}

/// Deletes sessions last seen before a time.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_unseen(conn: &mut Conn, since: DateTime<Utc>) -> Result<u64, StoreError> {
    conn.execute("DELETE FROM staff_session WHERE seen_at < $1", args![since]).await
}
