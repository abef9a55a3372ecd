//! Throwing a waiting import away.

use domain::audit::Action;
use uuid::Uuid;

use super::delete_file;
use crate::{App, AppError, Asker, Origin, Refusal, deed::Actor, deed::Deed, jobs::Files};

/// Throws away an import that waits, and its file.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::ImportState`] when it no longer waits.
pub async fn discard(app: &App, asker: &Asker, id: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin_own(asker, Action::DiscardImport).await?;
    if store::import::find(&mut deed.conn, asker.customer, id).await?.is_none() {
        return Err(deed.missing(id).await);
    }
    end(deed, asker.customer, id).await?;
    delete_file(app, id).await;
    Ok(())
}

/// Throws away an import its owner forgot.
///
/// # Errors
/// As [`discard`].
pub(crate) async fn throw_away(
    app: &App,
    files: &Files<'_>,
    origin: &Origin,
    (id, customer): (Uuid, Uuid),
) -> Result<(), AppError> {
    let deed = app.begin(Actor::System, origin, Action::DiscardImport).await?;
    end(deed, customer, id).await?;
    files.delete(id).await
}

async fn end(mut deed: Deed<'_>, customer: Uuid, id: Uuid) -> Result<(), AppError> {
    let discarded = store::import::discard(&mut deed.conn, customer, id).await;
    let (deed, ()) = deed.unless_changed(discarded, Some(id), Refusal::ImportState).await?;
    deed.done(id).await.map(drop)
}
