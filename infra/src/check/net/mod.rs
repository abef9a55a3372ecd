//! The network that the templates would make: subnets, routes, filters, and every interface in them.

mod acl;
mod build;
mod group;
mod kinds;
mod lists;
mod nic;
mod route;

use std::collections::BTreeMap;

use super::finding::Finding;
use super::space::packets::Packets;
use super::space::ranges::Ranges;
pub use acl::Acl;
pub use build::build;
pub use group::{Group, Peer};
pub use lists::{Lists, MANAGED};
pub use nic::Nic;
pub use route::{Route, Via, destinations, service};

const RULE: &str = "network";

/// Resources are called `stack/LogicalId`, in every map.
#[derive(Debug, Default)]
pub struct Network {
    /// Virtual private clouds.
    pub vpcs: BTreeMap<String, Vpc>,
    /// Subnets with the routes and the access list that apply to them.
    pub subnets: BTreeMap<String, Subnet>,
    /// Security groups.
    pub groups: BTreeMap<String, Group>,
    /// NAT gateways and the subnet each stands in.
    pub nats: BTreeMap<String, String>,
    /// Peerings between two clouds of this environment; the second is empty if it is another's.
    pub peers: BTreeMap<String, (String, String)>,
    /// Transit gateways and the clouds attached to them.
    pub transits: BTreeMap<String, Vec<String>>,
    /// Everything that has an address.
    pub nics: Vec<Nic>,
    /// Load balancers a CloudFront VPC origin leads to, with the ports it calls.
    pub origins: BTreeMap<String, Ranges>,
    /// Prefix lists.
    pub lists: Lists,
    /// What could not be understood: never passed over.
    pub problems: Vec<Finding>,
}

/// A virtual private cloud.
#[derive(Debug, Default)]
pub struct Vpc {
    /// Its own addresses, of both families.
    pub addresses: Ranges,
    /// Whether an Internet gateway is attached.
    pub has_gateway: bool,
    /// Whether names of private endpoints can be resolved (both DNS switches are on).
    pub resolves: bool,
}

/// A subnet.
#[derive(Debug)]
pub struct Subnet {
    /// The cloud it belongs to.
    pub vpc: String,
    /// Its addresses, of both families.
    pub addresses: Ranges,
    /// The zone it is in.
    pub zone: String,
    /// The routes of its table, or of the main table.
    pub routes: Vec<Route>,
    /// Its access list, or the default one.
    pub acl: Acl,
}

impl Network {
    /// The packets that the groups of `nic` let out to `peer`, or to addresses outside.
    pub fn let_out(&self, nic: &Nic, peer: Option<&Nic>) -> Packets {
        self.through(nic, peer, |group| &group.egress, false)
    }

    /// The packets that the groups of `nic` let in from `peer`, or from addresses outside.
    pub fn let_in(&self, nic: &Nic, peer: Option<&Nic>) -> Packets {
        self.through(nic, peer, |group| &group.ingress, true)
    }

    fn through(
        &self,
        nic: &Nic,
        peer: Option<&Nic>,
        rules: fn(&Group) -> &Vec<(Ranges, Peer)>,
        inward: bool,
    ) -> Packets {
        let everywhere = super::space::address::everywhere();
        let groups = nic.groups.iter().filter_map(|name| self.groups.get(name));
        let mut all = Packets::default();
        for (what, other) in groups.flat_map(rules) {
            let far = match other {
                Peer::Addresses(addresses) => addresses.clone(),
                Peer::Group(group) => match peer.filter(|peer| peer.groups.contains(group)) {
                    Some(peer) => self.addresses(peer),
                    None => continue,
                },
            };
            let (from, to) = if inward { (&far, &everywhere) } else { (&everywhere, &far) };
            all = all.union(Packets::of(from, to, what));
        }
        all
    }

    /// Where the interface may be: any address of its subnet.
    pub fn addresses(&self, nic: &Nic) -> Ranges {
        self.subnets.get(&nic.subnet).map(|subnet| subnet.addresses.clone()).unwrap_or_default()
    }

    /// What stands for the addresses of an Amazon service.
    pub fn lists_of(&self, service: &str) -> Ranges {
        lists::managed(service).unwrap_or_default()
    }

    /// The cloud an interface is in.
    pub fn vpc_of(&self, nic: &Nic) -> Option<(&str, &Vpc)> {
        let name = self.subnets.get(&nic.subnet)?.vpc.as_str();
        self.vpcs.get(name).map(|vpc| (name, vpc))
    }

    /// The names of everything that has an interface, each once, in order.
    pub fn owners(&self) -> Vec<&str> {
        let mut owners: Vec<&str> = self.nics.iter().map(|nic| nic.owner.as_str()).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    /// The interfaces of one owner.
    pub fn of<'a>(&'a self, owner: &'a str) -> impl Iterator<Item = &'a Nic> {
        self.nics.iter().filter(move |nic| nic.owner == owner)
    }
}
