//! Deleting a holding. It can be restored.

use domain::audit::Action;
use uuid::Uuid;

use crate::{App, AppError, Asker, FormKey, Refusal};

/// Deletes a holding and its history from every page.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::Stale`] when it was changed or deleted meanwhile.
pub async fn delete(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, version): (Uuid, i64),
) -> Result<(), AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::DeleteHolding).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    let now = deed.now;
    let found = portfolio.holdings.iter_mut().find(|holding| holding.id == id);
    let Some(holding) = found else { return Err(deed.missing(id).await) };
    if holding.deleted_at.is_some() || holding.version != version {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    holding.deleted_at = Some(now);
    holding.version += 1;
    store::holding::delete(&mut deed.conn, asker.customer, id, version, now).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await?;
    Ok(())
}
