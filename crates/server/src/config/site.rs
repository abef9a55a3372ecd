//! What the sections of the two sites have in common: where to listen, the address people
//! type, certificates, networks.

use std::{net::SocketAddr, path::PathBuf};

use web::Network;

use super::Name;
use crate::StartError;

/// What stands for a certificate made at start, where else a file is named.
const SELF_SIGNED: &str = "self-signed";

/// How a site speaks HTTPS itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    /// With a certificate people's browsers trust.
    Files {
        /// The chain, PEM.
        certificate: PathBuf,
        /// The private key, PEM.
        key: PathBuf,
    },
    /// With one made at start and never written down, for a proxy that does not judge it.
    SelfSigned,
}

/// A section's name, to be told which of its settings is wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section(pub &'static str);

impl Section {
    pub const fn name(self, key: &'static str) -> Name {
        Name { section: self.0, key }
    }

    pub fn addresses(
        self,
        key: &'static str,
        given: Option<Vec<String>>,
    ) -> Result<Vec<SocketAddr>, StartError> {
        each(given, |text| {
            text.parse().map_err(|_| {
                let why = "is no address and port such as 127.0.0.1:8080";
                self.name(key).wrong(format!("`{text}` {why}"))
            })
        })
    }

    pub fn networks(
        self,
        key: &'static str,
        given: Option<Vec<String>>,
    ) -> Result<Vec<Network>, StartError> {
        each(given, |text| {
            text.parse().map_err(|_| {
                let why = "is neither an address nor a network such as 10.0.0.0/8";
                self.name(key).wrong(format!("`{text}` {why}"))
            })
        })
    }

    pub fn tls(
        self,
        certificate: Option<PathBuf>,
        key: Option<PathBuf>,
    ) -> Result<Option<Tls>, StartError> {
        let own = certificate.as_ref().is_some_and(|one| one.as_os_str() == SELF_SIGNED);
        match (certificate, key) {
            (None, None) => Ok(None),
            (Some(_), None) if own => Ok(Some(Tls::SelfSigned)),
            (Some(_), Some(_)) if own => {
                let why = "a self-signed certificate is made with a key of its own; take this away";
                Err(self.name("key").wrong(why))
            }
            (Some(certificate), Some(key)) => Ok(Some(Tls::Files { certificate, key })),
            (Some(_), None) => Err(StartError::Missing(self.name("key"))),
            (None, Some(_)) => Err(StartError::Missing(self.name("certificate"))),
        }
    }

    /// A web address without path, in lower case as browsers send it.
    pub fn public_url(self, given: Option<String>) -> Result<String, StartError> {
        let name = self.name("public_url");
        let given = name.needed(given)?;
        let url = given.trim_end_matches('/').to_ascii_lowercase();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        match rest {
            Some(host)
                if !host.is_empty()
                    && !host
                        .contains(|sign: char| sign.is_whitespace() || "/?#@".contains(sign)) =>
            {
                Ok(url)
            }
            _ => Err(name.wrong(format!(
                "`{given}` is no web address without path, such as https://kura.example"
            ))),
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
