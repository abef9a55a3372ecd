//! Wrapping the keys of customers and of the bank's people anew after the master key was
//! rotated, so that the older master key can be destroyed.

use domain::audit::Action;
use outside::keys::KeyError;
use store::{StoreError, data_key::WrappedKey, staff_key::StaffKey};
use uuid::Uuid;

use crate::{
    App, AppError,
    deed::{Actor, Deed},
    error::log_failure,
};

/// What became of the keys that another master key wrapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// How many the current master key wraps now.
    pub wrapped: usize,
    /// How many stay as they are: they do not open. The log names whose.
    pub unopened: usize,
}

/// Wraps every key that another master key wraps by the current one, a batch in each
/// transaction. A key that does not open is logged and passed by. Each key is met once, so that
/// two who wrap by different master keys come to an end. Interrupted, it can be called again.
///
/// # Errors
/// [`AppError::Store`]. Batches before the error stay.
pub async fn rewrap_keys(app: &App) -> Result<Rewrapped, AppError> {
    let (mut total, mut after) = (Rewrapped::default(), Uuid::nil());
    while let Some(last) = customers(app, after, &mut total).await? {
        after = last;
    }
    after = Uuid::nil();
    while let Some(last) = staff(app, after, &mut total).await? {
        after = last;
    }
    Ok(total)
}

/// A batch of customers' keys, after an identity. Returns the last; `None` when there are no
/// more.
async fn customers(
    app: &App,
    after: Uuid,
    total: &mut Rewrapped,
) -> Result<Option<Uuid>, AppError> {
    let (origin, current) = (super::origin(), app.keys.current());
    let mut deed = app.begin(Actor::System, &origin, Action::RotateKeys).await?;
    let batch = store::data_key::wrapped_otherwise(&mut deed.conn, current, after).await?;
    let Some(last) = batch.last().map(|key| key.customer_id) else { return Ok(None) };
    let mut count = 0;
    for key in batch {
        let opened = app.keys.rewrap(key.customer_id, &key.master, &key.wrapped, &app.dice);
        let Some(wrapped) = judged(opened, key.customer_id, total)? else { continue };
        let renewed =
            WrappedKey { customer_id: key.customer_id, master: current.to_owned(), wrapped };
        let done = store::data_key::rewrap(&mut deed.conn, &key.master, &renewed).await;
        count += usize::from(stood(done)?);
    }
    finish(deed, count, total).await?;
    Ok(Some(last))
}

/// As [`customers`], of the bank's people.
async fn staff(app: &App, after: Uuid, total: &mut Rewrapped) -> Result<Option<Uuid>, AppError> {
    let (origin, current) = (super::origin(), app.keys.current());
    let mut deed = app.begin(Actor::System, &origin, Action::RotateKeys).await?;
    let batch = store::staff_key::wrapped_otherwise(&mut deed.conn, current, after).await?;
    let Some(last) = batch.last().map(|key| key.staff_id) else { return Ok(None) };
    let mut count = 0;
    for key in batch {
        let opened = app.keys.rewrap(key.staff_id, &key.master, &key.wrapped, &app.dice);
        let Some(wrapped) = judged(opened, key.staff_id, total)? else { continue };
        let renewed = StaffKey { staff_id: key.staff_id, master: current.to_owned(), wrapped };
        let done = store::staff_key::rewrap(&mut deed.conn, &key.master, &renewed).await;
        count += usize::from(stood(done)?);
    }
    finish(deed, count, total).await?;
    Ok(Some(last))
}

/// A key wrapped anew; `None` for one that does not open, which is counted.
fn judged(
    opened: Result<Vec<u8>, KeyError>,
    whose: Uuid,
    total: &mut Rewrapped,
) -> Result<Option<Vec<u8>>, AppError> {
    match opened {
        Ok(wrapped) => Ok(Some(wrapped)),
        Err(error @ (KeyError::UnknownKey | KeyError::Tampered(_))) => {
            log_failure("a key could not be wrapped anew", whose, &error);
            total.unopened += 1;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
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

/// Makes a batch stand, if anything of it was wrapped anew.
async fn finish(deed: Deed<'_>, count: usize, total: &mut Rewrapped) -> Result<(), AppError> {
    if count > 0 {
        // The deed is about the master key, not about one customer's record.
        deed.done(Uuid::nil()).await?;
        total.wrapped += count;
    }
    Ok(())
}
