//! Clauses 6-7, 6-8: nothing inside has a public address, and the way out, if there is one, is a list of domains.

use crate::check::model::Resource;
use crate::check::model::resource::{items, number_of, text_of, within};
use crate::check::net::{Via, destinations};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-7 no public address inside", addresses),
    Rule::new("6-8 no way to the Internet but the proxy", ways_out),
    Rule::new("6-8 no route to the Internet from inside", routes),
    Rule::new("6-8 names are refused unless listed", names),
    Rule::new("6-7 endpoints have a policy", policies),
];

/// The one service that may call the Internet, and the group that it stands in.
const PROXY: (&str, &str) = ("app/ProxyService", "network/ProxyGroup");

fn is_proxy(scene: &Scene, owner: &str) -> bool {
    let mut own = scene.network.of(owner).peekable();
    owner == PROXY.0 && own.peek().is_some() && own.all(|nic| nic.groups == [PROXY.1])
}

fn addresses(scene: &Scene, said: &mut Said) {
    for nic in scene.network.nics.iter().filter(|nic| nic.public) {
        let kind = scene.model.named(&nic.owner).map(|one| one.kind.as_str()).unwrap_or_default();
        let may =
            kind == "AWS::ElasticLoadBalancingV2::LoadBalancer" || is_proxy(scene, &nic.owner);
        if !may {
            said.missing(format!("{} has a public address", nic.owner));
        }
    }
}

fn ways_out(scene: &Scene, said: &mut Said) {
    for flow in scene.matrix.flows.iter().filter(|flow| flow.to.starts_with("internet")) {
        if !is_proxy(scene, &flow.from) {
            said.missing(format!("{} reaches the Internet by {}", flow.from, flow.written()));
        }
    }
    for cloud in scene.network.vpcs.keys() {
        let guards = scene.model.kind("AWS::Route53Resolver::FirewallRuleGroupAssociation");
        let own = guards.filter(|one| {
            scene.model.target(one.at("VpcId")).is_some_and(|target| target.name == *cloud)
        });
        let own: Vec<&Resource> = own.collect();
        let is_ours = |one: &&Resource| scene.model.target(one.at("FirewallRuleGroupId")).is_some();
        if own.len() != 1 || !own.iter().all(is_ours) {
            said.missing(format!("{cloud} resolves names by something else than our one firewall"));
        }
    }
}

/// Without a route even a mistaken rule or address leads nowhere: only doors and the proxy stand where one is.
fn routes(scene: &Scene, said: &mut Said) {
    for nic in &scene.network.nics {
        let balancer = scene
            .model
            .named(&nic.owner)
            .is_some_and(|one| one.kind == "AWS::ElasticLoadBalancingV2::LoadBalancer");
        let may = is_proxy(scene, &nic.owner) || (balancer && nic.public);
        let ways = scene
            .network
            .subnets
            .get(&nic.subnet)
            .map(|subnet| destinations(&subnet.routes))
            .unwrap_or_default();
        // Whatever is no way within, to a service of Amazon's or to the bank's own gateway leads out.
        let out = ways.iter().any(|(_, via)| match via {
            Via::Local | Via::Service(_) => false,
            Via::Private(gateway) => scene.model.named(gateway).is_none(),
            _ => true,
        });
        if out && !may {
            said.missing(format!(
                "{} stands in {}, which has a route to the Internet",
                nic.owner, nic.subnet
            ));
        }
    }
}

fn names(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Route53Resolver::FirewallRuleGroup", |said, group| {
        let mut rules: Vec<(i64, String, Vec<String>)> = group
            .list("FirewallRules")
            .iter()
            .map(|rule| {
                let list = scene.model.target(within(rule, "FirewallDomainListId"));
                let domains = list.map(|list| items(list.at("Domains"))).unwrap_or_default();
                let priority = number_of(within(rule, "Priority")).unwrap_or(0);
                (priority, text_of(within(rule, "Action")), domains.iter().map(text_of).collect())
            })
            .collect();
        rules.sort();
        let Some((_, action, domains)) = rules.last() else {
            said.of(group, "has no rules");
            return;
        };
        let refuses = action == "BLOCK" && domains.iter().any(|domain| domain == "*");
        said.demand(refuses, group, "does not end by refusing every other name");
        for (_, _, domains) in rules.iter().filter(|(_, action, _)| action != "BLOCK") {
            let wide = domains.iter().find(|domain| {
                domain.starts_with('*') && !own_zones(scene, group).contains(domain)
            });
            said.demand(wide.is_none(), group, "allows names of everybody");
        }
    });
    said.each(scene, "AWS::Route53Resolver::FirewallRuleGroupAssociation", |said, one| {
        said.demand(
            one.text("MutationProtection") == "ENABLED",
            one,
            "can be taken off by one call",
        );
    });
}

/// What may stand behind a wildcard: names that Amazon makes for databases, and our own zone within the cloud.
fn own_zones(scene: &Scene, group: &Resource) -> Vec<String> {
    let zones = scene.model.kind("AWS::ServiceDiscovery::PrivateDnsNamespace");
    let zones = zones.map(|zone| format!("*.{}", zone.text("Name")));
    std::iter::once(format!("*.{}.rds.amazonaws.com", group.region)).chain(zones).collect()
}

/// What stands in `Metadata.Reasons` for an endpoint that has no policy.
const WITHOUT: &str = "NoPolicy";

fn policies(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::EC2::VPCEndpoint", |said, endpoint| {
        let reason = endpoint.metadata.get("Reasons").and_then(|all| all.get(WITHOUT)).map(text_of);
        let excused = reason.is_some_and(|why| why.chars().count() >= 15);
        said.demand(
            !endpoint.at("PolicyDocument").is_null() || excused,
            endpoint,
            "lets any account's people call any resource",
        );
    });
}
