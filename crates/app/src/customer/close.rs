//! Closing an account, and taking it up again in the grace period.

use chrono::TimeDelta;
use domain::audit::Action;

use super::profile;
use crate::{
    App, AppError, Asker, Refusal, deed::Actor, letter::Letter, session::confirm_password,
};

/// How long a closed account can be taken up again.
pub const GRACE: TimeDelta = TimeDelta::days(30);

/// Closes an account: nothing can be changed any more, and after the grace period
/// the customer's key is destroyed. Asks for the password.
///
/// # Errors
/// [`Refusal::WrongPassword`], [`Refusal::Closing`].
pub async fn close(app: &App, asker: &Asker, password: &str) -> Result<(), AppError> {
    let fits = confirm_password(app, asker, Action::CloseAccount, password).await?;
    let mut deed = app.begin_own(asker, Action::CloseAccount).await?;
    if !fits {
        return Err(deed.refused(Some(asker.customer), Refusal::WrongPassword).await);
    }
    let erase_at = deed.now + GRACE;
    let closed = store::customer::close(&mut deed.conn, asker.customer, erase_at).await;
    let (mut deed, ()) =
        deed.unless_changed(closed, Some(asker.customer), Refusal::Closing).await?;
    let (vault, profile, language) =
        profile::correspondent(app, &mut deed.conn, asker.customer).await?;
    let erase_on = domain::date::today(erase_at).to_string();
    let letter = Letter::AccountClosed { erase_on };
    deed.post(asker.customer, &vault, (profile.email.as_str(), &language), &letter).await?;
    store::session::end_all_but(&mut deed.conn, asker.customer, Some(asker.session), deed.now)
        .await?;
    deed.done(asker.customer).await?;
    app.bell.notify_one();
    Ok(())
}

/// Takes a closing account up again.
///
/// # Errors
/// [`Refusal::NotClosing`].
pub async fn reopen(app: &App, asker: &Asker) -> Result<(), AppError> {
    let actor = Actor::Customer(asker.customer);
    let mut deed = app.begin(actor, &asker.origin, Action::ReopenAccount).await?;
    let reopened = store::customer::reopen(&mut deed.conn, asker.customer).await;
    let (mut deed, ()) =
        deed.unless_changed(reopened, Some(asker.customer), Refusal::NotClosing).await?;
    let (vault, profile, language) =
        profile::correspondent(app, &mut deed.conn, asker.customer).await?;
    let to = (profile.email.as_str(), language.as_str());
    deed.post(asker.customer, &vault, to, &Letter::AccountReopened).await?;
    deed.done(asker.customer).await?;
    app.bell.notify_one();
    Ok(())
}
