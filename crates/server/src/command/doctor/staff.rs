//! What `kura doctor` finds about the staff's site.

use super::{Finding, https};
use crate::config::StaffSettings;

pub(super) async fn examine(settings: StaffSettings) -> Vec<Finding> {
    let config = match settings.judged() {
        Ok(Some(config)) => config,
        Ok(None) => {
            let text = "[staff] listen is not set: there is no site for the bank's people here.";
            return vec![Finding::Notice(text.to_owned())];
        }
        Err(error) => return vec![Finding::problem(&error)],
    };
    let addresses: Vec<String> = config.listen.iter().map(ToString::to_string).collect();
    let (at, public) = (addresses.join(" and "), &config.public_url);
    let count = config.networks.len();
    let mut findings = vec![Finding::Good(format!(
        "The staff's site is {public}, listening at {at}, open to {count} networks."
    ))];
    if config.networks.iter().any(web::Network::is_everywhere) {
        let text = "[staff] networks holds all addresses there are: the site is open to everybody.";
        findings.push(Finding::Notice(text.to_owned()));
    }
    if config.has_proxies_within() {
        let text = "[staff] trusted_proxies overlaps [staff] networks: a program on a proxy's own \
                    machine can claim to be any member of staff's. List proxies that are in no \
                    network of the staff's.";
        findings.push(Finding::Notice(text.to_owned()));
    }
    findings.extend(https("staff", config.tls.as_ref()).await);
    if !config.is_https() {
        let text = "has no https: browsers then send passwords in the clear. Right only for trying \
                    out on one machine.";
        findings.push(Finding::Notice(format!("[staff] public_url {public} {text}")));
    }
    findings
}
