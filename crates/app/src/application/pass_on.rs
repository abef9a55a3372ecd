//! Freeing what a colleague has claimed.

use domain::{application::Event, audit::Action, staff::Permission};
use uuid::Uuid;

use super::work::{self, SILENT};
use crate::{App, AppError, Officer};

/// Takes a claim from whoever holds it, so that another may work on the application.
/// Whoever held it is told by their next step that the application has changed.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::Application`] when nobody holds it, or it is one's own.
pub async fn pass_on(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
) -> Result<(), AppError> {
    let work = work::begin(
        app,
        officer,
        (|_| Permission::PassOn, Action::PassOnApplication),
        (id, version),
    )
    .await?;
    let step = work.life.pass_on(officer.staff, work.applicant);
    work.go(step, Event::Released, SILENT).await?.done().await
}
