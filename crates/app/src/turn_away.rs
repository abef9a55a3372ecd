//! Forms turned away before a verb begins: by the route table, or as a foreign page's.

use domain::audit::Action;

use crate::{App, AppError, Asker, Refusal, deed::Actor};

/// Leaves the audit entry of a customer's form that was turned away. Forms of nobody known
/// are in the log only: whoever likes could fill the trail with them.
///
/// # Errors
/// [`AppError`] when it could not be written.
pub async fn turn_away(app: &App, asker: &Asker, why: Refusal) -> Result<(), AppError> {
    let actor = Actor::Customer(asker.customer);
    let deed = app.begin(actor, &asker.origin, Action::TurnAway).await?;
    match deed.refused(None, why).await {
        AppError::Refused(_) => Ok(()),
        error => Err(error),
    }
}
