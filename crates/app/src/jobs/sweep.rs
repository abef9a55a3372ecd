//! Deleting what nobody needs any more.

use chrono::TimeDelta;

use super::{Files, each_file, index_names::index_names};
use crate::{
    App, AppError, Origin, application, customer::erase, document, error::log_failure, import,
};

/// A file nobody confirmed is thrown away after this long.
const WAITING_IMPORT: TimeDelta = TimeDelta::days(7);
/// Proofs and form keys are kept this long after they ended.
const ENDED: TimeDelta = TimeDelta::days(2);
/// Sessions are kept this long after their last use, for the session list's sake.
const SESSIONS: TimeDelta = TimeDelta::days(30);

/// Goes every step, whatever became of those before it; the first failure is returned.
pub(super) async fn sweep(app: &App, origin: &Origin) -> Result<(), AppError> {
    let mut failed = None;
    let mut note = |step, outcome: Result<(), AppError>| {
        let Err(error) = outcome else { return };
        tracing::error!(
            step,
            error = &error as &dyn std::error::Error,
            "a step of the sweep failed"
        );
        failed.get_or_insert(error);
    };
    let files = Files::of(app);
    note("erase accounts", erase::erase_due(app, &files, origin).await);
    note("expire applications", application::expire_unanswered(app, origin).await);
    note("delete ended rows", delete_ended(app).await);
    note("throw imports away", throw_away_forgotten(app, &files, origin).await);
    note("delete ended imports", delete_ended_imports(app, &files).await);
    note("give up files for import", import::give_up_abandoned(app, &files).await);
    note("index names", index_names(app).await);
    note("give up uploads", document::give_up_abandoned(app).await);
    note("expire pictures", document::expire_images(app, origin).await);
    note("end drafts", application::end_drafts(app, origin).await);
    note("forget records", document::forget_records(app, origin).await);
    note("destroy pictures", document::destroy_ended(app, &files).await);
    // Last, for it may wait for the scanner.
    note("release pictures", document::release_held(app, &files, origin).await);
    failed.map_or(Ok(()), Err)
}

async fn delete_ended(app: &App) -> Result<(), AppError> {
    let now = app.clock.now();
    let mut conn = app.db.begin().await?;
    store::challenge::delete_ended(&mut conn, now - ENDED).await?;
    store::idempotency::delete_taken(&mut conn, now - ENDED).await?;
    store::throttle::delete_ended(&mut conn, now - ENDED).await?;
    store::session::delete_unseen(&mut conn, now - SESSIONS).await?;
    store::staff_session::delete_unseen(&mut conn, now - SESSIONS).await?;
    Ok(conn.commit().await?)
}

/// Deletes the files of imports that ended: a worker killed between the change and the
/// deletion leaves a file nobody needs.
async fn delete_ended_imports(app: &App, files: &Files<'_>) -> Result<(), AppError> {
    let since = app.clock.now() - WAITING_IMPORT - ENDED;
    let ended = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::import::ended_since(&mut conn, since, place).await?)
    };
    let act = |id| files.delete(id);
    each_file(files, "an import's file could not be deleted", ended, act).await
}

async fn throw_away_forgotten(
    app: &App,
    files: &Files<'_>,
    origin: &Origin,
) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let before = app.clock.now() - WAITING_IMPORT;
    let forgotten = store::import::forgotten(&mut conn, before).await?;
    drop(conn);
    for waiting in forgotten {
        if !files.answer() {
            return Ok(());
        }
        if let Err(error) = import::throw_away(app, files, origin, waiting).await {
            log_failure("an import could not be thrown away", waiting.0, &error);
        }
    }
    Ok(())
}
