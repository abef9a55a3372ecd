//! `kura migrate`: brings the database up to this program's version, and on a server the role
//! the other commands work as. Running it twice is harmless.

use outside::{dice::Dice, scram};

use crate::{StartError, assembly, config::Settings, logging, terminal};

pub(super) async fn run(settings: Settings) -> Result<(), StartError> {
    logging::to_stderr();
    let config = settings.database.judged()?;
    let db = assembly::database(&config).await?;
    db.migrate().await.map_err(StartError::Migration)?;
    if let Some(password) = &config.app_password {
        let verifier = scram::verifier(password.reveal(), &Dice::system());
        let verifier = verifier.map_err(|cause| StartError::Keys(cause.into()))?;
        db.keep_app_role(&verifier).await.map_err(StartError::AppRole)?;
        terminal::print("The role kura_app has its password and its rights.");
    }
    db.close().await;
    terminal::print("The database is up to date.");
    Ok(())
}
