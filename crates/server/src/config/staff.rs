//! `[staff]`: the site of the bank's people. Without an address to listen at there is none.

use std::{net::SocketAddr, path::PathBuf};

use web::Network;

use super::site::{Section, Tls};
use crate::StartError;

const SECTION: Section = Section("staff");

/// `[staff]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [staff]")]
pub struct StaffSettings {
    /// The addresses the staff's site listens at, such as `10.0.0.5:8443`; several parted by
    /// commas (in the file a list) [default: none, and then there is no such site].
    #[arg(id = "staff.listen", long = "staff-listen", env = "KURA_STAFF_LISTEN")]
    #[arg(value_name = "ADDRESS", value_delimiter = ',')]
    pub listen: Option<Vec<String>>,
    /// The address the bank's people type, such as `https://staff.kura.example`; another host
    /// than the customers'. Cookies are marked as secure if it begins with https.
    #[arg(id = "staff.public_url", long = "staff-public-url")]
    #[arg(env = "KURA_STAFF_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The certificate chain (PEM), to speak HTTPS without a proxy. Read at start. Or
    /// `self-signed`: one made at start, with a key that is never written down, for a load
    /// balancer that does not judge it. That keeps listeners out between the two, not impostors.
    #[arg(id = "staff.certificate", long = "staff-certificate")]
    #[arg(env = "KURA_STAFF_CERTIFICATE", value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// The certificate's private key (PEM).
    #[arg(id = "staff.key", long = "staff-key", env = "KURA_STAFF_KEY")]
    #[arg(value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// The networks the staff's site is open to: addresses or networks such as `10.0.0.0/8`,
    /// `2001:db8::/32`, parted by commas (in the file a list). Whoever comes from elsewhere is
    /// refused, and that is recorded. Needed if the site listens.
    #[arg(id = "staff.networks", long = "staff-networks", env = "KURA_STAFF_NETWORKS")]
    #[arg(value_name = "NETWORK", value_delimiter = ',')]
    pub networks: Option<Vec<String>>,
    /// The proxies whose word on a browser's address is believed, as for the customers' site
    /// [default: none].
    #[arg(id = "staff.trusted_proxies", long = "staff-trusted-proxies")]
    #[arg(env = "KURA_STAFF_TRUSTED_PROXIES", value_name = "NETWORK", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<String>>,
}

/// `[staff]` as needed.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Where to listen.
    pub listen: Vec<SocketAddr>,
    /// The staff's address of the service, without a slash at the end.
    pub public_url: String,
    /// How Kura itself speaks HTTPS, if it does.
    pub tls: Option<Tls>,
    /// The networks the site is open to.
    pub networks: Vec<Network>,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<Network>,
}

impl StaffSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            listen: self.listen.or(other.listen),
            public_url: self.public_url.or(other.public_url),
            certificate: self.certificate.or(other.certificate),
            key: self.key.or(other.key),
            networks: self.networks.or(other.networks),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
        }
    }

    /// Judges the section; `None` when the site listens nowhere.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Option<Staff>, StartError> {
        let listen = SECTION.addresses("listen", self.listen)?;
        let networks = SECTION.networks("networks", self.networks)?;
        let trusted_proxies = SECTION.networks("trusted_proxies", self.trusted_proxies)?;
        let tls = SECTION.tls(self.certificate, self.key)?;
        if listen.is_empty() {
            return Ok(None);
        }
        if networks.is_empty() {
            return Err(StartError::Missing(SECTION.name("networks")));
        }
        let public_url = SECTION.public_url(self.public_url)?;
        Ok(Some(Staff { listen, public_url, tls, networks, trusted_proxies }))
    }
}

impl Staff {
    /// Whether browsers reach the site by HTTPS, here or at a proxy before it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether a proxy that is believed stands in a network the site is open to.
    pub fn has_proxies_within(&self) -> bool {
        self.trusted_proxies.iter().any(|proxy| self.networks.iter().any(|own| own.overlaps(proxy)))
    }
}
