//! The bank's people and their roles.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// A member of staff's row, with roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Identity.
    pub id: Uuid,
    /// `invited`, `active`, `suspended` or `left`.
    pub status: String,
    /// Codes of roles, in alphabetical order.
    pub roles: Vec<String>,
    /// When invited.
    pub created_at: DateTime<Utc>,
    /// Optimistic version.
    pub version: i64,
}

/// Adds a member of staff who is invited, with roles.
///
/// # Errors
/// [`StoreError::Unique`] for an address another member has; [`StoreError::Refused`] for a
/// role there is not.
pub async fn insert(
    conn: &mut Conn,
    id: Uuid,
    email_index: &[u8],
    roles: &[&str],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_member (id, status, email_index, created_at, version) \
               VALUES ($1, 'invited', $2, $3, 1)";
    conn.execute(sql, args![id, email_index, at]).await?;
    give_roles(conn, id, roles).await
}

/// A member of staff.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<StaffMember>, StoreError> {
    let sql = "SELECT id, status, created_at, version FROM staff_member WHERE id = $1";
    let Some(row) = conn.fetch_optional(sql, args![id]).await? else { return Ok(None) };
    let sql = "SELECT role FROM staff_role WHERE staff_id = $1 ORDER BY role";
    let roles = conn.fetch_all(sql, args![id]).await?;
    Ok(Some(StaffMember {
        id: row.id("id")?,
        status: row.text("status")?,
        roles: roles.iter().map(|row| row.text("role")).collect::<Result<_, _>>()?,
        created_at: row.time("created_at")?,
        version: row.int("version")?,
    }))
}

/// The member of staff who is a customer: the one of the same address.
///
/// # Errors
/// [`StoreError`].
pub async fn of_customer(conn: &mut Conn, customer_id: Uuid) -> Result<Option<Uuid>, StoreError> {
    let sql = "SELECT s.id FROM staff_member s JOIN customer c ON c.email_index = s.email_index \
               WHERE c.id = $1";
    conn.fetch_optional(sql, args![customer_id]).await?.map(|row| row.id("id")).transpose()
}

/// Changes a member's status and roles.
///
/// # Errors
/// [`StoreError::Conflict`] when the member changed meanwhile; [`StoreError::Refused`] for a
/// status or role there is not.
pub async fn change(
    conn: &mut Conn,
    id: Uuid,
    version: i64,
    status: &str,
    roles: &[&str],
) -> Result<(), StoreError> {
    let sql = "UPDATE staff_member SET status = $3, version = version + 1 \
               WHERE id = $1 AND version = $2";
    exactly_one(conn.execute(sql, args![id, version, status]).await?, "change staff member")?;
    conn.execute("DELETE FROM staff_role WHERE staff_id = $1", args![id]).await?;
    give_roles(conn, id, roles).await
}

async fn give_roles(conn: &mut Conn, id: Uuid, roles: &[&str]) -> Result<(), StoreError> {
    for role in roles {
        let sql = "INSERT INTO staff_role (staff_id, role) VALUES ($1, $2)";
        conn.execute(sql, args![id, *role]).await?;
    }
    Ok(())
}
