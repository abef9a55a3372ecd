//! Ending drafts their customers have left lying.

use chrono::{DateTime, Utc};
use domain::audit::Action;
use store::{StoreError, application::Application};
use uuid::Uuid;

use super::{own, standing};
use crate::{App, AppError, Origin, deed::Actor};

/// Ends every draft of which nothing was said, and to which no picture was given, for as long
/// as pictures are kept, and forgets what it says. Nothing is lost that could not be typed
/// again, so no letter follows. One that cannot be ended is logged and tried again at the next
/// sweep; it holds no other up.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn end_drafts(app: &App, origin: &Origin) -> Result<(), AppError> {
    let since = app.settings.retention.images_until(app.clock.now());
    let mut place = (DateTime::<Utc>::UNIX_EPOCH, Uuid::nil());
    loop {
        let mut conn = app.db.read().await?;
        let untouched = store::application::untouched(&mut conn, since, place).await?;
        drop(conn);
        let Some(last) = untouched.last() else { return Ok(()) };
        place = (last.created_at, last.id);
        for row in untouched {
            if let Err(error) = end(app, origin, &row).await {
                let error = &error as &dyn std::error::Error;
                tracing::error!(application = %row.id, error, "a draft could not be ended");
            }
        }
    }
}

async fn end(app: &App, origin: &Origin, row: &Application) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ExpireApplication).await?;
    let Ok(life) = standing::life(&row.standing)?.withdraw() else { return Ok(()) };
    let next = standing::standing(life, &row.standing, deed.now);
    match store::application::step(&mut deed.conn, row.id, row.version, &next).await {
        // Its customer has come back, or another worker ended it.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    own::append(&mut deed, row.id, "withdrawn").await?;
    store::application::forget(&mut deed.conn, row.id).await?;
    store::document::forget(&mut deed.conn, row.id).await?;
    deed.done(row.id).await.map(drop)
}
