//! Serving a site at the addresses the operator named, and at no other.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::Router;
use axum_server::{
    Handle,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use tokio::task::JoinSet;

use crate::{
    StartError,
    config::Tls,
    stop::{GRACE, Stop},
};

/// How long a browser may take to send a request's head; a slow one would hold
/// its connection for ever.
const HEAD: Duration = Duration::from_secs(10);

/// Opens the sockets of a site; connections wait until [`serve`] takes them.
///
/// # Errors
/// [`StartError::Listen`] for the first address that cannot be used.
pub fn bind(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, StartError> {
    addresses
        .iter()
        .map(|&address| {
            TcpListener::bind(address).map_err(|cause| StartError::Listen { address, cause })
        })
        .collect()
}

/// Reads the certificate and its key, or makes one of this process' own.
///
/// # Errors
/// [`StartError::Tls`], [`StartError::System`].
pub async fn tls(how: Option<&Tls>) -> Result<Option<RustlsConfig>, StartError> {
    match how {
        None => Ok(None),
        Some(Tls::Files { certificate, key }) => {
            let read = RustlsConfig::from_pem_file(certificate, key).await;
            let certificate = certificate.clone();
            read.map(Some).map_err(|cause| StartError::Tls { certificate, cause })
        }
        Some(Tls::SelfSigned) => {
            let failed = |cause| {
                let what = "A certificate cannot be made";
                StartError::System { what, cause }
            };
            // Nobody judges it, so it says neither whose nor since when.
            let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]);
            let made = made.map_err(io::Error::other).map_err(failed)?;
            let (chain, key) = (vec![made.cert.der().to_vec()], made.signing_key.serialize_der());
            RustlsConfig::from_der(chain, key).await.map(Some).map_err(failed)
        }
    }
}

/// Serves a site until told to stop; requests under way are then finished within
/// [`GRACE`].
///
/// # Errors
/// [`StartError::System`] when a socket fails.
pub async fn serve(
    router: Router,
    listeners: Vec<TcpListener>,
    tls: Option<RustlsConfig>,
    stop: Stop,
) -> Result<(), StartError> {
    let failed = |cause| StartError::System { what: "A listener failed", cause };
    let make_service = router.into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let mut servers = JoinSet::new();
    for listener in listeners {
        let server = axum_server::from_tcp(listener).map_err(failed)?;
        // Two limits, for hyper counts no time while it finds out which protocol is spoken.
        let mut server = server.handle(handle.clone()).first_request_timeout(HEAD);
        server.http_builder().http1().header_read_timeout(HEAD);
        let make_service = make_service.clone();
        match tls.clone() {
            Some(tls) => {
                servers.spawn(server.acceptor(RustlsAcceptor::new(tls)).serve(make_service))
            }
            None => servers.spawn(server.serve(make_service)),
        };
    }
    tokio::spawn(async move {
        stop.told().await;
        handle.graceful_shutdown(Some(GRACE));
    });
    while let Some(ended) = servers.join_next().await {
        ended.map_err(io::Error::other).and_then(|served| served).map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
        thread,
    };

    use axum::{extract::ConnectInfo, routing::get};

    use super::*;

    fn any_port() -> Vec<TcpListener> {
        bind(&["127.0.0.1:0".parse().unwrap()]).unwrap()
    }

    /// Sends a request and reads the answer to its end, on a thread of its own.
    fn ask(address: SocketAddr) -> thread::JoinHandle<String> {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        thread::spawn(move || {
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        })
    }

    #[tokio::test]
    async fn a_request_under_way_is_answered_before_the_end() {
        let slow = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            peer.ip().to_string()
        };
        let listeners = any_port();
        let address = listeners[0].local_addr().unwrap();
        let (sender, stop) = Stop::by_hand();
        let router = Router::new().route("/", get(slow));
        let serving = tokio::spawn(serve(router, listeners, None, stop));
        let answer = ask(address);
        tokio::time::sleep(Duration::from_millis(100)).await;
        sender.send_replace(true);
        serving.await.unwrap().unwrap();
        let answer = answer.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
        assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
    }

    #[tokio::test]
    async fn an_address_in_use_and_a_missing_certificate_are_told() {
        let taken = any_port();
        let told = bind(&[taken[0].local_addr().unwrap()]).unwrap_err().to_string();
        assert!(told.contains("in use") && told.contains("127.0.0.1"), "{told}");
        let files = Tls::Files { certificate: "none.crt".into(), key: "none.key".into() };
        let told = tls(Some(&files)).await.unwrap_err().to_string();
        assert!(told.contains("none.crt"), "{told}");
    }
}
