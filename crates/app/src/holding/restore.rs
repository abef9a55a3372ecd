//! Restoring a deleted holding.

use domain::audit::Action;
use uuid::Uuid;

use crate::{App, AppError, Asker, FormKey, Refusal};

/// Brings a deleted holding back with its history.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::Stale`] when it was restored meanwhile.
pub async fn restore(app: &App, asker: &Asker, form: FormKey, id: Uuid) -> Result<(), AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::RestoreHolding).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    let found = portfolio.holdings.iter_mut().find(|holding| holding.id == id);
    let Some(holding) = found else { return Err(deed.missing(id).await) };
    if holding.deleted_at.is_none() {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    holding.deleted_at = None;
    holding.version += 1;
    store::holding::restore(&mut deed.conn, asker.customer, id, deed.now).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await?;
    Ok(())
}
