//! From resources to a network.

use std::collections::BTreeMap;

use crate::check::finding::Finding;
use crate::check::model::{Model, Resource};
use crate::check::space::ranges::Ranges;
use crate::check::space::{address, traffic};

use super::acl::Acl;
use super::lists::Lists;
use super::{Network, RULE, Subnet, Vpc, group, kinds, nic, route};

/// Reads the network of an environment. `lists` says which service a managed prefix list is of.
pub fn build(model: &Model, lists: &BTreeMap<String, String>) -> Network {
    let mut problems = kinds::unknown(model);
    let lists = Lists::of(model, lists, &mut problems);
    let vpcs: BTreeMap<String, Vpc> = model
        .kind("AWS::EC2::VPC")
        .map(|vpc| (vpc.name.clone(), cloud(model, vpc, &mut problems)))
        .collect();
    let mut network = Network { vpcs, lists, ..Network::default() };
    for resource in model.kind("AWS::EC2::Subnet") {
        match subnet(model, &network, resource, &mut problems) {
            Some(subnet) => drop(network.subnets.insert(resource.name.clone(), subnet)),
            None => {
                problems.push(Finding::new(RULE, &resource.name, "a subnet that cannot be read"));
            }
        }
    }
    network.groups = group::all(model, &network.lists, &mut problems);
    network.nics = nic::all(model, &mut problems);
    gateways(model, &mut network, &mut problems);
    overlaps(&network, &mut problems);
    network.problems = problems;
    network
}

fn cloud(model: &Model, vpc: &Resource, problems: &mut Vec<Finding>) -> Vpc {
    let mut addresses = address::parse(&vpc.text("CidrBlock")).unwrap_or_default();
    let reference = format!("${{{}}}", vpc.name);
    for more in model.kind("AWS::EC2::VPCCidrBlock").filter(|one| one.text("VpcId") == reference) {
        let given = crate::check::model::amazon_v6(&reference);
        let net = if more.is_true("AmazonProvidedIpv6CidrBlock") {
            given
        } else {
            more.text("CidrBlock")
        };
        addresses = addresses.union(&address::parse(&net).unwrap_or_default());
    }
    if addresses.is_empty() {
        problems.push(Finding::new(RULE, &vpc.name, "a cloud without addresses that can be told"));
    }
    let attached =
        model.kind("AWS::EC2::VPCGatewayAttachment").filter(|one| one.text("VpcId") == reference);
    let has_gateway = attached.into_iter().any(|one| !one.at("InternetGatewayId").is_null());
    // EnableDnsSupport is on unless said otherwise, EnableDnsHostnames is off.
    let resolves = !vpc.is_false("EnableDnsSupport") && vpc.is_true("EnableDnsHostnames");
    Vpc { addresses, has_gateway, resolves }
}

fn subnet(
    model: &Model,
    network: &Network,
    resource: &Resource,
    problems: &mut Vec<Finding>,
) -> Option<Subnet> {
    let name = model.target(resource.at("VpcId"))?.name.clone();
    let vpc = network.vpcs.get(&name)?;
    let mut addresses = address::parse(&resource.text("CidrBlock"))?;
    if !resource.at("Ipv6CidrBlock").is_null() {
        addresses = addresses.union(&address::parse(&resource.text("Ipv6CidrBlock"))?);
    }
    if !vpc.addresses.covers(&addresses) {
        problems.push(Finding::new(RULE, &resource.name, "lies outside its cloud"));
    }
    let reference = format!("${{{}}}", resource.name);
    let table = associated(
        model,
        ("AWS::EC2::SubnetRouteTableAssociation", &reference),
        "RouteTableId",
        problems,
    );
    let list = associated(
        model,
        ("AWS::EC2::SubnetNetworkAclAssociation", &reference),
        "NetworkAclId",
        problems,
    );
    let acl = match list {
        Some(list) => Acl::of(model, &format!("${{{}}}", list.name), false, problems),
        None => Acl::of(model, &format!("${{{name}.DefaultNetworkAcl}}"), true, problems),
    };
    let routes = route::table(model, &network.lists, (vpc, table), problems);
    Some(Subnet { vpc: name, addresses, zone: resource.text("AvailabilityZone"), routes, acl })
}

/// What a subnet is associated with: none is the default, two are a finding.
fn associated<'a>(
    model: &'a Model,
    (kind, subnet): (&'a str, &str),
    key: &str,
    problems: &mut Vec<Finding>,
) -> Option<&'a Resource> {
    let mut all = model.kind(kind).filter(|one| one.text("SubnetId") == subnet);
    let first = all.next()?;
    if let Some(second) = all.next() {
        problems.push(Finding::new(RULE, &second.name, format!("{subnet} is associated twice")));
    }
    let target = model.target(first.at(key));
    if target.is_none() {
        problems.push(Finding::new(RULE, &first.name, format!("its {key} is not here")));
    }
    target
}

fn gateways(model: &Model, network: &mut Network, problems: &mut Vec<Finding>) {
    let name = |resource: &Resource, key: &str| {
        model.target(resource.at(key)).map(|target| target.name.clone())
    };
    for nat in model.kind("AWS::EC2::NatGateway") {
        network.nats.insert(nat.name.clone(), name(nat, "SubnetId").unwrap_or_default());
    }
    for peering in model.kind("AWS::EC2::VPCPeeringConnection") {
        let sides =
            [name(peering, "VpcId"), name(peering, "PeerVpcId")].map(Option::unwrap_or_default);
        let [one, other] = sides;
        network.peers.insert(peering.name.clone(), (one, other));
    }
    for kind in ["AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment"] {
        for attachment in model.kind(kind) {
            let gateway = name(attachment, "TransitGatewayId")
                .unwrap_or_else(|| attachment.text("TransitGatewayId"));
            network.transits.entry(gateway).or_default().extend(name(attachment, "VpcId"));
        }
    }
    for origin in model.kind("AWS::CloudFront::VpcOrigin") {
        let Some(balancer) = name(origin, "VpcOriginEndpointConfig/Arn") else {
            problems.push(Finding::new(
                RULE,
                &origin.name,
                "its load balancer cannot be told: give stacks.json the parameter",
            ));
            continue;
        };
        network.origins.insert(balancer, called(origin));
    }
}

/// The ports a VPC origin calls, by its policy.
fn called(origin: &Resource) -> Ranges {
    let port = |key: &str, usual: u16| {
        let said = origin.number(&format!("VpcOriginEndpointConfig/{key}"));
        traffic::tcp(said.and_then(|port| port.try_into().ok()).unwrap_or(usual))
    };
    match origin.text("VpcOriginEndpointConfig/OriginProtocolPolicy").as_str() {
        "https-only" => port("HTTPSPort", 443),
        "http-only" => port("HTTPPort", 80),
        _ => port("HTTPSPort", 443).union(&port("HTTPPort", 80)),
    }
}

fn overlaps(network: &Network, problems: &mut Vec<Finding>) {
    let subnets: Vec<_> = network.subnets.iter().collect();
    for (index, (name, one)) in subnets.iter().enumerate() {
        for (other, two) in subnets.iter().skip(index + 1) {
            if one.vpc == two.vpc && !one.addresses.intersect(&two.addresses).is_empty() {
                problems.push(Finding::new(RULE, name, format!("overlaps {other}")));
            }
        }
    }
}
