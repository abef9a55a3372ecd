//! Networks at random: every packet is walked by hand, one at a time, and the sets must say the same.

use std::net::Ipv4Addr;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::*;
use crate::check::model::{Environment, Model, Stack};
use crate::check::net::{Network, build};
use crate::check::space::address;

const PORTS: [u16; 5] = [80, 443, 1023, 1024, 65535];
/// Two clouds of two subnets of eight addresses, which a peering joins if routes say so.
const SUBNETS: [(&str, usize); 4] =
    [("10.0.0.0/29", 0), ("10.0.0.8/29", 0), ("10.1.0.0/29", 1), ("10.1.0.8/29", 1)];
const CLOUDS: [&str; 2] = ["10.0.0.0/16", "10.1.0.0/16"];
const NETS: [&str; 9] = [
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.0.0.0/29",
    "10.0.0.8/30",
    "10.1.0.0/28",
    "10.1.0.4/32",
    "192.0.2.0/24",
    "192.0.2.0/25",
    "10.0.0.0/30",
];

#[derive(Debug, Clone)]
struct Rule {
    low: u16,
    high: u16,
    net: usize,
    group: Option<usize>,
}
#[derive(Debug, Clone)]
struct Entry {
    number: u16,
    outward: bool,
    allow: bool,
    all: bool,
    low: u16,
    high: u16,
    net: usize,
}
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Internet,
    Peer,
}
#[derive(Debug, Clone)]
struct Nic {
    subnet: usize,
    groups: Vec<usize>,
    public: bool,
}
#[derive(Debug, Clone)]
struct World {
    ingress: Vec<Vec<Rule>>,
    egress: Vec<Vec<Rule>>,
    lists: Vec<Option<Vec<Entry>>>,
    routes: Vec<Vec<(usize, Way)>>,
    nics: Vec<Nic>,
}

/// Half of them everything, so that enough passes for refusals to matter.
fn ports() -> impl Strategy<Value = (u16, u16)> {
    let some =
        (0..PORTS.len(), 0..PORTS.len()).prop_map(|(a, b)| (PORTS[a.min(b)], PORTS[a.max(b)]));
    prop_oneof![Just((0, u16::MAX)), some]
}

fn nets() -> impl Strategy<Value = usize> {
    prop_oneof![Just(0), 0..NETS.len()]
}

fn rule() -> impl Strategy<Value = Rule> {
    (ports(), nets(), prop::option::weighted(0.3, 0..3usize))
        .prop_map(|((low, high), net, group)| Rule { low, high, net, group })
}

fn entry() -> impl Strategy<Value = Entry> {
    (1..400u16, any::<bool>(), prop::bool::weighted(0.6), any::<bool>(), ports(), nets()).prop_map(
        |(number, outward, allow, all, (low, high), net)| Entry {
            number,
            outward,
            allow,
            all,
            low,
            high,
            net,
        },
    )
}

fn world() -> impl Strategy<Value = World> {
    let rules = || prop::collection::vec(prop::collection::vec(rule(), 1..4), 3);
    let way = prop_oneof![Just(Way::Internet), Just(Way::Peer)];
    let nic = (0..4usize, prop::collection::btree_set(0..3usize, 1..3), any::<bool>()).prop_map(
        |(subnet, groups, public)| Nic { subnet, groups: groups.into_iter().collect(), public },
    );
    (
        rules(),
        rules(),
        prop::collection::vec(proptest::option::of(prop::collection::vec(entry(), 2..8)), 4),
        prop::collection::vec(prop::collection::vec((0..NETS.len(), way), 0..4), 4),
        prop::collection::vec(nic, 2..4),
    )
        .prop_map(|(ingress, egress, mut lists, mut routes, nics)| {
            for list in lists.iter_mut().flatten() {
                list.sort_by_key(|entry| (entry.outward, entry.number));
                list.dedup_by_key(|entry| (entry.outward, entry.number));
            }
            for (index, table) in routes.iter_mut().enumerate() {
                // AWS refuses two routes to one net, and what lies inside the cloud the checker refuses.
                table.sort_by_key(|(net, _)| *net);
                table.dedup_by_key(|(net, _)| *net);
                let cloud: ipnet::Ipv4Net = CLOUDS[SUBNETS[index].1].parse().unwrap();
                table.retain(|(net, _)| {
                    !cloud.contains(&NETS[*net].parse::<ipnet::Ipv4Net>().unwrap())
                });
            }
            World { ingress, egress, lists, routes, nics }
        })
}

impl World {
    fn template(&self) -> Value {
        let mut all = json!({"Resources": {"Gateway": {"Type": "AWS::EC2::InternetGateway"},
            "Peering": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties": {"VpcId": {"Ref": "Vpc0"}, "PeerVpcId": {"Ref": "Vpc1"}}}}});
        let mut add = |id: String, kind: &str, properties: Value| {
            all["Resources"][id] = json!({"Type": format!("AWS::{kind}"), "Properties": properties})
        };
        for (index, net) in CLOUDS.iter().enumerate() {
            add(format!("Vpc{index}"), "EC2::VPC", json!({"CidrBlock": net}));
            add(
                format!("Attach{index}"),
                "EC2::VPCGatewayAttachment",
                json!({"VpcId": {"Ref": format!("Vpc{index}")}, "InternetGatewayId": {"Ref": "Gateway"}}),
            );
        }
        for (index, (net, cloud)) in SUBNETS.iter().enumerate() {
            let subnet = json!({"Ref": format!("Subnet{index}")});
            add(
                format!("Subnet{index}"),
                "EC2::Subnet",
                json!({"VpcId": {"Ref": format!("Vpc{cloud}")}, "CidrBlock": net}),
            );
            add(
                format!("Table{index}"),
                "EC2::RouteTable",
                json!({"VpcId": {"Ref": format!("Vpc{cloud}")}}),
            );
            add(
                format!("Own{index}"),
                "EC2::SubnetRouteTableAssociation",
                json!({"SubnetId": subnet, "RouteTableId": {"Ref": format!("Table{index}")}}),
            );
            for (number, (net, way)) in self.routes[index].iter().enumerate() {
                let mut route = json!({"RouteTableId": {"Ref": format!("Table{index}")}, "DestinationCidrBlock": NETS[*net]});
                match way {
                    Way::Internet => route["GatewayId"] = json!({"Ref": "Gateway"}),
                    Way::Peer => route["VpcPeeringConnectionId"] = json!({"Ref": "Peering"}),
                }
                add(format!("Route{index}x{number}"), "EC2::Route", route);
            }
            let Some(list) = &self.lists[index] else { continue };
            add(
                format!("List{index}"),
                "EC2::NetworkAcl",
                json!({"VpcId": {"Ref": format!("Vpc{cloud}")}}),
            );
            add(
                format!("Listed{index}"),
                "EC2::SubnetNetworkAclAssociation",
                json!({"SubnetId": subnet, "NetworkAclId": {"Ref": format!("List{index}")}}),
            );
            for (number, entry) in list.iter().enumerate() {
                add(
                    format!("Entry{index}x{number}"),
                    "EC2::NetworkAclEntry",
                    json!({"NetworkAclId": {"Ref": format!("List{index}")}, "RuleNumber": entry.number,
                    "Egress": entry.outward, "RuleAction": if entry.allow { "allow" } else { "deny" }, "CidrBlock": NETS[entry.net],
                    "Protocol": if entry.all { -1 } else { 6 }, "PortRange": {"From": entry.low, "To": entry.high}}),
                );
            }
        }
        self.placed(&mut add);
        all
    }

    /// Groups with their rules, and the interfaces in them.
    fn placed(&self, add: &mut impl FnMut(String, &str, Value)) {
        for group in 0..3 {
            let rules = |rules: &[Rule], side: &str| -> Vec<Value> {
                rules
                    .iter()
                    .map(|rule| {
                        let mut written =
                            json!({"IpProtocol": "tcp", "FromPort": rule.low, "ToPort": rule.high});
                        match rule.group {
                            Some(other) if other != group => {
                                written[format!("{side}SecurityGroupId")] =
                                    json!({"Ref": format!("Group{other}")})
                            }
                            _ => written["CidrIp"] = json!(NETS[rule.net]),
                        }
                        written
                    })
                    .collect()
            };
            add(
                format!("Group{group}"),
                "EC2::SecurityGroup",
                json!({"GroupDescription": "x",
                "SecurityGroupIngress": rules(&self.ingress[group], "Source"), "SecurityGroupEgress": rules(&self.egress[group], "Destination")}),
            );
        }
        for (index, nic) in self.nics.iter().enumerate() {
            let groups: Vec<Value> =
                nic.groups.iter().map(|group| json!({"Ref": format!("Group{group}")})).collect();
            add(
                format!("Nic{index}"),
                "ElasticLoadBalancingV2::LoadBalancer",
                json!({"Scheme": if nic.public { "internet-facing" } else { "internal" },
                "Subnets": [{"Ref": format!("Subnet{}", nic.subnet)}], "SecurityGroups": groups}),
            );
        }
    }

    fn lets(
        &self,
        rules: &[Vec<Rule>],
        nic: &Nic,
        far: (Ipv4Addr, Option<&Nic>),
        port: u16,
    ) -> bool {
        nic.groups.iter().any(|own| {
            rules[*own].iter().any(|rule| {
                let who = match rule.group {
                    Some(other) if other != *own => {
                        far.1.is_some_and(|nic| nic.groups.contains(&other))
                    }
                    _ => net(rule.net).contains(&far.0),
                };
                (rule.low..=rule.high).contains(&port) && who
            })
        })
    }

    fn listed(&self, subnet: usize, outward: bool, far: Ipv4Addr, port: u16) -> bool {
        let Some(list) = &self.lists[subnet] else { return true };
        let mut entries: Vec<&Entry> =
            list.iter().filter(|entry| entry.outward == outward).collect();
        entries.sort_by_key(|entry| entry.number);
        let first = entries.into_iter().find(|entry| {
            net(entry.net).contains(&far) && (entry.all || (entry.low..=entry.high).contains(&port))
        });
        first.is_some_and(|entry| entry.allow)
    }

    /// `None` is the way within the cloud.
    fn way(&self, subnet: usize, to: Ipv4Addr) -> Option<Option<Way>> {
        let cloud: ipnet::Ipv4Net = CLOUDS[SUBNETS[subnet].1].parse().unwrap();
        let mut best = cloud.contains(&to).then_some((cloud.prefix_len(), None));
        for (index, way) in &self.routes[subnet] {
            let net = net(*index);
            if net.contains(&to) && best.is_none_or(|(length, _)| net.prefix_len() > length) {
                best = Some((net.prefix_len(), Some(*way)));
            }
        }
        best.map(|(_, way)| way)
    }

    fn walks(&self, (a, from): (&Nic, Ipv4Addr), (b, to): (&Nic, Ipv4Addr), port: u16) -> bool {
        let same_cloud = SUBNETS[a.subnet].1 == SUBNETS[b.subnet].1;
        let routed = match self.way(a.subnet, to) {
            Some(None) => same_cloud,
            Some(Some(Way::Peer)) => !same_cloud,
            _ => false,
        };
        let listed = a.subnet == b.subnet
            || (self.listed(a.subnet, true, to, port) && self.listed(b.subnet, false, from, port));
        routed
            && listed
            && self.lets(&self.egress, a, (to, Some(b)), port)
            && self.lets(&self.ingress, b, (from, Some(a)), port)
    }
}

fn net(index: usize) -> ipnet::Ipv4Net {
    NETS[index].parse().unwrap()
}

fn hosts(subnet: usize) -> Vec<Ipv4Addr> {
    let net: ipnet::Ipv4Net = SUBNETS[subnet].0.parse().unwrap();
    (0..8).map(|n| Ipv4Addr::from(u32::from(net.network()) + n)).collect()
}

fn one(address: Ipv4Addr) -> Ranges {
    address::parse(&format!("{address}/32")).unwrap()
}

fn has(packets: &Packets, from: Ipv4Addr, to: Ipv4Addr, port: u16) -> bool {
    packets.covers(&Packets::of(&one(from), &one(to), &traffic::tcp(port)))
}

/// Compares every packet of a world; tells how many passed somewhere.
fn agree(world: &World) -> Result<usize, TestCaseError> {
    let template = world.template();
    let stack =
        Stack { name: "s".into(), region: "ap-northeast-1".into(), template, ..Stack::default() };
    let model = Model::of(&Environment { name: "prod".into(), stacks: vec![stack] });
    let network = build(&model, &BTreeMap::new());
    prop_assert_eq!(&model.problems, &[]);
    prop_assert_eq!(&network.problems, &[]);
    let mut passed = 0;
    for index in 0..world.nics.len() {
        for other in (0..world.nics.len()).filter(|other| *other != index) {
            passed += agree_inside(world, &network, (index, other))?;
        }
        passed += agree_outside(world, &network, index)?;
    }
    Ok(passed)
}

fn nic(network: &Network, index: usize) -> &crate::check::net::Nic {
    network.nics.iter().find(|nic| nic.owner == format!("s/Nic{index}")).unwrap()
}

fn agree_inside(
    world: &World,
    network: &Network,
    (index, other): (usize, usize),
) -> Result<usize, TestCaseError> {
    let (a, b) = (&world.nics[index], &world.nics[other]);
    let asked = inside::asked(network, nic(network, index), nic(network, other));
    let mut passed = 0;
    for port in PORTS {
        for from in hosts(a.subnet) {
            for to in hosts(b.subnet) {
                let walks = world.walks((a, from), (b, to), port);
                prop_assert_eq!(has(&asked, from, to, port), walks, "{} > {} {}", from, to, port);
                passed += usize::from(walks);
            }
        }
    }
    Ok(passed)
}

fn agree_outside(world: &World, network: &Network, index: usize) -> Result<usize, TestCaseError> {
    let a = &world.nics[index];
    let inward = outside::asked(network, nic(network, index));
    let outward = outside::asks(network, nic(network, index));
    let by = |all: &[(String, Packets)], from, to, port| {
        all.iter().any(|(name, packets)| name == INTERNET && has(packets, from, to, port))
    };
    let strangers = ["192.0.2.1", "192.0.2.200", "203.0.113.7"];
    let mut passed = 0;
    for stranger in strangers.map(|text| text.parse::<Ipv4Addr>().unwrap()) {
        for (host, port) in
            hosts(a.subnet).into_iter().flat_map(|host| PORTS.map(|port| (host, port)))
        {
            let listed = |outward| world.listed(a.subnet, outward, stranger, port);
            let lets = |rules| world.lets(rules, a, (stranger, None), port);
            let comes = a.public && listed(false) && lets(&world.ingress);
            let routed = world.way(a.subnet, stranger) == Some(Some(Way::Internet));
            let goes = a.public && routed && listed(true) && lets(&world.egress);
            prop_assert_eq!(
                by(&inward, stranger, host, port),
                comes,
                "{} comes {}",
                stranger,
                port
            );
            prop_assert_eq!(by(&outward, host, stranger, port), goes, "{} goes {}", stranger, port);
            passed += usize::from(comes) + usize::from(goes);
        }
    }
    Ok(passed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn sets_and_single_packets_agree(world in world()) {
        agree(&world)?;
    }
}

#[test]
fn worlds_at_random_let_packets_pass_and_refuse_others() {
    let mut runner = TestRunner::deterministic();
    let worlds = (0..40).map(|_| world().new_tree(&mut runner).unwrap().current());
    let passed: Vec<usize> = worlds.map(|world| agree(&world).unwrap()).collect();
    assert!(passed.iter().filter(|count| **count > 0).count() > 20, "{passed:?}");
    assert!(passed.contains(&0), "{passed:?}");
}
