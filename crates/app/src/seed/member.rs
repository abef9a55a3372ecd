//! Members of staff for the demonstration, with a password and a second factor that are
//! printed.

use domain::{audit::Action, person::EmailAddress, staff::StaffId};

use super::origin;
use crate::{
    App, AppError, Officer,
    deed::Actor,
    staff::{self, NewMember, SecondFactor},
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
    let factor = SecondFactor::of(factors.secret)?;
    if staff::is_known(app, &new.email).await? {
        return Ok(factor.text());
    }
    let origin = origin();
    let mut deed = app.begin(Actor::System, &origin, Action::InviteStaff).await?;
    let (id, vault) = staff::insert(&mut deed, new).await?;
    let (sealed, now) = (factor.seal(app, &vault, id)?, deed.now);
    let roles: Vec<&str> = new.roles.iter().map(|role| role.code()).collect();
    let conn = &mut deed.conn;
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
