//! Erasing accounts whose time has come: the key is destroyed, and the rows go. A copy
//! of the database made before still holds the key; backups must keep keys apart.

use chrono::{DateTime, TimeDelta, Utc};
use domain::audit::Action;
use store::StoreError;
use uuid::Uuid;

use crate::{
    App, AppError, Origin,
    application::end_with_customer,
    deed::Actor,
    jobs::{Files, each},
};

/// How long an unproved registration is kept.
const UNPROVED: TimeDelta = TimeDelta::hours(48);

/// Erases every account that is due. One that cannot be erased is logged and tried again at
/// the next sweep: one that has imports, while the store of their files does not answer.
///
/// # Errors
/// [`AppError`] when it cannot be asked who is due.
pub(crate) async fn erase_due(
    app: &App,
    files: &Files<'_>,
    origin: &Origin,
) -> Result<(), AppError> {
    let now = app.clock.now();
    let due = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::customer::due_for_erasure(&mut conn, now, now - UNPROVED, place).await?)
    };
    let since = (now, now - UNPROVED);
    each("an account could not be erased", due, |id| erase(app, files, origin, (id, since))).await
}

/// When accounts were due, and since when registrations are unproved.
type Since = (DateTime<Utc>, DateTime<Utc>);

/// The files of pictures end here and are deleted by their rows, which stay for it. Those of
/// imports are gone before: nothing would name them any more.
async fn erase(
    app: &App,
    files: &Files<'_>,
    origin: &Origin,
    (customer, since): (Uuid, Since),
) -> Result<(), AppError> {
    delete_imports(app, files, customer, since).await?;
    let mut deed = app.begin(Actor::System, origin, Action::EraseAccount).await?;
    // First, so that whoever takes the account up again waits, or has.
    match store::customer::erase(&mut deed.conn, customer, since).await {
        // They have, or another worker erased it.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    end_with_customer(&mut deed, customer).await?;
    let (conn, now) = (&mut deed.conn, deed.now);
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

/// Deletes the files of an account's imports, in no transaction: a folder that does not answer
/// holds up nobody who writes. What is interrupted here goes on at the next sweep. Whoever
/// takes the account up again at this very moment loses the file of an import they had not
/// looked at for as long as accounts are kept closed, far longer than such are.
async fn delete_imports(
    app: &App,
    files: &Files<'_>,
    customer: Uuid,
    since: Since,
) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let imports = store::import::ids_of(&mut conn, customer).await?;
    // Asked afterwards: an account that is due now had no new imports since those were listed.
    let is_due = store::customer::is_due(&mut conn, customer, since).await?;
    drop(conn);
    if is_due {
        for import in imports {
            files.delete(import).await?;
        }
    }
    Ok(())
}
