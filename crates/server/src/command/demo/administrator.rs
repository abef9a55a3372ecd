//! The demonstration's first member of staff, who invites the others.

use std::sync::Arc;

use app::{
    App, AppError, Origin,
    domain::{person::EmailAddress, staff::Role},
    staff::{Inviter, NewMember, invite, is_known},
};

use crate::StartError;

/// The address.
pub(super) const EMAIL: &str = "kanri@bank.example";

/// Invites the administrator, unless that was done before. Returns the code, which cannot be
/// shown a second time.
pub(super) async fn invite_once(app: &Arc<App>) -> Result<Option<String>, StartError> {
    let email = EmailAddress::parse(EMAIL)
        .map_err(|_| AppError::Broken("the demonstration's administrator has no address"))?;
    if is_known(app, &email).await? {
        return Ok(None);
    }
    let roles = vec![Role::Administrator];
    let new = NewMember { name: "管理 太郎".to_owned(), email, roles };
    let origin = Origin { address: "local".to_owned(), ..Origin::default() };
    Ok(Some(invite(app, Inviter::Machine(&origin), &new).await?.code))
}
