//! Correcting what a customer registered: name and birth date.

use chrono::NaiveDate;
use domain::{
    application::{Refusal as Rule, may_correct},
    audit::Action,
    person::Name,
};
use store::{Conn, customer::Customer};
use uuid::Uuid;

use super::{
    Profile,
    profile::{self, COLUMN},
    register::person_index,
};
use crate::{
    App, AppError, Asker, FormKey, Refusal, application, deed::Deed, letter::Letter,
    session::confirm_password,
};

/// What is registered, the version forms about it carry, and whether it may be corrected now.
///
/// # Errors
/// [`AppError`].
pub async fn show(app: &App, asker: &Asker) -> Result<(Profile, i64, Result<(), Rule>), AppError> {
    let (profile, customer) = profile::show(app, asker).await?;
    let mut conn = app.db.read().await?;
    Ok((profile, customer.version, rule(&mut conn, asker.customer).await?))
}

/// Replaces the asker's name and birth date, as the form of a version showed them, and with
/// them what the bank's people find a customer by. Asks for the password; a mail tells.
///
/// # Errors
/// [`Refusal::WrongPassword`], [`Refusal::SlowDown`]; [`Refusal::Application`] while it may not
/// be corrected; [`Refusal::Stale`]; [`Refusal::Unchanged`] when it says the same as before.
pub async fn correct(
    app: &App,
    asker: &Asker,
    form: FormKey,
    version: i64,
    (name, birth_date): (Name, NaiveDate),
    password: &str,
) -> Result<(), AppError> {
    let (customer, own) = (asker.customer, Some(asker.customer));
    let fits = confirm_password(app, asker, Action::CorrectProfile, password).await?;
    let deed = app.begin_own(asker, Action::CorrectProfile).await?;
    if !fits {
        return Err(deed.refused(own, Refusal::WrongPassword).await);
    }
    let (deed, before) = deed.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    let (deed, row) = held(deed, customer).await?;
    if row.version != version {
        return Err(deed.refused(own, Refusal::Stale).await);
    }
    let kept = Profile::unseal(&asker.vault, &row)?;
    let (was, is) = ((&kept.name, kept.birth_date), (&name, birth_date));
    let Some(corrected) = kept.corrected.then(was, is, deed.now) else {
        return Err(deed.refused(own, Refusal::Unchanged).await);
    };
    let profile = Profile { name, birth_date, corrected, email: kept.email };
    let mut deed = keep(deed, asker, version, &profile).await?;
    let to = (profile.email.as_str(), row.language.as_str());
    deed.post(customer, &asker.vault, to, &Letter::ProfileCorrected).await?;
    deed.done(customer).await?;
    app.bell.notify_one();
    Ok(())
}

/// Whether a customer may correct it now.
async fn rule(conn: &mut Conn, customer: Uuid) -> Result<Result<(), Rule>, AppError> {
    let applications = application::of_customer(conn, customer).await?;
    let states: Vec<_> = applications.iter().map(|application| application.state).collect();
    Ok(may_correct(&states))
}

/// Holds a customer, so that nothing is sent to the bank meanwhile, and reads the row, if it
/// may be corrected now.
async fn held(mut deed: Deed<'_>, customer: Uuid) -> Result<(Deed<'_>, Customer), AppError> {
    let held = store::customer::hold_in_use(&mut deed.conn, customer).await;
    let refusal = Refusal::CustomerInactive;
    let (mut deed, ()) = deed.unless_changed(held, Some(customer), refusal).await?;
    if let Err(rule) = rule(&mut deed.conn, customer).await? {
        return Err(deed.refused(Some(customer), Refusal::Application(rule)).await);
    }
    match store::customer::find(&mut deed.conn, customer).await? {
        Some(row) => Ok((deed, row)),
        None => Err(deed.missing(customer).await),
    }
}

/// Writes the profile and the hashes of it.
async fn keep<'a>(
    mut deed: Deed<'a>,
    asker: &Asker,
    version: i64,
    profile: &Profile,
) -> Result<Deed<'a>, AppError> {
    let (app, customer) = (deed.app, asker.customer);
    let sealed = asker.vault.seal_json(&app.dice, COLUMN, customer, profile)?;
    let person = person_index(app, profile);
    let person = person.as_ref().map(|(name, person)| (name.as_slice(), person.as_slice()));
    let conn = &mut deed.conn;
    let written = store::customer::correct(conn, customer, version, &sealed, person).await;
    let (deed, ()) = deed.unless_changed(written, Some(customer), Refusal::Stale).await?;
    Ok(deed)
}
