//! The bank's people, as their administrators see them.

use chrono::{DateTime, Utc};
use domain::{
    audit::Action,
    staff::{Permission, Role, Status},
};
use store::staff_member::StaffMember;
use uuid::Uuid;

use super::profile::StaffProfile;
use crate::{App, AppError, Officer, deed::Deed};

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

/// All members, the oldest first. The look is in the trail.
///
/// # Errors
/// [`crate::Refusal::NotPermitted`].
pub async fn members(app: &App, officer: &Officer) -> Result<Vec<MemberLine>, AppError> {
    let mut deed = begin(app, officer, None).await?;
    let mut lines = Vec::new();
    for row in store::staff_member::all(&mut deed.conn).await? {
        lines.push(line(&mut deed, officer, row).await?);
    }
    // It concerns all of them, and no one record.
    deed.done(Uuid::nil()).await?;
    Ok(lines)
}

/// One member. The look is in the trail.
///
/// # Errors
/// [`AppError::NotFound`]; otherwise as [`members`].
pub async fn member(app: &App, officer: &Officer, id: Uuid) -> Result<MemberLine, AppError> {
    let mut deed = begin(app, officer, Some(id)).await?;
    let Some(row) = store::staff_member::find(&mut deed.conn, id).await? else {
        return Err(deed.missing(id).await);
    };
    let line = line(&mut deed, officer, row).await?;
    deed.done(id).await?;
    Ok(line)
}

async fn begin<'a>(
    app: &'a App,
    officer: &'a Officer,
    subject: Option<Uuid>,
) -> Result<Deed<'a>, AppError> {
    app.begin_as(officer, (Permission::ManageStaff, Action::SeeStaff), subject).await
}

async fn line(
    deed: &mut Deed<'_>,
    officer: &Officer,
    row: StaffMember,
) -> Result<MemberLine, AppError> {
    let profile = StaffProfile::of(deed.app, &mut deed.conn, &row).await?;
    let (name, email) = profile
        .map(|profile| (profile.name, profile.email.as_str().to_owned()))
        .unwrap_or_default();
    let status = Status::from_code(&row.status);
    Ok(MemberLine {
        id: row.id,
        version: row.version,
        name,
        email,
        status: status.ok_or(AppError::Broken("a member's status makes no sense"))?,
        roles: row.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
        created_at: row.created_at,
        last_login_at: row.last_login_at,
        oneself: row.id == officer.staff.0,
    })
}
