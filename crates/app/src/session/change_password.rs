//! Changing one's password.

use domain::{audit::Action, password::Password};

use super::log_in::confirm_password;
use crate::{App, AppError, Asker, Refusal, customer::profile, letter::Letter};

/// Replaces the asker's password; every other session ends, and a mail tells.
///
/// # Errors
/// [`Refusal::WrongPassword`], [`Refusal::SlowDown`].
pub async fn change_password(
    app: &App,
    asker: &Asker,
    current: &str,
    new: Password,
) -> Result<(), AppError> {
    let fits = confirm_password(app, asker, Action::ChangePassword, current).await?;
    let hash = app.hasher.hash(new, &app.dice).await?;
    let mut deed = app.begin_own(asker, Action::ChangePassword).await?;
    if !fits {
        return Err(deed.refused(Some(asker.customer), Refusal::WrongPassword).await);
    }
    let (customer, now) = (asker.customer, deed.now);
    store::credential::replace(&mut deed.conn, customer, &hash, now).await?;
    store::session::end_all_but(&mut deed.conn, customer, Some(asker.session), now).await?;
    // A proof mailed before must not replace the password just chosen.
    store::challenge::delete_of(&mut deed.conn, customer).await?;
    let (vault, profile, language) = profile::correspondent(app, &mut deed.conn, customer).await?;
    let to = (profile.email.as_str(), language.as_str());
    deed.post(customer, &vault, to, &Letter::PasswordChanged).await?;
    deed.done(customer).await?;
    app.bell.notify_one();
    Ok(())
}
