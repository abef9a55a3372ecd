//! Passwords and second factors of the bank's people.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// A member's password and second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffCredential {
    /// Argon2id hash (PHC string).
    pub password_hash: String,
    /// The second factor's secret, sealed.
    pub second_factor: Vec<u8>,
    /// The last step a code was used of.
    pub last_step: i64,
    /// When the second factor was shown to work; without that nobody logs in by it.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Keeps what an invited member chose, in place of anything chosen before; not confirmed yet.
///
/// # Errors
/// [`StoreError`].
pub async fn put(
    conn: &mut Conn,
    staff_id: Uuid,
    password_hash: &str,
    second_factor: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_credential (staff_id, password_hash, second_factor, last_step, \
               changed_at) VALUES ($1, $2, $3, 0, $4) ON CONFLICT (staff_id) DO UPDATE SET \
               password_hash = $2, second_factor = $3, last_step = 0, changed_at = $4, \
               confirmed_at = NULL";
    conn.execute(sql, args![staff_id, password_hash, second_factor, at]).await?;
    Ok(())
}

/// A member's password and second factor.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, staff_id: Uuid) -> Result<Option<StaffCredential>, StoreError> {
    let sql = "SELECT password_hash, second_factor, last_step, confirmed_at \
               FROM staff_credential WHERE staff_id = $1";
    let Some(row) = conn.fetch_optional(sql, args![staff_id]).await? else { return Ok(None) };
    Ok(Some(StaffCredential {
        password_hash: row.text("password_hash")?,
        second_factor: row.bytes("second_factor")?,
        last_step: row.int("last_step")?,
        confirmed_at: row.time_or_null("confirmed_at")?,
    }))
}

/// Notes that the second factor works; the step its code was of is used.
///
/// # Errors
/// [`StoreError::Conflict`] when it was noted before, or another was chosen meanwhile.
pub async fn confirm(
    conn: &mut Conn,
    staff_id: Uuid,
    second_factor: &[u8],
    step: i64,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff_credential SET confirmed_at = $4, last_step = $3 \
               WHERE staff_id = $1 AND second_factor = $2 AND confirmed_at IS NULL";
    let args = args![staff_id, second_factor, step, at];
    exactly_one(conn.execute(sql, args).await?, "confirm second factor")
}

/// Uses a step of the second factor up: of many at the same time, one succeeds.
///
/// # Errors
/// [`StoreError::Conflict`] when it or a later one was used, or there is no factor to use.
pub async fn use_step(conn: &mut Conn, staff_id: Uuid, step: i64) -> Result<(), StoreError> {
    let sql = "UPDATE staff_credential SET last_step = $2 \
               WHERE staff_id = $1 AND last_step < $2 AND confirmed_at IS NOT NULL";
    exactly_one(conn.execute(sql, args![staff_id, step]).await?, "use a step up")
}

/// Forgets a member's password and second factor.
///
/// # Errors
/// [`StoreError`].
pub async fn delete(conn: &mut Conn, staff_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM staff_credential WHERE staff_id = $1", args![staff_id]).await?;
    Ok(())
}
