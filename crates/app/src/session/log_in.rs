//! Logging in with e-mail address and password.

use domain::{audit::Action, person::EmailAddress};
use store::customer::{Customer, Status};
use uuid::Uuid;

use super::start::{Browser, LoggedIn, known_device, start};
use crate::{App, AppError, Asker, Refusal, deed::Actor, throttle};

/// Logs a customer in. A wrong address and a wrong password give the same answer
/// after the same work.
///
/// # Errors
/// [`Refusal::WrongCredentials`], [`Refusal::SlowDown`], [`Refusal::Suspended`].
pub async fn log_in(
    app: &App,
    browser: &Browser,
    email: &EmailAddress,
    password: &str,
) -> Result<LoggedIn, AppError> {
    let index = app.keys.hash("email", email.index_form().as_bytes());
    let (customer, hash, device) = look_up(app, browser, &index).await?;
    let member = bucket_member(&index, device);
    let tried = count_try(app, browser, device.is_some(), &member).await;
    let customer_id = customer.as_ref().map(|customer| customer.id);
    if let Err(AppError::Refused(refusal)) = tried {
        return Err(refuse(app, browser, customer_id, refusal).await?);
    }
    tried?;
    let fits = app.hasher.verify(password, hash).await?;
    let Some(customer) = customer.filter(|_| fits) else {
        throttle::note(app, throttle::NETWORK, &browser.origin.network()).await?;
        return Err(refuse(app, browser, customer_id, Refusal::WrongCredentials).await?);
    };
    let mut deed = app.begin(Actor::Customer(customer.id), &browser.origin, Action::LogIn).await?;
    let logged_in = match start(&mut deed, browser, customer.id).await {
        // Whoever knows the password may know that it is not the password that is wrong.
        Err(AppError::Refused(refusal)) => {
            return Err(deed.refused(Some(customer.id), refusal).await);
        }
        other => other?,
    };
    deed.done(customer.id).await?;
    throttle::clear(app, throttle::ACCOUNT, &member).await?;
    app.bell.notify_one();
    Ok(logged_in)
}

/// Tries from a browser the customer has used before are counted apart.
fn bucket_member(index: &[u8], device: Option<Uuid>) -> Vec<u8> {
    match device {
        Some(device) => [index, device.as_bytes()].concat(),
        None => index.to_vec(),
    }
}

/// Only failures count against a network, for a whole office may log in from one;
/// every try counts against the account until it proves good.
async fn count_try(
    app: &App,
    browser: &Browser,
    known: bool,
    member: &[u8],
) -> Result<(), AppError> {
    if !known {
        throttle::check(app, throttle::NETWORK, &browser.origin.network()).await?;
    }
    throttle::count(app, throttle::ACCOUNT, member).await
}

async fn look_up(
    app: &App,
    browser: &Browser,
    index: &[u8],
) -> Result<(Option<Customer>, Option<String>, Option<Uuid>), AppError> {
    let mut conn = app.db.read().await?;
    let customer = store::customer::find_by_email(&mut conn, index).await?;
    let customer = customer.filter(|row| matches!(row.status, Status::Active | Status::Closing));
    // An unknown address asks the same two questions, of nobody.
    let id = customer.as_ref().map_or(Uuid::nil(), |customer| customer.id);
    let hash = store::credential::find(&mut conn, id).await?;
    let device = known_device(app, &mut conn, id, browser).await?;
    Ok((customer, hash, device))
}

async fn refuse(
    app: &App,
    browser: &Browser,
    customer: Option<Uuid>,
    refusal: Refusal,
) -> Result<AppError, AppError> {
    let deed = app.begin(Actor::Anonymous, &browser.origin, Action::LogIn).await?;
    Ok(deed.refused(customer, refusal).await)
}

/// Whether a logged-in customer's typed password is theirs; for what asks twice.
///
/// # Errors
/// [`Refusal::SlowDown`] after too many wrong ones, audited as a refusal of `action`.
pub(crate) async fn confirm_password(
    app: &App,
    asker: &Asker,
    action: Action,
    password: &str,
) -> Result<bool, AppError> {
    let member = [b"again", asker.customer.as_bytes().as_slice()].concat();
    if let Err(error) = throttle::count(app, throttle::ACCOUNT, &member).await {
        let AppError::Refused(refusal) = error else { return Err(error) };
        let deed = app.begin(Actor::Customer(asker.customer), &asker.origin, action).await?;
        return Err(deed.refused(Some(asker.customer), refusal).await);
    }
    let mut conn = app.db.read().await?;
    let hash = store::credential::find(&mut conn, asker.customer).await?;
    drop(conn);
    let fits = app.hasher.verify(password, hash).await?;
    if fits {
        throttle::clear(app, throttle::ACCOUNT, &member).await?;
    }
    Ok(fits)
}
