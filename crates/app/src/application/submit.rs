//! Sending an application to the bank, first or again.

use domain::{
    application::{
        Event,
        declaration::{Declaration, Purpose},
    },
    audit::Action,
    date,
};
use uuid::Uuid;

use super::{own::Own, tell_the_bank::tell_the_bank};
use crate::{App, AppError, Asker, FormKey, Refusal, document, letter::Letter};

/// What is said on the page that sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What the service is wanted for.
    pub purpose: Purpose,
    /// The version of the terms of the additional service agreed to.
    pub consent: String,
}

/// Sends an application, as its form showed it. The customer has a letter of it, and so have
/// the bank's people who look at applications first. Pictures that are not asked for, given
/// before another document was chosen, are destroyed: the bank need not know them.
///
/// # Errors
/// [`Refusal::Incomplete`] when something is missing; [`Refusal::OldTerms`] when the terms are
/// others by now; [`Refusal::Stale`]; [`Refusal::Application`] when it was sent already.
pub async fn submit(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, version): (Uuid, i64),
    wish: Wish,
) -> Result<Uuid, AppError> {
    let deed = app.begin_own(asker, Action::SubmitApplication).await?;
    let (mut deed, before) = deed.once(form).await?;
    if let Some(before) = before {
        return Ok(before);
    }
    // Held, so that nobody corrects their name while it goes to the bank, ...
    let held = store::customer::hold_in_use(&mut deed.conn, asker.customer).await;
    let refusal = Refusal::CustomerInactive;
    let (deed, ()) = deed.unless_changed(held, Some(id), refusal).await?;
    // ... and that no picture comes or goes meanwhile.
    let own = Own::find(deed, asker, id).await?.held().await?.changeable(version).await?;
    if wish.consent != app.service_terms_version() {
        return Err(own.refused(Refusal::OldTerms).await);
    }
    let mut declared = own.declaration()?;
    declared.purpose = Some(wish.purpose);
    declared.consent = Some(wish.consent);
    let (own, removed) = send(own, &declared).await?;
    let id = own.done().await?;
    document::destroy(app, &removed).await;
    app.bell.notify_one();
    Ok(id)
}

/// Goes the step and writes the letters. Returns the pictures that are not asked for.
async fn send<'a>(
    mut own: Own<'a>,
    declared: &Declaration,
) -> Result<(Own<'a>, Vec<Uuid>), AppError> {
    let (customer, id, today) = (own.asker.customer, own.row.id, date::today(own.deed.now));
    let given = document::living(&mut own.deed.conn, customer, id).await?;
    if !own.lacks(declared, &given).await?.is_empty() {
        return Err(own.refused(Refusal::Incomplete).await);
    }
    let own = own.keep(declared).await?;
    let step = own.life.submit();
    let mut own = own.go(step, Event::Submitted).await?;
    let asked: Vec<_> =
        declared.pictures(today).iter().map(|(kind, asked)| (*kind, asked.side)).collect();
    let removed = document::keep_only(&mut own.deed, customer, id, &asked).await?;
    own.deed.write_to(customer, &Letter::ApplicationReceived).await?;
    tell_the_bank(&mut own.deed, customer, &own.asker.vault).await?;
    Ok((own, removed))
}
