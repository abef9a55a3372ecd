//! Letters to the bank's people.

use domain::staff::{Permission, Role, Status};
use uuid::Uuid;

use super::profile::StaffProfile;
use crate::{AppError, Vault, deed::Deed, error::log_failure, letter::Letter};

/// Posts a letter to each active member whose roles permit one of these. It is about a customer,
/// and sealed under that customer's key: who is erased takes it along. Staff read Japanese.
/// A member whose profile does not open is logged and passed by: what their colleagues are told,
/// and the customer's step this belongs to, do not depend on one row.
pub(crate) async fn write_to_all(
    deed: &mut Deed<'_>,
    one_of: &[Permission],
    customer: Uuid,
    customer_vault: &Vault,
    letter: &Letter,
) -> Result<(), AppError> {
    for row in store::staff_member::all(&mut deed.conn).await? {
        let mut roles = row.roles.iter().filter_map(|role| Role::from_code(role));
        let active = Status::from_code(&row.status) == Some(Status::Active);
        if !active || !roles.any(|role| one_of.iter().any(|permission| role.may(*permission))) {
            continue;
        }
        let app = deed.app;
        let profile = match StaffProfile::of(app, &mut deed.conn, &row).await {
            Ok(Some(profile)) => profile,
            Ok(None) => continue,
            Err(error @ (AppError::NotFound | AppError::Key(_) | AppError::Broken(_))) => {
                log_failure("a member of staff was not written to", row.id, &error);
                continue;
            }
            Err(error) => return Err(error),
        };
        let to = (profile.email.as_str(), "ja");
        deed.post(customer, customer_vault, to, letter).await?;
    }
    Ok(())
}
