//! Exchange rates the customer enters.

use chrono::{NaiveDate, TimeDelta};
use domain::{audit::Action, currency::Currency, portfolio::Rate};
use rust_decimal::Decimal;

use crate::{App, AppError, Asker, FormKey, Refusal};

/// How many rates an account may have.
const MOST: usize = 20_000;

/// Records what one unit of a currency was worth in yen on a day.
///
/// # Errors
/// [`Refusal::TooMany`], [`Refusal::Closing`].
pub async fn add(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (currency, as_of, yen): (Currency, NaiveDate, Decimal),
) -> Result<(), AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::AddRate).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    let mut portfolio = deed.hold_portfolio(asker).await?;
    if portfolio.rates.len() >= MOST {
        return Err(deed.refused(None, Refusal::TooMany).await);
    }
    // As for figures: a correction comes after what it corrects, whatever the clock says.
    let of_day =
        portfolio.rates.iter().filter(|rate| (rate.currency, rate.as_of) == (currency, as_of));
    let after = of_day.map(|rate| rate.recorded_at + TimeDelta::microseconds(1)).max();
    let recorded_at = after.map_or(deed.now, |after| after.max(deed.now));
    let rate = Rate { currency, as_of, recorded_at, yen };
    let id = deed.add_rate(asker, &mut portfolio, rate).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(id).await?;
    Ok(())
}
