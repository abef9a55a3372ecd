//! Clauses 6-7, 6-8: nothing inside has a public address, and the way out, if there is one, is a list of domains.

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

fn is_proxy(owner: &str) -> bool {
    owner.split('/').next_back().unwrap_or(owner).to_lowercase().contains("proxy")
}

fn addresses(scene: &Scene, said: &mut Said) {
    for nic in scene.network.nics.iter().filter(|nic| nic.public) {
        let kind = scene.model.named(&nic.owner).map(|one| one.kind.as_str()).unwrap_or_default();
        let may = kind == "AWS::ElasticLoadBalancingV2::LoadBalancer" || is_proxy(&nic.owner);
        if !may {
            said.missing(format!("{} has a public address", nic.owner));
        }
    }
}

fn ways_out(scene: &Scene, said: &mut Said) {
    for flow in scene.matrix.flows.iter().filter(|flow| flow.to.starts_with("internet")) {
        if !is_proxy(&flow.from) {
            said.missing(format!("{} reaches the Internet by {}", flow.from, flow.written()));
        }
    }
    for cloud in scene.network.vpcs.keys() {
        let guarded =
            scene.model.kind("AWS::Route53Resolver::FirewallRuleGroupAssociation").any(|one| {
                scene.model.target(one.at("VpcId")).is_some_and(|target| target.name == *cloud)
            });
        if !guarded {
            said.missing(format!("{cloud} resolves any name"));
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
        let may = is_proxy(&nic.owner) || (balancer && nic.public);
        let ways = scene
            .network
            .subnets
            .get(&nic.subnet)
            .map(|subnet| destinations(&subnet.routes))
            .unwrap_or_default();
        let out =
            ways.iter().any(|(_, via)| matches!(via, Via::Internet | Via::Nat(_) | Via::OutOnly));
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
                domain.trim_start_matches("*.").split('.').filter(|part| !part.is_empty()).count()
                    < 2
                    || *domain == "*.amazonaws.com"
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
