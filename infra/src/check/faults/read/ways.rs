//! Faults of ways: routes, names and rules that nothing computed takes into account.

use serde_json::{Value, json};

use super::{more, statement};
use crate::check::faults::Fault;
use crate::check::faults::plot::{Plot, write};

const GROUP: &str = "AWS::EC2::SecurityGroup";
const ROUTE: &str = "AWS::EC2::Route";
const ASSOCIATION: &str = "AWS::Route53Resolver::FirewallRuleGroupAssociation";
const UNKNOWN: &[&str] = &["network"];
const NO_ROUTE: &[&str] = &["6-8 no route to the Internet from inside"];
const NAMES: &[&str] = &["6-8 names are refused unless listed"];
const ONE_FIREWALL: &[&str] = &["6-8 no way to the Internet but the proxy"];
const READ: &[&str] = &["6-8 ways and settings are those that were read"];
const PROXY: &[&str] = &["6-8 the proxy lets listed names pass only"];

/// A name more that is resolved.
fn resolved(plot: &mut Plot, name: &str) -> usize {
    plot.one(("AWS::Route53Resolver::FirewallDomainList", "Listed"), |list| {
        more(list, "/Properties/Domains", json!(name))
    })
}

/// A line more in the proxy's configuration.
fn proxy(plot: &mut Plot, line: &str) -> usize {
    plot.reviewed.proxy.configuration.push_str(line);
    1
}

fn lets_out(plot: &mut Plot, group: &str) -> usize {
    let all = json!([{"CidrIp": "0.0.0.0/0", "IpProtocol": "-1", "Description": "So that it simply works"}]);
    plot.set((GROUP, group), "SecurityGroupEgress", all)
}

fn section<'a>(plot: &'a mut Plot, name: &str) -> Option<&'a mut Value> {
    let stack = plot.environment.stacks.iter_mut().find(|one| one.name == "network")?;
    let template = stack.template.as_object_mut()?;
    Some(template.entry(name).or_insert_with(|| json!({})))
}

pub const FAULTS: &[Fault] = &[
    Fault::new("a way to the Internet in a table that is named by its number", UNKNOWN, |p| {
        let route = json!({"RouteTableId": "rtb-0123456789abcdef0", "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": {"Ref": "InternetGateway"}});
        p.add("network", "Planted", ROUTE, route)
    }),
    Fault::new("half of the Internet by a gateway of somebody's", NO_ROUTE, |p| {
        let route = json!({"RouteTableId": {"Ref": "TaskARoutes"}, "DestinationCidrBlock": "128.0.0.0/1",
            "TransitGatewayId": "tgw-0123456789abcdef0"});
        p.add("network", "Planted", ROUTE, route)
    }),
    Fault::new("a door that a word at deployment opens", READ, |p| {
        let is_debug = json!({"Fn::Equals": [{"Ref": "Debug"}, "yes"]});
        let rule = json!({"GroupId": {"Fn::GetAtt": ["StaffDoorGroup", "GroupId"]}, "IpProtocol": "tcp",
            "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0", "Description": "To look at it from home"});
        let declared = section(p, "Parameters")
            .is_some_and(|all| write(all, "/Debug", &json!({"Type": "String", "Default": "no"})));
        let decided = section(p, "Conditions").is_some_and(|all| write(all, "/Debug", &is_debug));
        usize::from(declared && decided)
            * p.add("network", "Planted", "AWS::EC2::SecurityGroupIngress", rule)
            * p.one(("AWS::EC2::SecurityGroupIngress", "Planted"), |one| {
                write(one, "/Condition", &json!("Debug"))
            })
    }),
    Fault::new("the bank's network is told at deployment", READ, |p| {
        let net = json!({"Type": "String", "Default": "192.0.2.0/28"});
        let declared = section(p, "Parameters").is_some_and(|all| write(all, "/BankNet", &net));
        usize::from(declared)
            * p.set(
                ("AWS::EC2::SecurityGroupIngress", "StaffDoorFromBank1"),
                "CidrIp",
                json!({"Ref": "BankNet"}),
            )
    }),
    Fault::new("a subnet gives public addresses to whatever stands in it", &["6-3 subnets"], |p| {
        p.set(("AWS::EC2::Subnet", "TaskSubnetA"), "MapPublicIpOnLaunch", json!(true))
    }),
    Fault::new("the database's group lets all out", READ, |p| lets_out(p, "DatabaseGroup")),
    Fault::new("the customers' door's group lets all out", READ, |p| {
        lets_out(p, "CustomerDoorGroup")
    }),
    Fault::new("a stranger's names are resolved", NAMES, |p| resolved(p, "*.attacker.example")),
    Fault::new("one name more is resolved", READ, |p| resolved(p, "www.attacker.example")),
    Fault::new("everybody's buckets are resolved", NAMES, |p| {
        resolved(p, "*.s3.ap-northeast-1.amazonaws.com")
    }),
    Fault::new("a country's companies are resolved", NAMES, |p| resolved(p, "*.co.jp")),
    Fault::new("the firewall for names is another's", ONE_FIREWALL, |p| {
        p.set((ASSOCIATION, ""), "FirewallRuleGroupId", json!("rslvr-frg-0123456789abcdef"))
    }),
    Fault::new("another's firewall for names is asked first", ONE_FIREWALL, |p| {
        let first = json!({"FirewallRuleGroupId": "rslvr-frg-0123456789abcdef", "VpcId": {"Ref": "Vpc"},
            "Priority": 100, "MutationProtection": "ENABLED", "Name": "x"});
        p.add("network", "Planted", ASSOCIATION, first)
    }),
    Fault::new("a stranger's bucket at the way to S3", READ, |p| {
        statement(p, ("AWS::EC2::VPCEndpoint", "S3"), "Documents", |one| {
            let list = one.get_mut("Resource").and_then(Value::as_array_mut);
            let theirs = json!("arn:aws:s3:::attacker-bucket/*");
            list.into_iter().for_each(|list| list.push(theirs.clone()));
        })
    }),
    Fault::new("a stranger's bucket instead of the images' layers", READ, |p| {
        statement(p, ("AWS::EC2::VPCEndpoint", "S3"), "Layers", |one| {
            one.insert("Resource".to_owned(), json!(["arn:aws:s3:::attacker-bucket/*"]));
            one.insert("Action".to_owned(), json!(["s3:PutObject"]));
        })
    }),
    Fault::new("the proxy asks a stranger for names", PROXY, |p| {
        proxy(p, "\ndns_nameservers 203.0.113.9\n")
    })
    .within("proxy"),
    Fault::new("the proxy has names of its own", PROXY, |p| {
        proxy(p, "\nhosts_file /dev/shm/hosts\n")
    })
    .within("proxy"),
    Fault::new("the proxy starts a program that writes its log", PROXY, |p| {
        proxy(p, "\nlogfile_daemon /dev/shm/x\naccess_log daemon:/x\nsnmp_port 3401\n")
    })
    .within("proxy"),
    Fault::new("a country's companies are on the proxy's list and resolved", NAMES, |p| {
        let list = p.reviewed.proxy.lists.get_mut("prod");
        let listed = list.map_or(0, |list| {
            list.push_str(".co.jp\n");
            1
        });
        listed * resolved(p, "*.co.jp")
    })
    .within("proxy"),
    Fault::new("the bank's line goes on to a network nobody named", READ, |p| {
        let path = "AllowedPrefixesToDirectConnectGateway";
        let line = ("AWS::DirectConnect::DirectConnectGatewayAssociation", "");
        p.set(line, path, json!([{"Cidr": "10.40.0.0/16"}]))
    })
    .within("line"),
];
