//! Telling the bank's people that an application has come.

use domain::staff::Permission;
use uuid::Uuid;

use crate::{AppError, Vault, deed::Deed, letter::Letter, staff::write_to_all};

/// Writes to each of the bank's people who may look at applications first. The letter says
/// that one has come, and nothing of it or of whose it is.
pub(super) async fn tell_the_bank(
    deed: &mut Deed<'_>,
    customer: Uuid,
    vault: &Vault,
) -> Result<(), AppError> {
    let letter = Letter::ApplicationArrived;
    write_to_all(deed, &[Permission::Review], customer, vault, &letter).await
}
