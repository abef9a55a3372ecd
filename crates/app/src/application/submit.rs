//! Sending an application to the bank, first or again.

use domain::{application::declaration::Purpose, audit::Action, date};
use uuid::Uuid;

use super::{own::Own, tell_the_bank::tell_the_bank};
use crate::{App, AppError, Asker, FormKey, Refusal, letter::Letter};

/// What is said on the page that sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What the service is wanted for.
    pub purpose: Purpose,
    /// The version of the terms of the additional service agreed to.
    pub consent: String,
}

/// Sends an application, as its form showed it. The customer has a letter of it, and so have
/// the bank's people who look at applications first.
///
/// # Errors
/// [`Refusal::Incomplete`] when something is missing; [`Refusal::Stale`], also when the terms
/// are others by now; [`Refusal::Application`] when it was sent already.
pub async fn submit(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, version): (Uuid, i64),
    wish: Wish,
) -> Result<Uuid, AppError> {
    let deed = app.begin_own(asker, Action::SubmitApplication).await?;
    let (deed, before) = deed.once(form).await?;
    if let Some(before) = before {
        return Ok(before);
    }
    let mut own = Own::find(deed, asker, id).await?.changeable(version).await?;
    if wish.consent != app.bank.service_terms_version {
        return Err(own.refused(Refusal::Stale).await);
    }
    let mut declared = own.declaration()?;
    declared.purpose = Some(wish.purpose);
    declared.consent = Some(wish.consent);
    let given = super::pictures::given(&mut own.deed.conn, &own.row).await?;
    if !declared.lacks(date::today(own.deed.now), &given).is_empty() {
        return Err(own.refused(Refusal::Incomplete).await);
    }
    let own = own.keep(&declared).await?;
    let step = own.life.submit();
    let mut own = own.go(step, "submitted").await?;
    own.deed.write_to(asker.customer, &Letter::ApplicationReceived).await?;
    tell_the_bank(&mut own.deed, asker.customer, &asker.vault).await?;
    let id = own.done().await?;
    app.bell.notify_one();
    Ok(id)
}
