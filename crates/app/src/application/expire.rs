//! Ending applications whose customers did not answer.

use domain::{
    application::{Event, PATIENCE},
    audit::Action,
};
use uuid::Uuid;

use super::{
    standing,
    step::{self, Happening},
};
use crate::{App, AppError, Origin, deed::Actor, jobs::each, letter::Letter};

/// Ends every application that was returned and not answered in time, and tells its
/// customer. One that cannot be ended is logged and tried again at the next sweep.
///
/// # Errors
/// [`AppError`] when it cannot be asked which are due.
pub(crate) async fn expire_unanswered(app: &App, origin: &Origin) -> Result<(), AppError> {
    let since = app.clock.now() - PATIENCE;
    let unanswered = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::application::unanswered(&mut conn, since, place).await?)
    };
    each("an application did not expire", unanswered, |id| expire(app, origin, id)).await
}

/// Ends one, unless it was answered meanwhile, or another process ended it.
async fn expire(app: &App, origin: &Origin, id: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ExpireApplication).await?;
    let Some(row) = store::application::find_for_staff(&mut deed.conn, id).await? else {
        return Ok(());
    };
    let Ok(life) = standing::life(&row.standing)?.expire(deed.now) else { return Ok(()) };
    let (before, at) = ((id, row.version, &row.standing), deed.now);
    let happening = Happening::alone(Event::Expired);
    match step::write(&mut deed, before, life, (happening, at)).await {
        Err(error) if error.is_conflict() => return Ok(()),
        other => other?,
    };
    deed.write_to(row.customer_id, &Letter::ApplicationExpired).await?;
    deed.done(id).await?;
    app.bell.notify_one();
    Ok(())
}
