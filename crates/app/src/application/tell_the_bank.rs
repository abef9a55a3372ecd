//! Telling the bank's people that an application has come.

use uuid::Uuid;

use crate::{AppError, Vault, deed::Deed, letter::Letter};

/// Writes to each of the bank's people who may look at applications first. The letter says
/// that one has come, and nothing of it or of whose it is.
///
/// Nobody can be written to yet: staff have no accounts with an address so far.
pub(super) async fn tell_the_bank(
    _deed: &mut Deed<'_>,
    _customer: Uuid,
    _vault: &Vault,
) -> Result<(), AppError> {
    let _letter = Letter::ApplicationArrived;
    Ok(())
}
