//! Synthetic customers with a history, for the demonstration and for measuring.
//!
//! The rows are those the verbs would have left behind had the customer used Kura
//! since [`SeedCustomer::since`]; only the mails and the many small transactions are
//! left out, because 100,000 customers are 48 million valuations.

mod application;
mod member;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    audit::Action,
    person::EmailAddress,
    portfolio::{Details, Holding, Portfolio, Rate, Source, Valuation},
};
use uuid::Uuid;

use crate::{
    App, AppError, Asker, Origin, Vault,
    customer::{Profile, register},
    deed::{Actor, Deed},
    holding,
    portfolio::insert_valuations,
};

pub use application::{SeedApplication, applications};
pub use member::{Factors, member, officer};

/// A synthetic customer. Never a real person's data: nobody agreed to the terms.
#[derive(Debug, Clone)]
pub struct SeedCustomer {
    /// Who.
    pub profile: Profile,
    /// `ja` or `en`.
    pub language: &'static str,
    /// The password's PHC string, from [`crate::Hasher::hash`].
    pub password_hash: String,
    /// When the customer is to have registered and recorded the holdings.
    pub since: DateTime<Utc>,
    /// What they own and owe, in the order of recording.
    pub holdings: Vec<SeedHolding>,
    /// Exchange rates they entered.
    pub rates: Vec<Rate>,
}

/// A holding and its history.
#[derive(Debug, Clone)]
pub struct SeedHolding {
    /// What it is; `secures` is overwritten.
    pub details: Details,
    /// For a loan: the position, among the customer's holdings, of what it paid for.
    pub secures: Option<usize>,
    /// The figures, oldest first.
    pub figures: Vec<SeedFigure>,
}

/// A figure of a holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedFigure {
    /// The day it was true.
    pub as_of: NaiveDate,
    /// When it was recorded; a correction later than what it corrects.
    pub recorded_at: DateTime<Utc>,
    /// Minor units of the holding's currency.
    pub minor: i64,
    /// Money paid in or taken out, if the customer said so.
    pub flow: Option<i64>,
    /// How it was recorded.
    pub source: Source,
}

/// Whether a customer has proved an address.
///
/// # Errors
/// [`AppError::Store`].
pub async fn is_known(app: &App, email: &EmailAddress) -> Result<bool, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    let mut conn = app.db.read().await?;
    Ok(store::customer::find_by_email(&mut conn, &index).await?.is_some())
}

/// How many customers are in use.
///
/// # Errors
/// [`AppError::Store`].
pub async fn count(app: &App) -> Result<i64, AppError> {
    let mut conn = app.db.read().await?;
    Ok(store::customer::count_active(&mut conn).await?)
}

/// Writes synthetic customers in one transaction with one audit entry, but those
/// whose address is known already: a seeding cut short can be repeated. Returns
/// how many were written.
///
/// # Errors
/// [`AppError`]; nothing is written then.
pub async fn households(app: &App, customers: &[SeedCustomer]) -> Result<usize, AppError> {
    let origin = origin();
    let mut deed = app.begin(Actor::System, &origin, Action::Register).await?;
    let mut written = Vec::new();
    for customer in customers {
        let index = register::email_index(app, &customer.profile);
        if store::customer::find_by_email(&mut deed.conn, &index).await?.is_none() {
            written.push(write(&mut deed, &origin, &index, customer).await?);
        }
    }
    if let Some(first) = written.first() {
        deed.done(*first).await?;
    }
    Ok(written.len())
}

/// Writes one synthetic customer. `false`: the address is known already.
///
/// # Errors
/// [`AppError`]; nothing is written then.
pub async fn household(app: &App, customer: &SeedCustomer) -> Result<bool, AppError> {
    Ok(households(app, std::slice::from_ref(customer)).await? == 1)
}

/// The synthetic customer of an address, as if logged in.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn asker(app: &App, email: &EmailAddress) -> Result<Asker, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    let mut conn = app.db.read().await?;
    let found = store::customer::find_by_email(&mut conn, &index).await?;
    let customer = found.ok_or(AppError::NotFound)?.id;
    let vault = Vault::of(app, &mut conn, customer).await?;
    Ok(at_work(customer, vault, &origin()))
}

fn at_work(customer: Uuid, vault: Vault, origin: &Origin) -> Asker {
    let (session, device) = (Uuid::nil(), Uuid::nil());
    let (closing, origin, snapshot) = (false, origin.clone(), None);
    Asker { customer, session, device, vault, closing, origin, snapshot }
}

fn origin() -> Origin {
    Origin { request_id: "seed".to_owned(), address: "local".to_owned(), browser: String::new() }
}

async fn write(
    deed: &mut Deed<'_>,
    origin: &Origin,
    index: &[u8],
    new: &SeedCustomer,
) -> Result<Uuid, AppError> {
    let now = deed.now;
    deed.now = new.since;
    let (customer, vault) = register::insert(deed, index, &new.profile, new.language).await?;
    store::customer::verify(&mut deed.conn, customer, deed.now).await?;
    store::credential::insert(&mut deed.conn, customer, &new.password_hash, deed.now).await?;
    let asker = at_work(customer, vault, origin);
    let mut portfolio = Portfolio::default();
    for holding in &new.holdings {
        // A moment apart, as recorded one after the other: lists keep this order.
        deed.now += TimeDelta::seconds(1);
        let row = insert_holding(deed, &asker, &portfolio, holding).await?;
        portfolio.holdings.push(row);
    }
    // Identities made now, not then, come in ascending order, which databases like.
    deed.now = now;
    insert_figures(deed, &asker, &mut portfolio, &new.holdings).await?;
    for rate in &new.rates {
        deed.add_rate(&asker, &mut portfolio, rate.clone()).await?;
    }
    deed.keep_portfolio(customer, &asker.vault, &mut portfolio).await?;
    Ok(customer)
}

async fn insert_holding(
    deed: &mut Deed<'_>,
    asker: &Asker,
    earlier: &Portfolio,
    new: &SeedHolding,
) -> Result<Holding, AppError> {
    let secures = match new.secures {
        Some(at) => Some(earlier.holdings.get(at).ok_or(AppError::NotFound)?.id),
        None => None,
    };
    holding::insert(deed, asker, Details { secures, ..new.details.clone() }, None).await
}

async fn insert_figures(
    deed: &mut Deed<'_>,
    asker: &Asker,
    portfolio: &mut Portfolio,
    new: &[SeedHolding],
) -> Result<(), AppError> {
    for (holding, new) in portfolio.holdings.iter_mut().zip(new) {
        for figure in &new.figures {
            let SeedFigure { as_of, recorded_at, minor, flow, source } = *figure;
            let retracted_at = None;
            let row = Valuation { as_of, recorded_at, retracted_at, source, minor, flow };
            holding.valuations.push(row);
        }
    }
    let rows: Vec<_> = portfolio
        .holdings
        .iter()
        .flat_map(|holding| holding.valuations.iter().map(|row| (holding.id, row)))
        .collect();
    insert_valuations(deed, asker, None, &rows).await
}
