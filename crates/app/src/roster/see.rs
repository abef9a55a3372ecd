//! A customer's page, masked.

use domain::{audit::Action, staff::Permission};
use store::customer::Status;
use uuid::Uuid;

use super::Person;
use crate::{
    App, AppError, Officer, Vault,
    application::{self, Summary},
    customer::Profile,
};

/// A customer, masked, and their applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub person: Person,
    /// The applications they ever sent, newest first.
    pub applications: Vec<Summary>,
    /// Whether it is whoever asks: nobody suspends or reinstates themself.
    pub is_oneself: bool,
}

/// Opens a customer's page, masked. The look is in the audit trail.
///
/// # Errors
/// [`AppError`]; [`AppError::NotFound`] for one who never proved the address, or is erased.
pub async fn see(app: &App, officer: &Officer, id: Uuid) -> Result<Seen, AppError> {
    let needs = (Permission::FindCustomer, Action::SeeCustomer);
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    let row = store::customer::find(&mut deed.conn, id).await?;
    let row = row.filter(|row| matches!(row.status, Status::Active | Status::Closing));
    let Some(row) = row else { return Err(deed.missing(id).await) };
    let vault = Vault::of(app, &mut deed.conn, id).await?;
    let person = Person::of(&row, &Profile::unseal(&vault, &row)?);
    let applications = application::of_customer(&mut deed.conn, id).await?;
    let member = store::staff_member::of_customer(&mut deed.conn, id).await?;
    deed.done(id).await?;
    Ok(Seen {
        person,
        applications: applications
            .into_iter()
            .filter(|application| application.submitted_at.is_some())
            .collect(),
        is_oneself: member == Some(officer.staff.0),
    })
}
