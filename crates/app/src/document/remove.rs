//! A customer takes a picture back.

use domain::{
    application::declaration,
    audit::Action,
    document::{Refusal as Rule, State},
};
use store::{StoreError, document::Ended};
use uuid::Uuid;

use super::{destroy::destroy, own};
use crate::{App, AppError, Asker, Refusal, deed::Deed};

/// Takes a picture back, while the application is one's own to change. Its file is destroyed.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not one's own, or has ended;
/// [`Refusal::Document`].
pub async fn remove(app: &App, asker: &Asker, id: Uuid) -> Result<(), AppError> {
    let mut deed = app.begin_own(asker, Action::RemoveDocument).await?;
    let Some(row) = store::document::find(&mut deed.conn, asker.customer, id).await? else {
        return Err(deed.missing(id).await);
    };
    if !own::hold(&mut deed.conn, asker.customer, row.application_id).await? {
        return Err(deed.refused(Some(id), Refusal::Document(Rule::NotYourTurn)).await);
    }
    if !State::from_code(&row.state).is_some_and(State::is_living) {
        return Err(deed.missing(id).await);
    }
    let end = Ended { at: deed.now, by: None, reason: None };
    match store::document::end(&mut deed.conn, id, State::Removed.code(), &end).await {
        // It ended meanwhile.
        Err(StoreError::Conflict { .. }) => return Err(deed.missing(id).await),
        other => other?,
    }
    deed.done(id).await?;
    destroy(app, &[id]).await;
    Ok(())
}

/// Keeps of an application's pictures only those that are asked for, as it is sent: the bank
/// need not know the others. Each has its audit entry. Returns those taken back, to be
/// destroyed once the change stands.
/// The application must be held.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn keep_only(
    deed: &mut Deed<'_>,
    customer: Uuid,
    application: Uuid,
    asked: &[declaration::Picture],
) -> Result<Vec<Uuid>, AppError> {
    let mut removed = Vec::new();
    for document in super::all_of(&mut deed.conn, customer, application).await? {
        if document.state.is_living() && !asked.contains(&document.shows()) {
            let end = Ended { at: deed.now, by: None, reason: None };
            let state = State::Removed.code();
            store::document::end(&mut deed.conn, document.id, state, &end).await?;
            deed.also(Action::RemoveDocument, document.id).await?;
            removed.push(document.id);
        }
    }
    Ok(removed)
}
