//! Erasing accounts whose time has come: the key is destroyed, and the rows go. A copy
//! of the database made before still holds the key; backups must keep keys apart.

use chrono::TimeDelta;
use domain::audit::Action;
use uuid::Uuid;

use crate::{App, AppError, Origin, deed::Actor};

/// How long an unproved registration is kept.
const UNPROVED: TimeDelta = TimeDelta::hours(48);

/// Erases every account that is due. Returns how many. One that cannot be erased is
/// logged and tried again at the next sweep; it holds no other up.
///
/// # Errors
/// [`AppError`] when it cannot be asked who is due.
pub async fn erase_due(app: &App, origin: &Origin) -> Result<usize, AppError> {
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let due = store::customer::due_for_erasure(&mut conn, now, now - UNPROVED).await?;
    drop(conn);
    let mut erased = 0;
    for customer in due {
        match erase(app, origin, customer).await {
            Ok(()) => erased += 1,
            Err(error) => tracing::error!(%customer, %error, "an account could not be erased"),
        }
    }
    Ok(erased)
}

async fn erase(app: &App, origin: &Origin, customer: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::EraseAccount).await?;
    let mut files = store::import::ids_of(&mut deed.conn, customer).await?;
    files.extend(store::document::files_of(&mut deed.conn, customer).await?);
    let conn = &mut deed.conn;
    store::data_key::destroy(conn, customer).await?;
    store::valuation::purge_of(conn, customer).await?;
    store::holding::purge_of(conn, customer).await?;
    store::rate::purge_of(conn, customer).await?;
    store::portfolio::purge_of(conn, customer).await?;
    store::import::purge_of(conn, customer).await?;
    store::application::forget_of(conn, customer).await?;
    store::document::purge_of(conn, customer).await?;
    store::incident::forget_of(conn, customer).await?;
    store::session::delete_of(conn, customer).await?;
    store::device::delete_of(conn, customer).await?;
    store::challenge::delete_of(conn, customer).await?;
    store::outbox_message::delete_of(conn, customer).await?;
    store::credential::delete(conn, customer).await?;
    store::customer::erase(conn, customer).await?;
    deed.done(customer).await?;
    // After the key, so that a crash between leaves only what nobody can open.
    for file in files {
        app.documents.delete(file).await?;
    }
    Ok(())
}
