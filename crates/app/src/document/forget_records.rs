//! Forgetting what was declared and said in applications whose time is over.

use domain::audit::Action;
use store::StoreError;
use uuid::Uuid;

use crate::{App, AppError, Origin, deed::Actor, jobs::each};

/// Forgets the records of applications that ended long enough ago without opening the service:
/// what was declared, what was said, and by which their files would be known again. The bare rows
/// stay: that there was an application, when, how it ended and by whom. Details are then empty.
/// Of an approved one nothing is forgotten while its customer uses the service.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn forget_records(app: &App, origin: &Origin) -> Result<(), AppError> {
    let before = app.settings.retention.records_until(app.clock.now());
    let outlived = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::application::outlived(&mut conn, before, place).await?)
    };
    each("a record could not be forgotten", outlived, |id| forget(app, origin, id)).await
}

async fn forget(app: &App, origin: &Origin, id: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ForgetApplication).await?;
    match store::application::forget(&mut deed.conn, id).await {
        // Another worker did.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    store::application_event::forget(&mut deed.conn, id).await?;
    store::document::forget(&mut deed.conn, id).await?;
    deed.done(id).await.map(drop)
}
