//! Taking a whole import back.

use domain::audit::Action;
use uuid::Uuid;

use crate::{App, AppError, Asker, FormKey, Refusal, portfolio};

/// Takes an import back: its figures no longer count, and holdings it brought are
/// unseen unless the customer has recorded figures of their own for them.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::ImportState`] when it does not stand.
pub async fn undo(app: &App, asker: &Asker, form: FormKey, id: Uuid) -> Result<(), AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::UndoImport).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    if store::import::find(&mut deed.conn, asker.customer, id).await?.is_none() {
        return Err(deed.missing(id).await);
    }
    store::portfolio::hold(&mut deed.conn, asker.customer).await?;
    let now = deed.now;
    let undone = store::import::undo(&mut deed.conn, asker.customer, id, now).await;
    let (mut deed, ()) = deed.unless_changed(undone, Some(id), Refusal::ImportState).await?;
    let mut portfolio = portfolio::from_rows(&mut deed.conn, &asker.vault, asker.customer).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await?;
    Ok(())
}
