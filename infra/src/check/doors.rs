//! Clause 6-3: what a load balancer listens to arrives: listener, target group, task, port and health check.

use serde_json::Value;

use super::finding::Finding;
use super::model::resource::{items, number_of, text_of, within};
use super::model::{Model, Resource};
use super::net::Network;
use super::reach::Matrix;
use super::space::ranges::Ranges;
use super::space::traffic;

const RULE: &str = "6-3 load balancers lead to their tasks";

/// Follows every listener to its tasks, and every service back to a listener.
pub fn check(model: &Model, network: &Network, matrix: &Matrix) -> Vec<Finding> {
    let mut findings = Vec::new();
    for service in model.kind("AWS::ECS::Service") {
        for attached in service.list("LoadBalancers") {
            findings.extend(attachment(model, matrix, service, attached));
        }
    }
    for (balancer, ports) in &network.origins {
        let listens =
            network.of(balancer).fold(Ranges::default(), |all, nic| all.union(&nic.listens));
        if !listens.covers(ports) {
            let message =
                format!("CloudFront calls {}, where nothing listens", traffic::written(ports));
            findings.push(Finding::new(RULE, balancer, message));
        }
    }
    findings
}

fn attachment(
    model: &Model,
    matrix: &Matrix,
    service: &Resource,
    attached: &Value,
) -> Vec<Finding> {
    let tell = |message: String| Finding::new(RULE, &service.name, message);
    let port =
        number_of(within(attached, "ContainerPort")).and_then(|port| u16::try_from(port).ok());
    let Some(port) = port else { return vec![tell("no container port".to_owned())] };
    let mut findings = Vec::new();
    let task = model.target(service.at("TaskDefinition"));
    if !task.is_some_and(|task| listens(task, &text_of(within(attached, "ContainerName")), port)) {
        findings.push(tell(format!("its container does not listen on {port}")));
    }
    let second = within(attached, "AdvancedConfiguration/AlternateTargetGroupArn");
    for group in
        [within(attached, "TargetGroupArn"), second].into_iter().filter(|one| !one.is_null())
    {
        let Some(group) = model.target(group) else {
            findings.push(tell("a target group that is not here".to_owned()));
            continue;
        };
        if group.number("Port") != Some(i64::from(port)) {
            findings.push(tell(format!(
                "{} sends to {}, the container listens on {port}",
                group.name,
                group.text("Port")
            )));
        }
        let balancers = balancers(model, group);
        if balancers.is_empty() {
            findings.push(tell(format!("no listener forwards to {}", group.name)));
        }
        let checked = group
            .number("HealthCheckPort")
            .and_then(|port| u16::try_from(port).ok())
            .unwrap_or(port);
        for balancer in balancers {
            for (port, what) in [(port, "requests"), (checked, "health checks")] {
                if !matrix.between(balancer, &service.name).covers(&traffic::tcp(port)) {
                    findings.push(tell(format!("{what} of {balancer} cannot reach port {port}")));
                }
            }
        }
    }
    findings
}

fn listens(task: &Resource, name: &str, port: u16) -> bool {
    let own =
        task.list("ContainerDefinitions").iter().filter(|one| text_of(within(one, "Name")) == name);
    let mut mappings = own.flat_map(|container| items(within(container, "PortMappings")));
    mappings.any(|mapping| number_of(within(mapping, "ContainerPort")) == Some(i64::from(port)))
}

/// The load balancers whose listeners, or their rules, forward to a target group.
fn balancers<'a>(model: &'a Model, group: &Resource) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (kind, actions) in [
        ("AWS::ElasticLoadBalancingV2::Listener", "DefaultActions"),
        ("AWS::ElasticLoadBalancingV2::ListenerRule", "Actions"),
    ] {
        for one in model.kind(kind) {
            if !model.mentioned(one.at(actions)).iter().any(|target| target.name == group.name) {
                continue;
            }
            let listener = if kind.ends_with("Rule") {
                model.target(one.at("ListenerArn"))
            } else {
                Some(one)
            };
            let balancer =
                listener.and_then(|listener| model.target(listener.at("LoadBalancerArn")));
            found.extend(balancer.map(|balancer| balancer.name.as_str()));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
