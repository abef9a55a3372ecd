//! Who can reach whom, computed from the network: exact, for both families, there and back.

mod inside;
mod outside;

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::net::Network;
use super::space::packets::Packets;
use super::space::ranges::Ranges;
use super::space::{address, traffic};

const RULE: &str = "reach";

/// The Internet, in flows.
pub const INTERNET: &str = "internet";
/// Amazon's CloudFront, in flows: its VPC origin, or, to whatever else admits it, anybody's distribution.
pub const CLOUDFRONT: &str = "cloudfront";

/// One cell of the matrix that is not empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flow {
    /// Who asks: `stack/LogicalId`, or `internet`, `cloudfront`, `on-premises by …`.
    pub from: String,
    /// Who answers: `stack/LogicalId`, or `internet by …`, `s3`, `on-premises by …`.
    pub to: String,
    /// The addresses outside, if one side is outside; empty between two of ours.
    pub outside: Ranges,
    /// What may pass.
    pub what: Ranges,
}

/// All flows of an environment, and what is wrong whatever the reviewed list says.
#[derive(Debug, Default)]
pub struct Matrix {
    /// In order.
    pub flows: Vec<Flow>,
    /// Half-open or uneven connections, and ports nobody listens on.
    pub findings: Vec<Finding>,
}

/// Computes every flow between interfaces, and between them and the world.
pub fn matrix(network: &Network) -> Matrix {
    let mut matrix = Matrix::default();
    for from in network.owners() {
        for to in network.owners() {
            inside::between(network, from, to, &mut matrix);
        }
        outside::inward(network, from, &mut matrix);
        outside::outward(network, from, &mut matrix);
    }
    matrix.flows.sort();
    matrix.flows.dedup();
    matrix.findings.sort();
    matrix.findings.dedup();
    matrix
}

impl Matrix {
    /// What may pass between two.
    pub fn between(&self, from: &str, to: &str) -> Ranges {
        let fitting = self.flows.iter().filter(|flow| flow.from == from && flow.to == to);
        fitting.fold(Ranges::default(), |all, flow| all.union(&flow.what))
    }

    fn tell(&mut self, place: &str, message: String) {
        self.findings.push(Finding::new(RULE, place, message));
    }
}

impl Flow {
    /// The traffic and, if there is one, the set of addresses outside.
    pub fn written(&self) -> String {
        let what = traffic::written(&self.what);
        if self.outside.is_empty() {
            what
        } else {
            format!("{what} ({})", address::written(&self.outside))
        }
    }
}

/// Splits packets by what they are, so that each part has one set of addresses outside.
fn parts(packets: &Packets, side: fn(&Packets, &Ranges) -> Ranges) -> Vec<(Ranges, Ranges)> {
    let mut cuts = BTreeSet::new();
    for bundle in packets.bundles() {
        for (low, high) in bundle.what.spans() {
            cuts.extend([*low, high + 1]);
        }
    }
    let cuts: Vec<u128> = cuts.into_iter().collect();
    let mut by_addresses: BTreeMap<Ranges, Ranges> = BTreeMap::new();
    for window in cuts.windows(2) {
        if let [low, next] = window {
            let what = Ranges::span(*low, next - 1);
            let addresses = side(packets, &what);
            if !addresses.is_empty() {
                let all = by_addresses.entry(addresses).or_default();
                *all = all.union(&what);
            }
        }
    }
    by_addresses.into_iter().map(|(addresses, what)| (what, addresses)).collect()
}

/// Both families apart: no packet has a source of one and a destination of the other.
fn families() -> [Ranges; 2] {
    [address::every_v4(), address::every_v6()]
}

#[cfg(test)]
#[expect(
    clippy::semicolon_if_nothing_returned,
    clippy::needless_pass_by_value,
    reason = "edits of a template read better as expressions, and without borrows"
)]
#[path = "reach_tests.rs"]
mod tests;
#[cfg(test)]
#[expect(
    clippy::semicolon_if_nothing_returned,
    reason = "edits of a template read better as expressions"
)]
#[path = "walk_tests.rs"]
mod walk_tests;
