//! Requests of a member of staff turned away before a verb begins.

use domain::audit::Action;

use crate::{App, AppError, Officer, Refusal, deed::Actor};

/// Leaves the audit entry of a page a member may not see, or of a foreign page's form.
///
/// # Errors
/// [`AppError`] when it could not be written.
pub async fn turn_away(app: &App, officer: &Officer, why: Refusal) -> Result<(), AppError> {
    let actor = Actor::Staff(officer.staff.0);
    let deed = app.begin(actor, &officer.origin, Action::TurnAway).await?;
    match deed.refused(None, why).await {
        AppError::Refused(_) => Ok(()),
        error => Err(error),
    }
}
