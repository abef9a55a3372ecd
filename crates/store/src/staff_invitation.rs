//! Invitations of the bank's people that are not accepted yet.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffInvitation {
    /// Whose.
    pub staff_id: Uuid,
    /// Keyed hash of the code.
    pub code_hash: Vec<u8>,
    /// When made.
    pub created_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// Tries at the code.
    pub attempts: i64,
}

/// Keeps an invitation in place of the member's earlier one; its tries start anew.
///
/// # Errors
/// [`StoreError`].
pub async fn put(conn: &mut Conn, new: &StaffInvitation) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_invitation (staff_id, code_hash, created_at, expires_at, \
               attempts) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (staff_id) DO UPDATE SET \
               code_hash = $2, created_at = $3, expires_at = $4, attempts = 0";
    let args = args![new.staff_id, new.code_hash.as_slice(), new.created_at, new.expires_at];
    conn.execute(sql, args).await?;
    Ok(())
}

/// A member's invitation.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, staff_id: Uuid) -> Result<Option<StaffInvitation>, StoreError> {
    let sql = "SELECT staff_id, code_hash, created_at, expires_at, attempts \
               FROM staff_invitation WHERE staff_id = $1";
    let Some(row) = conn.fetch_optional(sql, args![staff_id]).await? else { return Ok(None) };
    Ok(Some(StaffInvitation {
        staff_id: row.id("staff_id")?,
        code_hash: row.bytes("code_hash")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        attempts: row.int("attempts")?,
    }))
}

/// Counts a try at the code, if fewer than `bound` were made and it has not ended.
///
/// # Errors
/// [`StoreError::Conflict`] when no more are borne.
pub async fn count_try(
    conn: &mut Conn,
    staff_id: Uuid,
    bound: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff_invitation SET attempts = attempts + 1 \
               WHERE staff_id = $1 AND attempts < $2 AND expires_at > $3";
    exactly_one(conn.execute(sql, args![staff_id, bound, now]).await?, "count a try")
}

/// Locks the invitation of who is invited by that code until the transaction ends, so that
/// whoever ends it or makes another meanwhile waits, or is seen.
///
/// # Errors
/// [`StoreError::Conflict`] when it is over, of another code, or the member's no more.
pub async fn hold(
    conn: &mut Conn,
    staff_id: Uuid,
    code_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff_invitation SET attempts = attempts WHERE staff_id = $1 \
               AND code_hash = $2 AND expires_at > $3 AND EXISTS (SELECT 1 FROM staff_member \
               WHERE id = $1 AND status = 'invited')";
    exactly_one(conn.execute(sql, args![staff_id, code_hash, now]).await?, "hold invitation")
}

/// Ends an invitation that is accepted.
///
/// # Errors
/// [`StoreError::Conflict`] when there is none any more.
pub async fn accept(conn: &mut Conn, staff_id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM staff_invitation WHERE staff_id = $1";
    exactly_one(conn.execute(sql, args![staff_id]).await?, "accept invitation")
}

/// Takes a member's invitation back, if there is one.
///
/// # Errors
/// [`StoreError`].
pub async fn delete(conn: &mut Conn, staff_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM staff_invitation WHERE staff_id = $1", args![staff_id]).await?;
    Ok(())
}
