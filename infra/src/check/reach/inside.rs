//! Between two interfaces of ours.

use crate::check::net::{Network, Nic, Subnet, Via, destinations};
use crate::check::space::packets::Packets;
use crate::check::space::ranges::Ranges;
use crate::check::space::traffic;

use super::{Flow, Matrix, families};

/// What the interfaces of `from` may ask those of `to`: one flow, if it is the same for all of them.
pub fn between(network: &Network, from: &str, to: &str, matrix: &mut Matrix) {
    let mut all: Vec<Ranges> = Vec::new();
    for a in network.of(from) {
        for b in network.of(to) {
            if from == to && a.subnet == b.subnet && network.of(from).count() > 1 {
                // The same interface, or its twin beside it: told by the pair in two subnets.
                continue;
            }
            all.push(pair(network, a, b, matrix));
        }
    }
    let what = all.iter().fold(Ranges::default(), |sum, one| sum.union(one));
    if what.is_empty() {
        return;
    }
    if all.iter().any(|one| *one != what) {
        matrix.tell(from, format!("reaches {to} from some subnets otherwise than from others"));
    }
    let unheard = network.of(to).fold(what.clone(), |left, nic| left.without(&nic.listens));
    if !unheard.is_empty() {
        let message = format!(
            "may be asked {} by {from}, but does not listen there",
            traffic::written(&unheard)
        );
        matrix.tell(to, message);
    }
    matrix.flows.push(Flow {
        from: from.to_owned(),
        to: to.to_owned(),
        outside: Ranges::default(),
        what,
    });
}

fn pair(network: &Network, a: &Nic, b: &Nic, matrix: &mut Matrix) -> Ranges {
    let (Some(near), Some(far)) = (network.subnets.get(&a.subnet), network.subnets.get(&b.subnet))
    else {
        return Ranges::default();
    };
    let mut sum = Ranges::default();
    let all = asked(network, a, b);
    for family in families() {
        let sides = (near.addresses.intersect(&family), far.addresses.intersect(&family));
        let asked = all.intersect(&Packets::of(&sides.0, &sides.1, &traffic::all()));
        if asked.is_empty() {
            continue;
        }
        let what = asked.what();
        if !asked.covers(&Packets::of(&sides.0, &sides.1, &what)) {
            matrix.tell(
                &a.owner,
                format!(
                    "may ask {} from part of {} or in part of {} only",
                    b.owner, a.subnet, b.subnet
                ),
            );
        }
        let answers = asked.turned(&traffic::answers_to(&what));
        if !passing(network, (far, near), &answers).covers(&answers) {
            matrix
                .tell(&a.owner, format!("may ask {}, whose answers do not all come back", b.owner));
        }
        sum = sum.union(&what);
    }
    sum
}

/// Every packet that gets from one interface to the other, wherever in their subnets they are.
pub fn asked(network: &Network, a: &Nic, b: &Nic) -> Packets {
    let (Some(near), Some(far)) = (network.subnets.get(&a.subnet), network.subnets.get(&b.subnet))
    else {
        return Packets::default();
    };
    let mut all = Packets::default();
    for family in families() {
        let (from, to) = (near.addresses.intersect(&family), far.addresses.intersect(&family));
        let every = Packets::of(&from, &to, &traffic::all());
        all = all.union(passing(network, (near, far), &every));
    }
    all.intersect(&network.let_out(a, Some(b))).intersect(&network.let_in(b, Some(a)))
}

/// Those of `packets` that the routes carry from one subnet to the other and both access lists let pass.
fn passing(network: &Network, (near, far): (&Subnet, &Subnet), packets: &Packets) -> Packets {
    let carried = carried(network, near, far);
    let routed = packets.intersect(&Packets::of(&near.addresses, &carried, &traffic::all()));
    // Access lists stand between subnets, not within one.
    if near.addresses == far.addresses && near.vpc == far.vpc {
        return routed;
    }
    far.acl.passes(false, &near.acl.passes(true, &routed))
}

/// The addresses of `far` that the routes of `near` lead to.
fn carried(network: &Network, near: &Subnet, far: &Subnet) -> Ranges {
    let mut all = Ranges::default();
    for (to, via) in destinations(&near.routes) {
        let leads = match via {
            Via::Local => near.vpc == far.vpc,
            Via::Peer(name) => network.peers.get(name).is_some_and(|(one, other)| {
                near.vpc != far.vpc
                    && [one, other].contains(&&near.vpc)
                    && [one, other].contains(&&far.vpc)
            }),
            Via::Transit(name) => network.transits.get(name).is_some_and(|clouds| {
                near.vpc != far.vpc && clouds.contains(&near.vpc) && clouds.contains(&far.vpc)
            }),
            _ => false,
        };
        if leads {
            all = all.union(&to.intersect(&far.addresses));
        }
    }
    all
}
