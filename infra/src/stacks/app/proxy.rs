//! The option of an egress: Squid with a list of domains, the only thing in the VPC that reaches the
//! Internet. It stands in the public subnets, is found as `proxy.kura.internal`, and nobody outside
//! reaches it: its group lets only tasks in.

use serde_json::{Value, json};

use super::task;
use crate::{
    iam::{Statement, role, trust},
    keys,
    params::Environment,
    program::PROXY_PORT,
    stacks::network::{Tier, ZONES, dns::INTERNAL, flows::Group},
    template::{Id, Resource, Stack, TOKYO, import},
};

pub(super) fn add(stack: &mut Stack, env: &Environment) {
    let image = task::image(stack, "kura-proxy");
    let log = format!("/kura/{}/proxy", env.name);
    let log = keys::log_group(stack, env, "ProxyLog", &log, &import(env, "watch-key"));
    let task = proxy_task(stack, env, &image, &log);
    let found = found_as(stack, env);
    let body = json!({
        "ServiceName": "proxy", "Cluster": import(env, "cluster"),
        "TaskDefinition": task.reference(), "LaunchType": "FARGATE", "PlatformVersion": "1.4.0",
        "DesiredCount": ZONES.len(), "EnableExecuteCommand": false,
        "AvailabilityZoneRebalancing": "ENABLED", "PropagateTags": "SERVICE",
        "DeploymentConfiguration": {
            "MinimumHealthyPercent": 100, "MaximumPercent": 200,
            "DeploymentCircuitBreaker": {"Enable": true, "Rollback": true},
        },
        "NetworkConfiguration": {"AwsvpcConfiguration": {
            // The one thing that has public addresses: it is the way out.
            "AssignPublicIp": "ENABLED", "SecurityGroups": [Group::Proxy.import(env)],
            "Subnets": ZONES.map(|(zone, _)| import(env, &Tier::Public.export(zone))),
        }},
        "ServiceRegistries": [{"RegistryArn": found.arn()}],
    });
    stack.add("ProxyService", Resource::new("AWS::ECS::Service", body));
}

fn proxy_task(stack: &mut Stack, env: &Environment, image: &Value, log: &Id) -> Id {
    let mut rights = task::pulling("kura-proxy");
    rights.push(Statement::allow(
        "Log",
        &["logs:CreateLogStream", "logs:PutLogEvents"],
        &[log.arn()],
    ));
    let starter = role(
        stack,
        "ProxyStarterRole",
        &env.named("proxy-starter"),
        "ECS starts the proxy with it: its image and its log",
        &trust("ecs-tasks.amazonaws.com"),
        &rights,
    );
    let body = json!({
        "Family": env.named("proxy"), "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"],
        "RuntimePlatform": {"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"},
        "Cpu": "256", "Memory": "512", "ExecutionRoleArn": starter.arn(),
        "ContainerDefinitions": [{
            "Name": "proxy", "Image": image, "Essential": true, "User": "13:13",
            // The name chooses the list of domains.
            "Command": ["-n", env.proxy_list()],
            "ReadonlyRootFilesystem": true, "Privileged": false,
            "LinuxParameters": {"InitProcessEnabled": true, "Capabilities": {"Drop": ["ALL"]}},
            "StopTimeout": 20,
            "PortMappings": [{"ContainerPort": PROXY_PORT, "Protocol": "tcp"}],
            "LogConfiguration": {"LogDriver": "awslogs", "Options": {
                "awslogs-group": log.reference(), "awslogs-region": TOKYO,
                "awslogs-stream-prefix": "proxy", "mode": "non-blocking",
                "max-buffer-size": "4m",
            }},
        }],
    });
    stack.add("ProxyTask", Resource::new("AWS::ECS::TaskDefinition", body))
}

fn found_as(stack: &mut Stack, env: &Environment) -> Id {
    let body = json!({"Name": INTERNAL, "Vpc": import(env, "vpc"),
        "Description": "Where tasks find the proxy"});
    let zone = stack
        .add("InternalZone", Resource::new("AWS::ServiceDiscovery::PrivateDnsNamespace", body));
    let body = json!({
        "Name": "proxy",
        "DnsConfig": {
            "NamespaceId": zone.get("Id"), "RoutingPolicy": "MULTIVALUE",
            "DnsRecords": [{"Type": "A", "TTL": "10"}],
        },
        "HealthCheckCustomConfig": {"FailureThreshold": 1},
    });
    stack.add("ProxyName", Resource::new("AWS::ServiceDiscovery::Service", body))
}
