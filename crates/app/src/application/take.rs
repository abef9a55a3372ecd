//! Claiming an application, for the first look or the second.

use domain::{
    application::{Event, Life},
    audit::Action,
};
use uuid::Uuid;

use super::work::{self, SILENT};
use crate::{App, AppError, Officer};

/// Claims an application, or renews one's claim. The first look needs the reviewer's
/// permission, the second the approver's.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::Application`] when another works on it, or it is one's own
/// recommendation or application.
pub async fn take(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
) -> Result<(), AppError> {
    let needs = |life: Life| life.state().claim_needs();
    let work = work::begin(app, officer, (needs, Action::TakeApplication), (id, version)).await?;
    let step = work.life.take(officer.staff, work.applicant, work.now());
    work.go(step, Event::Claimed, SILENT).await?.done().await
}
