//! `[customer]`: the customers' site.

use std::{net::SocketAddr, path::PathBuf};

use web::Network;

use super::site::{Section, Tls};
use crate::StartError;

const SECTION: Section = Section("customer");

/// `[customer]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [customer]")]
pub struct CustomerSettings {
    /// The addresses to listen at, such as `127.0.0.1:8080`; several parted by commas
    /// (in the file a list). Kura listens nowhere else [default: none, and then this process
    /// does not serve the customers' site].
    #[arg(id = "customer.listen", long = "customer-listen", env = "KURA_CUSTOMER_LISTEN")]
    #[arg(value_name = "ADDRESS", value_delimiter = ',')]
    pub listen: Option<Vec<String>>,
    /// The address customers type, such as `https://kura.example`; letters name it.
    /// Cookies are marked as secure if it begins with https.
    #[arg(id = "customer.public_url", long = "customer-public-url")]
    #[arg(env = "KURA_CUSTOMER_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The certificate chain (PEM), to speak HTTPS without a proxy. Read at start. Or
    /// `self-signed`: one made at start, with a key that is never written down, for a load
    /// balancer that does not judge it. That keeps listeners out between the two, not impostors.
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
    /// Where to listen; empty in a process that only works, or serves staff alone.
    pub listen: Vec<SocketAddr>,
    /// The customers' address of the service, without a slash at the end.
    pub public_url: String,
    /// How Kura itself speaks HTTPS, if it does.
    pub tls: Option<Tls>,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<Network>,
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
        Ok(Customer {
            listen: SECTION.addresses("listen", self.listen)?,
            trusted_proxies: SECTION.networks("trusted_proxies", self.trusted_proxies)?,
            public_url: SECTION.public_url(self.public_url)?,
            tls: SECTION.tls(self.certificate, self.key)?,
        })
    }
}

impl Customer {
    /// Whether browsers reach the site by HTTPS, here or at a proxy before it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
