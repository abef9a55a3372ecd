//! The settings of the demonstration, which takes none from outside.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
};

use app::domain::document::Retention;
use outside::scanner::Scanner;
use web::Network;

use crate::{
    Config, StartError,
    config::{
        BankSettings, Customer, DatabaseSettings, Documents, DocumentsStore, Keys, LogSettings,
        Mail, MailTransport, Secret, Staff,
    },
};

/// The file of the invented bank's records of accounts.
pub(super) const RECORDS: &str = "bank-records.csv";

/// All sections.
pub(super) fn config(
    data: &Path,
    address: SocketAddr,
    staff: &Staff,
) -> Result<Config, StartError> {
    let url = format!("sqlite:{}", data.join("kura.sqlite").display());
    let url = Some(Secret::from(url));
    Ok(Config {
        database: DatabaseSettings { url, ..DatabaseSettings::default() }.judged()?,
        keys: Keys::File(data.join("keys.json")),
        documents: Documents {
            store: DocumentsStore::Folder(data.join("documents")),
            scanner: Scanner::None,
            retention: Retention::default(),
        },
        mail: Mail {
            transport: MailTransport::Folder(data.join("mail")),
            from: "Kura <no-reply@kura.example>".to_owned(),
            domain: "kura.example".to_owned(),
            credentials: None,
        },
        customer: Customer {
            listen: vec![address],
            public_url: public_url(address),
            tls: None,
            trusted_proxies: Vec::new(),
        },
        staff: Some(staff.clone()),
        bank: BankSettings { records: Some(data.join(RECORDS).into()), ..BankSettings::default() },
        log: LogSettings::default().judged()?,
    })
}

/// The staff's site, open to this machine only.
pub(super) fn staff(address: SocketAddr) -> Staff {
    let this_machine = [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)];
    Staff {
        listen: vec![address],
        public_url: public_url(address),
        tls: None,
        networks: this_machine.map(Network::of).to_vec(),
        trusted_proxies: Vec::new(),
    }
}

/// What to type into the browser; "any address of this machine" is none.
fn public_url(address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://localhost:{port}"),
        IpAddr::V4(ip) => format!("http://{ip}:{port}"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_address_is_one_a_browser_takes() {
        let url = |address: &str| public_url(address.parse().unwrap());
        assert_eq!(url("127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(url("[::1]:80"), "http://[::1]:80");
        assert_eq!(url("0.0.0.0:8080"), "http://localhost:8080");
    }
}
