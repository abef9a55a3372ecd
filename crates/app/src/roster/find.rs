//! Searching for a customer.

use domain::{
    audit::Action,
    bank::matching_key,
    person::EmailAddress,
    staff::{FindPurpose, Permission},
};
use store::customer::{Customer, Status};
use uuid::Uuid;

use super::Person;
use crate::{
    App, AppError, Officer, Vault,
    customer::{Profile, register::name_index},
    deed::Deed,
};

/// The most customers a search by name finds; of one name there are rarely more.
pub const MOST_FOUND: usize = 50;

/// What is searched for: something known exactly, never a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// The e-mail address.
    Email(EmailAddress),
    /// Family and given name in kana, in any spelling.
    Name(String),
    /// The identity.
    Id(Uuid),
}

/// Finds customers in use or closing, masked, oldest first. Each who is found has the look
/// in their trail, with its purpose; what was searched for is nowhere.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::NotPermitted`].
pub async fn find(
    app: &App,
    officer: &Officer,
    sought: &Sought,
    purpose: FindPurpose,
) -> Result<Vec<Person>, AppError> {
    let needs = (Permission::FindCustomer, Action::FindCustomer);
    let mut deed = app.begin_as(officer, needs, None).await?.stating(purpose.code());
    let rows = rows(&mut deed, sought).await?;
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| matches!(row.status, Status::Active | Status::Closing)) {
        let vault = Vault::of(app, &mut deed.conn, row.id).await?;
        found.push(Person::of(row, &Profile::unseal(&vault, row)?));
    }
    let mut ids = found.iter().map(|person| person.id);
    // A search that finds nobody concerns nobody.
    let first = ids.next().unwrap_or(Uuid::nil());
    for id in ids {
        deed.concerns(id).await?;
    }
    deed.done(first).await?;
    Ok(found)
}

async fn rows(deed: &mut Deed<'_>, sought: &Sought) -> Result<Vec<Customer>, AppError> {
    let (app, conn) = (deed.app, &mut deed.conn);
    Ok(match sought {
        Sought::Email(email) => {
            let index = app.keys.hash("email", email.index_form().as_bytes());
            store::customer::find_by_email(conn, &index).await?.into_iter().collect()
        }
        Sought::Name(name) => {
            let limit = i64::try_from(MOST_FOUND).unwrap_or(i64::MAX);
            let index = name_index(app, &matching_key(name));
            store::customer::find_by_name(conn, &index, limit).await?
        }
        Sought::Id(id) => store::customer::find(conn, *id).await?.into_iter().collect(),
    })
}
