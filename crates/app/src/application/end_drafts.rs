//! Ending drafts their customers have left lying.

use chrono::{DateTime, Utc};
use domain::{application::Event, audit::Action};
use uuid::Uuid;

use super::{
    standing,
    step::{self, Happening},
};
use crate::{App, AppError, Origin, deed::Actor, jobs::each};

/// Ends every draft of which nothing was said, and to which no picture was given, for as long
/// as pictures are kept, once those it was given have ended, and forgets what it says. Nothing
/// is lost that could not be typed again, so no letter follows. One that cannot be ended is
/// logged and tried again at the next sweep.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn end_drafts(app: &App, origin: &Origin) -> Result<(), AppError> {
    let since = app.settings.retention.images_until(app.clock.now());
    let untouched = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::application::untouched(&mut conn, since, place).await?)
    };
    each("a draft could not be ended", untouched, |id| end(app, origin, id, since)).await
}

async fn end(app: &App, origin: &Origin, id: Uuid, since: DateTime<Utc>) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ExpireApplication).await?;
    // Held and asked again: of a picture given meanwhile the version says nothing.
    store::application::hold(&mut deed.conn, id).await?;
    let untouched = store::application::find_untouched(&mut deed.conn, id, since).await?;
    // Else its customer has come back, or another worker ended it.
    let Some(row) = untouched else { return Ok(()) };
    let Ok(life) = standing::life(&row.standing)?.expire(deed.now) else { return Ok(()) };
    let (before, at) = ((row.id, row.version, &row.standing), deed.now);
    step::write(&mut deed, before, life, (Happening::alone(Event::Expired), at)).await?;
    store::application::forget(&mut deed.conn, row.id).await?;
    store::document::forget(&mut deed.conn, row.id).await?;
    deed.done(row.id).await.map(drop)
}
