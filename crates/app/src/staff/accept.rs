//! Accepting an invitation: code and password, then the second factor, shown to work.

use domain::{audit::Action, password::Password, person::EmailAddress};
use store::{StoreError, staff_credential::StaffCredential};
use uuid::Uuid;

use super::{
    HalfWay, Stage,
    invite::{code_hash, is_invited},
    profile::StaffProfile,
    second_factor::SecondFactor,
    start,
};
use crate::{
    App, AppError, Origin, Refusal, Vault,
    deed::{Actor, Deed},
    throttle,
};

/// Wrong codes an invitation bears.
const TRIES: i64 = 10;

/// What an authenticator app needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The secret as people type it: base32.
    pub secret: String,
    /// The member's address, under which the app lists it.
    pub email: EmailAddress,
}

/// Takes an invitation's code and the password chosen. A wrong code, a wrong address and an
/// invitation that is over give the same answer. Returns the secret of a session that may set
/// up the second factor, no more; until that works, the invitation stays open.
///
/// # Errors
/// [`AppError`]; [`Refusal::WrongInvitation`], [`Refusal::SlowDown`].
pub async fn accept(
    app: &App,
    origin: &Origin,
    (email, code): (&EmailAddress, &str),
    password: Password,
) -> Result<String, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    if let Err(error) = throttle::check(app, throttle::STAFF_NETWORK, &origin.network()).await {
        return Err(refuse(app, origin, error).await);
    }
    // The same work whether the code is right or not.
    let hash = app.hasher.hash(password, &app.dice).await?;
    let Some(staff) = check(app, origin, &index, code).await? else {
        return Err(refuse(app, origin, AppError::Refused(Refusal::WrongInvitation)).await);
    };
    let mut deed = app.begin(Actor::Staff(staff), origin, Action::StaffPassword).await?;
    let fits = code_hash(app, staff, code);
    // Since the code was looked at they may have left, or have been invited anew.
    let held = store::staff_invitation::hold(&mut deed.conn, staff, &fits, deed.now).await;
    let refusal = Refusal::WrongInvitation;
    let (mut deed, ()) = deed.unless_changed(held, Some(staff), refusal).await?;
    let vault = Vault::of_staff(app, &mut deed.conn, staff).await?;
    let sealed = SecondFactor::new(&app.dice)?.seal(app, &vault, staff)?;
    store::staff_credential::put(&mut deed.conn, staff, &hash, &sealed, deed.now).await?;
    // Whoever began before with the same code must not go on with what was chosen now.
    store::staff_session::end_all(&mut deed.conn, staff, deed.now).await?;
    let token = start::start(&mut deed, staff, Stage::Invitation, None).await?;
    deed.done(staff).await?;
    Ok(token)
}

/// Leaves the audit entry of a refusal, for anything else is no answer to audit.
async fn refuse(app: &App, origin: &Origin, error: AppError) -> AppError {
    let AppError::Refused(refusal) = error else { return error };
    match app.begin(Actor::Anonymous, origin, Action::AcceptInvitation).await {
        Ok(deed) => deed.refused(None, refusal).await,
        Err(error) => error,
    }
}

/// Counts the try in a transaction of its own, so that it stays counted, and says whose the
/// invitation is if the code is right. An address nobody is invited under asks the same
/// questions, of nobody, and its try is written down all the same: nobody can tell by the time
/// it takes who is invited.
///
/// # Errors
/// [`AppError`] when it could not be asked or counted.
async fn check(
    app: &App,
    origin: &Origin,
    index: &[u8],
    code: &str,
) -> Result<Option<Uuid>, AppError> {
    let mut conn = app.db.begin().await?;
    let member = store::staff_member::find_by_email(&mut conn, index).await?;
    let invited = member.filter(|member| is_invited(&member.status));
    let id = invited.map_or(Uuid::nil(), |member| member.id);
    let now = app.clock.now();
    let borne = match store::staff_invitation::count_try(&mut conn, id, TRIES, now).await {
        Ok(()) => true,
        Err(StoreError::Conflict { .. }) => false,
        Err(other) => return Err(other.into()),
    };
    let invitation = store::staff_invitation::find(&mut conn, id).await?;
    let hash = code_hash(app, id, code);
    let fits = borne && invitation.is_some_and(|row| row.code_hash == hash);
    if !fits {
        throttle::note_in(app, &mut conn, throttle::STAFF_NETWORK, &origin.network()).await?;
    }
    conn.commit().await?;
    Ok(fits.then_some(id))
}

/// What the second factor to be set up is.
///
/// # Errors
/// [`AppError`]; [`AppError::NotFound`] for who does not accept an invitation.
pub async fn setup(app: &App, half: &HalfWay) -> Result<Setup, AppError> {
    let staff = half.staff.0;
    let mut conn = app.db.read().await?;
    let row = store::staff_credential::find(&mut conn, staff).await?;
    let row = open(half, row).ok_or(AppError::NotFound)?;
    let member = store::staff_member::find(&mut conn, staff).await?.ok_or(AppError::NotFound)?;
    let sealed = member.profile.ok_or(AppError::NotFound)?;
    let profile = StaffProfile::unseal(&half.vault, staff, &sealed)?;
    let factor = SecondFactor::unseal(&half.vault, staff, &row.second_factor)?;
    Ok(Setup { secret: factor.text(), email: profile.email })
}

/// What is still to be confirmed.
fn open(half: &HalfWay, row: Option<StaffCredential>) -> Option<StaffCredential> {
    row.filter(|row| half.stage == Stage::Invitation && row.confirmed_at.is_none())
}

/// Takes a first code of the second factor; the member is then active, and logged in: code,
/// password and second factor were all given. Returns the session's secret.
///
/// # Errors
/// [`AppError`]; [`Refusal::WrongSecondFactor`], [`Refusal::SlowDown`];
/// [`Refusal::WrongInvitation`] when it is over, or was accepted or changed this very moment.
pub async fn confirm(
    app: &App,
    origin: &Origin,
    half: &HalfWay,
    code: &str,
) -> Result<String, AppError> {
    let staff = half.staff.0;
    let tried = throttle::count(app, throttle::SECOND_FACTOR, staff.as_bytes()).await;
    let mut deed = app.begin(Actor::Staff(staff), origin, Action::AcceptInvitation).await?;
    match tried {
        Err(AppError::Refused(refusal)) => return Err(deed.refused(Some(staff), refusal).await),
        other => other?,
    }
    let row = store::staff_credential::find(&mut deed.conn, staff).await?;
    let Some(row) = open(half, row) else {
        return Err(deed.refused(Some(staff), Refusal::WrongInvitation).await);
    };
    let factor = SecondFactor::unseal(&half.vault, staff, &row.second_factor)?;
    let Some(step) = factor.step(code, deed.now) else {
        return Err(deed.refused(Some(staff), Refusal::WrongSecondFactor).await);
    };
    let (conn, now) = (&mut deed.conn, deed.now);
    let confirmed =
        store::staff_credential::confirm(conn, staff, &row.second_factor, step, now).await;
    let refusal = Refusal::WrongInvitation;
    let (deed, ()) = deed.unless_changed(confirmed, Some(staff), refusal).await?;
    let (deed, token) = activate(deed, half).await?;
    deed.done(staff).await?;
    throttle::clear(app, throttle::SECOND_FACTOR, staff.as_bytes()).await?;
    Ok(token)
}

/// Ends the invitation, makes the member active and starts their first session.
///
/// # Errors
/// [`AppError`]; [`Refusal::WrongInvitation`] when it ended meanwhile; [`Refusal::Stale`].
async fn activate<'a>(mut deed: Deed<'a>, half: &HalfWay) -> Result<(Deed<'a>, String), AppError> {
    let (staff, refusal) = (half.staff.0, Refusal::WrongInvitation);
    let accepted = store::staff_invitation::accept(&mut deed.conn, staff).await;
    let (mut deed, ()) = deed.unless_changed(accepted, Some(staff), refusal).await?;
    let member = store::staff_member::find(&mut deed.conn, staff).await?;
    // Suspended or gone since the request began.
    let Some(member) = member.filter(|member| is_invited(&member.status)) else {
        return Err(deed.refused(Some(staff), refusal).await);
    };
    let roles: Vec<&str> = member.roles.iter().map(String::as_str).collect();
    let (conn, version) = (&mut deed.conn, member.version);
    let changed = store::staff_member::change(conn, staff, version, "active", &roles).await;
    let (deed, ()) = deed.unless_changed(changed, Some(staff), refusal).await?;
    start::start_full(deed, staff, half.session).await
}
