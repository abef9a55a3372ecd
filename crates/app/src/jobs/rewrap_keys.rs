//! Wrapping customers' keys anew after the master key was rotated, so that the
//! older master key can be destroyed.

use domain::audit::Action;
use store::{StoreError, data_key::WrappedKey};
use uuid::Uuid;

use crate::{App, AppError, deed::Actor};

/// Wraps every customer's key that another master key wraps by the current one,
/// a batch in each transaction. Returns how many. Interrupted, it can be called again.
///
/// # Errors
/// [`AppError::Key`] when a key's master is not in the keyring; [`AppError::Store`].
/// Batches before the error stay.
pub async fn rewrap_keys(app: &App) -> Result<usize, AppError> {
    let origin = super::origin();
    let mut total = 0;
    loop {
        let mut deed = app.begin(Actor::System, &origin, Action::RotateKeys).await?;
        let current = app.keys.current();
        let batch = store::data_key::wrapped_otherwise(&mut deed.conn, current).await?;
        if batch.is_empty() {
            return Ok(total);
        }
        for key in &batch {
            let wrapped = app.keys.rewrap(key.customer_id, &key.master, &key.wrapped, &app.dice)?;
            let (customer_id, master) = (key.customer_id, current.to_owned());
            let renewed = WrappedKey { customer_id, master, wrapped };
            match store::data_key::rewrap(&mut deed.conn, &key.master, &renewed).await {
                Ok(()) => total += 1,
                // Erased, or wrapped anew by another process since it was read.
                Err(StoreError::Conflict { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
        // The deed is about the master key, not about one customer's record.
        deed.done(Uuid::nil()).await?;
    }
}
