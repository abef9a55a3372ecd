//! Clauses 6-5, 7-1: the bank's people come from the bank's networks, and nobody else does.

use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};
use crate::check::space::address;
use crate::check::space::ranges::Ranges;
use crate::check::space::traffic;

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-5 staff come from the bank only", bank_only),
    Rule::new("6-5 sites do not meet", apart),
    Rule::new("6-5 the program knows the same networks", told),
    Rule::new("6-5 the staff's firewall comes with the door", firewall),
    Rule::new("7-1 the inside variant has no door to the Internet", inside),
];

/// The bank's own networks, as a person has reviewed them.
fn bank(scene: &Scene) -> Ranges {
    ["bank", "bank-private"]
        .iter()
        .filter_map(|name| scene.reviewed.set(name))
        .fold(Ranges::default(), |all, one| all.union(&one))
}

fn bank_only(scene: &Scene, said: &mut Said) {
    let bank = bank(scene);
    if bank.is_empty() {
        said.missing("the reviewed file names no network of the bank's");
    }
    for flow in scene.matrix.flows.iter().filter(|flow| flow.from == "internet") {
        let others = flow.outside.without(&bank);
        if !others.is_empty() {
            said.missing(format!(
                "{} is open to {}, which is not the bank",
                flow.to,
                address::written(&others)
            ));
        }
        if flow.what != traffic::tcp(443) {
            said.missing(format!(
                "{} is open by {}, not by TLS alone",
                flow.to,
                traffic::written(&flow.what)
            ));
        }
    }
    let doors = scene
        .matrix
        .flows
        .iter()
        .filter(|flow| flow.from == "internet" || flow.from.starts_with("on-premises"));
    if doors.count() == 0 {
        said.missing("the bank's people cannot reach the staff's site");
    }
}

/// The firewall stands in a stack of its own, so that a release has no say in it; that stack is the next one.
fn firewall(scene: &Scene, said: &mut Said) {
    let mut stacks: Vec<&str> = Vec::new();
    for resource in &scene.model.resources {
        let stack = resource.name.split('/').next().unwrap_or_default();
        if !stacks.contains(&stack) {
            stacks.push(stack);
        }
    }
    let place = |resource: &Resource| {
        stacks.iter().position(|one| resource.name.starts_with(&format!("{one}/")))
    };
    said.each(scene, "AWS::WAFv2::WebACLAssociation", |said, association| {
        let door = scene.model.target(association.at("ResourceArn"));
        let behind = door.and_then(place).zip(place(association));
        said.demand(
            behind.is_some_and(|(door, own)| own <= door + 1),
            association,
            "comes later than the stack after its door: until then the door stands without a firewall",
        );
    });
}

/// The networks in a variable of a task.
fn networks(text: &str) -> Option<Ranges> {
    let nets = text.split(',').map(|net| address::parse(net.trim()));
    nets.collect::<Option<Vec<Ranges>>>()
        .map(|nets| nets.iter().fold(Ranges::default(), |all, one| all.union(one)))
}

/// The program admits to the consoles whom the groups admit, and believes its own load balancers alone.
fn told(scene: &Scene, said: &mut Said) {
    let doors = scene.network.nics.iter().filter(|nic| {
        scene
            .model
            .named(&nic.owner)
            .is_some_and(|one| one.kind == "AWS::ElasticLoadBalancingV2::LoadBalancer")
    });
    let doors = doors.fold(Ranges::default(), |all, nic| all.union(&scene.network.addresses(nic)));
    let bank = bank(scene);
    let mut seen = 0;
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        for pair in task
            .list("ContainerDefinitions")
            .iter()
            .flat_map(|one| items(within(one, "Environment")))
        {
            let name = text_of(within(pair, "Name"));
            let whose = match name.rsplit_once('_') {
                Some((_, "PROXIES")) => &doors,
                Some((_, "NETWORKS")) => &bank,
                _ => continue,
            };
            seen += 1;
            let admitted = networks(&text_of(within(pair, "Value")));
            said.demand(
                admitted.is_some_and(|all| !all.is_empty() && whose.covers(&all)),
                task,
                &format!("{name} is wider than the network"),
            );
        }
    });
    for set in scene.model.kind("AWS::WAFv2::IPSet") {
        let admitted =
            networks(&set.list("Addresses").iter().map(text_of).collect::<Vec<_>>().join(","));
        let own = admitted.is_some_and(|all| !all.is_empty() && bank.covers(&all));
        said.demand(own, set, "is wider than the network");
    }
    if seen == 0 {
        said.missing("no task is told whom to admit and whom to believe");
    }
}

/// Whether an owner belongs to the staff's or to the customers' site, by its name.
fn site(owner: &str) -> Option<bool> {
    let id = owner.split('/').next_back().unwrap_or(owner).to_lowercase();
    let (staff, customer) = (id.contains("staff"), id.contains("customer"));
    (staff != customer).then_some(staff)
}

fn apart(scene: &Scene, said: &mut Said) {
    for flow in &scene.matrix.flows {
        if let (Some(from), Some(to)) = (site(&flow.from), site(&flow.to))
            && from != to
        {
            said.missing(format!("{} reaches {}", flow.from, flow.to));
        }
        let customers = flow.from == "cloudfront" && site(&flow.to) == Some(true);
        if customers {
            said.missing(format!(
                "CloudFront reaches {}, where only the bank's people belong",
                flow.to
            ));
        }
    }
    let owners = scene.network.owners();
    for staff in [true, false] {
        if !owners.iter().any(|owner| site(owner) == Some(staff)) {
            said.missing("no interface is called after staff, or after customers");
        }
    }
}

fn inside(scene: &Scene, said: &mut Said) {
    let hybrid = scene.model.kind("AWS::EC2::VPNGateway").next().is_some();
    let from_internet = scene.matrix.flows.iter().any(|flow| flow.from == "internet");
    if hybrid && from_internet {
        said.missing("the bank comes by its own line, and yet a door is open to the Internet");
    }
}
