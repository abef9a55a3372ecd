//! Starting a session, in the transaction that allows it.

use store::StoreError;
use uuid::Uuid;

use crate::{App, AppError, Origin, Refusal, customer::profile, deed::Deed, letter::Letter};

/// A browser that asks to be logged in.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// From where.
    pub origin: Origin,
    /// The secret by which the browser was known before, if it has one.
    pub device: Option<String>,
}

/// A session just started: the secrets its browser keeps in cookies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedIn {
    /// Whose.
    pub customer: Uuid,
    /// The session's secret.
    pub session: String,
    /// The secret by which the browser is known from now on.
    pub device: String,
}

/// Where a session came from; sealed.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Sealed {
    pub browser: String,
    pub address: String,
}

pub(super) const COLUMN: &str = "session.origin";

pub(super) fn token_hash(app: &App, token: &str) -> Vec<u8> {
    app.keys.hash("session", token.as_bytes())
}

pub(super) fn device_hash(app: &App, token: &str) -> Vec<u8> {
    app.keys.hash("device", token.as_bytes())
}

/// The device of a customer a browser is known by, if it is.
pub(super) async fn known_device(
    app: &App,
    conn: &mut store::Conn,
    customer: Uuid,
    browser: &Browser,
) -> Result<Option<Uuid>, AppError> {
    let Some(token) = &browser.device else { return Ok(None) };
    Ok(store::device::find(conn, customer, &device_hash(app, token)).await?)
}

/// Starts a session; a browser not seen before is told of by mail.
///
/// # Errors
/// [`Refusal::Suspended`], not audited yet.
pub(crate) async fn start(
    deed: &mut Deed<'_>,
    browser: &Browser,
    customer: Uuid,
) -> Result<LoggedIn, AppError> {
    let app = deed.app;
    let known = known_device(app, &mut deed.conn, customer, browser).await?;
    let (device_id, device) = match (known, &browser.device) {
        (Some(id), Some(token)) => {
            store::device::seen(&mut deed.conn, id, deed.now).await?;
            (id, token.clone())
        }
        _ => new_device(deed, browser, customer).await?,
    };
    let (vault, _, _) = profile::correspondent(app, &mut deed.conn, customer).await?;
    let token = crate::customer::secret(app)?;
    let id = deed.id()?;
    let origin =
        Sealed { browser: browser.origin.browser.clone(), address: browser.origin.address.clone() };
    let row = store::session::Session {
        id,
        customer_id: customer,
        device_id,
        created_at: deed.now,
        seen_at: deed.now,
        ended_at: None,
        origin: vault.seal_json(&app.dice, COLUMN, id, &origin)?,
    };
    store::session::insert(&mut deed.conn, &row, &token_hash(app, &token)).await?;
    match store::customer::logged_in(&mut deed.conn, customer, deed.now).await {
        Err(StoreError::Conflict { .. }) => Err(AppError::Refused(Refusal::Suspended)),
        Err(other) => Err(other.into()),
        Ok(()) => Ok(LoggedIn { customer, session: token, device }),
    }
}
async fn new_device(
    deed: &mut Deed<'_>,
    browser: &Browser,
    customer: Uuid,
) -> Result<(Uuid, String), AppError> {
    let app = deed.app;
    let first = store::device::count_of(&mut deed.conn, customer).await? == 0;
    // One browser may serve a whole family: its secret stays, known to each of them.
    let token = match &browser.device {
        Some(token) if token.len() == crate::customer::SECRET_CHARS => token.clone(),
        _ => crate::customer::secret(app)?,
    };
    let id = deed.id()?;
    let hash = device_hash(app, &token);
    store::device::insert(&mut deed.conn, id, customer, &hash, deed.now).await?;
    if !first {
        let (vault, profile, language) =
            profile::correspondent(app, &mut deed.conn, customer).await?;
        let letter = Letter::NewDevice {
            at: domain::date::minute(deed.now),
            browser: browser.origin.browser.clone(),
        };
        deed.post(customer, &vault, (profile.email.as_str(), &language), &letter).await?;
    }
    Ok((id, token))
}
