//! One of the bank's people destroys a picture, and another is asked for.

use domain::{
    application::Refusal as ApplicationRule,
    audit::Action,
    document::{PurgeReason, State},
    staff::Permission,
};
use store::{StoreError, document::Ended};
use uuid::Uuid;

use super::{
    Document,
    destroy::destroy,
    look::{find_sent, is_own},
};
use crate::{
    App, AppError, Officer, Refusal, Vault,
    application::{Destroyed, picture_destroyed},
};

/// Destroys a picture for good; that there was one, and why it was destroyed, stays. An
/// application that waits for the bank goes back to its customer, whoever works on it. The
/// customer is told by mail.
///
/// # Errors
/// [`AppError::NotFound`] for one that was not sent, or has ended;
/// [`Refusal::Application`] when it is one's own.
pub async fn purge(
    app: &App,
    officer: &Officer,
    id: Uuid,
    reason: PurgeReason,
) -> Result<(), AppError> {
    let needs = (Permission::PurgePicture, Action::PurgeDocument);
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    let found = find_sent(&mut deed.conn, id).await?;
    let Some((row, _)) = found else { return Err(deed.missing(id).await) };
    if is_own(&mut deed.conn, officer.staff, row.customer_id).await? {
        let refusal = Refusal::Application(ApplicationRule::OwnApplication);
        return Err(deed.refused(Some(id), refusal).await);
    }
    let document = Document::of(row)?;
    store::application::hold(&mut deed.conn, document.application).await?;
    let found = store::application::find_for_staff(&mut deed.conn, document.application).await?;
    let Some(application) = found else { return Err(deed.missing(id).await) };
    if !document.state.is_living() {
        return Err(deed.missing(id).await);
    }
    let end =
        Ended { at: deed.now, by: Some(officer.staff.0), reason: Some(reason.code().to_owned()) };
    match store::document::end(&mut deed.conn, id, State::Purged.code(), &end).await {
        Err(StoreError::Conflict { .. }) => return Err(deed.missing(id).await),
        other => other?,
    }
    let vault = Vault::of(app, &mut deed.conn, application.customer_id).await?;
    let (kind, side) = document.shows();
    let destroyed = Destroyed { kind, side, reason };
    let by = Some(officer.staff);
    picture_destroyed(&mut deed, &application, &vault, by, destroyed).await?;
    deed.done(id).await?;
    destroy(app, &[id]).await;
    app.bell.notify_one();
    Ok(())
}
