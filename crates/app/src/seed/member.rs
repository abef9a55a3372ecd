//! Members of staff for the demonstration, with a password and a second factor that are
//! printed.

use domain::{audit::Action, person::EmailAddress, staff::StaffId};
use store::StoreError;

use super::origin;
use crate::{
    App, AppError, Officer, Vault,
    deed::Actor,
    staff::{NewMember, SecondFactor, StaffProfile},
};

/// What a synthetic member logs in with.
#[derive(Debug, Clone, Copy)]
pub struct Factors<'a> {
    /// The password's PHC string.
    pub password_hash: &'a str,
    /// The second factor's secret.
    pub secret: [u8; 20],
}

/// Writes an active member of staff, unless the address is known. Returns the secret of the
/// second factor as authenticator apps take it (base32).
///
/// # Errors
/// [`AppError`]; nothing is written then.
pub async fn member(app: &App, new: &NewMember, factors: Factors<'_>) -> Result<String, AppError> {
    let origin = origin();
    let factor = SecondFactor::of(factors.secret)?;
    let mut deed = app.begin(Actor::System, &origin, Action::InviteStaff).await?;
    let index = app.keys.hash("email", new.email.index_form().as_bytes());
    let (id, now) = (deed.id()?, deed.now);
    let roles: Vec<&str> = new.roles.iter().map(|role| role.code()).collect();
    match store::staff_member::insert(&mut deed.conn, id, &index, &roles, now).await {
        Err(StoreError::Unique(_)) => return Ok(factor.text()),
        other => other?,
    }
    let (vault, key) = Vault::create_for_staff(app, id)?;
    let profile = StaffProfile { name: new.name.clone(), email: new.email.clone() };
    let profile = profile.seal(app, &vault, id)?;
    let sealed = factor.seal(app, &vault, id)?;
    let conn = &mut deed.conn;
    store::staff_key::insert(conn, &key, now).await?;
    store::staff_member::set_profile(conn, id, &profile).await?;
    store::staff_credential::put(conn, id, factors.password_hash, &sealed, now).await?;
    store::staff_credential::confirm(conn, id, &sealed, 0, now).await?;
    store::staff_member::change(conn, id, 1, "active", &roles).await?;
    deed.done(id).await?;
    Ok(factor.text())
}

/// The member of an address, at work.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn officer(app: &App, email: &EmailAddress) -> Result<Officer, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    let mut conn = app.db.read().await?;
    let found = store::staff_member::find_by_email(&mut conn, &index).await?;
    let member = found.ok_or(AppError::NotFound)?;
    Ok(Officer { staff: StaffId(member.id), origin: origin() })
}
