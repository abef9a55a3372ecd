//! Logging in: first the password, then a code of the second factor; never one of them alone.

use domain::{audit::Action, person::EmailAddress, staff::Status};
use uuid::Uuid;

use super::{HalfWay, Stage, second_factor::SecondFactor, start};
use crate::{App, AppError, Origin, Refusal, deed::Actor, throttle};

/// The first half: address and password. A wrong address and a wrong password give the same
/// answer after the same work. Returns the secret of a session that may give a code, no more.
///
/// # Errors
/// [`AppError`]; [`Refusal::WrongCredentials`], [`Refusal::SlowDown`].
pub async fn log_in(
    app: &App,
    origin: &Origin,
    email: &EmailAddress,
    password: &str,
) -> Result<String, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    let (staff, hash) = look_up(app, &index).await?;
    if let Err(error) = count_try(app, origin, &index).await {
        let AppError::Refused(refusal) = error else { return Err(error) };
        return Err(refuse(app, origin, staff, refusal).await?);
    }
    let fits = app.hasher.verify(password, hash).await?;
    let Some(staff) = staff.filter(|_| fits) else {
        throttle::note(app, throttle::STAFF_NETWORK, &origin.network()).await?;
        return Err(refuse(app, origin, staff, Refusal::WrongCredentials).await?);
    };
    let mut deed = app.begin(Actor::Staff(staff), origin, Action::StaffPassword).await?;
    let token = start::start(&mut deed, staff, Stage::Password, None).await?;
    deed.done(staff).await?;
    throttle::clear(app, throttle::STAFF, &index).await?;
    Ok(token)
}

/// Only failures count against a network, for a whole branch may log in from one; every try
/// counts against the account until it proves good.
async fn count_try(app: &App, origin: &Origin, index: &[u8]) -> Result<(), AppError> {
    throttle::check(app, throttle::STAFF_NETWORK, &origin.network()).await?;
    throttle::count(app, throttle::STAFF, index).await
}

/// The active member of an address, and the hash of a password whose second factor works.
async fn look_up(app: &App, index: &[u8]) -> Result<(Option<Uuid>, Option<String>), AppError> {
    let mut conn = app.db.read().await?;
    let member = store::staff_member::find_by_email(&mut conn, index).await?;
    let member = member.filter(|row| Status::from_code(&row.status) == Some(Status::Active));
    // An unknown address asks the same questions, of nobody.
    let id = member.as_ref().map_or(Uuid::nil(), |member| member.id);
    let credential = store::staff_credential::find(&mut conn, id).await?;
    let hash = credential.filter(|row| row.confirmed_at.is_some()).map(|row| row.password_hash);
    Ok((member.map(|member| member.id), hash))
}

async fn refuse(
    app: &App,
    origin: &Origin,
    staff: Option<Uuid>,
    refusal: Refusal,
) -> Result<AppError, AppError> {
    let deed = app.begin(Actor::Anonymous, origin, Action::StaffPassword).await?;
    Ok(deed.refused(staff, refusal).await)
}

/// The second half: a code of the second factor. Returns the secret of a session in which the
/// member may do what their roles permit; the secret given before is worth nothing any more.
///
/// # Errors
/// [`AppError`]; [`Refusal::WrongSecondFactor`], [`Refusal::UsedSecondFactor`],
/// [`Refusal::SlowDown`]; [`Refusal::Stale`] when the log-in was ended this very moment.
pub async fn give_code(
    app: &App,
    origin: &Origin,
    half: &HalfWay,
    code: &str,
) -> Result<String, AppError> {
    let staff = half.staff.0;
    let tried = throttle::count(app, throttle::SECOND_FACTOR, staff.as_bytes()).await;
    let mut deed = app.begin(Actor::Staff(staff), origin, Action::StaffLogIn).await?;
    match tried {
        Err(AppError::Refused(refusal)) => return Err(deed.refused(Some(staff), refusal).await),
        other => other?,
    }
    let credential = store::staff_credential::find(&mut deed.conn, staff).await?;
    let step = match credential.filter(|_| half.stage == Stage::Password) {
        Some(row) => {
            SecondFactor::unseal(&half.vault, staff, &row.second_factor)?.step(code, deed.now)
        }
        None => None,
    };
    let Some(step) = step else {
        return Err(deed.refused(Some(staff), Refusal::WrongSecondFactor).await);
    };
    let used = store::staff_credential::use_step(&mut deed.conn, staff, step).await;
    let refusal = Refusal::UsedSecondFactor;
    let (deed, ()) = deed.unless_changed(used, Some(staff), refusal).await?;
    let (deed, token) = start::start_full(deed, staff, half.session).await?;
    deed.done(staff).await?;
    throttle::clear(app, throttle::SECOND_FACTOR, staff.as_bytes()).await?;
    Ok(token)
}
