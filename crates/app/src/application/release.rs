//! Letting a claimed application go.

use domain::{application::Event, audit::Action, staff::Permission};
use uuid::Uuid;

use super::work::{self, SILENT};
use crate::{App, AppError, Officer};

/// Lets an application go that one has claimed.
///
/// # Errors
/// [`AppError`].
pub async fn release(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
) -> Result<(), AppError> {
    let work = work::begin(
        app,
        officer,
        (|_| Permission::SeeApplication, Action::ReleaseApplication),
        (id, version),
    )
    .await?;
    let step = work.life.release(officer.staff, work.now());
    work.go(step, Event::Released, SILENT).await?.done().await
}
