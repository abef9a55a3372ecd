//! Recording figures of many holdings at once.

use chrono::NaiveDate;
use domain::{audit::Action, portfolio::Source};
use uuid::Uuid;

use super::{MOST, NewValuation, add};
use crate::{App, AppError, Asker, FormKey, Refusal};

/// One holding's line of the form.
#[derive(Debug, Clone, Copy)]
pub struct Update {
    /// Which holding.
    pub holding: Uuid,
    /// Its version when the form was shown.
    pub version: i64,
    /// The figure, in minor units.
    pub minor: i64,
}

/// Records all figures or none.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::Stale`] when any holding was changed or deleted
/// since the form was shown.
pub async fn update_all(
    app: &App,
    asker: &Asker,
    form: FormKey,
    as_of: NaiveDate,
    updates: &[Update],
) -> Result<(), AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::UpdateAll).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    for update in updates {
        let id = update.holding;
        let found = portfolio.holdings.iter_mut().find(|holding| holding.id == id);
        let Some(holding) = found else { return Err(deed.missing(id).await) };
        if holding.deleted_at.is_some() || holding.version != update.version {
            return Err(deed.refused(Some(id), Refusal::Stale).await);
        }
        if holding.valuations.len() >= MOST {
            return Err(deed.refused(Some(id), Refusal::TooMany).await);
        }
        let new = NewValuation { as_of, minor: update.minor, flow: None };
        add::write(&mut deed, asker, holding, new, Source::Form).await?;
    }
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(asker.customer).await?;
    Ok(())
}
