//! `[customer]`: the customers' site.

use std::{net::SocketAddr, path::PathBuf};

use web::Network;

use super::Name;
use crate::StartError;

const fn name(key: &'static str) -> Name {
    Name { section: "customer", key }
}

/// `[customer]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [customer]")]
pub struct CustomerSettings {
    /// The addresses to listen at, such as `127.0.0.1:8080`; several parted by commas
    /// (in the file a list). Kura listens nowhere else.
    #[arg(id = "customer.listen", long = "customer-listen", env = "KURA_CUSTOMER_LISTEN")]
    #[arg(value_name = "ADDRESS", value_delimiter = ',')]
    pub listen: Option<Vec<String>>,
    /// The address customers type, such as `https://kura.example`; letters name it.
    /// Cookies are marked as secure if it begins with https.
    #[arg(id = "customer.public_url", long = "customer-public-url")]
    #[arg(env = "KURA_CUSTOMER_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The certificate chain (PEM), to speak HTTPS without a proxy. Read at start.
    #[arg(id = "customer.certificate", long = "customer-certificate")]
    #[arg(env = "KURA_CUSTOMER_CERTIFICATE", value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// The certificate's private key (PEM).
    #[arg(id = "customer.key", long = "customer-key", env = "KURA_CUSTOMER_KEY")]
    #[arg(value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// The proxies whose word on a browser's address is believed: addresses or
    /// networks such as `10.0.0.0/8`, parted by commas (in the file a list)
    /// [default: none].
    #[arg(id = "customer.trusted_proxies", long = "customer-trusted-proxies")]
    #[arg(env = "KURA_CUSTOMER_TRUSTED_PROXIES", value_name = "NETWORK", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<String>>,
}

/// `[customer]` as needed.
#[derive(Debug, Clone)]
pub struct Customer {
    /// Where to listen; may be empty for a process that only works.
    pub listen: Vec<SocketAddr>,
    /// The customers' address of the service, without a slash at the end.
    pub public_url: String,
    /// Certificate and key, if Kura itself speaks HTTPS.
    pub tls: Option<Tls>,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<Network>,
}

/// A certificate and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// The chain, PEM.
    pub certificate: PathBuf,
    /// The private key, PEM.
    pub key: PathBuf,
}

impl CustomerSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            listen: self.listen.or(other.listen),
            public_url: self.public_url.or(other.public_url),
            certificate: self.certificate.or(other.certificate),
            key: self.key.or(other.key),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
        }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Customer, StartError> {
        let listen = each(self.listen, |text| {
            text.parse().map_err(|_| {
                let why = "is no address and port such as 127.0.0.1:8080";
                name("listen").wrong(format!("`{text}` {why}"))
            })
        })?;
        let trusted_proxies = each(self.trusted_proxies, |text| {
            text.parse().map_err(|_| {
                let why = "is neither an address nor a network such as 10.0.0.0/8";
                name("trusted_proxies").wrong(format!("`{text}` {why}"))
            })
        })?;
        let public_url = public_url(&name("public_url").needed(self.public_url)?)?;
        let tls = match (self.certificate, self.key) {
            (None, None) => None,
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (Some(_), None) => return Err(StartError::Missing(name("key"))),
            (None, Some(_)) => return Err(StartError::Missing(name("certificate"))),
        };
        Ok(Customer { listen, public_url, tls, trusted_proxies })
    }
}

impl Customer {
    /// Whether browsers reach the site by HTTPS, here or at a proxy before it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Where to listen, which a process that serves must be told.
    ///
    /// # Errors
    /// [`StartError::Missing`].
    pub fn listen_at(&self) -> Result<&[SocketAddr], StartError> {
        match self.listen.as_slice() {
            [] => Err(StartError::Missing(name("listen"))),
            addresses => Ok(addresses),
        }
    }
}

/// Reads each item of a list. An empty environment variable is an empty list.
fn each<T>(
    items: Option<Vec<String>>,
    read: impl Fn(&str) -> Result<T, StartError>,
) -> Result<Vec<T>, StartError> {
    let items = items.unwrap_or_default();
    items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()).map(read).collect()
}

/// A web address without path, in lower case as browsers send it.
fn public_url(given: &str) -> Result<String, StartError> {
    let url = given.trim_end_matches('/').to_ascii_lowercase();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest {
        Some(host)
            if !host.is_empty()
                && !host.contains(|sign: char| sign.is_whitespace() || "/?#@".contains(sign)) =>
        {
            Ok(url)
        }
        _ => {
            let why =
                format!("`{given}` is no web address without path, such as https://kura.example");
            Err(name("public_url").wrong(why))
        }
    }
}
