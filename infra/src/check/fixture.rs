//! A small network for tests: a cloud in two zones, a load balancer, tasks, a database, ways to S3 and the logs.

use serde_json::{Value, json};

use super::model::{Environment, Model, Stack};
use super::net::{Network, build};
use super::reach::{Matrix, matrix};

/// The templates of the fixture, one stack, with `edit` applied.
pub fn environment(edit: impl FnOnce(&mut Value)) -> Environment {
    let mut template = json!({ "Resources": {} });
    let mut add = |id: &str, kind: &str, properties: Value| {
        template["Resources"][id] =
            json!({"Type": format!("AWS::{kind}"), "Properties": properties});
    };
    add("Vpc", "EC2::VPC", json!({"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": true}));
    add("Gateway", "EC2::InternetGateway", json!({}));
    add(
        "Attached",
        "EC2::VPCGatewayAttachment",
        json!({"VpcId": {"Ref": "Vpc"}, "InternetGatewayId": {"Ref": "Gateway"}}),
    );
    add("PublicRoutes", "EC2::RouteTable", json!({"VpcId": {"Ref": "Vpc"}}));
    add(
        "ToInternet",
        "EC2::Route",
        json!({"RouteTableId": {"Ref": "PublicRoutes"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}}),
    );
    for (zone, number) in [("A", 0), ("C", 1)] {
        for (tier, third) in [("Public", 0), ("App", 10), ("Data", 20)] {
            let name = format!("ap-northeast-1{}", zone.to_lowercase());
            add(
                &format!("{tier}{zone}"),
                "EC2::Subnet",
                json!({"VpcId": {"Ref": "Vpc"}, "AvailabilityZone": name,
                "CidrBlock": format!("10.0.{}.0/24", third + number)}),
            );
        }
        add(
            &format!("Public{zone}Routes"),
            "EC2::SubnetRouteTableAssociation",
            json!({"SubnetId": {"Ref": format!("Public{zone}")}, "RouteTableId": {"Ref": "PublicRoutes"}}),
        );
        add(&format!("Routes{zone}"), "EC2::RouteTable", json!({"VpcId": {"Ref": "Vpc"}}));
        add(
            &format!("App{zone}Routes"),
            "EC2::SubnetRouteTableAssociation",
            json!({"SubnetId": {"Ref": format!("App{zone}")}, "RouteTableId": {"Ref": format!("Routes{zone}")}}),
        );
    }
    groups(&mut add);
    parts(&mut add);
    edit(&mut template);
    let stack =
        Stack { name: "all".into(), region: "ap-northeast-1".into(), template, ..Stack::default() };
    Environment { name: "prod".into(), stacks: vec![stack] }
}

fn groups(add: &mut impl FnMut(&str, &str, Value)) {
    for group in ["Door", "Task", "Data", "Endpoint"] {
        let nothing = json!([{"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}]);
        add(
            &format!("{group}Group"),
            "EC2::SecurityGroup",
            json!({"GroupDescription": "x", "VpcId": {"Ref": "Vpc"}, "SecurityGroupEgress": nothing}),
        );
    }
    let mut allow = |from: &str, to: &str, port: u16| {
        let group = |name: &str| json!({"Fn::GetAtt": [format!("{name}Group"), "GroupId"]});
        add(
            &format!("{from}To{to}"),
            "EC2::SecurityGroupEgress",
            json!({"GroupId": group(from), "IpProtocol": "tcp",
            "FromPort": port, "ToPort": port, "DestinationSecurityGroupId": group(to)}),
        );
        add(
            &format!("{to}From{from}"),
            "EC2::SecurityGroupIngress",
            json!({"GroupId": group(to), "IpProtocol": "tcp",
            "FromPort": port, "ToPort": port, "SourceSecurityGroupId": group(from)}),
        );
    };
    allow("Door", "Task", 8080);
    allow("Task", "Data", 5432);
    allow("Task", "Endpoint", 443);
    let task = json!({"Ref": "TaskGroup"});
    add(
        "TaskToS3",
        "EC2::SecurityGroupEgress",
        json!({"GroupId": task, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "DestinationPrefixListId": "pl-s3"}),
    );
    add(
        "DoorFromBank",
        "EC2::SecurityGroupIngress",
        json!({"GroupId": {"Ref": "DoorGroup"}, "IpProtocol": "6", "FromPort": "443", "ToPort": 443, "CidrIp": "192.0.2.0/24"}),
    );
}

fn parts(add: &mut impl FnMut(&str, &str, Value)) {
    let both = |tier: &str| json!([{"Ref": format!("{tier}A")}, {"Ref": format!("{tier}C")}]);
    add(
        "Door",
        "ElasticLoadBalancingV2::LoadBalancer",
        json!({"Scheme": "internet-facing", "Subnets": both("Public"), "SecurityGroups": [{"Ref": "DoorGroup"}]}),
    );
    add(
        "Listener",
        "ElasticLoadBalancingV2::Listener",
        json!({"LoadBalancerArn": {"Ref": "Door"}, "Port": 443,
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}),
    );
    add(
        "Targets",
        "ElasticLoadBalancingV2::TargetGroup",
        json!({"Port": 8080, "TargetType": "ip", "VpcId": {"Ref": "Vpc"}}),
    );
    add(
        "Definition",
        "ECS::TaskDefinition",
        json!({"ContainerDefinitions": [{"Name": "kura", "PortMappings": [{"ContainerPort": 8080}],
        "Image": "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/kura", "LogConfiguration": {"LogDriver": "awslogs"}}]}),
    );
    add(
        "Service",
        "ECS::Service",
        json!({"TaskDefinition": {"Ref": "Definition"}, "NetworkConfiguration": {"AwsvpcConfiguration": {
        "Subnets": both("App"), "SecurityGroups": [{"Ref": "TaskGroup"}], "AssignPublicIp": "DISABLED"}},
        "LoadBalancers": [{"ContainerName": "kura", "ContainerPort": 8080, "TargetGroupArn": {"Ref": "Targets"}}]}),
    );
    add("Subnets", "RDS::DBSubnetGroup", json!({"SubnetIds": both("Data")}));
    add(
        "Database",
        "RDS::DBInstance",
        json!({"Engine": "postgres", "PubliclyAccessible": false, "DBSubnetGroupName": {"Ref": "Subnets"},
        "VPCSecurityGroups": [{"Fn::GetAtt": ["DataGroup", "GroupId"]}]}),
    );
    for (id, service) in [("Logs", "logs"), ("Api", "ecr.api"), ("Dkr", "ecr.dkr")] {
        add(
            id,
            "EC2::VPCEndpoint",
            json!({"VpcId": {"Ref": "Vpc"}, "VpcEndpointType": "Interface", "PrivateDnsEnabled": true,
            "ServiceName": format!("com.amazonaws.ap-northeast-1.{service}"), "SubnetIds": both("App"), "SecurityGroupIds": [{"Ref": "EndpointGroup"}]}),
        );
    }
    add(
        "S3",
        "EC2::VPCEndpoint",
        json!({"VpcId": {"Ref": "Vpc"}, "VpcEndpointType": "Gateway",
        "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"}, "RouteTableIds": [{"Ref": "RoutesA"}, {"Ref": "RoutesC"}]}),
    );
}

/// The model, the network and the matrix of the fixture after an edit.
pub fn computed(edit: impl FnOnce(&mut Value)) -> (Model, Network, Matrix) {
    let model = Model::of(&environment(edit));
    let lists =
        [("pl-s3", "s3"), ("pl-cf", "cloudfront")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let network = build(&model, &lists.into_iter().collect());
    let matrix = matrix(&network);
    (model, network, matrix)
}
