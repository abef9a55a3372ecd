//! The measure of `cargo xtask bench`: axum with nothing behind it, on the runtime
//! the service has. `hello 127.0.0.1:8081` answers `hello` to `GET /`.

use std::{error::Error, net::SocketAddr};

use axum::{Router, routing::get};
use tokio::{net::TcpListener, runtime::Builder};

fn main() -> Result<(), Box<dyn Error>> {
    let address: SocketAddr = std::env::args()
        .nth(1)
        .ok_or("which address to listen at, such as 127.0.0.1:8081?")?
        .parse()?;
    let router = Router::new().route("/", get(|| async { "hello" }));
    // As `server::command` builds it.
    Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(address).await?;
        axum::serve(listener, router).await?;
        Ok(())
    })
}
