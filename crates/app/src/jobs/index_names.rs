//! Hashing the names of customers who registered before there was anything to find them by.

use store::StoreError;
use uuid::Uuid;

use super::each;
use crate::{
    App, AppError, Vault,
    customer::{Profile, register::person_index},
};

/// Hashes the names of all customers who have no hash yet. Nothing of them is changed or
/// shown, so nothing is audited. One whose name cannot be read is logged.
pub(super) async fn index_names(app: &App) -> Result<(), AppError> {
    let unhashed = |place| async move {
        let mut conn = app.db.read().await?;
        Ok(store::customer::without_name_index(&mut conn, place).await?)
    };
    each("a name could not be hashed", unhashed, |id| index_name(app, id)).await
}

async fn index_name(app: &App, id: Uuid) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    let Some(customer) = store::customer::find(&mut conn, id).await? else { return Ok(()) };
    let vault = match Vault::of(app, &mut conn, customer.id).await {
        Ok(vault) => vault,
        // Erased meanwhile.
        Err(AppError::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let profile = Profile::unseal(&vault, &customer)?;
    let Some((name, person)) = person_index(app, &profile) else { return Ok(()) };
    match store::customer::index_name(&mut conn, customer.id, (&name, &person)).await {
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    Ok(conn.commit().await?)
}
