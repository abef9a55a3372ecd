//! Recording a holding with its first valuation.

use chrono::NaiveDate;
use domain::{
    audit::Action,
    portfolio::{Details, Holding, Portfolio, Source},
};
use uuid::Uuid;

use super::MOST;
use crate::{App, AppError, Asker, FormKey, Refusal, deed::Deed, portfolio::NewValuation};

/// A holding to be recorded.
#[derive(Debug)]
pub struct NewHolding {
    /// What it is.
    pub details: Details,
    /// The day of the first figure.
    pub as_of: NaiveDate,
    /// The first figure, in minor units of the currency in `details`.
    pub minor: i64,
}

/// Records a holding. Returns its identity.
///
/// # Errors
/// [`Refusal::TooMany`], [`Refusal::Closing`]; [`AppError::NotFound`] when the
/// property a loan names is not the asker's.
pub async fn add(
    app: &App,
    asker: &Asker,
    form: FormKey,
    new: NewHolding,
) -> Result<Uuid, AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::AddHolding).await?.once(form).await?;
    if let Some(before) = before {
        return Ok(before);
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    if portfolio.live().count() >= MOST {
        return Err(deed.refused(None, Refusal::TooMany).await);
    }
    let property = new.details.secures.unwrap_or_default();
    let Some(details) = with_its_property(&portfolio, new.details) else {
        return Err(deed.missing(property).await);
    };
    let mut holding = insert(&mut deed, asker, details, None).await?;
    let first =
        NewValuation { as_of: new.as_of, minor: new.minor, flow: None, source: Source::Form };
    deed.add_valuation(asker, &mut holding, &first).await?;
    let id = holding.id;
    portfolio.holdings.push(holding);
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await
}

/// Details whose property is one a loan can have paid for; only a debt has one.
/// `None` when the property is not the asker's or of another kind.
pub(super) fn with_its_property(portfolio: &Portfolio, details: Details) -> Option<Details> {
    if !details.kind.is_liability() {
        return Some(Details { secures: None, ..details });
    }
    let fits = |id| portfolio.find(id).is_some_and(|own| own.details.kind.may_secure_loan());
    details.secures.is_none_or(fits).then_some(details)
}

/// Writes a holding's row.
pub(crate) async fn insert(
    deed: &mut Deed<'_>,
    asker: &Asker,
    details: Details,
    import_id: Option<Uuid>,
) -> Result<Holding, AppError> {
    let id = deed.id()?;
    let sealed = asker.vault.seal_json(&deed.app.dice, crate::portfolio::DETAILS, id, &details)?;
    let row = store::holding::Holding {
        id,
        customer_id: asker.customer,
        version: 1,
        details: sealed,
        created_at: deed.now,
        deleted_at: None,
        import_id,
    };
    store::holding::insert(&mut deed.conn, &row).await?;
    Ok(Holding {
        id,
        version: 1,
        created_at: deed.now,
        deleted_at: None,
        details,
        valuations: Vec::new(),
    })
}
