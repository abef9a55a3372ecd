//! Between an interface and the world: the Internet, CloudFront, services behind gateway endpoints, the bank's own
//! data centre.

use crate::check::net::{Network, Nic, Subnet, Via, Vpc, destinations};
use crate::check::space::packets::Packets;
use crate::check::space::ranges::Ranges;
use crate::check::space::{address, traffic};

use super::{CLOUDFRONT, Flow, INTERNET, Matrix, families, parts};

/// Who outside may ask the interfaces of `owner`.
pub fn inward(network: &Network, owner: &str, matrix: &mut Matrix) {
    for nic in network.of(owner) {
        for (name, asked) in asked(network, nic) {
            if name == INTERNET {
                answered(network, nic, &asked, matrix);
            }
            for (what, outside) in parts(&asked, Packets::sources) {
                let unheard = what.without(&nic.listens);
                if !unheard.is_empty() {
                    let message = format!(
                        "may be asked {} from outside, but does not listen there",
                        traffic::written(&unheard)
                    );
                    matrix.tell(owner, message);
                }
                matrix.flows.push(Flow { from: name.clone(), to: owner.to_owned(), outside, what });
            }
        }
    }
}

/// Every packet from outside that arrives at an interface, by who sends it.
pub fn asked(network: &Network, nic: &Nic) -> Vec<(String, Packets)> {
    let (Some(subnet), Some((_, vpc))) = (network.subnets.get(&nic.subnet), network.vpc_of(nic))
    else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (name, from, to) in askers(network, nic, subnet, vpc) {
        let mut asked = Packets::default();
        for family in families() {
            let every =
                Packets::of(&from.intersect(&family), &to.intersect(&family), &traffic::all());
            asked =
                asked.union(subnet.acl.passes(false, &every).intersect(&network.let_in(nic, None)));
        }
        all.push((name, asked));
    }
    all.retain(|(_, asked)| !asked.is_empty());
    all
}

/// Every source outside: its name, its addresses, and the addresses of the interface it can call.
fn askers(
    network: &Network,
    nic: &Nic,
    subnet: &Subnet,
    vpc: &Vpc,
) -> Vec<(String, Ranges, Ranges)> {
    let mut askers = Vec::new();
    let (v4, v6) = (
        subnet.addresses.intersect(&address::every_v4()),
        subnet.addresses.intersect(&address::every_v6()),
    );
    // Any address of IPv6 in a cloud with a gateway is a public one.
    let open = if nic.public { v4.union(&v6) } else { v6 };
    if vpc.has_gateway {
        askers.push((INTERNET.to_owned(), address::public().without(&vpc.addresses), open.clone()));
    }
    let edge = network.lists_of("cloudfront");
    if network.origins.contains_key(&nic.owner) {
        askers.push((CLOUDFRONT.to_owned(), edge, v4));
    } else if vpc.has_gateway {
        askers.push((format!("{CLOUDFRONT} of anybody"), edge, open));
    }
    for (to, via) in destinations(&subnet.routes) {
        if let Some(name) = premises(network, via) {
            askers.push((name, to.without(&vpc.addresses), subnet.addresses.clone()));
        }
    }
    askers
}

/// The name of what lies behind a route that leaves Amazon, or leaves this environment.
fn premises(network: &Network, via: &Via) -> Option<String> {
    match via {
        Via::Private(name) => Some(format!("on-premises by {name}")),
        Via::Peer(name) if network.peers.get(name).is_none_or(|(_, other)| other.is_empty()) => {
            Some(format!("another cloud by {name}"))
        }
        // What else hangs on a transit gateway is not in the templates.
        Via::Transit(name) => Some(format!("on-premises by {name}")),
        _ => None,
    }
}

/// Answers to the Internet need a route to it and a way through the access list.
fn answered(network: &Network, nic: &Nic, asked: &Packets, matrix: &mut Matrix) {
    let Some(subnet) = network.subnets.get(&nic.subnet) else { return };
    let answers = asked.turned(&traffic::answers_to(&asked.what()));
    let to_internet =
        destinations(&subnet.routes).into_iter().filter(|(_, via)| **via == Via::Internet);
    let routed = to_internet.fold(Ranges::default(), |all, (to, _)| all.union(&to));
    let back = answers.intersect(&Packets::of(&address::everywhere(), &routed, &traffic::all()));
    if !subnet.acl.passes(true, &back).covers(&answers) {
        matrix.tell(
            &nic.owner,
            "may be asked from the Internet, but its answers do not all go back".to_owned(),
        );
    }
}

/// Where outside the interfaces of `owner` may ask.
pub fn outward(network: &Network, owner: &str, matrix: &mut Matrix) {
    for nic in network.of(owner).filter(|nic| !network.nats.contains_key(&nic.owner)) {
        for (name, asks) in asks(network, nic) {
            let side = |packets: &Packets, what: &Ranges| {
                packets
                    .intersect(&Packets::of(&address::everywhere(), &address::everywhere(), what))
                    .destinations()
            };
            for (what, outside) in parts(&asks, side) {
                matrix.flows.push(Flow { from: owner.to_owned(), to: name.clone(), outside, what });
            }
        }
    }
}

/// Every packet that leaves for outside from an interface, by the way it takes.
pub fn asks(network: &Network, nic: &Nic) -> Vec<(String, Packets)> {
    let (Some(subnet), Some((_, vpc))) = (network.subnets.get(&nic.subnet), network.vpc_of(nic))
    else {
        return Vec::new();
    };
    let let_out = network.let_out(nic, None);
    let mut all = Vec::new();
    for (name, from, to) in exits(network, nic.public, subnet, 0) {
        let to = to
            .without(&vpc.addresses)
            .without(&address::not_public().without(&known_outside(network, &name)));
        let mut asked = Packets::default();
        for family in families() {
            let every =
                Packets::of(&from.intersect(&family), &to.intersect(&family), &traffic::all());
            asked = asked.union(subnet.acl.passes(true, &every).intersect(&let_out));
        }
        all.push((name, asked));
    }
    all.retain(|(_, asked)| !asked.is_empty());
    all
}

/// Addresses that are not public and yet lie behind this way out.
fn known_outside(network: &Network, name: &str) -> Ranges {
    let lists = super::super::net::MANAGED.iter().map(|(service, _)| network.lists_of(service));
    let lists = lists.fold(Ranges::default(), |all, one| all.union(&one));
    if name.starts_with(INTERNET) { lists } else { address::everywhere() }
}

/// Every way out of a subnet: its name, the sources that can take it, the destinations behind it.
fn exits(
    network: &Network,
    public: bool,
    subnet: &Subnet,
    depth: u8,
) -> Vec<(String, Ranges, Ranges)> {
    let (v4, v6) = (
        subnet.addresses.intersect(&address::every_v4()),
        subnet.addresses.intersect(&address::every_v6()),
    );
    let mut ways = Vec::new();
    for (to, via) in destinations(&subnet.routes) {
        match via {
            Via::Local => {}
            Via::Internet => {
                let from = if public { v4.union(&v6) } else { v6.clone() };
                ways.push((INTERNET.to_owned(), from, to));
            }
            Via::OutOnly => {
                ways.push((format!("{INTERNET} by the way out for IPv6"), v6.clone(), to));
            }
            Via::Nat(name) => {
                let behind = network.nats.get(name).and_then(|subnet| network.subnets.get(subnet));
                let next =
                    behind.filter(|_| depth < 2).map(|next| exits(network, true, next, depth + 1));
                for (onward, _, reach) in next.unwrap_or_default() {
                    ways.push((format!("{onward} by {name}"), v4.clone(), to.intersect(&reach)));
                }
            }
            Via::Service(service) => ways.push((service.clone(), subnet.addresses.clone(), to)),
            Via::Peer(_) | Via::Transit(_) | Via::Private(_) => {
                ways.extend(
                    premises(network, via).map(|name| (name, subnet.addresses.clone(), to)),
                );
            }
        }
    }
    ways
}
