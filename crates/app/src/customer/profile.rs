//! Who a customer is, as they told us.

use chrono::NaiveDate;
use domain::person::{Corrected, EmailAddress, Name};
use store::{Conn, customer::Customer};
use uuid::Uuid;

use crate::{App, AppError, Asker, Vault};

/// A customer's own details; sealed in the database.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Profile {
    /// Name and kana.
    pub name: Name,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// E-mail address.
    pub email: EmailAddress,
    /// When the customer corrected it. Profiles kept before there was such a thing say nothing.
    #[serde(default, skip_serializing_if = "Corrected::is_nothing")]
    pub corrected: Corrected,
}

pub(crate) const COLUMN: &str = "customer.profile";

impl Profile {
    pub(crate) fn unseal(vault: &Vault, customer: &Customer) -> Result<Self, AppError> {
        let sealed = customer.profile.as_ref().ok_or(AppError::NotFound)?;
        vault.unseal_json(COLUMN, customer.id, sealed)
    }
}

/// What a customer's own pages show of them.
///
/// # Errors
/// [`AppError`].
pub async fn show(app: &App, asker: &Asker) -> Result<(Profile, Customer), AppError> {
    let mut conn = app.db.read().await?;
    let customer =
        store::customer::find(&mut conn, asker.customer).await?.ok_or(AppError::NotFound)?;
    Ok((Profile::unseal(&asker.vault, &customer)?, customer))
}

/// A customer's vault, profile and language: to whom and how a letter goes.
pub(crate) async fn correspondent(
    app: &App,
    conn: &mut Conn,
    customer: Uuid,
) -> Result<(Vault, Profile, String), AppError> {
    let vault = Vault::of(app, conn, customer).await?;
    let row = store::customer::find(conn, customer).await?.ok_or(AppError::NotFound)?;
    let profile = Profile::unseal(&vault, &row)?;
    Ok((vault, profile, row.language))
}

/// Sets the language of mails to a customer.
///
/// # Errors
/// [`AppError`].
pub async fn set_language(app: &App, asker: &Asker, language: &str) -> Result<(), AppError> {
    let action = domain::audit::Action::ChangePreference;
    let actor = crate::deed::Actor::Customer(asker.customer);
    let mut deed = app.begin(actor, &asker.origin, action).await?;
    store::customer::set_language(&mut deed.conn, asker.customer, language).await?;
    deed.done(asker.customer).await?;
    Ok(())
}
