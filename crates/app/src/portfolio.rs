//! Reading a customer's portfolio, and keeping its sealed summary equal to its rows.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    currency::Currency,
    portfolio::{Details, Holding, Portfolio, Rate, Source, Valuation},
};
use rust_decimal::Decimal;
use store::Conn;
use uuid::Uuid;

use crate::{App, AppError, Asker, Vault, deed::Deed};

/// Columns of sealed values.
pub(crate) const DETAILS: &str = "holding.details";
pub(crate) const FIGURE: &str = "valuation.figure";
const QUOTE: &str = "rate.quote";
const SUMMARY: &str = "portfolio.sealed";

/// The form of the summary. A summary of another form is made anew from the rows.
const FORM: u8 = 2;

/// A sealed figure.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub(crate) struct Figure {
    pub minor: i64,
    pub flow: Option<i64>,
}

#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
struct Quote {
    currency: Currency,
    #[serde(with = "rust_decimal::serde::str")]
    yen: Decimal,
}

/// A customer's sealed portfolio as it stood when their request came.
pub struct Snapshot(Option<Vec<u8>>);

impl Snapshot {
    pub(crate) const fn new(sealed: Option<Vec<u8>>) -> Self {
        Self(sealed)
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Snapshot({} bytes)", self.0.as_ref().map_or(0, Vec::len))
    }
}

/// The asker's portfolio.
///
/// # Errors
/// [`AppError`].
pub async fn load(app: &App, asker: &Asker) -> Result<Portfolio, AppError> {
    let (vault, customer) = (&asker.vault, asker.customer);
    if let Some(Snapshot(sealed)) = &asker.snapshot
        && let Some(portfolio) = open(vault, customer, sealed.as_deref())?
    {
        return Ok(portfolio);
    }
    let mut conn = app.db.read().await?;
    read(&mut conn, vault, customer).await
}

/// The portfolio from its summary or, failing that, from its rows.
pub(crate) async fn read(
    conn: &mut Conn,
    vault: &Vault,
    customer: Uuid,
) -> Result<Portfolio, AppError> {
    let sealed = store::portfolio::find(conn, customer).await?;
    match open(vault, customer, sealed.as_deref())? {
        Some(portfolio) => Ok(portfolio),
        None => from_rows(conn, vault, customer).await,
    }
}

/// The portfolio a summary holds; `None` when it is of another form than this program's.
fn open(
    vault: &Vault,
    customer: Uuid,
    sealed: Option<&[u8]>,
) -> Result<Option<Portfolio>, AppError> {
    let Some(sealed) = sealed else { return Ok(Some(Portfolio::default())) };
    let summary = vault.unseal(SUMMARY, customer, sealed)?;
    match summary.split_first() {
        Some((&FORM, body)) => postcard::from_bytes(body)
            .map(Some)
            .map_err(|_| AppError::Broken("a portfolio summary makes no sense")),
        _ => Ok(None),
    }
}

/// The portfolio as its rows tell it.
///
/// # Errors
/// [`AppError`].
pub async fn from_rows(
    conn: &mut Conn,
    vault: &Vault,
    customer: Uuid,
) -> Result<Portfolio, AppError> {
    let mut holdings = Vec::new();
    for row in store::holding::of_customer(conn, customer).await? {
        let details: Details = vault.unseal_json(DETAILS, row.id, &row.details)?;
        holdings.push(Holding {
            id: row.id,
            version: row.version,
            created_at: row.created_at,
            deleted_at: row.deleted_at,
            details,
            valuations: Vec::new(),
        });
    }
    let at: std::collections::HashMap<Uuid, usize> =
        holdings.iter().enumerate().map(|(at, holding)| (holding.id, at)).collect();
    for row in store::valuation::of_customer(conn, customer).await? {
        let holding = at.get(&row.holding_id).and_then(|&at| holdings.get_mut(at));
        // A holding an undone import brought is unseen, and so are its valuations.
        let Some(holding) = holding else { continue };
        let figure: Figure = vault.unseal_json(FIGURE, row.id, &row.figure)?;
        let source = Source::from_code(&row.source)
            .ok_or(AppError::Broken("a valuation has an unknown source"))?;
        holding.valuations.push(Valuation {
            as_of: row.as_of,
            recorded_at: row.recorded_at,
            retracted_at: row.retracted_at,
            source,
            minor: figure.minor,
            flow: figure.flow,
        });
    }
    let mut portfolio = Portfolio { holdings, rates: rates(conn, vault, customer).await? };
    portfolio.sort();
    Ok(portfolio)
}

async fn rates(conn: &mut Conn, vault: &Vault, customer: Uuid) -> Result<Vec<Rate>, AppError> {
    let rows = store::rate::of_customer(conn, customer).await?;
    rows.into_iter()
        .map(|row| {
            let quote: Quote = vault.unseal_json(QUOTE, row.id, &row.quote)?;
            Ok(Rate {
                currency: quote.currency,
                as_of: row.as_of,
                recorded_at: row.recorded_at,
                yen: quote.yen,
            })
        })
        .collect()
}

impl Deed<'_> {
    /// Holds the asker's portfolio for this change and reads it.
    pub async fn hold_portfolio(&mut self, asker: &Asker) -> Result<Portfolio, AppError> {
        store::portfolio::hold(&mut self.conn, asker.customer).await?;
        read(&mut self.conn, &asker.vault, asker.customer).await
    }

    /// Writes the summary of a portfolio this change left.
    pub async fn keep_portfolio(
        &mut self,
        customer: Uuid,
        vault: &Vault,
        portfolio: &mut Portfolio,
    ) -> Result<(), AppError> {
        portfolio.sort();
        let body = postcard::to_stdvec(portfolio)
            .map_err(|_| AppError::Broken("cannot write a portfolio summary"))?;
        let plain = zeroize::Zeroizing::new([&[FORM][..], &body].concat());
        let sealed = vault.seal(&self.app.dice, SUMMARY, customer, &plain)?;
        Ok(store::portfolio::put(&mut self.conn, customer, &sealed).await?)
    }

    /// Adds a valuation to a holding, row and summary.
    pub async fn add_valuation(
        &mut self,
        asker: &Asker,
        holding: &mut Holding,
        new: &NewValuation,
    ) -> Result<(), AppError> {
        let row = Valuation {
            as_of: new.as_of,
            recorded_at: self.recorded_at(holding, new.as_of),
            retracted_at: None,
            source: new.source,
            minor: new.minor,
            flow: new.flow,
        };
        insert_valuations(self, asker, None, &[(holding.id, &row)]).await?;
        holding.valuations.push(row);
        Ok(())
    }

    /// Now, or just after the day's last figure should the clock have been set
    /// back: a correction always comes after what it corrects.
    pub fn recorded_at(&self, holding: &Holding, as_of: NaiveDate) -> DateTime<Utc> {
        let of_day = holding.valuations.iter().filter(|row| row.as_of == as_of);
        let after = of_day.map(|row| row.recorded_at + chrono::TimeDelta::microseconds(1)).max();
        after.map_or(self.now, |after| after.max(self.now))
    }

    /// Adds a rate, row and summary.
    pub async fn add_rate(
        &mut self,
        asker: &Asker,
        portfolio: &mut Portfolio,
        rate: Rate,
    ) -> Result<Uuid, AppError> {
        let id = self.id()?;
        let quote = Quote { currency: rate.currency, yen: rate.yen };
        let row = store::rate::Rate {
            id,
            customer_id: asker.customer,
            as_of: rate.as_of,
            recorded_at: rate.recorded_at,
            quote: asker.vault.seal_json(&self.app.dice, QUOTE, id, &quote)?,
        };
        store::rate::insert(&mut self.conn, &row).await?;
        portfolio.rates.push(rate);
        Ok(id)
    }
}

/// A valuation to be recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewValuation {
    pub as_of: NaiveDate,
    pub minor: i64,
    pub flow: Option<i64>,
    pub source: Source,
}

/// Writes the rows of valuations, each with the holding it is of.
pub(crate) async fn insert_valuations(
    deed: &mut Deed<'_>,
    asker: &Asker,
    import_id: Option<Uuid>,
    rows: &[(Uuid, &Valuation)],
) -> Result<(), AppError> {
    let dice = &deed.app.dice;
    let sealed = rows.iter().map(|(holding_id, row)| {
        let figure = Figure { minor: row.minor, flow: row.flow };
        let id = deed.id()?;
        Ok(store::valuation::Valuation {
            id,
            customer_id: asker.customer,
            holding_id: *holding_id,
            as_of: row.as_of,
            recorded_at: row.recorded_at,
            source: row.source.code().to_owned(),
            figure: asker.vault.seal_json(dice, FIGURE, id, &figure)?,
            import_id,
            retracted_at: None,
        })
    });
    let sealed = sealed.collect::<Result<Vec<_>, AppError>>()?;
    Ok(store::valuation::insert(&mut deed.conn, &sealed).await?)
}
