//! Clause 6-8: the proxy's files say what they must; each environment's proxy has a list of its own, of which every name
//! is resolved there, and which holds what the tasks call outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

use super::finding::Finding;
use super::model::resource::{items, text_of, within};
use super::model::{Model, Resource};
use super::names::fits;
use crate::program::PROXY_PORT;

const RULE: &str = "6-8 the proxy lets listed names pass only";
const FILE: &str = "proxy/squid.conf";
const LISTS: &str = "proxy/domains";

/// The whole of the configuration, as it is tested with the real Squid (`infra/tests/proxy.rs`).
const TESTED: &[&str] = &[
    "http_port 3128",
    "acl listed dstdomain -n \"/etc/squid/domains/${service_name}.txt\"",
    "acl tls port 443",
    "acl inside dst 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16",
    "acl inside dst ::1/128 fc00::/7 fe80::/10",
    "http_access deny !CONNECT",
    "http_access deny !tls",
    "http_access deny !listed",
    "http_access deny inside",
    "http_access allow listed",
    "http_access deny all",
    "cache deny all",
    "via off",
    "forwarded_for delete",
    "httpd_suppress_version_string on",
    "email_err_data off",
    "access_log stdio:/dev/stdout",
    "cache_log /dev/stderr",
    "cache_store_log none",
    "pid_filename none",
    "shutdown_lifetime 10 seconds",
];

/// The proxy's files.
#[derive(Debug, Clone, Default)]
pub struct Proxy {
    /// `squid.conf`.
    pub configuration: String,
    /// The lists, by the name a proxy is started with.
    pub lists: BTreeMap<String, String>,
}

impl Proxy {
    /// Reads the files from the folder `infra`.
    ///
    /// # Errors
    /// One is missing.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let configuration = fs::read_to_string(root.join(FILE)).context(FILE)?;
        let mut lists = BTreeMap::new();
        for entry in fs::read_dir(root.join(LISTS)).context(LISTS)? {
            let path = entry?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            lists.insert(name, fs::read_to_string(&path).context(LISTS)?);
        }
        Ok(Self { configuration, lists })
    }

    /// Whether the lines are the tested ones, all of them and no others.
    pub fn check(&self) -> Vec<Finding> {
        let lines = self.configuration.lines().map(str::trim);
        let said: Vec<&str> =
            lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let mut findings = Vec::new();
        if said != TESTED {
            let other = said.iter().find(|line| !TESTED.contains(line)).copied();
            let lost = TESTED.iter().find(|line| !said.contains(line)).copied();
            let message = format!(
                "does not decide as it was tested: {}",
                other.or(lost).unwrap_or("the order")
            );
            findings.push(Finding::new(RULE, FILE, message));
        }
        for (list, domain) in self.lists.iter().flat_map(|(list, text)| {
            domains(text).map(move |domain| (format!("{LISTS}/{list}.txt"), domain))
        }) {
            let name = domain.trim_start_matches('.');
            if name.split('.').filter(|part| !part.is_empty()).count() < 2
                || name.contains(['*', ' ', '/'])
            {
                let message = format!("`{domain}` is not a domain of one vendor");
                findings.push(Finding::new(RULE, &list, message));
            }
        }
        findings
    }

    /// Whether each proxy has a list, each listed domain is resolved, and what is called outside is listed.
    pub fn resolved(&self, model: &Model) -> Vec<Finding> {
        let mut findings = Vec::new();
        let lists = model
            .kind("AWS::Route53Resolver::FirewallDomainList")
            .flat_map(|list| items(list.at("Domains")));
        let names: Vec<String> = lists.map(text_of).filter(|name| name != "*").collect();
        for task in model.kind("AWS::ECS::TaskDefinition").filter(|task| is_proxy(task)) {
            let list = chosen(task);
            let Some(text) = self.lists.get(&list) else {
                let message = format!("is started with `{list}`, and there is no such list");
                findings.push(Finding::new(RULE, &task.name, message));
                continue;
            };
            for domain in domains(text) {
                let host = domain
                    .strip_prefix('.')
                    .map_or_else(|| domain.to_owned(), |parent| format!("any.{parent}"));
                if !names.iter().any(|name| fits(name, &host)) {
                    let message = format!("`{domain}` is on its list, and is not resolved");
                    findings.push(Finding::new(RULE, &task.name, message));
                }
            }
            for host in sign_in(model) {
                if !domains(text).any(|domain| domain == host) {
                    let message = format!("customers log in at {host}, which is not on its list");
                    findings.push(Finding::new(RULE, &task.name, message));
                }
            }
        }
        findings
    }
}

fn domains(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A task that listens where proxies do.
fn is_proxy(task: &Resource) -> bool {
    let ports = task.list("ContainerDefinitions").iter().flat_map(|one| {
        items(within(one, "PortMappings")).iter().map(|port| text_of(within(port, "ContainerPort")))
    });
    ports.into_iter().any(|port| port == PROXY_PORT.to_string())
}

/// The list a proxy is started with: Squid's `-n`, or its own word for itself.
fn chosen(task: &Resource) -> String {
    let command = items(task.at("ContainerDefinitions/0/Command"));
    let mut words = command.iter().map(text_of).skip_while(|word| word != "-n");
    words.nth(1).unwrap_or_else(|| "squid".to_owned())
}

/// Where customers log in outside: Cognito's pages, and the service that vouches for them.
fn sign_in(model: &Model) -> Vec<String> {
    let domains = model.kind("AWS::Cognito::UserPoolDomain");
    domains
        .flat_map(|one| {
            let pages = format!("{}.auth.{}.amazoncognito.com", one.text("Domain"), one.region);
            [pages, format!("cognito-idp.{}.amazonaws.com", one.region)]
        })
        .collect()
}
