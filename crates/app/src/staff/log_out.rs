//! Logging out.

use domain::audit::Action;
use store::StoreError;

use super::Signed;
use crate::{App, AppError, deed::Actor};

/// Ends a member's session.
///
/// # Errors
/// [`AppError`]; a session that has ended already is no error.
pub async fn log_out(app: &App, signed: &Signed) -> Result<(), AppError> {
    let officer = &signed.officer;
    let actor = Actor::Staff(officer.staff.0);
    let mut deed = app.begin(actor, &officer.origin, Action::StaffLogOut).await?;
    match store::staff_session::end(&mut deed.conn, signed.session, deed.now).await {
        Ok(()) => {
            deed.done(signed.session).await?;
            Ok(())
        }
        Err(StoreError::Conflict { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
