//! Wrapping the keys of customers and of the bank's people anew after the master key was
//! rotated, so that the older master key can be destroyed.

use domain::audit::Action;
use store::{StoreError, data_key::WrappedKey, staff_key::StaffKey};
use uuid::Uuid;

use crate::{App, AppError, deed::Actor};

/// Wraps every key that another master key wraps by the current one, a batch in each
/// transaction. Returns how many. Interrupted, it can be called again.
///
/// # Errors
/// [`AppError::Key`] when a key's master is not in the keyring; [`AppError::Store`].
/// Batches before the error stay.
pub async fn rewrap_keys(app: &App) -> Result<usize, AppError> {
    let mut total = 0;
    while let Some(count) = customers(app).await? {
        total += count;
    }
    while let Some(count) = staff(app).await? {
        total += count;
    }
    Ok(total)
}

/// A batch of customers' keys; `None` when there are no more.
async fn customers(app: &App) -> Result<Option<usize>, AppError> {
    let (origin, current) = (super::origin(), app.keys.current());
    let mut deed = app.begin(Actor::System, &origin, Action::RotateKeys).await?;
    let batch = store::data_key::wrapped_otherwise(&mut deed.conn, current).await?;
    if batch.is_empty() {
        return Ok(None);
    }
    let mut count = 0;
    for key in batch {
        let wrapped = app.keys.rewrap(key.customer_id, &key.master, &key.wrapped, &app.dice)?;
        let renewed =
            WrappedKey { customer_id: key.customer_id, master: current.to_owned(), wrapped };
        let done = store::data_key::rewrap(&mut deed.conn, &key.master, &renewed).await;
        count += usize::from(stood(done)?);
    }
    // The deed is about the master key, not about one customer's record.
    deed.done(Uuid::nil()).await?;
    Ok(Some(count))
}

/// As [`customers`], of the bank's people.
async fn staff(app: &App) -> Result<Option<usize>, AppError> {
    let (origin, current) = (super::origin(), app.keys.current());
    let mut deed = app.begin(Actor::System, &origin, Action::RotateKeys).await?;
    let batch = store::staff_key::wrapped_otherwise(&mut deed.conn, current).await?;
    if batch.is_empty() {
        return Ok(None);
    }
    let mut count = 0;
    for key in batch {
        let wrapped = app.keys.rewrap(key.staff_id, &key.master, &key.wrapped, &app.dice)?;
        let renewed = StaffKey { staff_id: key.staff_id, master: current.to_owned(), wrapped };
        let done = store::staff_key::rewrap(&mut deed.conn, &key.master, &renewed).await;
        count += usize::from(stood(done)?);
    }
    deed.done(Uuid::nil()).await?;
    Ok(Some(count))
}

/// Whether a key was wrapped anew; not when it was erased, or wrapped by another process
/// since it was read.
fn stood(done: Result<(), StoreError>) -> Result<bool, AppError> {
    match done {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}
