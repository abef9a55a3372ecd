//! Clause 6-8: the proxy's two files say what they must, and the list is no wider than the names that are resolved.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::finding::Finding;
use super::model::Model;
use super::model::resource::{items, text_of};
use super::names::fits;

const RULE: &str = "6-8 the proxy lets listed names pass only";
const FILE: &str = "proxy/squid.conf";
const LIST: &str = "proxy/allowed-domains.txt";

/// What decides, in this order; what these lines do is tested with the real Squid.
const DECIDES: &[&str] = &[
    "acl listed dstdomain -n \"/etc/squid/allowed-domains.txt\"",
    "acl tls port 443",
    "acl inside dst 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16",
    "acl inside dst ::1/128 fc00::/7 fe80::/10",
    "http_access deny !CONNECT",
    "http_access deny !tls",
    "http_access deny !listed",
    "http_access deny inside",
    "http_access allow listed",
    "http_access deny all",
];
/// Directives that could open another way.
const OPENS: &[&str] = &[
    "acl",
    "http_access",
    "http_port",
    "https_port",
    "include",
    "cache_peer",
    "never_direct",
    "always_direct",
    "url_rewrite_program",
    "icp_port",
    "htcp_port",
    "adapted_http_access",
    "ssl_bump",
];

/// The proxy's files.
#[derive(Debug, Clone, Default)]
pub struct Proxy {
    /// `squid.conf`.
    pub configuration: String,
    /// `allowed-domains.txt`.
    pub domains: String,
}

impl Proxy {
    /// Reads both files from the folder `infra`.
    ///
    /// # Errors
    /// One is missing.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let read =
            |name: &str| fs::read_to_string(root.join(name)).with_context(|| name.to_owned());
        Ok(Self { configuration: read(FILE)?, domains: read(LIST)? })
    }

    /// Whether the lines that decide are the tested ones.
    pub fn check(&self) -> Vec<Finding> {
        let lines = self.configuration.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let deciding: Vec<&str> = lines
            .filter(|line| OPENS.iter().any(|word| line.split_whitespace().next() == Some(word)))
            .collect();
        let wanted: Vec<&str> =
            std::iter::once("http_port 3128").chain(DECIDES.iter().copied()).collect();
        let mut findings = Vec::new();
        if deciding != wanted {
            let other = deciding.iter().find(|line| !wanted.contains(line)).copied();
            let lost = wanted.iter().find(|line| !deciding.contains(line)).copied();
            let message = format!(
                "does not decide as it was tested: {}",
                other.or(lost).unwrap_or("the order")
            );
            findings.push(Finding::new(RULE, FILE, message));
        }
        for domain in self.domains() {
            let name = domain.trim_start_matches('.');
            if name.split('.').filter(|part| !part.is_empty()).count() < 2
                || name.contains(['*', ' ', '/'])
            {
                findings.push(Finding::new(
                    RULE,
                    LIST,
                    format!("`{domain}` is not a domain of one vendor"),
                ));
            }
        }
        findings
    }

    /// Whether each listed domain is resolved in an environment that has a proxy.
    pub fn resolved(&self, model: &Model) -> Vec<Finding> {
        let has_proxy = model
            .kind("AWS::ECS::Service")
            .any(|service| service.id().to_lowercase().contains("proxy"));
        let lists = model
            .kind("AWS::Route53Resolver::FirewallDomainList")
            .flat_map(|list| items(list.at("Domains")));
        let names: Vec<String> = lists.map(text_of).filter(|name| name != "*").collect();
        let lost = self.domains().filter(|domain| {
            let host = domain
                .strip_prefix('.')
                .map_or_else(|| (*domain).to_owned(), |parent| format!("any.{parent}"));
            has_proxy && !names.iter().any(|name| fits(name, &host))
        });
        lost.map(|domain| {
            Finding::new(RULE, LIST, format!("`{domain}` is listed, and its name is not resolved"))
        })
        .collect()
    }

    fn domains(&self) -> impl Iterator<Item = &str> {
        self.domains
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
}
