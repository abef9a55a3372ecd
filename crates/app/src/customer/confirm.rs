//! Proving the address of a registration.

use domain::audit::Action;
use store::{StoreError, challenge::Purpose};

use super::challenge::{self, Proof};
use crate::{
    App, AppError, Origin, Refusal,
    deed::Actor,
    session::{self, Browser, LoggedIn},
};

/// Proves an address and logs its owner in.
///
/// A link may be opened by anybody the mail was forwarded to, and an address may
/// have been registered by somebody else; so a link asks for the password too.
///
/// # Errors
/// [`Refusal::WrongCode`], [`Refusal::ProofEnded`], [`Refusal::WrongPassword`],
/// [`Refusal::EmailTaken`] when another registration of the address was quicker.
pub async fn confirm(
    app: &App,
    browser: &Browser,
    proof: &Proof,
    password: &str,
) -> Result<LoggedIn, AppError> {
    let origin = &browser.origin;
    let row = match challenge::check(app, proof, Purpose::Confirm).await {
        Ok(row) => row,
        Err(AppError::Refused(refusal)) => return Err(refuse(app, origin, refusal).await?),
        Err(other) => return Err(other),
    };
    if matches!(proof, Proof::Link(_)) && !password_fits(app, row.customer_id, password).await? {
        return Err(refuse(app, origin, Refusal::WrongPassword).await?);
    }
    let mut deed =
        app.begin(Actor::Customer(row.customer_id), origin, Action::ConfirmEmail).await?;
    if !challenge::use_up(&mut deed, &row).await? {
        return Err(deed.refused(Some(row.customer_id), Refusal::ProofEnded).await);
    }
    match store::customer::verify(&mut deed.conn, row.customer_id, deed.now).await {
        Ok(()) => {}
        Err(StoreError::Unique(_)) => {
            return Err(deed.refused(Some(row.customer_id), Refusal::EmailTaken).await);
        }
        Err(StoreError::Conflict { .. }) => {
            return Err(deed.refused(Some(row.customer_id), Refusal::ProofEnded).await);
        }
        Err(other) => return Err(other.into()),
    }
    let logged_in = session::start(&mut deed, browser, row.customer_id).await?;
    deed.done(row.customer_id).await?;
    app.bell.notify_one();
    Ok(logged_in)
}

async fn password_fits(app: &App, customer: uuid::Uuid, password: &str) -> Result<bool, AppError> {
    let mut conn = app.db.read().await?;
    let hash = store::credential::find(&mut conn, customer).await?;
    drop(conn);
    app.hasher.verify(password, hash).await
}

async fn refuse(app: &App, origin: &Origin, refusal: Refusal) -> Result<AppError, AppError> {
    let deed = app.begin(Actor::Anonymous, origin, Action::ConfirmEmail).await?;
    Ok(deed.refused(None, refusal).await)
}
