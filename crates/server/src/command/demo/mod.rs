//! `kura demo`: everything in one process, on a laptop, without any settings.

mod folder;
mod people;
mod settings;

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
};

use super::work;
use crate::{StartError, assembly, listener, logging, stop::Stop, terminal};

/// Where the demonstration keeps its data and listens.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folder for database, keys, documents and captured mail
    #[arg(long, value_name = "FOLDER", default_value = "./data")]
    data: PathBuf,
    /// Address to listen at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address of the staff's site, open to this machine only [default: the port after the
    /// customers']
    #[arg(long, value_name = "ADDRESS")]
    staff_listen: Option<SocketAddr>,
    /// Delete the data of earlier demonstrations first
    #[arg(long)]
    fresh: bool,
}

pub(super) async fn run(arguments: Arguments) -> Result<(), StartError> {
    logging::to_stderr();
    // First of all, so that a second demonstration leaves the first one's data alone.
    let (listeners, address) = bound(arguments.listen)?;
    let staff_listen = arguments.staff_listen.unwrap_or_else(|| next_port(arguments.listen));
    let (staff_listeners, staff_address) = bound(staff_listen)?;
    let stop = Stop::on_signal()?;
    folder::prepare(&arguments.data, arguments.fresh)?;
    let staff = settings::staff(staff_address);
    let config = settings::config(&arguments.data, address, &staff)?;
    let app = assembly::build_app(&config).await?;
    app.db.migrate().await.map_err(StartError::Migration)?;
    assembly::require_stores(&app).await?;
    people::record_hanako(&app).await?;
    let members = people::record_members(&app).await?;
    people::record_applicants(&app, &config).await?;
    let (customers_at, data) = (&config.customer.public_url, &arguments.data);
    terminal::print(people::welcome(customers_at, data));
    terminal::print(people::welcome_staff(&staff.public_url, &members));
    let router = web::router(assembly::site(&app, &config.customer, true));
    let staff = web::staff_router(assembly::staff_site(&app, &staff));
    let working = async {
        work::work(&app, stop.clone()).await;
        Ok(())
    };
    tokio::try_join!(
        listener::serve(router, listeners, None, stop.clone()),
        listener::serve(staff, staff_listeners, None, stop.clone()),
        working
    )?;
    app.db.close().await;
    terminal::tell("Stopped. The data is kept; `kura demo` goes on with it.");
    Ok(())
}

/// The socket of an address, and the address it has: a port of 0 is any port.
fn bound(address: SocketAddr) -> Result<(Vec<TcpListener>, SocketAddr), StartError> {
    let listeners = listener::bind(&[address])?;
    let bound = listeners.first().and_then(|socket| socket.local_addr().ok());
    Ok((listeners, bound.unwrap_or(address)))
}

fn next_port(address: SocketAddr) -> SocketAddr {
    let port = if address.port() == 0 { 0 } else { address.port().saturating_add(1) };
    SocketAddr::new(address.ip(), port)
}
