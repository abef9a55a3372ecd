//! Faults of ways: routes, private ways to services, names, and the proxy.

use serde_json::{Value, json};

use super::Fault;
use super::plot::{Plot, edit, list_without, write};

const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";
const SUBNET: &str = "AWS::EC2::Subnet";
const NAMES: &str = "AWS::Route53Resolver::FirewallRuleGroup";
const LISTED: (&str, &str) = ("AWS::Route53Resolver::FirewallDomainList", "Listed");

const WAY: &[&str] = &["6-7 private way"];
const NO_ROUTE: &[&str] = &["6-8 no route"];
const UNKNOWN: &[&str] = &["network"];
const PROXY: &[&str] = &["6-8 the proxy"];
const NEEDED: &[&str] = &["6-8 needed names"];

/// A route of the first zone's tasks, to everywhere.
fn route(plot: &mut Plot, way: &str, to: &str) -> usize {
    route_to(plot, "0.0.0.0/0", way, to)
}

fn route_to(plot: &mut Plot, net: &str, way: &str, to: &str) -> usize {
    let mut route = json!({"RouteTableId": {"Ref": "TaskARoutes"}, "DestinationCidrBlock": net});
    write(&mut route, &format!("/{way}"), &json!({"Ref": to}));
    plot.add("network", "PlantedRoute", "AWS::EC2::Route", route)
}

/// The last rule of the DNS firewall, spoilt.
fn last_rule(plot: &mut Plot, path: &str, value: &Value) -> usize {
    plot.one((NAMES, ""), |group| {
        let rules = group.pointer_mut("/Properties/FirewallRules").and_then(Value::as_array_mut);
        let last = rules.and_then(|rules| rules.last_mut());
        last.is_some_and(|rule| write(rule, path, value))
    })
}

/// Another text in the proxy's configuration.
fn proxy(plot: &mut Plot, from: &str, to: &str) -> usize {
    let configuration = &mut plot.reviewed.proxy.configuration;
    let found = configuration.matches(from).count();
    *configuration = configuration.replace(from, to);
    found
}

/// Another name on a proxy's list.
fn listed(plot: &mut Plot, list: &str, domain: &str) -> usize {
    let found = plot.reviewed.proxy.lists.get_mut(list);
    found.map_or(0, |text| {
        text.push_str(domain);
        1
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("04 subnets overlap", UNKNOWN, |p| {
        let network = p.environment.stack("network");
        let first = network.and_then(|one| {
            one.template.pointer("/Resources/TaskSubnetA/Properties/CidrBlock").cloned()
        });
        first.map_or(0, |cidr| p.set((SUBNET, "TaskSubnetC"), "CidrBlock", cidr))
    }),
    Fault::new("07 tasks routed to the Internet gateway", NO_ROUTE, |p| {
        route(p, "GatewayId", "InternetGateway")
    }),
    Fault::new("08 tasks routed past the proxy by NAT", NO_ROUTE, |p| {
        let nat = json!({"SubnetId": {"Ref": "PublicSubnetA"}});
        p.add("network", "PlantedNat", "AWS::EC2::NatGateway", nat)
            * route(p, "NatGatewayId", "PlantedNat")
    }),
    Fault::new("a peering to a cloud nobody knows", &["6-3 the network"], |p| {
        let peering = json!({"VpcId": {"Ref": "Vpc"}, "PeerVpcId": "vpc-0123456789abcdef0"});
        let out = json!([{
            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.99.0.0/16",
            "Description": "A service of another team",
        }]);
        p.add("network", "PlantedPeering", "AWS::EC2::VPCPeeringConnection", peering)
            * route_to(p, "10.99.0.0/16", "VpcPeeringConnectionId", "PlantedPeering")
            * p.set(("AWS::EC2::SecurityGroup", "CustomerGroup"), "SecurityGroupEgress", out)
    }),
    Fault::new("a route inside the cloud, past the groups", UNKNOWN, |p| {
        route_to(p, "10.40.38.0/24", "GatewayId", "InternetGateway")
    }),
    Fault::new("16 the endpoint of the logs is missing", WAY, |p| p.drop((ENDPOINT, "Logs"))),
    Fault::new("17 an endpoint without its private name", WAY, |p| {
        p.set((ENDPOINT, "Secretsmanager"), "PrivateDnsEnabled", json!(false))
    }),
    Fault::new("18 the endpoints' group lets staff's tasks not in", WAY, |p| {
        p.drop(("AWS::EC2::SecurityGroupIngress", "EndpointFromStaff"))
    }),
    Fault::new("35 no route to S3 in one zone", WAY, |p| {
        p.one((ENDPOINT, "S3"), |one| {
            let routes = one.pointer_mut("/Properties/RouteTableIds");
            routes.and_then(Value::as_array_mut).is_some_and(|list| {
                let before = list.len();
                list.retain(|table| *table != json!({"Ref": "TaskCRoutes"}));
                list.len() < before
            })
        })
    }),
    Fault::new("the cloud resolves no private names", WAY, |p| {
        p.set(("AWS::EC2::VPC", ""), "EnableDnsHostnames", json!(false))
    }),
    Fault::new("an endpoint nobody needs", &["6-9"], |p| {
        let endpoint = json!({
            "VpcId": {"Ref": "Vpc"}, "VpcEndpointType": "Interface", "PrivateDnsEnabled": true,
            "ServiceName": "com.amazonaws.ap-northeast-1.kms",
            "SubnetIds": [{"Ref": "TaskSubnetA"}, {"Ref": "TaskSubnetC"}],
            "SecurityGroupIds": [{"Fn::GetAtt": ["EndpointGroup", "GroupId"]}],
        });
        p.add("network", "Planted", ENDPOINT, endpoint)
    }),
    Fault::new("an endpoint in one zone", &["6-6 two zones"], |p| {
        p.one((ENDPOINT, "Secretsmanager"), |one| list_without(one, "/Properties/SubnetIds"))
    }),
    Fault::new("an endpoint without a policy", &["6-7 endpoints"], |p| {
        p.unset((ENDPOINT, "Logs"), "PolicyDocument")
    }),
    Fault::new("19 the DNS firewall ends by allowing", &["6-8 names"], |p| {
        last_rule(p, "/Action", &json!("ALLOW"))
    }),
    Fault::new("the DNS firewall refuses before it allows", NEEDED, |p| {
        last_rule(p, "/Priority", &json!(1))
    }),
    Fault::new("a needed name is off the list", NEEDED, |p| {
        p.replace(LISTED, "secretsmanager.", "secretsmanager2.")
    }),
    Fault::new("the name of the database is off the list", NEEDED, |p| {
        p.replace(LISTED, ".rds.amazonaws.com", ".rds2.amazonaws.com")
    }),
    Fault::new("the list of names has everybody's buckets", &["6-8 names"], |p| {
        p.replace(LISTED, "secretsmanager.ap-northeast-1.amazonaws.com", "*.amazonaws.com")
    }),
    Fault::new("the cloud has no DNS firewall", &["6-8 no way to the Internet"], |p| {
        p.drop(("AWS::Route53Resolver::FirewallRuleGroupAssociation", ""))
    }),
    Fault::new("the DNS firewall can be taken off by one call", &["6-8 names"], |p| {
        p.one(("AWS::Route53Resolver::FirewallRuleGroupAssociation", ""), |one| {
            edit(one, |all| all.remove("MutationProtection").is_some())
        })
    }),
    Fault::new("20 the proxy lets by default pass", PROXY, |p| {
        proxy(p, "http_access deny all", "http_access allow all")
    }),
    Fault::new("the proxy looks up what an address is called", PROXY, |p| {
        proxy(p, "dstdomain -n ", "dstdomain ")
    }),
    Fault::new("the proxy allows before it refuses", PROXY, |p| {
        proxy(p, "http_access allow listed\n", "")
            * proxy(
                p,
                "http_access deny !CONNECT",
                "http_access allow listed\nhttp_access deny !CONNECT",
            )
    }),
    Fault::new("the proxy reads more from another file", PROXY, |p| {
        proxy(p, "cache deny all", "cache deny all\ninclude /etc/squid/conf.d/*.conf")
    }),
    Fault::new("the proxy's list has a whole top domain", PROXY, |p| {
        listed(p, "prod", ".example\n")
    }),
    Fault::new("a vendor is on the proxy's list and not resolved", PROXY, |p| {
        listed(p, "prod", "another.vendor.test\n")
    })
    .within("proxy"),
    Fault::new("where customers log in is not on the proxy's list", PROXY, |p| {
        let list = p.reviewed.proxy.lists.get_mut("prodcognito");
        list.map_or(0, |list| {
            let found = list.matches("kura-prod-customers.auth.").count();
            *list = list.replace("kura-prod-customers.auth.", "customers.auth.");
            found
        })
    })
    .within("cognito"),
    Fault::new("the proxy takes the list of another environment", PROXY, |p| {
        p.set(
            ("AWS::ECS::TaskDefinition", "Proxy"),
            "ContainerDefinitions/0/Command/1",
            json!("prod"),
        )
    })
    .within("cognito"),
    Fault::new("the proxy has no list", PROXY, |p| {
        p.unset(("AWS::ECS::TaskDefinition", "Proxy"), "ContainerDefinitions/0/Command")
    })
    .within("proxy"),
    Fault::new("the proxy reaches the way to secrets", &["6-3 no way to a service"], |p| {
        let rule = |own: &str, side: &str, far: &str| {
            let mut rule = json!({
                "GroupId": {"Fn::GetAtt": [own, "GroupId"]}, "IpProtocol": "tcp",
                "FromPort": 443, "ToPort": 443, "Description": "The proxy is a task like others",
            });
            write(
                &mut rule,
                &format!("/{side}SecurityGroupId"),
                &json!({"Fn::GetAtt": [far, "GroupId"]}),
            );
            rule
        };
        let into = rule("SecretsGroup", "Source", "ProxyGroup");
        let out = rule("ProxyGroup", "Destination", "SecretsGroup");
        p.add("network", "PlantedIn", "AWS::EC2::SecurityGroupIngress", into)
            * p.add("network", "PlantedOut", "AWS::EC2::SecurityGroupEgress", out)
    })
    .within("proxy"),
    Fault::new("the way to secrets stands with those to images and logs", &["6-3 no way"], |p| {
        p.set(
            (ENDPOINT, "Secretsmanager"),
            "SecurityGroupIds",
            json!([{"Fn::GetAtt": ["EndpointGroup", "GroupId"]}]),
        )
    })
    .within("proxy"),
    Fault::new("tasks go past the proxy", NO_ROUTE, |p| route(p, "GatewayId", "InternetGateway"))
        .within("proxy"),
    Fault::new("the proxy may be asked from the Internet", &["6-5 staff come"], |p| {
        let rule = json!({
            "GroupId": {"Fn::GetAtt": ["ProxyGroup", "GroupId"]}, "IpProtocol": "tcp",
            "FromPort": 3128, "ToPort": 3128, "CidrIp": "0.0.0.0/0",
            "Description": "To try it from the office",
        });
        p.add("network", "Planted", "AWS::EC2::SecurityGroupIngress", rule)
    })
    .within("proxy"),
];
