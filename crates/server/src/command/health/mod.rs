//! `kura health`: whether the sites of these settings answer, asked on the same machine. For
//! whoever watches a process from inside and has no browser there.

mod own;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{
    StartError,
    config::{Settings, no_site},
    terminal,
};

/// How long all answers together may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// The path is the same on both sites, and open to everybody.
const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// How a good answer begins.
const GOOD: &[u8] = b"HTTP/1.1 200 ";

/// Where a site listens, and how it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Door {
    address: SocketAddr,
    https: bool,
}

pub(super) async fn run(settings: Settings) -> Result<(), StartError> {
    let doors = doors(settings)?;
    let sick = |address, cause| StartError::Unhealthy { address, cause };
    let mut well = Vec::new();
    // All at once, so that a silent one does not use up the others' time.
    let asked =
        doors.into_iter().map(|door| (door.address, tokio::spawn(timeout(PATIENCE, ask(door)))));
    for (address, asked) in asked.collect::<Vec<_>>() {
        let answer = asked.await.map_err(|ended| sick(address, io::Error::other(ended)))?;
        let silent = |_| sick(address, io::Error::other("no answer within three seconds"));
        answer.map_err(silent)?.map_err(|cause| sick(address, cause))?;
        well.push(address.to_string());
    }
    terminal::print(format_args!("well: {}", well.join(", ")));
    Ok(())
}

/// Every address these settings' process listens at.
fn doors(settings: Settings) -> Result<Vec<Door>, StartError> {
    let customer = settings.customer.judged()?;
    let mut doors = at(customer.listen, customer.tls.is_some());
    if let Some(staff) = settings.staff.judged()? {
        doors.extend(at(staff.listen, staff.tls.is_some()));
    }
    if doors.is_empty() { Err(no_site()) } else { Ok(doors) }
}

fn at(addresses: Vec<SocketAddr>, https: bool) -> Vec<Door> {
    addresses.into_iter().map(|address| Door { address: from_here(address), https }).collect()
}

/// Where a listener is found from its own machine: a wildcard is no address to ask.
fn from_here(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

async fn ask(door: Door) -> io::Result<()> {
    let stream = TcpStream::connect(door.address).await?;
    if door.https { answered(own::handshake(stream).await?).await } else { answered(stream).await }
}

async fn answered(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    stream.write_all(REQUEST).await?;
    stream.flush().await?;
    let mut head = [0; GOOD.len()];
    stream.read_exact(&mut head).await?;
    if head == GOOD { Ok(()) } else { Err(io::Error::other("it answers, but not that it is well")) }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_wildcard_is_asked_at_the_machine_itself() {
        for (listens, asked) in [
            ("0.0.0.0:8080", "127.0.0.1:8080"),
            ("[::]:8443", "[::1]:8443"),
            ("10.0.0.5:8443", "10.0.0.5:8443"),
        ] {
            assert_eq!(from_here(listens.parse().unwrap()), asked.parse().unwrap());
        }
    }

    #[tokio::test]
    async fn a_site_that_is_gone_sick_or_silent_is_not_well() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let door = Door { address: listener.local_addr().unwrap(), https: false };
        let asked = tokio::spawn(ask(door));
        let (mut visit, _) =
            tokio::task::spawn_blocking(move || listener.accept()).await.unwrap().unwrap();
        io::Write::write_all(&mut visit, b"HTTP/1.1 503 Service Unavailable\r\n\r\n").unwrap();
        let told = asked.await.unwrap().unwrap_err().to_string();
        assert!(told.contains("not that it is well"), "{told}");
        drop(visit);
        assert_eq!(ask(door).await.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);

        // It takes the connection, in its queue, and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = silent.local_addr().unwrap();
        for https in [false, true] {
            let given_up = timeout(Duration::from_millis(50), ask(Door { address, https })).await;
            assert!(given_up.is_err());
        }
    }
}
