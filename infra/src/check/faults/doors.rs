//! Faults of doors: who may come in, and from where to where within.

use serde_json::{Value, json};

use super::Fault;
use super::plot::{Plot, edit, list_without, write};

const IN: &str = "AWS::EC2::SecurityGroupIngress";
const OUT: &str = "AWS::EC2::SecurityGroupEgress";
const GROUP: &str = "AWS::EC2::SecurityGroup";
const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const FROM_BANK: (&str, &str) = (IN, "StaffDoorFromBank");

const BANK_ONLY: &[&str] = &["6-5 staff come"];
const REVIEWED: &[&str] = &["6-3 the network is the reviewed one"];
const UNKNOWN: &[&str] = &["network"];
const REACH: &[&str] = &["reach"];

/// A rule of a group, by TCP to one port, with the other side as a property and its value.
#[expect(clippy::needless_pass_by_value, reason = "the faults read better without borrows")]
fn rule(plot: &mut Plot, kind: &str, group: &str, port: u16, far: (&str, Value)) -> usize {
    let mut rule = json!({
        "GroupId": group_id(group), "IpProtocol": "tcp", "FromPort": port, "ToPort": port,
        "Description": "Something that somebody needed for a day",
    });
    write(&mut rule, &format!("/{}", far.0), &far.1);
    let way = if kind == IN { "In" } else { "Out" };
    plot.add("network", &format!("Planted{way}{group}{port}"), kind, rule)
}

fn group_id(group: &str) -> Value {
    json!({"Fn::GetAtt": [format!("{group}Group"), "GroupId"]})
}

/// The egress rules of a group, instead of "nothing".
fn lets_out(plot: &mut Plot, group: &str, to: &str) -> usize {
    let rule = json!({"IpProtocol": "-1", "CidrIp": to, "Description": "So that it simply works"});
    plot.set((GROUP, group), "SecurityGroupEgress", json!([rule]))
}

/// An access list before the first subnet of data: lets all in, and out what the entry says.
fn listed(plot: &mut Plot, out: &[(&str, Value)]) -> usize {
    let list = json!({"Ref": "PlantedList"});
    let vpc = json!({"VpcId": {"Ref": "Vpc"}});
    let own = json!({"SubnetId": {"Ref": "DataSubnetA"}, "NetworkAclId": list});
    let mut entry = json!({
        "NetworkAclId": list, "RuleNumber": 100, "Protocol": -1, "RuleAction": "allow",
        "CidrBlock": "0.0.0.0/0",
    });
    let inward = entry.clone();
    write(&mut entry, "/Egress", &json!(true));
    for (key, value) in out {
        write(&mut entry, &format!("/{key}"), value);
    }
    plot.add("network", "PlantedList", "AWS::EC2::NetworkAcl", vpc)
        * plot.add("network", "PlantedListed", "AWS::EC2::SubnetNetworkAclAssociation", own)
        * plot.add("network", "PlantedIn", "AWS::EC2::NetworkAclEntry", inward)
        * plot.add("network", "PlantedOut", "AWS::EC2::NetworkAclEntry", entry)
}

/// The staff's rule for IPv6 with another network.
fn six(plot: &mut Plot, net: &str) -> usize {
    plot.one(FROM_BANK, |rule| {
        let had = rule.pointer("/Properties/CidrIpv6").is_some();
        had && edit(rule, |all| all.insert("CidrIpv6".to_owned(), json!(net)).is_some())
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("05 staff door open to everybody", BANK_ONLY, |p| {
        p.set(FROM_BANK, "CidrIp", json!("0.0.0.0/0"))
    }),
    Fault::new("06 staff door open to a foreign network too", BANK_ONLY, |p| {
        rule(p, IN, "StaffDoor", 443, ("CidrIp", json!("203.0.113.0/24")))
    }),
    Fault::new("staff door open to all of IPv6", BANK_ONLY, |p| six(p, "::/0")),
    Fault::new("staff door open to a provider's IPv6", BANK_ONLY, |p| six(p, "2001:db8::/32")),
    Fault::new("staff door open on another port", BANK_ONLY, |p| {
        p.set(FROM_BANK, "FromPort", json!(80))
    }),
    Fault::new("one office of the bank is locked out", REVIEWED, |p| {
        p.drop((IN, "StaffDoorFromBank1"))
    }),
    Fault::new("anybody's CloudFront may call the staff's door", REVIEWED, |p| {
        let list = json!({"Ref": "CloudFrontPrefixList"});
        rule(p, IN, "StaffDoor", 443, ("SourcePrefixListId", list))
    }),
    Fault::new("11 tasks get public addresses", &["6-7 no public"], |p| {
        let path = "NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp";
        p.set(("AWS::ECS::Service", "Customer"), path, json!("ENABLED"))
    }),
    Fault::new("12 database with a public address", &["6-7 no public"], |p| {
        p.set(("AWS::RDS::DBInstance", ""), "PubliclyAccessible", json!(true))
    }),
    Fault::new("23 the customers' door made public", &["7-5 the origin"], |p| {
        p.set((BALANCER, "CustomerDoor"), "Scheme", json!("internet-facing"))
    }),
    Fault::new(
        "CloudFront's rule replaced by the cloud's own addresses",
        &["7-5 the origin"],
        |p| {
            p.one((IN, "CustomerDoorFromCloudFront"), |rule| {
                edit(rule, |all| {
                    all.insert("CidrIp".to_owned(), json!("10.40.0.0/16"));
                    all.remove("SourcePrefixListId").is_some()
                })
            })
        },
    ),
    Fault::new("29 customers' tasks may call the staff's", &["6-5 sites do not meet"], |p| {
        rule(p, OUT, "Customer", 8081, ("DestinationSecurityGroupId", group_id("Staff")))
            * rule(p, IN, "Staff", 8081, ("SourceSecurityGroupId", group_id("Customer")))
    }),
    Fault::new("a task may call the database only half", REVIEWED, |p| {
        p.drop((IN, "DatabaseFromStaff"))
    }),
    Fault::new("tasks may call each other", REVIEWED, |p| {
        rule(p, OUT, "Customer", 8080, ("DestinationSecurityGroupId", group_id("Customer")))
            * rule(p, IN, "Customer", 8080, ("SourceSecurityGroupId", group_id("Customer")))
    }),
    Fault::new("the database may be asked by whatever is in the cloud", REVIEWED, |p| {
        rule(p, IN, "Database", 5432, ("CidrIp", json!("10.40.0.0/16")))
            * lets_out(p, "EndpointGroup", "0.0.0.0/0")
    }),
    Fault::new("a group that keeps the rule it is born with", REVIEWED, |p| {
        p.unset((GROUP, "CustomerGroup"), "SecurityGroupEgress")
    }),
    Fault::new("a rule that covers part of a subnet", REACH, |p| {
        p.one((IN, "DatabaseFromStaff"), |rule| {
            edit(rule, |all| {
                all.insert("CidrIp".to_owned(), json!("10.40.36.0/25"));
                all.remove("SourceSecurityGroupId").is_some()
            })
        })
    }),
    Fault::new("31 the target group's port is not the task's", &["6-3 load balancers lead"], |p| {
        p.set(("AWS::ElasticLoadBalancingV2::TargetGroup", "CustomerBlue"), "Port", json!(8089))
    }),
    Fault::new("30 all tasks in one zone", &["6-6 two zones"], |p| {
        let path = "/Properties/NetworkConfiguration/AwsvpcConfiguration/Subnets";
        p.one(("AWS::ECS::Service", "Customer"), |one| list_without(one, path))
    }),
    Fault::new("answers of the database are dropped by an access list", REACH, |p| {
        listed(p, &[("Protocol", json!(6)), ("PortRange", json!({"From": 443, "To": 443}))])
    }),
    Fault::new("an access list refuses part of a subnet", REACH, |p| {
        let refusal = json!({
            "NetworkAclId": {"Ref": "PlantedList"}, "RuleNumber": 50, "Protocol": 6,
            "PortRange": {"From": 5432, "To": 5432}, "RuleAction": "deny",
            "CidrBlock": "10.40.36.0/25",
        });
        listed(p, &[]) * p.add("network", "PlantedRefusal", "AWS::EC2::NetworkAclEntry", refusal)
    }),
    Fault::new("a virtual machine on the Internet", UNKNOWN, |p| {
        let machine = json!({"SubnetId": {"Ref": "PublicSubnetA"}});
        p.add("network", "PlantedMachine", "AWS::EC2::Instance", machine)
    }),
    Fault::new("the staff's firewall comes last of all", &["6-5 the staff's firewall"], |p| {
        let all = &mut p.environment.stacks;
        let place = all.iter().position(|one| one.name == "security");
        place.map_or(0, |at| {
            let moved = all.remove(at);
            all.push(moved);
            1
        })
    }),
    Fault::new("a function placed among the tasks", REVIEWED, |p| {
        let place = json!({
            "SubnetIds": [{"Ref": "TaskSubnetA"}, {"Ref": "TaskSubnetC"}],
            "SecurityGroupIds": [{"Ref": "CustomerGroup"}],
        });
        p.add("network", "Planted", "AWS::Lambda::Function", json!({"VpcConfig": place}))
    }),
    Fault::new("a rule nobody can read", UNKNOWN, |p| {
        p.set(FROM_BANK, "CidrIp", json!({"Fn::Sub": "${AWS::StackId}/28"}))
    }),
    Fault::new("a prefix list nobody has reviewed", UNKNOWN, |p| {
        p.set((OUT, "CustomerToS3"), "DestinationPrefixListId", json!("pl-0123456789abcdef0"))
    }),
    Fault::new(
        "the inside variant keeps a door to the Internet",
        &["7-1 the inside variant"],
        |p| {
            p.set((BALANCER, "StaffDoor"), "Scheme", json!("internet-facing"))
                * rule(p, IN, "StaffDoor", 443, ("CidrIp", json!("192.0.2.0/28")))
        },
    )
    .within("vpn"),
];
