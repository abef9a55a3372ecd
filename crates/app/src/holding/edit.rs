//! Changing what is written about a holding.

use domain::{audit::Action, portfolio::Details};
use uuid::Uuid;

use super::add::with_its_property;
use crate::{App, AppError, Asker, FormKey, Refusal, portfolio::DETAILS};

/// Replaces a holding's details. The currency stays as recorded: figures are in it.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::Stale`] when it was changed or deleted since
/// the form was shown.
pub async fn edit(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, version): (Uuid, i64),
    details: Details,
) -> Result<(), AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::EditHolding).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    let Some(details) = with_its_property(&portfolio, details) else {
        return Err(deed.missing(id).await);
    };
    let now = deed.now;
    let Some(holding) = portfolio.holdings.iter_mut().find(|holding| holding.id == id) else {
        return Err(deed.missing(id).await);
    };
    if holding.deleted_at.is_some() || holding.version != version {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    holding.details = Details { currency: holding.details.currency, ..details };
    holding.version += 1;
    let sealed = asker.vault.seal_json(&app.dice, DETAILS, id, &holding.details)?;
    store::holding::edit(&mut deed.conn, asker.customer, id, version, &sealed, now).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await?;
    Ok(())
}
