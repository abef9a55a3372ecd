//! Hashing the names of customers who registered before there was anything to find them by.

use store::StoreError;

use crate::{
    App, AppError, Vault,
    customer::{Profile, register::person_index},
};

/// Hashes the names of up to 500 customers who have no hash yet. Nothing of them is changed
/// or shown, so nothing is audited.
pub(super) async fn index_names(app: &App) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let unhashed = store::customer::without_name_index(&mut conn).await?;
    drop(conn);
    for customer in unhashed {
        let mut conn = app.db.begin().await?;
        let vault = match Vault::of(app, &mut conn, customer.id).await {
            Ok(vault) => vault,
            // Erased meanwhile.
            Err(AppError::NotFound) => continue,
            Err(error) => return Err(error),
        };
        let profile = Profile::unseal(&vault, &customer)?;
        let Some((name, person)) = person_index(app, &profile) else { continue };
        match store::customer::index_name(&mut conn, customer.id, (&name, &person)).await {
            Err(StoreError::Conflict { .. }) => continue,
            other => other?,
        }
        conn.commit().await?;
    }
    Ok(())
}
