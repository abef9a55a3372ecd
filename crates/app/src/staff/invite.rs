//! Inviting a member of staff: a code, handed over by the person who invites.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    audit::Action,
    person::EmailAddress,
    staff::{Permission, Role, StaffId, Status, Step, invitation_code, judge_roles},
};
use store::{StoreError, staff_invitation::StaffInvitation};
use totp_rs::Secret;
use uuid::Uuid;

use super::{change, profile::StaffProfile};
use crate::{
    App, AppError, FormKey, Officer, Origin, Refusal, Vault,
    deed::{Actor, Deed},
};

/// How long an invitation can be accepted.
const LIFETIME: TimeDelta = TimeDelta::hours(72);

/// Who invites.
#[derive(Debug, Clone, Copy)]
pub enum Inviter<'a> {
    /// Whoever holds the machine: for the first administrator.
    Machine(&'a Origin),
    /// An administrator, by a form.
    Officer(&'a Officer, FormKey),
}

/// Who is invited.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Name, as colleagues know it.
    pub name: String,
    /// E-mail address.
    pub email: EmailAddress,
    /// What they will be there for.
    pub roles: Vec<Role>,
}

/// An invitation just made. The code is shown once; only its keyed hash is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Who is invited.
    pub staff: StaffId,
    /// The code, in groups of four.
    pub code: String,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// The keyed hash of a code, however it was typed.
pub(super) fn code_hash(app: &App, staff: Uuid, code: &str) -> Vec<u8> {
    let code = invitation_code(code);
    app.keys.hash("staff invitation", &[staff.as_bytes(), code.as_bytes()].concat())
}

/// Whether an address is a member's.
///
/// # Errors
/// [`AppError::Store`].
pub async fn is_known(app: &App, email: &EmailAddress) -> Result<bool, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    let mut conn = app.db.read().await?;
    Ok(store::staff_member::find_by_email(&mut conn, &index).await?.is_some())
}

/// Invites a member of staff.
///
/// # Errors
/// [`Refusal::NotPermitted`], [`Refusal::AlreadyStaff`], [`Refusal::Staff`] for roles nobody has together,
/// [`Refusal::FormReused`] for a form sent before: its code cannot be shown again.
pub async fn invite(
    app: &App,
    inviter: Inviter<'_>,
    new: &NewMember,
) -> Result<Invitation, AppError> {
    let asked = (Permission::ManageStaff, Action::InviteStaff);
    let mut deed = match inviter {
        Inviter::Machine(origin) => app.begin(Actor::System, origin, Action::InviteStaff).await?,
        Inviter::Officer(officer, form) => {
            let (deed, before) = app.begin_as(officer, asked, None).await?.once(form).await?;
            if before.is_some() {
                return Err(deed.refused(before, Refusal::FormReused).await);
            }
            deed
        }
    };
    if let Err(refusal) = judge_roles(&new.roles) {
        return Err(deed.refused(None, Refusal::Staff(refusal)).await);
    }
    let index = app.keys.hash("email", new.email.index_form().as_bytes());
    if let Some(known) = store::staff_member::find_by_email(&mut deed.conn, &index).await? {
        return Err(deed.refused(Some(known.id), Refusal::AlreadyStaff).await);
    }
    let id = match insert(&mut deed, new).await {
        Ok((id, _)) => id,
        // Another administrator was faster.
        Err(AppError::Store(StoreError::Unique(_))) => {
            return Err(deed.refused(None, Refusal::AlreadyStaff).await);
        }
        Err(other) => return Err(other),
    };
    let invitation = hand_out(&mut deed, id).await?;
    deed.done(id).await?;
    Ok(invitation)
}

/// Writes an invited member's rows, and returns the vault of what is theirs.
pub(crate) async fn insert(
    deed: &mut Deed<'_>,
    new: &NewMember,
) -> Result<(Uuid, Vault), AppError> {
    let (app, id, now) = (deed.app, deed.id()?, deed.now);
    let index = app.keys.hash("email", new.email.index_form().as_bytes());
    let roles: Vec<&str> = new.roles.iter().map(|role| role.code()).collect();
    store::staff_member::insert(&mut deed.conn, id, &index, &roles, now).await?;
    let (vault, key) = Vault::create_for_staff(app, id)?;
    store::staff_key::insert(&mut deed.conn, &key, now).await?;
    let profile = StaffProfile { name: new.name.clone(), email: new.email.clone() };
    let sealed = profile.seal(app, &vault, id)?;
    store::staff_member::set_profile(&mut deed.conn, id, &sealed).await?;
    Ok((id, vault))
}

/// Invites a member anew: password and second factor are forgotten, and the code lets them
/// choose others. The only way back for who lost either.
///
/// # Errors
/// As [`change`]; [`AppError::NotFound`].
pub async fn invite_again(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
) -> Result<Invitation, AppError> {
    let mut deed = change::go(app, officer, (id, version), &Step::InviteAgain).await?;
    store::staff_credential::delete(&mut deed.conn, id).await?;
    let invitation = hand_out(&mut deed, id).await?;
    deed.done(id).await?;
    Ok(invitation)
}

async fn hand_out(deed: &mut Deed<'_>, staff: Uuid) -> Result<Invitation, AppError> {
    // 80 random bits: nobody guesses them, and people can type them.
    let plain = Secret::new(Box::new(deed.app.dice.bytes::<10>()?)).to_base32();
    let expires_at = deed.now + LIFETIME;
    let row = StaffInvitation {
        staff_id: staff,
        code_hash: code_hash(deed.app, staff, &plain),
        created_at: deed.now,
        expires_at,
        attempts: 0,
    };
    store::staff_invitation::put(&mut deed.conn, &row).await?;
    Ok(Invitation { staff: StaffId(staff), code: grouped(&plain), expires_at })
}

fn grouped(code: &str) -> String {
    let mut text = String::new();
    for (place, sign) in code.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(sign);
    }
    text
}

/// Whether a status lets an invitation be accepted.
pub(super) fn is_invited(status: &str) -> bool {
    Status::from_code(status) == Some(Status::Invited)
}
