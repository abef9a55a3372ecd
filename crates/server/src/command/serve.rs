//! `kura serve`: the customers' site, and the staff's at addresses of its own.

use std::{net::TcpListener, sync::Arc};

use app::App;
use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use domain::date;

use crate::{Config, StartError, assembly, bank, config::Staff, listener, logging, stop::Stop};

pub(super) async fn run(config: Config) -> Result<(), StartError> {
    logging::to_stdout(&config.log)?;
    let stop = Stop::on_signal()?;
    let app = assembly::build_app(&config).await?;
    serve(&app, &config, stop).await?;
    app.db.close().await;
    Ok(())
}

/// Serves the customers' site, and the staff's if it is set, until told to stop.
pub(super) async fn serve(app: &Arc<App>, config: &Config, stop: Stop) -> Result<(), StartError> {
    let customer = &config.customer;
    let addresses = customer.listen_at()?;
    let tls = listener::tls(customer.tls.as_ref()).await?;
    assembly::require_schema(app).await?;
    bank::watch_horizon(&app.bank.calendar, date::today(app.clock.now()));
    let listeners = listener::bind(addresses)?;
    let staff = prepare_staff(app, config.staff.as_ref()).await?;
    let router = web::router(assembly::site(app, customer, false));
    tracing::info!(?addresses, https = tls.is_some(), public = customer.public_url, "serving");
    let customers = listener::serve(router, listeners, tls, stop.clone());
    match staff {
        None => customers.await,
        Some((router, listeners, tls)) => {
            let staff = listener::serve(router, listeners, tls, stop);
            tokio::try_join!(customers, staff).map(drop)
        }
    }
}

type Ready = (Router, Vec<TcpListener>, Option<RustlsConfig>);

/// The staff's site with its sockets, before either site takes a request: a wrong setting of
/// one lets neither start.
async fn prepare_staff(app: &Arc<App>, staff: Option<&Staff>) -> Result<Option<Ready>, StartError> {
    let Some(staff) = staff else { return Ok(None) };
    let tls = listener::tls(staff.tls.as_ref()).await?;
    let listeners = listener::bind(&staff.listen)?;
    let (addresses, public) = (&staff.listen, &staff.public_url);
    tracing::info!(?addresses, https = tls.is_some(), public, "serving staff");
    Ok(Some((web::staff_router(assembly::staff_site(app, staff)), listeners, tls)))
}
