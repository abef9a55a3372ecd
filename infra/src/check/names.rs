//! Names that tasks must be able to resolve, through the DNS firewall.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::model::resource::{items, number_of, text_of, within};
use super::model::{Model, Resource};

const RULE: &str = "6-8 needed names are resolved";

/// A rule of the firewall, in order: whether it allows, and its domains.
struct Rule {
    priority: i64,
    allows: bool,
    domains: Vec<String>,
}

/// Findings if the firewall keeps a task from resolving what it calls.
pub fn unresolved(model: &Model, owner: &str, hosts: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for group in model.kind("AWS::Route53Resolver::FirewallRuleGroup") {
        let rules = rules(model, group);
        for host in hosts {
            let first =
                rules.iter().find(|rule| rule.domains.iter().any(|domain| fits(domain, host)));
            if first.is_some_and(|rule| !rule.allows) {
                let message =
                    format!("needs the name {host}, which {} does not resolve", group.name);
                findings.push(Finding::new(RULE, owner, message));
            }
        }
    }
    findings
}

fn rules(model: &Model, group: &Resource) -> Vec<Rule> {
    let mut rules: Vec<Rule> = group
        .list("FirewallRules")
        .iter()
        .map(|rule| {
            let list = model.target(within(rule, "FirewallDomainListId"));
            let domains = list.map(|list| items(list.at("Domains"))).unwrap_or_default();
            Rule {
                priority: number_of(within(rule, "Priority")).unwrap_or(i64::MAX),
                allows: text_of(within(rule, "Action")) == "ALLOW",
                domains: domains.iter().map(text_of).collect(),
            }
        })
        .collect();
    rules.sort_by_key(|rule| rule.priority);
    rules
}

/// Whether a pattern (`example.com`, `*.example.com`, `*`) means the host.
pub fn fits(pattern: &str, host: &str) -> bool {
    let pattern = pattern.trim_end_matches('.').to_lowercase();
    match pattern.strip_prefix('*') {
        Some(rest) => host.ends_with(rest),
        None => pattern == host,
    }
}
