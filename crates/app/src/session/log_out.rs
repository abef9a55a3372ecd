//! Logging out.

use domain::audit::Action;
use store::StoreError;

use crate::{App, AppError, Asker, deed::Actor};

/// Ends the asker's session.
///
/// # Errors
/// [`AppError`]; a session that has ended already is no error.
pub async fn log_out(app: &App, asker: &Asker) -> Result<(), AppError> {
    let actor = Actor::Customer(asker.customer);
    let mut deed = app.begin(actor, &asker.origin, Action::LogOut).await?;
    match store::session::end(&mut deed.conn, asker.customer, asker.session, deed.now).await {
        Ok(()) => {
            deed.done(asker.session).await?;
            Ok(())
        }
        Err(StoreError::Conflict { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
