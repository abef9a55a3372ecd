//! Synthetic applications, for measuring: rows as the verbs leave them, without pictures.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{application::declaration::Declaration, audit::Action, staff::StaffId};
use store::{application::Standing, application_event::ApplicationEvent};
use uuid::Uuid;

use super::{at_work, origin};
use crate::{
    App, AppError, Vault,
    application::DETAILS,
    deed::{Actor, Deed},
};

/// A synthetic application of a customer who has none.
#[derive(Debug, Clone)]
pub struct SeedApplication {
    /// What was declared.
    pub declaration: Declaration,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// Who recommended it for approval, if somebody did.
    pub recommended_by: Option<StaffId>,
}

/// Writes applications of seeded customers, by number of their address, in one transaction
/// with one audit entry.
///
/// # Errors
/// [`AppError::NotFound`] for a customer there is not; nothing is written then.
pub async fn applications(
    app: &App,
    of: &[(domain::person::EmailAddress, SeedApplication)],
) -> Result<(), AppError> {
    let origin = origin();
    let mut deed = app.begin(Actor::System, &origin, Action::SubmitApplication).await?;
    let mut last = None;
    for (email, new) in of {
        let index = app.keys.hash("email", email.index_form().as_bytes());
        let found = store::customer::find_by_email(&mut deed.conn, &index).await?;
        let customer = found.ok_or(AppError::NotFound)?.id;
        let vault = Vault::of(app, &mut deed.conn, customer).await?;
        last = Some(write(&mut deed, (customer, vault), new).await?);
    }
    match last {
        Some(last) => deed.done(last).await.map(drop),
        None => Ok(()),
    }
}

async fn write(
    deed: &mut Deed<'_>,
    (customer, vault): (Uuid, Vault),
    new: &SeedApplication,
) -> Result<Uuid, AppError> {
    let (app, id) = (deed.app, deed.id()?);
    let asker = at_work(customer, vault, &origin());
    let sealed = asker.vault.seal_json(&app.dice, DETAILS, id, &new.declaration)?;
    let at = new.sent_at;
    store::application::insert(&mut deed.conn, id, customer, &sealed, at).await?;
    let mut standing =
        Standing { state: "submitted".to_owned(), submitted_at: Some(at), ..Standing::draft() };
    event(deed, id, ("submitted", at), None).await?;
    store::application::step(&mut deed.conn, id, 1, &standing).await?;
    let Some(StaffId(by)) = new.recommended_by else { return Ok(id) };
    let later = at + TimeDelta::minutes(10);
    standing.claim = Some((by, later));
    standing.state = "in-review".to_owned();
    event(deed, id, ("claimed", at), Some(by)).await?;
    store::application::step(&mut deed.conn, id, 2, &standing).await?;
    standing.claim = None;
    standing.recommendation = Some((by, "approve".to_owned(), later));
    standing.state = "recommended".to_owned();
    event(deed, id, ("recommended", later), Some(by)).await?;
    store::application::step(&mut deed.conn, id, 3, &standing).await?;
    Ok(id)
}

async fn event(
    deed: &mut Deed<'_>,
    application_id: Uuid,
    (kind, at): (&str, DateTime<Utc>),
    staff_id: Option<Uuid>,
) -> Result<(), AppError> {
    let (id, kind) = (deed.id()?, kind.to_owned());
    let event =
        ApplicationEvent { id, application_id, at, kind, staff_id, told: None, noted: None };
    Ok(store::application_event::append(&mut deed.conn, &event).await?)
}
