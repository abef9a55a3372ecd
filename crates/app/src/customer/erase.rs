//! Erasing accounts whose time has come: the key is destroyed, and the rows go. A copy
//! of the database made before still holds the key; backups must keep keys apart.

use chrono::TimeDelta;
use domain::audit::Action;
use uuid::Uuid;

use crate::{App, AppError, Origin, deed::Actor, jobs::each};

/// How long an unproved registration is kept.
const UNPROVED: TimeDelta = TimeDelta::hours(48);

/// Erases every account that is due. One that cannot be erased is logged and tried again at
/// the next sweep.
///
/// # Errors
/// [`AppError`] when it cannot be asked who is due.
pub async fn erase_due(app: &App, origin: &Origin) -> Result<(), AppError> {
    let now = app.clock.now();
    let due = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::customer::due_for_erasure(&mut conn, now, now - UNPROVED, place).await?)
    };
    each("an account could not be erased", due, |id| erase(app, origin, id)).await
}

/// The files of pictures end here and are deleted by their rows, which stay for it. Those of
/// imports, all thrown away long ago, must be gone before: nothing would name them any more.
async fn erase(app: &App, origin: &Origin, customer: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::EraseAccount).await?;
    let (conn, now) = (&mut deed.conn, deed.now);
    // First, so that whoever takes the account up again waits, or has.
    store::customer::erase(conn, customer).await?;
    for import in store::import::ids_of(conn, customer).await? {
        app.documents.delete(import).await?;
    }
    store::data_key::destroy(conn, customer).await?;
    store::valuation::purge_of(conn, customer).await?;
    store::holding::purge_of(conn, customer).await?;
    store::rate::purge_of(conn, customer).await?;
    store::portfolio::purge_of(conn, customer).await?;
    store::import::purge_of(conn, customer).await?;
    store::application::forget_of(conn, customer).await?;
    store::document::end_of(conn, customer, now).await?;
    store::document::purge_of(conn, customer).await?;
    store::incident::forget_of(conn, customer).await?;
    store::session::delete_of(conn, customer).await?;
    store::device::delete_of(conn, customer).await?;
    store::challenge::delete_of(conn, customer).await?;
    store::outbox_message::delete_of(conn, customer).await?;
    store::credential::delete(conn, customer).await?;
    deed.done(customer).await.map(drop)
}
