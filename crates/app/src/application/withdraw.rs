//! Taking an application back.

use domain::{application::Event, audit::Action};
use uuid::Uuid;

use super::own;
use crate::{App, AppError, Asker};

/// Takes an application back, whoever works on it, until it is decided. No letter follows:
/// nothing is opened or lost by it, and the page says so at once.
///
/// # Errors
/// [`crate::Refusal::Application`] when it has ended; [`crate::Refusal::Stale`] when it is
/// being changed this very moment.
pub async fn withdraw(app: &App, asker: &Asker, id: Uuid) -> Result<(), AppError> {
    let own = own::begin(app, asker, Action::WithdrawApplication, id).await?;
    let step = own.life.withdraw();
    own.go(step, Event::Withdrawn).await?.done().await.map(drop)
}
