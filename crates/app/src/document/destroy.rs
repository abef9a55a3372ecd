//! Destroying the files of pictures that have ended.

use chrono::TimeDelta;
use domain::{
    application::declaration::Picture,
    audit::Action,
    document::{PurgeReason, State},
};
use store::{StoreError, application::Application, document::Ended};
use uuid::Uuid;

use crate::{
    App, AppError, Officer,
    deed::Deed,
    error::log_failure,
    jobs::{Files, each, each_file},
};

/// A picture announced so long ago has nobody any more who brings it.
const ABANDONED: TimeDelta = TimeDelta::hours(1);

const UNDESTROYED: &str = "a picture's file could not be destroyed";

/// Ends the living picture that is to be mended, by one of the bank's people; all living ones
/// of the application, if it is not said which. Each has its audit entry. Returns them, to be
/// destroyed once the change stands.
pub(crate) async fn end(
    deed: &mut Deed<'_>,
    row: &Application,
    officer: &Officer,
    (picture, reason): (Option<Picture>, PurgeReason),
) -> Result<Vec<Uuid>, AppError> {
    let reason = Some(reason.code().to_owned());
    let end = Ended { at: deed.now, by: Some(officer.staff.0), reason };
    let mut ended = Vec::new();
    for document in super::all_of(&mut deed.conn, row.customer_id, row.id).await? {
        let meant = picture.is_none_or(|picture| picture == document.shows());
        if document.state.is_living() && meant {
            let state = State::Purged.code();
            store::document::end(&mut deed.conn, document.id, state, &end).await?;
            deed.also(Action::PurgeDocument, document.id).await?;
            ended.push(document.id);
        }
    }
    Ok(ended)
}

/// Deletes the files of ended pictures, and notes when. The pictures have ended already, so
/// what cannot be deleted now is left to [`destroy_ended`]: the first that cannot be is logged,
/// and whoever waits on a page is not let wait for the others.
pub(crate) async fn destroy(app: &App, ended: &[Uuid]) {
    for id in ended {
        let destroyed = async {
            app.documents.delete(*id).await?;
            is_gone(app, *id).await
        };
        if let Err(error) = destroyed.await {
            log_failure(UNDESTROYED, *id, &error);
            return;
        }
    }
}

/// Notes that a picture's file is gone. Of an erased customer's picture the row goes too.
async fn is_gone(app: &App, id: Uuid) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    store::document::destroyed(&mut conn, id, app.clock.now()).await?;
    store::document::purge_erased(&mut conn, id).await?;
    Ok(conn.commit().await?)
}

/// Destroys the files of all pictures that have ended: those of erased customers, those a
/// killed worker left, and those that could not be deleted before.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn destroy_ended(app: &App, files: &Files<'_>) -> Result<(), AppError> {
    let ended = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::document::to_destroy(&mut conn, place).await?)
    };
    let act = |id| async move {
        files.delete(id).await?;
        is_gone(app, id).await
    };
    each_file(files, UNDESTROYED, ended, act).await
}

/// Ends pictures that were announced and never came: whoever brought them has died.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn give_up_abandoned(app: &App) -> Result<(), AppError> {
    let before = app.clock.now() - ABANDONED;
    let abandoned = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::document::abandoned(&mut conn, before, place).await?)
    };
    each("an upload could not be given up", abandoned, |id| give_up(app, id)).await
}

/// Ends a picture that was announced and does not stand yet; one that stands, or has ended, is
/// let be.
///
/// # Errors
/// [`AppError`].
pub(super) async fn give_up(app: &App, id: Uuid) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    match store::document::give_up(&mut conn, id, app.clock.now()).await {
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    Ok(conn.commit().await?)
}
