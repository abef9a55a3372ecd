//! Destroying pictures whose time is over.

use chrono::{DateTime, Utc};
use domain::{audit::Action, document::State};
use store::{StoreError, document::Ended};
use uuid::Uuid;

use super::destroy::destroy;
use crate::{App, AppError, Origin, deed::Actor};

/// Destroys the pictures of applications that ended long enough ago, and those that have
/// lain in a draft as long. One that cannot be is logged and tried again at the next sweep.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn expire_images(app: &App, origin: &Origin) -> Result<(), AppError> {
    let before = app.settings.retention.images_until(app.clock.now());
    let mut place = (DateTime::<Utc>::UNIX_EPOCH, Uuid::nil());
    loop {
        let mut conn = app.db.read().await?;
        let outlived = store::document::outlived(&mut conn, before, place).await?;
        drop(conn);
        let Some(last) = outlived.last() else { return Ok(()) };
        place = (last.created_at, last.id);
        for row in outlived {
            if let Err(error) = expire(app, origin, row.id).await {
                let error = &error as &dyn std::error::Error;
                tracing::error!(document = %row.id, error, "a picture could not be destroyed");
            }
        }
    }
}

async fn expire(app: &App, origin: &Origin, id: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ExpireDocument).await?;
    let end = Ended { at: deed.now, by: None, reason: None };
    match store::document::end(&mut deed.conn, id, State::Expired.code(), &end).await {
        // It ended meanwhile.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    deed.done(id).await?;
    destroy(app, &[id]).await;
    Ok(())
}
