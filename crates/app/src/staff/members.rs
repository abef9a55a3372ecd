//! The bank's people, as their administrators see them.

use chrono::{DateTime, Utc};
use domain::staff::{Permission, Role, Status};
use uuid::Uuid;

use super::profile::StaffProfile;
use crate::{App, AppError, Officer, Refusal};

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// Identity.
    pub id: Uuid,
    /// Optimistic version, for the forms.
    pub version: i64,
    /// Name; empty for who has none.
    pub name: String,
    /// Address; empty for who has none.
    pub email: String,
    /// Where they stand.
    pub status: Status,
    /// What they are there for.
    pub roles: Vec<Role>,
    /// When invited.
    pub created_at: DateTime<Utc>,
    /// The newest log-in.
    pub last_login_at: Option<DateTime<Utc>>,
    /// Whether it is who asks.
    pub oneself: bool,
}

/// All members, the oldest first.
///
/// # Errors
/// [`Refusal::NotPermitted`].
pub async fn members(app: &App, officer: &Officer) -> Result<Vec<MemberLine>, AppError> {
    let mut conn = app.db.read().await?;
    if !officer.may(&mut conn, Permission::ManageStaff).await? {
        return Err(AppError::Refused(Refusal::NotPermitted));
    }
    let mut lines = Vec::new();
    for row in store::staff_member::all(&mut conn).await? {
        let profile = StaffProfile::of(app, &mut conn, &row).await?;
        let (name, email) = profile
            .map(|profile| (profile.name, profile.email.as_str().to_owned()))
            .unwrap_or_default();
        let status = Status::from_code(&row.status);
        lines.push(MemberLine {
            id: row.id,
            version: row.version,
            name,
            email,
            status: status.ok_or(AppError::Broken("a member's status makes no sense"))?,
            roles: row.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
            created_at: row.created_at,
            last_login_at: row.last_login_at,
            oneself: row.id == officer.staff.0,
        });
    }
    Ok(lines)
}

/// One member.
///
/// # Errors
/// [`AppError::NotFound`]; otherwise as [`members`].
pub async fn member(app: &App, officer: &Officer, id: Uuid) -> Result<MemberLine, AppError> {
    let mut all = members(app, officer).await?.into_iter();
    all.find(|member| member.id == id).ok_or(AppError::NotFound)
}
