//! Ending applications whose customers did not answer.

use domain::{application::PATIENCE, audit::Action};
use store::StoreError;
use uuid::Uuid;

use super::{own, standing};
use crate::{App, AppError, Origin, deed::Actor, letter::Letter};

/// Ends every application that was returned and not answered in time, and tells its
/// customer. Returns how many. One that cannot be ended is logged and tried again at the
/// next sweep; it holds no other up.
///
/// # Errors
/// [`AppError`] when it cannot be asked which are due.
pub async fn expire_unanswered(app: &App, origin: &Origin) -> Result<usize, AppError> {
    let since = app.clock.now() - PATIENCE;
    let mut conn = app.db.read().await?;
    let due = store::application::unanswered(&mut conn, since).await?;
    drop(conn);
    let mut expired = 0;
    for (application, customer) in due {
        match expire(app, origin, application, customer).await {
            Ok(true) => expired += 1,
            Ok(false) => {}
            Err(error) => tracing::error!(%application, %error, "an application did not expire"),
        }
    }
    if expired > 0 {
        app.bell.notify_one();
    }
    Ok(expired)
}

/// Ends one; `false` if it was answered meanwhile, or another process ended it.
async fn expire(app: &App, origin: &Origin, id: Uuid, customer: Uuid) -> Result<bool, AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::ExpireApplication).await?;
    let Some(row) = store::application::find_for_staff(&mut deed.conn, id).await? else {
        return Ok(false);
    };
    let Ok(life) = standing::life(&row.standing)?.expire(deed.now) else { return Ok(false) };
    let next = standing::standing(life, &row.standing, deed.now);
    match store::application::step(&mut deed.conn, id, row.version, &next).await {
        Ok(()) => {}
        Err(StoreError::Conflict { .. }) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    own::append(&mut deed, id, "expired").await?;
    deed.write_to(customer, &Letter::ApplicationExpired).await?;
    deed.done(id).await?;
    Ok(true)
}
