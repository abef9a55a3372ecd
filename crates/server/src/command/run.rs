//! `kura run`: the sites and the work in one process.

use crate::{
    Config, StartError, assembly,
    command::{serve, work},
    logging,
    stop::Stop,
};

pub(super) async fn run(config: Config) -> Result<(), StartError> {
    logging::to_stdout(&config.log)?;
    let stop = Stop::on_signal()?;
    config.require_site()?;
    let app = assembly::build_app(&config).await?;
    assembly::require_stores(&app).await?;
    let working = async {
        work::work(&app, stop.clone()).await;
        Ok(())
    };
    tokio::try_join!(serve::serve(&app, &config, stop.clone()), working)?;
    app.db.close().await;
    Ok(())
}
