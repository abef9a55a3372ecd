//! Security groups: stateful, rules only allow.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::check::finding::Finding;
use crate::check::model::resource::{number_of, text_of};
use crate::check::model::{Model, Resource};
use crate::check::space::ranges::Ranges;
use crate::check::space::{address, traffic};

use super::RULE;
use super::lists::Lists;

/// Whom a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// Networks or a prefix list.
    Addresses(Ranges),
    /// Whatever is in the group of this name.
    Group(String),
}

/// The rules of one group.
#[derive(Debug, Default, Clone)]
pub struct Group {
    /// What may come, and from whom.
    pub ingress: Vec<(Ranges, Peer)>,
    /// What may go, and to whom.
    pub egress: Vec<(Ranges, Peer)>,
}

/// All groups by name, with the rules that are resources of their own.
pub fn all(model: &Model, lists: &Lists, problems: &mut Vec<Finding>) -> BTreeMap<String, Group> {
    let mut groups = BTreeMap::new();
    for resource in model.kind("AWS::EC2::SecurityGroup") {
        let mut group = Group::default();
        for rule in resource.list("SecurityGroupIngress") {
            group.ingress.extend(read(model, lists, (resource, rule), problems));
        }
        for rule in resource.list("SecurityGroupEgress") {
            group.egress.extend(read(model, lists, (resource, rule), problems));
        }
        // Without rules of its own the group is born with this one, and a rule that is a resource
        // of its own, made later, does not surely take it away.
        if resource.list("SecurityGroupEgress").is_empty() {
            group.egress.push((traffic::all(), Peer::Addresses(address::everywhere())));
        }
        groups.insert(resource.name.clone(), group);
    }
    for vpc in model.kind("AWS::EC2::VPC") {
        let name = default_of(&vpc.name);
        let group = Group {
            ingress: vec![(traffic::all(), Peer::Group(name.clone()))],
            egress: vec![(traffic::all(), Peer::Addresses(address::everywhere()))],
        };
        groups.insert(name, group);
    }
    separate(model, lists, &mut groups, problems);
    groups
}

/// The name of the group that a cloud is born with.
pub fn default_of(vpc: &str) -> String {
    format!("{vpc}.DefaultSecurityGroup")
}

/// The name of the group a reference means, if it is one of ours.
pub fn referred(model: &Model, reference: &Value) -> Option<String> {
    let target = model.target(reference)?;
    match target.kind.as_str() {
        "AWS::EC2::SecurityGroup" => Some(target.name.clone()),
        "AWS::EC2::VPC" if text_of(reference).ends_with(".DefaultSecurityGroup}") => {
            Some(default_of(&target.name))
        }
        _ => None,
    }
}

fn separate(
    model: &Model,
    lists: &Lists,
    groups: &mut BTreeMap<String, Group>,
    problems: &mut Vec<Finding>,
) {
    for (kind, inward) in
        [("AWS::EC2::SecurityGroupIngress", true), ("AWS::EC2::SecurityGroupEgress", false)]
    {
        for resource in model.kind(kind) {
            let name = referred(model, resource.at("GroupId"));
            let Some(group) = name.and_then(|name| groups.get_mut(&name)) else {
                problems.push(Finding::new(
                    RULE,
                    &resource.name,
                    "a rule of a group that is not here",
                ));
                continue;
            };
            let rule = read(model, lists, (resource, &resource.properties), problems);
            if inward { group.ingress.extend(rule) } else { group.egress.extend(rule) }
        }
    }
}

fn read(
    model: &Model,
    lists: &Lists,
    (resource, rule): (&Resource, &Value),
    problems: &mut Vec<Finding>,
) -> Option<(Ranges, Peer)> {
    let read = what(rule).zip(peer(model, lists, rule));
    if read.is_none() {
        let said = serde_json::to_string(rule).unwrap_or_default();
        problems.push(Finding::new(
            RULE,
            &resource.name,
            format!("a rule that cannot be read: {said}"),
        ));
    }
    read
}

fn what(rule: &Value) -> Option<Ranges> {
    let number = match traffic::protocol(&text_of(rule.get("IpProtocol")?))? {
        None => return Some(traffic::all()),
        Some(number) => number,
    };
    let port = |end: &str| rule.get(end).and_then(number_of);
    match (port("FromPort"), port("ToPort")) {
        // Types of ICMP are taken as all of ICMP: rules only allow, so this says too much, never too little.
        _ if !traffic::has_ports(number) => Some(traffic::ports(number, 0, u16::MAX)),
        (None | Some(-1), None | Some(-1)) => Some(traffic::ports(number, 0, u16::MAX)),
        (Some(low), Some(high)) => {
            Some(traffic::ports(number, u16::try_from(low).ok()?, u16::try_from(high).ok()?))
        }
        _ => None,
    }
}

fn peer(model: &Model, lists: &Lists, rule: &Value) -> Option<Peer> {
    let mut peers = rule.as_object()?.iter().filter_map(|(key, value)| match key.as_str() {
        "CidrIp" | "CidrIpv6" => Some(address::parse(&text_of(value)).map(Peer::Addresses)),
        "SourcePrefixListId" | "DestinationPrefixListId" => {
            Some(lists.addresses(&text_of(value)).map(Peer::Addresses))
        }
        "SourceSecurityGroupId" | "DestinationSecurityGroupId" => {
            Some(referred(model, value).map(Peer::Group))
        }
        "IpProtocol" | "FromPort" | "ToPort" | "Description" | "GroupId" => None,
        _ => Some(None),
    });
    let first = peers.next()??;
    if peers.next().is_some() { None } else { Some(first) }
}
