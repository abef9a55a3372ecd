//! Files on their way: announced before they are written, so that whatever becomes of the file,
//! of whoever brings it or of the answer to a commit, a row says of it that it is to go.

use chrono::TimeDelta;
use domain::audit::Action;
use store::StoreError;
use uuid::Uuid;

use crate::{
    App, AppError, Asker, FormKey,
    error::log_failure,
    jobs::{Files, each_file},
};

/// A file announced so long ago has nobody any more who brings it, and a store that was silent
/// has finished whatever it had begun.
const ABANDONED: TimeDelta = TimeDelta::hours(1);

/// Whether there is anything to do.
pub(super) enum Announced {
    /// The form was carried out before and led to this import.
    Before(Uuid),
    /// The file is announced as this import's.
    Now(Uuid),
}

/// Announces the file of an import to be.
pub(super) async fn announce(
    app: &App,
    asker: &Asker,
    form: FormKey,
) -> Result<Announced, AppError> {
    let mut deed = app.begin_own(asker, Action::UploadImport).await?;
    if let Some(before) = deed.carried_out(form).await? {
        return Ok(Announced::Before(before));
    }
    let id = deed.id()?;
    store::import_arrival::announce(&mut deed.conn, id, deed.now).await?;
    deed.halfway().await?;
    Ok(Announced::Now(id))
}

/// Gives up and deletes a file of which no import was made. Whoever does not know whether one
/// was (the answer to the commit was lost) deletes nothing: the row says it. What fails here the
/// jobs do later.
pub(super) async fn give_up(app: &App, id: Uuid) {
    let given_up = async {
        if is_given_up(app, id).await? {
            app.documents.delete(id).await?;
            forget(app, id).await?;
        }
        Ok::<_, AppError>(())
    };
    if let Err(error) = given_up.await {
        log_failure("a file for import could not be given up", id, &error);
    }
}

/// Gives up and deletes the files that were announced and never became an import: whoever
/// brought them has died or gone away, or the store did not answer.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn give_up_abandoned(app: &App, files: &Files<'_>) -> Result<(), AppError> {
    let before = app.clock.now() - ABANDONED;
    let abandoned = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::import_arrival::abandoned(&mut conn, before, place).await?)
    };
    let act = |id| async move {
        if is_given_up(app, id).await? {
            files.delete(id).await?;
            forget(app, id).await?;
        }
        Ok(())
    };
    each_file(files, "a file for import could not be given up", abandoned, act).await
}

/// Gives a file up; `false` when an import was made of it.
async fn is_given_up(app: &App, id: Uuid) -> Result<bool, AppError> {
    let mut conn = app.db.begin().await?;
    match store::import_arrival::give_up(&mut conn, id, app.clock.now()).await {
        Err(StoreError::Conflict { .. }) => return Ok(false),
        other => other?,
    }
    conn.commit().await?;
    Ok(true)
}

async fn forget(app: &App, id: Uuid) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    store::import_arrival::forget(&mut conn, id).await?;
    Ok(conn.commit().await?)
}
