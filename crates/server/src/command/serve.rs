//! `kura serve`: the customers' site.

use std::sync::Arc;

use app::App;
use domain::date;

use crate::{Config, StartError, assembly, bank, listener, logging, stop::Stop};

pub(super) async fn run(config: Config) -> Result<(), StartError> {
    logging::to_stdout(&config.log)?;
    let stop = Stop::on_signal()?;
    let app = assembly::build_app(&config).await?;
    serve(&app, &config, stop).await?;
    app.db.close().await;
    Ok(())
}

/// Serves the customers' site until told to stop.
pub(super) async fn serve(app: &Arc<App>, config: &Config, stop: Stop) -> Result<(), StartError> {
    let customer = &config.customer;
    let addresses = customer.listen_at()?;
    let tls = listener::tls(customer.tls.as_ref()).await?;
    assembly::require_schema(app).await?;
    bank::watch_horizon(&app.bank.calendar, date::today(app.clock.now()));
    let listeners = listener::bind(addresses)?;
    let router = web::router(assembly::site(app, customer, false));
    tracing::info!(?addresses, https = tls.is_some(), public = customer.public_url, "serving");
    listener::serve(router, listeners, tls, stop).await
}
