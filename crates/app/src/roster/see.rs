//! A customer's page, masked.

use domain::{
    audit::Action,
    staff::{FindPurpose, Permission},
};
use store::customer::Status;
use uuid::Uuid;

use super::Person;
use crate::{
    App, AppError, Officer, Refusal, Vault,
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

/// Opens a customer's page, masked, for the purpose they were searched for. The look is in the
/// audit trail, with its purpose.
///
/// # Errors
/// [`AppError`]; [`Refusal::NoPurpose`] without one; [`AppError::NotFound`] for one who never
/// proved the address, or is erased.
pub async fn see(
    app: &App,
    officer: &Officer,
    id: Uuid,
    purpose: Option<FindPurpose>,
) -> Result<Seen, AppError> {
    let needs = (Permission::FindCustomer, Action::SeeCustomer);
    let deed = app.begin_as(officer, needs, Some(id)).await?;
    let Some(purpose) = purpose else {
        return Err(deed.refused(Some(id), Refusal::NoPurpose).await);
    };
    let mut deed = deed.stating(purpose.code());
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
