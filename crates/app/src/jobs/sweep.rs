//! Deleting what nobody needs any more.

use chrono::TimeDelta;

use super::index_names::index_names;
use crate::{App, AppError, Origin, document, import};

/// A file nobody confirmed is thrown away after this long.
const WAITING_IMPORT: TimeDelta = TimeDelta::days(7);
/// Proofs and form keys are kept this long after they ended.
const ENDED: TimeDelta = TimeDelta::days(2);
/// Sessions are kept this long after their last use, for the session list's sake.
const SESSIONS: TimeDelta = TimeDelta::days(30);

pub(super) async fn sweep(app: &App, origin: &Origin) -> Result<(), AppError> {
    let now = app.clock.now();
    let mut conn = app.db.begin().await?;
    store::challenge::delete_ended(&mut conn, now - ENDED).await?;
    store::idempotency::delete_taken(&mut conn, now - ENDED).await?;
    store::throttle::delete_ended(&mut conn, now - ENDED).await?;
    store::session::delete_unseen(&mut conn, now - SESSIONS).await?;
    store::staff_session::delete_unseen(&mut conn, now - SESSIONS).await?;
    conn.commit().await?;
    let mut conn = app.db.read().await?;
    let forgotten = store::import::forgotten(&mut conn, now - WAITING_IMPORT).await?;
    let ended = store::import::ended_since(&mut conn, now - WAITING_IMPORT - ENDED).await?;
    drop(conn);
    // A worker killed between the change and the deletion leaves a file nobody needs.
    for import in ended {
        app.documents.delete(import).await?;
    }
    for waiting in forgotten {
        import::throw_away(app, origin, waiting).await?;
    }
    index_names(app).await?;
    document::give_up_abandoned(app).await?;
    document::release_held(app, origin).await?;
    document::expire_images(app, origin).await?;
    document::forget_records(app, origin).await?;
    document::destroy_ended(app).await
}
