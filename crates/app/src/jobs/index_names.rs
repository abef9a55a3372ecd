//! Hashing the names of customers who registered before there was anything to find them by.

use store::{StoreError, customer::Customer};

use crate::{
    App, AppError, Vault,
    customer::{Profile, register::person_index},
};

/// Hashes the names of up to 500 customers who have no hash yet. Nothing of them is changed
/// or shown, so nothing is audited. One whose name cannot be read is logged, and holds no
/// other up.
pub(super) async fn index_names(app: &App) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let unhashed = store::customer::without_name_index(&mut conn).await?;
    drop(conn);
    for row in unhashed {
        let customer = row.id;
        if let Err(error) = index_name(app, row).await {
            let error = &error as &dyn std::error::Error;
            tracing::error!(%customer, error, "a name could not be hashed");
        }
    }
    Ok(())
}

async fn index_name(app: &App, customer: Customer) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
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
