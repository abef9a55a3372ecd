//! Changing a member of staff: roles, suspension, leaving.

use domain::{
    audit::Action,
    staff::{Member, Permission, Role, Status, Step},
};
use store::staff_member::StaffMember;
use uuid::Uuid;

use crate::{App, AppError, Officer, Refusal, deed::Deed};

/// Goes a step with a member, as the administrator's page showed them. Whoever is not in
/// service afterwards has no session any more.
///
/// # Errors
/// [`Refusal::NotPermitted`], [`Refusal::Stale`], [`Refusal::Staff`]; [`AppError::NotFound`].
pub async fn change(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    step: &Step,
) -> Result<(), AppError> {
    go(app, officer, (id, version), step).await?.done(id).await.map(drop)
}

/// Goes the step; what is left is to end the deed.
pub(super) async fn go<'a>(
    app: &'a App,
    officer: &'a Officer,
    (id, version): (Uuid, i64),
    step: &Step,
) -> Result<Deed<'a>, AppError> {
    let action = match step {
        Step::InviteAgain => Action::InviteStaff,
        _ => Action::ChangeStaff,
    };
    let mut deed = app.begin_as(officer, (Permission::ManageStaff, action), Some(id)).await?;
    // Two administrators who suspend each other at the same time: the second sees the first.
    let administrator = Role::Administrator.code();
    let administrators = store::staff_member::hold_role(&mut deed.conn, administrator).await?;
    if !officer.may(&mut deed.conn, Permission::ManageStaff).await? {
        return Err(deed.refused(Some(id), Refusal::NotPermitted).await);
    }
    let Some(row) = store::staff_member::find(&mut deed.conn, id).await? else {
        return Err(deed.missing(id).await);
    };
    if row.version != version {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    let member = Member { administrators, ..member(&row, officer)? };
    let (status, roles) = match member.go(step) {
        Ok(after) => after,
        Err(refusal) => return Err(deed.refused(Some(id), Refusal::Staff(refusal)).await),
    };
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let conn = &mut deed.conn;
    let changed = store::staff_member::change(conn, id, version, status.code(), &roles).await;
    let (mut deed, ()) = deed.unless_changed(changed, Some(id), Refusal::Stale).await?;
    if status != Status::Active {
        // First the invitation: who is accepting it now is waited for, and then forgotten too.
        store::staff_invitation::delete(&mut deed.conn, id).await?;
        if status == Status::Left {
            store::staff_credential::delete(&mut deed.conn, id).await?;
        }
        store::staff_session::end_all(&mut deed.conn, id, deed.now).await?;
    }
    Ok(deed)
}

fn member(row: &StaffMember, officer: &Officer) -> Result<Member, AppError> {
    let status = Status::from_code(&row.status);
    Ok(Member {
        status: status.ok_or(AppError::Broken("a member's status makes no sense"))?,
        roles: row.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
        oneself: row.id == officer.staff.0,
        administrators: 0,
    })
}
