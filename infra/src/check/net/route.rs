//! Routes: the longest prefix decides; among equals the local route, then static, then propagated ones.

use crate::check::finding::Finding;
use crate::check::model::resource::text_of;
use crate::check::model::{Model, Resource};
use crate::check::space::address;
use crate::check::space::ranges::Ranges;

use super::lists::{self, Lists};
use super::{RULE, Vpc};

/// Where a route leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// Within the cloud.
    Local,
    /// An Internet gateway.
    Internet,
    /// A gateway that lets IPv6 out only.
    OutOnly,
    /// A NAT gateway.
    Nat(String),
    /// A peering.
    Peer(String),
    /// A transit gateway.
    Transit(String),
    /// A virtual private gateway: VPN or Direct Connect.
    Private(String),
    /// A gateway endpoint of a service: `s3`.
    Service(String),
}

/// One row of a route table.
#[derive(Debug, Clone)]
pub struct Route {
    to: Ranges,
    /// Propagated routes lose against static ones of the same length.
    propagated: bool,
    via: Via,
}

impl Route {
    /// What every table begins with.
    pub fn local(vpc: &Vpc) -> Vec<Self> {
        let each = vpc.addresses.spans().iter();
        each.map(|(low, high)| Self {
            to: Ranges::span(*low, *high),
            propagated: false,
            via: Via::Local,
        })
        .collect()
    }

    /// How many addresses one row of the table speaks of: fewer is longer.
    fn size(&self) -> u128 {
        self.to.spans().iter().map(|(low, high)| high - low).fold(0, u128::saturating_add)
    }
}

/// Every destination with the way it takes, each destination once.
pub fn destinations(routes: &[Route]) -> Vec<(Ranges, &Via)> {
    let mut order: Vec<&Route> = routes.iter().collect();
    order.sort_by_key(|route| (route.size(), route.via != Via::Local, route.propagated));
    let (mut taken, mut ways) = (Ranges::default(), Vec::new());
    for route in order {
        ways.push((route.to.without(&taken), &route.via));
        taken = taken.union(&route.to);
    }
    ways
}

/// The rows of a table: `None` is the main table, which a template cannot change.
pub fn table(
    model: &Model,
    lists: &Lists,
    (vpc, table): (&Vpc, Option<&Resource>),
    problems: &mut Vec<Finding>,
) -> Vec<Route> {
    let mut routes = Route::local(vpc);
    let Some(table) = table else { return routes };
    let reference = format!("${{{}}}", table.name);
    for route in
        model.kind("AWS::EC2::Route").filter(|route| route.text("RouteTableId") == reference)
    {
        let read = destination(lists, route).zip(target(model, route));
        match read {
            Some((nets, via)) => routes.extend(nets.into_iter().map(|to| Route {
                to,
                propagated: false,
                via: via.clone(),
            })),
            None => problems.push(Finding::new(RULE, &route.name, "a route that cannot be read")),
        }
    }
    for endpoint in model.kind("AWS::EC2::VPCEndpoint") {
        if endpoint.list("RouteTableIds").iter().any(|one| text_of(one) == reference) {
            let service = service(&endpoint.text("ServiceName"));
            match lists::managed(&service) {
                Some(to) => {
                    routes.push(Route { to, propagated: false, via: Via::Service(service) });
                }
                None => problems.push(Finding::new(
                    RULE,
                    &endpoint.name,
                    "a gateway endpoint of an unknown service",
                )),
            }
        }
    }
    routes.extend(propagated(model, &reference, problems));
    for route in routes.iter().filter(|route| route.via != Via::Local) {
        if !route.to.intersect(&vpc.addresses).is_empty() && vpc.addresses.covers(&route.to) {
            let message = "a route inside the cloud's own addresses is not known to the checker";
            problems.push(Finding::new(RULE, &table.name, message));
        }
    }
    routes
}

/// The service of an endpoint: the last part of `com.amazonaws.ap-northeast-1.s3`, `ecr.api`.
pub fn service(name: &str) -> String {
    name.splitn(4, '.').nth(3).unwrap_or(name).to_owned()
}

fn destination(lists: &Lists, route: &Resource) -> Option<Vec<Ranges>> {
    let written = ["DestinationCidrBlock", "DestinationIpv6CidrBlock"].map(|key| route.text(key));
    let list = route.text("DestinationPrefixListId");
    match written.iter().find(|text| !text.is_empty()) {
        Some(net) if list.is_empty() => address::parse(net).map(|net| vec![net]),
        None if !list.is_empty() => lists.nets(&list).map(<[Ranges]>::to_vec),
        _ => None,
    }
}

fn target(model: &Model, route: &Resource) -> Option<Via> {
    let keys = [
        "GatewayId",
        "NatGatewayId",
        "EgressOnlyInternetGatewayId",
        "TransitGatewayId",
        "VpcPeeringConnectionId",
    ];
    let mut said = keys.iter().filter(|key| !route.at(key).is_null());
    let (key, more) = (said.next()?, said.next());
    let told = route.text(key);
    let target = model.target(route.at(key));
    let kind = target.map(|target| target.kind.as_str());
    let name = target.map(|target| target.name.clone());
    match (*key, kind, more) {
        ("GatewayId", Some("AWS::EC2::InternetGateway"), None) => Some(Via::Internet),
        ("GatewayId", Some("AWS::EC2::VPNGateway"), None) => name.map(Via::Private),
        ("NatGatewayId", Some("AWS::EC2::NatGateway"), None) => name.map(Via::Nat),
        ("EgressOnlyInternetGatewayId", Some("AWS::EC2::EgressOnlyInternetGateway"), None) => {
            Some(Via::OutOnly)
        }
        ("VpcPeeringConnectionId", Some("AWS::EC2::VPCPeeringConnection"), None) => {
            name.map(Via::Peer)
        }
        // A gateway of another account is known by a parameter alone.
        ("TransitGatewayId", _, None) => Some(Via::Transit(name.unwrap_or(told))),
        _ => None,
    }
}

/// What a virtual private gateway announces: the static routes of its VPN connections, or, over BGP,
/// whatever the other side says: taken as every private address.
fn propagated(model: &Model, table: &str, problems: &mut Vec<Finding>) -> Vec<Route> {
    let mut routes = Vec::new();
    for propagation in model.kind("AWS::EC2::VPNGatewayRoutePropagation") {
        if !propagation.list("RouteTableIds").iter().any(|one| text_of(one) == table) {
            continue;
        }
        let Some(gateway) = model.target(propagation.at("VpnGatewayId")) else {
            problems.push(Finding::new(
                RULE,
                &propagation.name,
                "routes of a gateway that is not here",
            ));
            continue;
        };
        let via = Via::Private(gateway.name.clone());
        let mut nets = Vec::new();
        for connection in model.kind("AWS::EC2::VPNConnection") {
            let own = |route: &&Resource| {
                model
                    .target(route.at("VpnConnectionId"))
                    .is_some_and(|one| one.name == connection.name)
            };
            let fixed = model.kind("AWS::EC2::VPNConnectionRoute").filter(own);
            nets.extend(
                fixed.filter_map(|route| address::parse(&route.text("DestinationCidrBlock"))),
            );
        }
        if nets.is_empty() {
            nets = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
                .iter()
                .filter_map(|net| address::parse(net))
                .collect();
        }
        routes.extend(nets.into_iter().map(|to| Route { to, propagated: true, via: via.clone() }));
    }
    routes
}
