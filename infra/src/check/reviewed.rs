//! `reviewed/network.toml`: what people have read and found right. The network must equal it, both ways.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use super::finding::Finding;
use super::needs::Needs;
use super::net::MANAGED;
use super::prepared::Prepared;
use super::proxy::Proxy;
use super::reach::{Flow, INTERNET, Matrix};
use super::records::Records;
use super::space::ranges::Ranges;
use super::space::{address, traffic};

/// The file, from the folder `infra`.
pub const FILE: &str = "reviewed/network.toml";
const RULE: &str = "6-3 the network is the reviewed one";

/// The file's content.
#[derive(Debug, Default, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// Managed prefix lists: identity and service.
    #[serde(default)]
    pub lists: BTreeMap<String, String>,
    /// Our accounts: what each is for, and its number.
    #[serde(default)]
    pub accounts: BTreeMap<String, String>,
    /// Sets of networks by name.
    #[serde(default)]
    pub networks: BTreeMap<String, Vec<String>>,
    /// Everything that may be reached, and by whom.
    #[serde(default)]
    flow: Vec<Listed>,
    /// Services that a task is told of and never calls.
    #[serde(default)]
    spared: Vec<Spared>,
    /// The proxy's files, which people read too.
    #[serde(skip)]
    pub proxy: Proxy,
    /// What is made before any template.
    #[serde(skip)]
    pub prepared: Prepared,
    /// The lines of every resource.
    #[serde(skip)]
    pub records: Records,
}

#[derive(Debug, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Spared {
    task: String,
    service: String,
    why: String,
    /// The environments it is so in, if not in all.
    only: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Listed {
    from: Vec<String>,
    to: Vec<String>,
    what: String,
    /// The name of a set of networks, or `any`; for what is outside and has no name of its own.
    outside: Option<String>,
    why: String,
    /// The environments it is in, if not in all.
    only: Option<Vec<String>>,
}

impl Reviewed {
    /// Reads the file.
    ///
    /// # Errors
    /// It is missing or is not in its form.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(root.join(FILE)).with_context(|| FILE.to_owned())?;
        let mut reviewed: Self = toml::from_str(&text).with_context(|| FILE.to_owned())?;
        reviewed.proxy = Proxy::read(root)?;
        reviewed.prepared = Prepared::read(root)?;
        reviewed.records = Records::read(root, &super::environments(root)?)?;
        Ok(reviewed)
    }

    /// What is there and not listed, and what is listed and not there.
    pub fn compare(&self, environment: &str, matrix: &Matrix) -> Vec<Finding> {
        let mut findings = Vec::new();
        let listed = self.listed(environment, &mut findings);
        let found: BTreeSet<Flow> = matrix.flows.iter().map(reviewable).collect();
        for flow in found.difference(&listed) {
            let message =
                format!("reaches {} by {}, which nobody has reviewed", flow.to, flow.written());
            findings.push(Finding::new(RULE, &flow.from, message));
        }
        for flow in listed.difference(&found) {
            let message = format!(
                "should reach {} by {}, as reviewed, and does not",
                flow.to,
                flow.written()
            );
            findings.push(Finding::new(RULE, &flow.from, message));
        }
        findings
    }

    fn listed(&self, environment: &str, findings: &mut Vec<Finding>) -> BTreeSet<Flow> {
        let mut flows: BTreeMap<(String, String, Ranges), Ranges> = BTreeMap::new();
        for listed in &self.flow {
            if listed.only.as_ref().is_some_and(|only| !only.iter().any(|one| one == environment)) {
                continue;
            }
            if listed.why.chars().count() < 15 {
                findings.push(Finding::new(RULE, FILE, format!("a reason is missing: {listed:?}")));
            }
            let (Some(what), Some(outside)) = (traffic::parse(&listed.what), self.outside(listed))
            else {
                findings.push(Finding::new(RULE, FILE, format!("cannot be read: {listed:?}")));
                continue;
            };
            for from in &listed.from {
                for to in &listed.to {
                    let all = flows.entry((from.clone(), to.clone(), outside.clone())).or_default();
                    *all = all.union(&what);
                }
            }
        }
        flows
            .into_iter()
            .map(|((from, to, outside), what)| Flow { from, to, outside, what })
            .collect()
    }

    fn outside(&self, listed: &Listed) -> Option<Ranges> {
        match listed.outside.as_deref() {
            None => Some(Ranges::default()),
            Some("any IPv4") => Some(address::every_v4().intersect(&address::public())),
            Some("any") => Some(address::public()),
            Some(name) => self.set(name),
        }
    }

    /// Takes away what tasks are told of and never call; one that is not needed anyway is a finding.
    pub fn spare(&self, environment: &str, needs: &mut Needs) -> Vec<Finding> {
        let mut findings = Vec::new();
        for Spared { task, service, why, only } in &self.spared {
            if only.as_ref().is_some_and(|only| !only.iter().any(|one| one == environment)) {
                continue;
            }
            let taken = needs.get_mut(task).and_then(|services| services.remove(service));
            if taken.is_none() || why.chars().count() < 15 {
                let message = format!(
                    "spares {task} the way to {service}, which it does not need, or gives no reason"
                );
                findings.push(Finding::new(RULE, FILE, message));
            }
        }
        findings
    }

    /// A set of networks by its name.
    pub fn set(&self, name: &str) -> Option<Ranges> {
        let nets = self.networks.get(name)?.iter().map(|net| address::parse(net));
        nets.collect::<Option<Vec<Ranges>>>()
            .map(|nets| nets.iter().fold(Ranges::default(), |all, net| all.union(net)))
    }
}

/// CloudFront and services have a name and no list of addresses that could be reviewed; what stands for them is not
/// shown among addresses of the Internet.
fn reviewable(flow: &Flow) -> Flow {
    let has_addresses = [&flow.from, &flow.to].into_iter().any(|end| {
        end.starts_with(INTERNET)
            || end.starts_with("on-premises")
            || end.starts_with("another cloud")
    });
    if !has_addresses {
        return Flow { outside: Ranges::default(), ..flow.clone() };
    }
    let stand_ins = MANAGED.iter().filter_map(|(_, block)| address::parse(block));
    let others = stand_ins.fold(flow.outside.clone(), |left, block| left.without(&block));
    let outside = if others.is_empty() { flow.outside.clone() } else { others };
    Flow { outside, ..flow.clone() }
}
