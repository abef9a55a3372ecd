//! `kura serve`: the customers' site, and the staff's at addresses of its own; or one of them.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use app::App;
use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use domain::date;

use crate::{
    Config, StartError, assembly, bank,
    config::{Staff, Tls},
    listener, logging,
    stop::Stop,
};

pub(super) async fn run(config: Config) -> Result<(), StartError> {
    logging::to_stdout(&config.log)?;
    let stop = Stop::on_signal()?;
    config.require_site()?;
    let app = assembly::build_app(&config).await?;
    serve(&app, &config, stop).await?;
    app.db.close().await;
    Ok(())
}

/// Serves the sites that listen until told to stop.
pub(super) async fn serve(app: &Arc<App>, config: &Config, stop: Stop) -> Result<(), StartError> {
    assembly::require_stores(app).await?;
    bank::watch_horizon(&app.bank.calendar, date::today(app.clock.now()));
    let customers = customers(app, config).await?;
    let staff = staff(app, config.staff.as_ref()).await?;
    tokio::try_join!(answer(customers, stop.clone()), answer(staff, stop)).map(drop)
}

/// A site with its sockets. Both are made before either takes a request: a wrong setting of
/// one lets neither start.
struct Ready {
    router: Router,
    listeners: Vec<TcpListener>,
    tls: Option<RustlsConfig>,
}

async fn answer(site: Option<Ready>, stop: Stop) -> Result<(), StartError> {
    let Some(Ready { router, listeners, tls }) = site else { return Ok(()) };
    listener::serve(router, listeners, tls, stop).await
}

async fn customers(app: &Arc<App>, config: &Config) -> Result<Option<Ready>, StartError> {
    let customer = &config.customer;
    if customer.listen.is_empty() {
        return Ok(None);
    }
    let router = web::router(assembly::site(app, customer, false));
    let ready = ready(router, &customer.listen, customer.tls.as_ref()).await?;
    let (addresses, public) = (&customer.listen, &customer.public_url);
    tracing::info!(?addresses, https = ready.tls.is_some(), public, "serving");
    Ok(Some(ready))
}

async fn staff(app: &Arc<App>, staff: Option<&Staff>) -> Result<Option<Ready>, StartError> {
    let Some(staff) = staff else { return Ok(None) };
    let router = web::staff_router(assembly::staff_site(app, staff));
    let ready = ready(router, &staff.listen, staff.tls.as_ref()).await?;
    let (addresses, public) = (&staff.listen, &staff.public_url);
    tracing::info!(?addresses, https = ready.tls.is_some(), public, "serving staff");
    Ok(Some(ready))
}

async fn ready(
    router: Router,
    addresses: &[SocketAddr],
    tls: Option<&Tls>,
) -> Result<Ready, StartError> {
    let tls = listener::tls(tls).await?;
    Ok(Ready { router, listeners: listener::bind(addresses)?, tls })
}
