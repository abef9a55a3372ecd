//! One fault at a time in a small network, and what the matrix says of it.

use serde_json::{Value, json};

use crate::check::doors;
use crate::check::fixture::computed;
use crate::check::needs;

/// Flows as text, and everything the checks say, in a few words.
fn seen(edit: impl FnOnce(&mut Value)) -> (Vec<String>, Vec<String>) {
    let (model, network, matrix) = computed(edit);
    let flows = matrix
        .flows
        .iter()
        .map(|flow| format!("{} > {}: {}", flow.from, flow.to, flow.written()))
        .collect();
    let needs = needs::of(&model, &network);
    let mut said: Vec<String> =
        needs::check(&model, &network, &matrix, &needs).iter().map(ToString::to_string).collect();
    said.extend(doors::check(&model, &network, &matrix).iter().map(ToString::to_string));
    said.extend(
        matrix
            .findings
            .iter()
            .chain(&network.problems)
            .chain(&model.problems)
            .map(ToString::to_string),
    );
    (flows, said)
}

fn set(template: &mut Value, path: &str, value: Value) {
    let at = path.rsplit_once('/').unwrap();
    let parent = template.pointer_mut(&format!("/Resources/{}", at.0)).unwrap();
    match parent {
        Value::Array(items) => items.push(value),
        parent => parent[at.1] = value,
    }
}

fn add(template: &mut Value, id: &str, kind: &str, properties: Value) {
    template["Resources"][id] = json!({"Type": format!("AWS::{kind}"), "Properties": properties});
}

fn flow(edit: impl FnOnce(&mut Value), wanted: &str) {
    let (flows, _) = seen(edit);
    assert!(flows.iter().any(|flow| flow == wanted), "{wanted} is not among {flows:#?}");
}

fn says(edit: impl FnOnce(&mut Value), wanted: &str) {
    let (_, said) = seen(edit);
    assert!(said.iter().any(|one| one.contains(wanted)), "`{wanted}` is not among {said:#?}");
}

#[test]
fn the_good_network_is_seen_as_it_is() {
    let (flows, said) = seen(|_| {});
    assert_eq!(said, [""; 0]);
    assert_eq!(
        flows,
        [
            "all/Door > all/Service: tcp 8080",
            "all/Service > all/Api: tcp 443",
            "all/Service > all/Database: tcp 5432",
            "all/Service > all/Dkr: tcp 443",
            "all/Service > all/Logs: tcp 443",
            "all/Service > s3: tcp 443 (198.18.0.0/24)",
            "internet > all/Door: tcp 443 (192.0.2.0/24)",
        ]
    );
}

#[test]
fn a_door_opened_wider_is_seen_exactly() {
    flow(
        |t| set(t, "DoorFromBank/Properties/CidrIp", json!("0.0.0.0/0")),
        "internet > all/Door: tcp 443 (any IPv4)",
    );
    flow(
        |t| {
            add(
                t,
                "More",
                "EC2::SecurityGroupIngress",
                json!({"GroupId": {"Ref": "DoorGroup"}, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "203.0.113.0/24"}),
            )
        },
        "internet > all/Door: tcp 443 (192.0.2.0/24 203.0.113.0/24)",
    );
    flow(
        |t| {
            add(
                t,
                "More",
                "EC2::SecurityGroupIngress",
                json!({"GroupId": {"Ref": "DoorGroup"}, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourcePrefixListId": "pl-cf"}),
            )
        },
        "cloudfront of anybody > all/Door: tcp 443 (198.18.1.0/24)",
    );
}

#[test]
fn a_default_egress_rule_and_a_route_let_out() {
    let open = |t: &mut Value| set(t, "TaskGroup/Properties/SecurityGroupEgress", json!([]));
    flow(open, "all/Service > s3: all (198.18.0.0/24)");
    let (flows, _) = seen(open);
    assert!(!flows.iter().any(|flow| flow.contains("> internet")), "no route leads there");
    let routed = |t: &mut Value| {
        set(t, "TaskGroup/Properties/SecurityGroupEgress", json!([]));
        for zone in ["A", "C"] {
            add(
                t,
                &format!("Out{zone}"),
                "EC2::Route",
                json!({"RouteTableId": {"Ref": format!("Routes{zone}")}, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": {"Ref": "Nat"}}),
            );
        }
        add(t, "Nat", "EC2::NatGateway", json!({"SubnetId": {"Ref": "PublicA"}}));
    };
    let (flows, _) = seen(routed);
    assert!(
        flows
            .iter()
            .any(|flow| flow.starts_with("all/Service > internet by all/Nat: all (any IPv4")),
        "{flows:#?}"
    );
}

#[test]
fn a_longer_prefix_wins() {
    let (flows, _) = seen(|t| {
        set(t, "TaskGroup/Properties/SecurityGroupEgress", json!([]));
        add(t, "Line", "EC2::VPNGateway", json!({"Type": "ipsec.1"}));
        for zone in ["A", "C"] {
            for (name, net, way) in
                [("Wide", "198.51.100.0/24", "Gateway"), ("Long", "198.51.100.0/25", "Line")]
            {
                add(
                    t,
                    &format!("{name}{zone}"),
                    "EC2::Route",
                    json!({"RouteTableId": {"Ref": format!("Routes{zone}")}, "DestinationCidrBlock": net, "GatewayId": {"Ref": way}}),
                );
            }
        }
        set(
            t,
            "Service/Properties/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp",
            json!("ENABLED"),
        );
    });
    assert!(
        flows.iter().any(|flow| flow == "all/Service > internet: all (198.51.100.128/25)"),
        "{flows:#?}"
    );
    assert!(
        flows
            .iter()
            .any(|flow| flow == "all/Service > on-premises by all/Line: all (198.51.100.0/25)"),
        "{flows:#?}"
    );
}

#[test]
fn access_lists_are_heard_in_order_and_both_ways() {
    let list = |entries: Value| {
        move |t: &mut Value| {
            add(t, "List", "EC2::NetworkAcl", json!({"VpcId": {"Ref": "Vpc"}}));
            for zone in ["A", "C"] {
                add(
                    t,
                    &format!("List{zone}"),
                    "EC2::SubnetNetworkAclAssociation",
                    json!({"SubnetId": {"Ref": format!("Data{zone}")}, "NetworkAclId": {"Ref": "List"}}),
                );
            }
            for (index, entry) in entries.as_array().unwrap().iter().enumerate() {
                let mut entry = entry.clone();
                entry["NetworkAclId"] = json!({"Ref": "List"});
                add(t, &format!("Entry{index}"), "EC2::NetworkAclEntry", entry);
            }
        }
    };
    let rule = |number: u16, egress: bool, action: &str, cidr: &str, (low, high): (u16, u16)| {
        json!({"RuleNumber": number, "Egress": egress,
        "RuleAction": action, "Protocol": 6, "CidrBlock": cidr, "PortRange": {"From": low, "To": high}})
    };
    let good = json!([
        rule(100, false, "allow", "10.0.0.0/16", (5432, 5432)),
        rule(100, true, "allow", "10.0.0.0/16", (1024, 65535))
    ]);
    flow(list(good), "all/Service > all/Database: tcp 5432");
    says(
        list(json!([rule(100, false, "allow", "10.0.0.0/16", (5432, 5432))])),
        "whose answers do not all come back",
    );
    says(
        list(json!([
            rule(100, false, "allow", "10.0.10.0/25", (5432, 5432)),
            rule(100, true, "allow", "10.0.0.0/16", (1024, 65535))
        ])),
        "from part of",
    );
    let (flows, _) = seen(list(json!([
        rule(50, false, "deny", "10.0.0.0/8", (0, 65535)),
        rule(100, false, "allow", "10.0.0.0/16", (5432, 5432))
    ])));
    assert!(!flows.iter().any(|flow| flow.contains("all/Database")), "the earlier refusal decides");
}

#[test]
fn ipv6_is_seen() {
    flow(
        |t| {
            add(
                t,
                "Six",
                "EC2::VPCCidrBlock",
                json!({"VpcId": {"Ref": "Vpc"}, "AmazonProvidedIpv6CidrBlock": true}),
            );
            for (index, zone) in ["A", "C"].iter().enumerate() {
                set(
                    t,
                    &format!("App{zone}/Properties/Ipv6CidrBlock"),
                    json!({"Fn::Select": [index, {"Fn::Cidr": [{"Fn::Select": [0, {"Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"]}]}, 4, 64]}]}),
                );
            }
            add(
                t,
                "Open6",
                "EC2::SecurityGroupIngress",
                json!({"GroupId": {"Ref": "TaskGroup"}, "IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "CidrIpv6": "::/0"}),
            );
        },
        "internet > all/Service: tcp 8080 (any IPv6)",
    );
}

#[test]
fn a_missing_part_of_a_private_way_is_found() {
    let remove = |id: &'static str| {
        move |t: &mut Value| drop(t["Resources"].as_object_mut().unwrap().remove(id).unwrap())
    };
    says(remove("Logs"), "needs logs, and there is no endpoint");
    says(remove("EndpointFromTask"), "cannot reach all/Logs by tcp 443");
    says(remove("TaskToEndpoint"), "cannot reach all/Logs by tcp 443");
    says(remove("TaskToS3"), "needs s3, and its groups");
    says(|t| set(t, "Logs/Properties/PrivateDnsEnabled", json!(false)), "has no private name");
    says(
        |t| set(t, "Vpc/Properties/EnableDnsSupport", json!(false)),
        "does not resolve private names",
    );
    says(
        |t| set(t, "S3/Properties/RouteTableIds", json!([{"Ref": "RoutesA"}])),
        "no route to it in all/AppC",
    );
    says(
        |t| {
            add(
                t,
                "Useless",
                "EC2::VPCEndpoint",
                json!({"VpcId": {"Ref": "Vpc"}, "VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.ap-northeast-1.kms",
        "SubnetIds": [{"Ref": "AppA"}], "SecurityGroupIds": [{"Ref": "EndpointGroup"}]}),
            )
        },
        "no task needs kms",
    );
}

#[test]
fn a_door_that_leads_nowhere_is_found() {
    says(|t| set(t, "Targets/Properties/Port", json!(8081)), "sends to 8081");
    says(
        |t| {
            set(
                t,
                "Service/Properties/LoadBalancers/0/ContainerPort".replace("/0/", "/").as_str(),
                json!({"ContainerName": "other", "ContainerPort": 1}),
            )
        },
        "does not listen on 1",
    );
    says(
        |t| {
            set(t, "TaskFromDoor/Properties/FromPort", json!(8079));
            set(t, "DoorToTask/Properties/FromPort", json!(8079));
        },
        "may be asked tcp 8079 by all/Door, but does not listen there",
    );
    says(|t| set(t, "Listener/Properties/DefaultActions", json!([])), "no listener forwards");
}

#[test]
fn what_the_checker_does_not_know_is_never_passed_over() {
    says(
        |t| add(t, "Odd", "EC2::TransitGatewayConnect", json!({})),
        "type `AWS::EC2::TransitGatewayConnect` is not known",
    );
    says(
        |t| set(t, "ToInternet/Properties/VpcEndpointId", json!("vpce-1")),
        "property `VpcEndpointId` is not known",
    );
    says(
        |t| set(t, "DoorFromBank/Properties/CidrIp", json!({"Ref": "AWS::StackId"})),
        "a rule that cannot be read",
    );
    says(
        |t| set(t, "TaskToS3/Properties/DestinationPrefixListId", json!("pl-unknown")),
        "a rule that cannot be read",
    );
    says(
        |t| add(t, "Odd", "SNS::Topic", json!({"Subnet": {"Ref": "AppA"}})),
        "has no place in the network",
    );
    says(
        |t| {
            add(
                t,
                "Inside",
                "EC2::Route",
                json!({"RouteTableId": {"Ref": "RoutesA"}, "DestinationCidrBlock": "10.0.20.0/24", "GatewayId": {"Ref": "Gateway"}}),
            )
        },
        "inside the cloud's own addresses",
    );
    says(|t| set(t, "AppC/Properties/CidrBlock", json!("10.0.10.128/25")), "overlaps");
}
