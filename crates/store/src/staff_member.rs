//! The bank's people and their roles.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, error::exactly_one, value::args};

/// A member of staff's row, with roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Identity.
    pub id: Uuid,
    /// `invited`, `active`, `suspended` or `left`.
    pub status: String,
    /// Codes of roles, in alphabetical order.
    pub roles: Vec<String>,
    /// Sealed name and address.
    pub profile: Option<Vec<u8>>,
    /// When invited.
    pub created_at: DateTime<Utc>,
    /// The newest log-in.
    pub last_login_at: Option<DateTime<Utc>>,
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
    let sql = "SELECT id, status, profile, created_at, last_login_at, version \
               FROM staff_member WHERE id = $1";
    let Some(row) = conn.fetch_optional(sql, args![id]).await? else { return Ok(None) };
    let roles = roles_of(conn, id).await?;
    from_row(&row, roles).map(Some)
}

/// The member of staff of an address. One nobody has costs as many queries as one somebody
/// has, so that nobody can tell the two apart by the time it takes.
///
/// # Errors
/// [`StoreError`].
pub async fn find_by_email(
    conn: &mut Conn,
    email_index: &[u8],
) -> Result<Option<StaffMember>, StoreError> {
    let sql = "SELECT id, status, profile, created_at, last_login_at, version \
               FROM staff_member WHERE email_index = $1";
    let found = conn.fetch_optional(sql, args![email_index]).await?;
    let id = found.as_ref().map_or(Ok(Uuid::nil()), |row| row.id("id"))?;
    let roles = roles_of(conn, id).await?;
    found.map(|row| from_row(&row, roles)).transpose()
}

/// All members of staff, those who left too, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn all(conn: &mut Conn) -> Result<Vec<StaffMember>, StoreError> {
    let sql = "SELECT id, status, profile, created_at, last_login_at, version \
               FROM staff_member ORDER BY created_at, id";
    let rows = conn.fetch_all(sql, args![]).await?;
    let mut roles: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    let sql = "SELECT staff_id, role FROM staff_role ORDER BY staff_id, role";
    for row in conn.fetch_all(sql, args![]).await? {
        roles.entry(row.id("staff_id")?).or_default().push(row.text("role")?);
    }
    rows.iter().map(|row| from_row(row, roles.remove(&row.id("id")?).unwrap_or_default())).collect()
}

pub(crate) async fn roles_of(conn: &mut Conn, id: Uuid) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT role FROM staff_role WHERE staff_id = $1 ORDER BY role";
    let roles = conn.fetch_all(sql, args![id]).await?;
    roles.iter().map(|row| row.text("role")).collect()
}

fn from_row(row: &Row, roles: Vec<String>) -> Result<StaffMember, StoreError> {
    Ok(StaffMember {
        id: row.id("id")?,
        status: row.text("status")?,
        roles,
        profile: row.bytes_or_null("profile")?,
        created_at: row.time("created_at")?,
        last_login_at: row.time_or_null("last_login_at")?,
        version: row.int("version")?,
    })
}

/// Keeps a member's sealed name and address.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such member.
pub async fn set_profile(conn: &mut Conn, id: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    let sql = "UPDATE staff_member SET profile = $2 WHERE id = $1";
    exactly_one(conn.execute(sql, args![id, sealed]).await?, "keep staff profile")
}

/// Notes a log-in.
///
/// # Errors
/// [`StoreError::Conflict`] when the member is not active any more.
pub async fn logged_in(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE staff_member SET last_login_at = $2 WHERE id = $1 AND status = 'active'";
    exactly_one(conn.execute(sql, args![id, at]).await?, "note a staff log-in")
}

/// Locks all members of a role until the transaction ends, so that of two changes at the same
/// time the second sees the first. Returns how many of them are active.
///
/// # Errors
/// [`StoreError`].
pub async fn hold_role(conn: &mut Conn, role: &str) -> Result<i64, StoreError> {
    let sql = "UPDATE staff_member SET version = version \
               WHERE id IN (SELECT staff_id FROM staff_role WHERE role = $1)";
    conn.execute(sql, args![role]).await?;
    let sql = "SELECT count(*) AS n FROM staff_member m \
               JOIN staff_role r ON r.staff_id = m.id WHERE r.role = $1 AND m.status = 'active'";
    conn.fetch_optional(sql, args![role]).await?.map_or(Ok(0), |row| row.int("n"))
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
