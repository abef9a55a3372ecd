//! Of the network: tiers of subnets and whether a way leads out of them, whom a door lets in, and with what TLS.

use std::collections::BTreeSet;

use anyhow::Context as _;

use crate::{
    matrix::Row,
    templates::{Environment, Resource},
};

/// Everywhere.
const EVERYWHERE: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// Networks of the bank, as the staff's door lets them in.
pub fn bank(env: &Environment) -> Vec<String> {
    let rules = env.kind("AWS::EC2::SecurityGroupIngress");
    let networks = rules.flat_map(|rule| [rule.text("/CidrIp"), rule.text("/CidrIpv6")]);
    networks.filter(|network| !network.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The zones subnets stand in.
pub fn zones(env: &Environment) -> Vec<String> {
    let subnets = env.kind("AWS::EC2::Subnet").map(|subnet| subnet.text("/AvailabilityZone"));
    subnets.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The networks of a tier, and whether its routes lead to the Internet.
pub fn tier(env: &Environment, name: &str) -> String {
    let own = |subnet: &Resource<'_>| subnet.id.to_lowercase().starts_with(name);
    let subnets: Vec<_> = env.kind("AWS::EC2::Subnet").filter(own).collect();
    let networks: Vec<_> = subnets.iter().map(|one| one.text("/CidrBlock")).collect();
    let out = subnets.iter().any(|subnet| leads_out(env, subnet.id));
    let way = if out { "あり" } else { "なし" };
    format!("{} ― インターネットへの経路{way}", networks.join(", "))
}

fn leads_out(env: &Environment, subnet: &str) -> bool {
    let tables: Vec<_> = env
        .kind("AWS::EC2::SubnetRouteTableAssociation")
        .filter(|one| one.refers("/SubnetId") == Some(subnet))
        .filter_map(|one| one.refers("/RouteTableId"))
        .collect();
    env.kind("AWS::EC2::Route").any(|route| {
        let far = [route.text("/DestinationCidrBlock"), route.text("/DestinationIpv6CidrBlock")];
        route.refers("/RouteTableId").is_some_and(|table| tables.contains(&table))
            && far.iter().any(|far| EVERYWHERE.contains(&far.as_str()))
    })
}

/// How a door is met: whom its group lets in, and the policy of its own listener.
///
/// # Errors
/// No listener.
pub fn door(
    env: &Environment,
    rows: &[Row],
    balancer: &str,
    name: &str,
) -> anyhow::Result<Vec<String>> {
    let listener = env
        .kind("AWS::ElasticLoadBalancingV2::Listener")
        .find(|one| one.refers("/LoadBalancerArn") == Some(balancer))
        .with_context(|| format!("{balancer} has no listener"))?;
    let policy = listener.text("/SslPolicy").replace("ELBSecurityPolicy-", "TLS方針 ");
    let group = format!("kura-{}-{name}", env.name);
    let guests = rows.iter().filter(|row| row.to == group).map(|row| {
        let bank = row.from.parse::<ipnet::IpNet>().is_ok();
        format!("{}からのみ {}", if bank { "社内拠点のアドレス" } else { &row.from }, row.port)
    });
    let mut lines: Vec<_> = guests.collect::<BTreeSet<_>>().into_iter().collect();
    lines.push(policy);
    Ok(lines)
}

/// Interface endpoints.
pub fn interfaces(env: &Environment) -> impl Iterator<Item = Resource<'_>> {
    env.kind("AWS::EC2::VPCEndpoint").filter(|one| one.text("/VpcEndpointType") == "Interface")
}

/// In how many zones each of them stands, at most.
pub fn endpoint_zones(env: &Environment) -> usize {
    interfaces(env).map(|endpoint| endpoint.list("/SubnetIds").len()).max().unwrap_or_default()
}

/// All of them, and the gateways.
pub fn endpoints(env: &Environment) -> Vec<String> {
    let short = |endpoint: Resource<'_>| {
        let name = endpoint.text("/ServiceName");
        let words: Vec<_> = name.split('.').skip(3).collect();
        words.join(".")
    };
    let mut all: Vec<_> = interfaces(env).map(short).collect();
    let gateways = env
        .kind("AWS::EC2::VPCEndpoint")
        .filter(|one| one.text("/VpcEndpointType") == "Gateway")
        .map(|one| format!("{}(ゲートウェイ型・無料)", short(one)));
    all.extend(gateways);
    all
}

/// How many names may be resolved.
pub fn names(env: &Environment) -> usize {
    let lists = env.kind("AWS::Route53Resolver::FirewallDomainList");
    lists.map(|list| list.list("/Domains").len()).filter(|count| *count > 1).sum()
}
