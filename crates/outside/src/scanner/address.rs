//! Where a scanner listens.

use std::{fmt, net::Ipv6Addr, path::PathBuf, str::FromStr};

/// Where a scanner listens, written `unix:/PATH` or `tcp:HOST:PORT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A socket on this machine.
    Unix(PathBuf),
    /// A port. Nothing is encrypted on the way there.
    Tcp {
        /// Name or address; an IPv6 address without its brackets.
        host: String,
        /// Never 0.
        port: u16,
    },
}

/// Why a text is no [`Address`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AddressError(&'static str);

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.split_once(':') {
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(("unix", _)) => {
                Err(AddressError("unix: must be followed by a path that begins with /"))
            }
            Some(("tcp", rest)) => tcp(rest),
            _ => Err(AddressError("it must be unix:/PATH or tcp:HOST:PORT")),
        }
    }
}

fn tcp(rest: &str) -> Result<Address, AddressError> {
    let (host, port) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inside) => Some(inside).filter(|inside| inside.parse::<Ipv6Addr>().is_ok()),
        None => Some(host).filter(|host| is_name(host)),
    };
    let host = host.ok_or(AddressError(
        "tcp: must be followed by a name or an address, IPv6 in [], and by :PORT",
    ))?;
    let port = port.parse().ok().filter(|port| *port != 0);
    let port = port.ok_or(AddressError("tcp:HOST must be followed by a port, :1 to :65535"))?;
    Ok(Address::Tcp { host: host.to_owned(), port })
}

/// Whether it may be the name of a machine, or an IPv4 address.
fn is_name(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !host.is_empty() && host.chars().all(plain)
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(out, "unix:{}", path.display()),
            Self::Tcp { host, port } if host.contains(':') => write!(out, "tcp:[{host}]:{port}"),
            Self::Tcp { host, port } => write!(out, "tcp:{host}:{port}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_and_shown_as_it_was_written() {
        for text in
            ["unix:/run/clamav/clamd.ctl", "tcp:clamd:3310", "tcp:127.0.0.1:3310", "tcp:[::1]:3310"]
        {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), text);
        }
        let Address::Tcp { host, port } = "tcp:[::1]:3310".parse().unwrap() else { panic!() };
        assert_eq!((host.as_str(), port), ("::1", 3310));
    }

    #[test]
    fn what_is_no_address_is_told_with_what_is_missing() {
        for (text, told) in [
            ("", "unix:/PATH or tcp:HOST:PORT"),
            ("/run/clamav/clamd.ctl", "unix:/PATH or tcp:HOST:PORT"),
            ("127.0.0.1:3310", "unix:/PATH or tcp:HOST:PORT"),
            ("clamd:3310", "unix:/PATH or tcp:HOST:PORT"),
            ("unix:", "a path that begins with /"),
            ("unix:clamd.ctl", "a path that begins with /"),
            ("tcp:", "a name or an address"),
            ("tcp://clamd:3310", "a name or an address"),
            ("tcp::3310", "a name or an address"),
            ("tcp:::1:3310", "IPv6 in []"),
            ("tcp:[clamd]:3310", "IPv6 in []"),
            ("tcp:clamd", "a port"),
            ("tcp:clamd:0", "a port"),
            ("tcp:clamd:65536", "a port"),
            ("tcp:clamd:clamd", "a port"),
        ] {
            let error = text.parse::<Address>().unwrap_err().to_string();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
