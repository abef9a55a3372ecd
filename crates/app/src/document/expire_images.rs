//! Destroying pictures whose time is over.

use chrono::{DateTime, Utc};
use domain::audit::Action;
use store::StoreError;
use uuid::Uuid;

use crate::{App, AppError, Origin, deed::Actor, jobs::each};

/// Ends the pictures of applications that ended long enough ago, and those that have lain in a
/// draft as long: nobody sees them any more, and their files are destroyed with those of all
/// that have ended. One that cannot be is logged and tried again at the next sweep.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn expire_images(app: &App, origin: &Origin) -> Result<(), AppError> {
    let before = app.settings.retention.images_until(app.clock.now());
    let outlived = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::document::outlived(&mut conn, before, place).await?)
    };
    let act = |id| expire(app, origin, id, before);
    each("a picture could not be ended", outlived, act).await
}

async fn expire(
    app: &App,
    origin: &Origin,
    id: Uuid,
    before: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ExpireDocument).await?;
    // Held before it is asked again: whoever sends it now is waited for, or waits.
    store::application::hold_of(&mut deed.conn, id).await?;
    match store::document::expire(&mut deed.conn, id, before, deed.now).await {
        // It ended meanwhile, or its application was sent.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    deed.done(id).await.map(drop)
}
