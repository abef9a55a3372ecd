//! `kura work`: mails, imports, erasing; any number of processes may do it.

use app::App;

use crate::{Config, StartError, assembly, logging, stop::Stop};

pub(super) async fn run(config: Config) -> Result<(), StartError> {
    logging::to_stdout(&config.log)?;
    let stop = Stop::on_signal()?;
    let app = assembly::build_app(&config).await?;
    assembly::require_stores(&app).await?;
    tracing::info!("working");
    work(&app, stop).await;
    app.db.close().await;
    Ok(())
}

/// Works until told to stop. What is not done in time is left as it is: its lease
/// ends, and the next worker takes it up.
pub(super) async fn work(app: &App, stop: Stop) {
    tokio::select! {
        () = app::jobs::work(app, stop.clone().told()) => {}
        () = stop.overdue() => tracing::warn!("work under way was left for the next worker"),
    }
}
