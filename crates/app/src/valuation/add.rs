//! Recording what a holding is worth on a day.

use chrono::NaiveDate;
use domain::{
    audit::Action,
    date,
    portfolio::{Holding, Source, Viewpoint},
};
use uuid::Uuid;

use super::MOST;
use crate::{App, AppError, Asker, FormKey, Refusal, deed::Deed, portfolio};

/// A figure a person typed.
#[derive(Debug, Clone, Copy)]
pub struct NewValuation {
    /// The day it was true.
    pub as_of: NaiveDate,
    /// Minor units of the holding's currency.
    pub minor: i64,
    /// How much of the change was money paid in or taken out, if the person said so.
    pub flow: Option<i64>,
}

/// Records a figure; for a day that has one, as a correction: the old row stays.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::Stale`] when the holding was changed or deleted
/// since the form was shown, [`Refusal::TooMany`].
pub async fn add(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (holding, version): (Uuid, i64),
    new: NewValuation,
) -> Result<Uuid, AppError> {
    record(app, asker, form, (holding, version), |_| Some(new), Source::Form).await
}

/// Records that a holding is worth today what it was worth last.
///
/// # Errors
/// As [`add`]; [`AppError::NotFound`] too when it has no figure yet.
pub async fn unchanged(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (holding, version): (Uuid, i64),
) -> Result<Uuid, AppError> {
    let today = date::today(app.clock.now());
    let same = |holding: &Holding| {
        let last = holding.valuation_at(Viewpoint::on(today))?;
        Some(NewValuation { as_of: today, minor: last.minor, flow: None })
    };
    record(app, asker, form, (holding, version), same, Source::Unchanged).await
}

async fn record(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, version): (Uuid, i64),
    figure: impl Fn(&Holding) -> Option<NewValuation> + Send,
    source: Source,
) -> Result<Uuid, AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::AddValuation).await?.once(form).await?;
    if let Some(before) = before {
        return Ok(before);
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    let found = portfolio.holdings.iter_mut().find(|holding| holding.id == id);
    let Some(holding) = found else { return Err(deed.missing(id).await) };
    if holding.deleted_at.is_some() || holding.version != version {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    let Some(new) = figure(holding) else { return Err(deed.missing(id).await) };
    if holding.valuations.len() >= MOST {
        return Err(deed.refused(Some(id), Refusal::TooMany).await);
    }
    write(&mut deed, asker, holding, new, source).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await
}

/// Writes a figure of a holding and advances its version.
pub(super) async fn write(
    deed: &mut Deed<'_>,
    asker: &Asker,
    holding: &mut Holding,
    new: NewValuation,
    source: Source,
) -> Result<(), AppError> {
    let stands = holding.standing_valuations().iter().any(|row| row.as_of == new.as_of);
    let source = if stands { Source::Correction } else { source };
    let NewValuation { as_of, minor, flow } = new;
    let row = portfolio::NewValuation { as_of, minor, flow, source };
    deed.add_valuation(asker, holding, &row).await?;
    let (id, version) = (holding.id, holding.version);
    store::holding::advance(&mut deed.conn, asker.customer, id, version, deed.now).await?;
    holding.version += 1;
    Ok(())
}
