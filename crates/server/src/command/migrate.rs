//! `kura migrate`: brings the database up to this program's version. Running it
//! twice is harmless.

use crate::{StartError, assembly, config::Settings, logging, terminal};

pub(super) async fn run(settings: Settings) -> Result<(), StartError> {
    logging::to_stderr();
    let db = assembly::database(&settings.database.judged()?).await?;
    db.migrate().await.map_err(StartError::Migration)?;
    db.close().await;
    terminal::print("The database is up to date.");
    Ok(())
}
