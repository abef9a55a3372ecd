//! Ending the application of a customer who is erased.

use domain::{application::Event, audit::Action};
use uuid::Uuid;

use super::{
    standing,
    step::{self, Happening},
};
use crate::{AppError, deed::Deed};

/// Ends what a customer has under way, whoever works on it: there is nobody left it could be
/// decided for. It is withdrawn, by nobody of the bank, and its event and an audit entry say so.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn end_with_customer(deed: &mut Deed<'_>, customer: Uuid) -> Result<(), AppError> {
    let Some(found) = store::application::under_way(&mut deed.conn, customer).await? else {
        return Ok(());
    };
    // Held and asked again: somebody may have gone a step with it this very moment.
    store::application::hold(&mut deed.conn, found.id).await?;
    let Some(row) = store::application::under_way(&mut deed.conn, customer).await? else {
        return Ok(());
    };
    let life = standing::life(&row.standing)?.withdraw();
    let life = life.map_err(|_| AppError::Broken("what is under way cannot end"))?;
    let (before, at) = ((row.id, row.version, &row.standing), deed.now);
    step::write(deed, before, life, (Happening::alone(Event::Withdrawn), at)).await?;
    deed.also(Action::WithdrawApplication, row.id).await
}
