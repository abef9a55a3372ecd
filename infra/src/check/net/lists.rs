//! Prefix lists: our own with their entries, Amazon's by name.
//!
//! The entries of Amazon's lists change and cannot be read offline. Each stands for a block of RFC 2544's
//! benchmarking range, which nobody routes: outside every cloud, apart from each other, and inside `0.0.0.0/0`.

use std::collections::BTreeMap;

use crate::check::finding::Finding;
use crate::check::model::Model;
use crate::check::model::resource::text_of;
use crate::check::space::address;
use crate::check::space::ranges::Ranges;

use super::RULE;

/// A managed list: its short name and the block that stands for it.
pub const MANAGED: &[(&str, &str)] =
    &[("s3", "198.18.0.0/24"), ("cloudfront", "198.18.1.0/24"), ("dynamodb", "198.18.2.0/24")];

/// Prefix lists by what refers to them.
#[derive(Debug, Default)]
pub struct Lists(BTreeMap<String, Vec<Ranges>>);

impl Lists {
    /// Our own lists, and the managed ones whose identities `reviewed` gives.
    pub fn of(
        model: &Model,
        reviewed: &BTreeMap<String, String>,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut lists = BTreeMap::new();
        for (identity, service) in reviewed {
            match managed(service) {
                Some(block) => drop(lists.insert(identity.clone(), vec![block])),
                None => problems.push(Finding::new(
                    RULE,
                    identity,
                    format!("no managed list is called {service}"),
                )),
            }
        }
        for list in model.kind("AWS::EC2::PrefixList") {
            let entries = list.list("Entries").iter();
            let nets =
                entries.map(|entry| address::parse(&text_of(entry.get("Cidr").unwrap_or(entry))));
            match nets.collect::<Option<Vec<Ranges>>>() {
                Some(nets) => drop(lists.insert(format!("${{{}}}", list.name), nets)),
                None => {
                    problems.push(Finding::new(RULE, &list.name, "an entry that is no network"));
                }
            }
        }
        Self(lists)
    }

    /// The networks of a list, one by one.
    pub fn nets(&self, identity: &str) -> Option<&[Ranges]> {
        self.0.get(identity).map(Vec::as_slice)
    }

    /// All addresses of a list.
    pub fn addresses(&self, identity: &str) -> Option<Ranges> {
        let nets = self.nets(identity)?;
        Some(nets.iter().fold(Ranges::default(), |all, net| all.union(net)))
    }
}

/// What stands for Amazon's list of a service.
pub fn managed(service: &str) -> Option<Ranges> {
    MANAGED.iter().find(|(name, _)| *name == service).and_then(|(_, block)| address::parse(block))
}
