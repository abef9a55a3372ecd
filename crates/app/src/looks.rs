//! Who at the bank looked at a customer's data, as the customer may know it: when, what, for
//! what, in which role; not the name.

use std::collections::{BTreeMap, btree_map::Entry};

use chrono::{DateTime, Utc};
use domain::{
    audit::Action,
    staff::{self, Permission, Role},
};
use store::audit_entry::AuditEntry;
use uuid::Uuid;

use crate::{App, AppError, Asker};

pub use store::audit_entry::MOST_LOOKS;

/// What the bank's people can do with a customer's data, and may be told.
pub const ACTIONS: [Action; 15] = [
    Action::TakeApplication,
    Action::SeeApplication,
    Action::SeeDocument,
    Action::ReleaseApplication,
    Action::RevealApplication,
    Action::ReturnApplication,
    Action::RecommendApplication,
    Action::DecideApplication,
    Action::PassOnApplication,
    Action::PurgeDocument,
    Action::FindCustomer,
    Action::SeeCustomer,
    Action::SuspendCustomer,
    Action::ReinstateCustomer,
    Action::ExportRoster,
];

/// A look at a customer's data, or a step taken with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub action: Action,
    /// The code of what it was said to be for; `None` where nothing was asked, and where the
    /// customer may not read it ([`staff::told`]).
    pub purpose: Option<&'static str>,
    /// The role that lets the person do it; `None` if they have it no more.
    pub role: Option<Role>,
}

/// The latest looks of the bank's people at the asker's data, newest first, at most
/// [`MOST_LOOKS`]: at the customer, their applications and pictures, and
/// every list of all customers taken out since they registered.
///
/// # Errors
/// [`AppError`].
pub async fn mine(app: &App, asker: &Asker) -> Result<Vec<Look>, AppError> {
    let mut conn = app.db.read().await?;
    let customer = store::customer::find(&mut conn, asker.customer).await?;
    let since = customer.ok_or(AppError::NotFound)?.created_at;
    let entries = store::audit_entry::of_staff_upon(&mut conn, asker.customer, since).await?;
    let mut roles: BTreeMap<Uuid, Vec<Role>> = BTreeMap::new();
    for staff in entries.iter().filter_map(|entry| entry.actor_id) {
        if let Entry::Vacant(unknown) = roles.entry(staff) {
            let member = store::staff_member::find(&mut conn, staff).await?;
            let codes = member.map(|member| member.roles).unwrap_or_default();
            unknown.insert(codes.iter().filter_map(|code| Role::from_code(code)).collect());
        }
    }
    Ok(entries.iter().filter_map(|entry| look(entry, &roles)).collect())
}

/// The look of an entry. One whose action is nobody's business with a customer is none.
fn look(entry: &AuditEntry, roles: &BTreeMap<Uuid, Vec<Role>>) -> Option<Look> {
    let action = Action::from_code(&entry.action)?;
    let needed = needed(action)?;
    let theirs = entry.actor_id.and_then(|staff| roles.get(&staff));
    let role = theirs.and_then(|roles| {
        roles.iter().copied().find(|role| needed.iter().any(|permission| role.may(*permission)))
    });
    Some(Look { at: entry.at, action, purpose: staff::told(&entry.purpose), role })
}

/// The permissions one of which an action with a customer's data needs.
const fn needed(action: Action) -> Option<&'static [Permission]> {
    use Permission as P;
    Some(match action {
        Action::TakeApplication => &[P::Review, P::Decide],
        Action::SeeApplication | Action::SeeDocument | Action::ReleaseApplication => {
            &[P::SeeApplication]
        }
        Action::RevealApplication => &[P::RevealApplication],
        Action::ReturnApplication => &[P::ReturnApplication],
        Action::RecommendApplication => &[P::Recommend],
        Action::DecideApplication => &[P::Decide],
        Action::PassOnApplication => &[P::PassOn],
        // Alone, or with a return for a number the bank may not know.
        Action::PurgeDocument => &[P::PurgePicture, P::ReturnApplication],
        Action::FindCustomer | Action::SeeCustomer => &[P::FindCustomer],
        Action::SuspendCustomer | Action::ReinstateCustomer => &[P::SuspendCustomer],
        Action::ExportRoster => &[P::ExportRoster],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_what_needs_a_permission_with_a_customers_data() {
        for action in Action::ALL {
            assert_eq!(needed(*action).is_some(), ACTIONS.contains(action), "{action:?}");
        }
    }
}
