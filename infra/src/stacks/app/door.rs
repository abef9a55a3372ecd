//! A load balancer with its certificate, its listener and the two target groups a blue/green
//! deployment moves between.

use serde_json::{Value, json};

use crate::{
    params::Environment,
    program::{CUSTOMER_PORT, HEALTH_PATH, Role, STAFF_PORT},
    stacks::network::{Tier, ZONES, flows::Group},
    template::{Id, Resource, Stack, camel, import},
};

/// A load balancer before it is made.
#[derive(Debug)]
pub(super) struct Door {
    pub role: Role,
    pub group: Group,
    pub tier: Tier,
    pub host: String,
    /// Whether it has IPv6 addresses too.
    pub dual: bool,
    /// Whether its requests are logged, with their paths.
    pub log: bool,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Made {
    pub balancer: Id,
    pub rule: Id,
    pub blue: Id,
    pub green: Id,
}

/// Only TLS 1.2 and 1.3, with forward secrecy and authenticated ciphers.
const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

pub(super) fn port(role: Role) -> u16 {
    if role == Role::Staff { STAFF_PORT } else { CUSTOMER_PORT }
}

pub(super) fn add(stack: &mut Stack, env: &Environment, door: &Door) -> Made {
    let name = camel(door.role.name());
    let certificate = certificate(stack, env, &name, &door.host);
    let public = door.tier == Tier::Public;
    let body = json!({
        "Name": env.named(door.role.name()), "Type": "application",
        "Scheme": if public { "internet-facing" } else { "internal" },
        "IpAddressType": if door.dual { "dualstack" } else { "ipv4" },
        "Subnets": ZONES.map(|(zone, _)| import(env, &door.tier.export(zone))),
        "SecurityGroups": [door.group.import(env)],
        "LoadBalancerAttributes": attributes(env, door),
    });
    let balancer = stack.add(
        format!("{name}Door"),
        Resource::new("AWS::ElasticLoadBalancingV2::LoadBalancer", body),
    );
    let blue = target(stack, env, door, "blue");
    let green = target(stack, env, door, "green");
    let body = json!({
        "LoadBalancerArn": balancer.reference(), "Port": 443, "Protocol": "HTTPS",
        "SslPolicy": TLS_POLICY, "Certificates": [{"CertificateArn": certificate.reference()}],
        // Whoever does not ask for the site by its name gets nothing.
        "DefaultActions": [{"Type": "fixed-response", "FixedResponseConfig": {
            "StatusCode": "403", "ContentType": "text/plain", "MessageBody": "",
        }}],
    });
    let listener = stack.add(
        format!("{name}Listener"),
        Resource::new("AWS::ElasticLoadBalancingV2::Listener", body),
    );
    let body = json!({
        "ListenerArn": listener.reference(), "Priority": 10,
        "Conditions": [{"Field": "host-header", "HostHeaderConfig": {"Values": [door.host]}}],
        "Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [
            {"TargetGroupArn": blue.reference(), "Weight": 1},
            {"TargetGroupArn": green.reference(), "Weight": 0},
        ]}}],
    });
    let rule = stack.add(
        format!("{name}Rule"),
        Resource::new("AWS::ElasticLoadBalancingV2::ListenerRule", body),
    );
    let what = format!("{}-door", door.role.name());
    stack.export(&what, "A load balancer", &balancer.reference());
    let full = balancer.get("LoadBalancerFullName");
    stack.export(&format!("{what}-metrics"), "Its name in metrics", &full);
    let address = balancer.get("DNSName");
    stack.export(&format!("{what}-address"), "Its name in DNS", &address);
    for (colour, group) in [("blue", &blue), ("green", &green)] {
        let name = format!("{}-{colour}-metrics", door.role.name());
        stack.export(&name, "Its name in metrics", &group.get("TargetGroupFullName"));
    }
    Made { balancer, rule, blue, green }
}

fn certificate(stack: &mut Stack, env: &Environment, name: &str, host: &str) -> Id {
    let body = json!({
        "DomainName": host, "ValidationMethod": "DNS",
        "DomainValidationOptions": [{"DomainName": host, "HostedZoneId": import(env, "zone")}],
    });
    stack.add(
        format!("{name}Certificate"),
        Resource::new("AWS::CertificateManager::Certificate", body),
    )
}

fn attributes(env: &Environment, door: &Door) -> Vec<Value> {
    let mut pairs = vec![
        ("deletion_protection.enabled", env.keeping.locked.to_string()),
        ("routing.http.drop_invalid_header_fields.enabled", "true".to_owned()),
        ("routing.http.desync_mitigation_mode", "strictest".to_owned()),
        ("routing.http.preserve_host_header.enabled", "true".to_owned()),
        ("routing.http.xff_header_processing.mode", forwarded(door.role).to_owned()),
        ("idle_timeout.timeout_seconds", "60".to_owned()),
        ("access_logs.s3.enabled", door.log.to_string()),
    ];
    if door.log {
        pairs.push(("access_logs.s3.bucket", env.bucket("logs")));
        pairs.push(("access_logs.s3.prefix", "staff-door".to_owned()));
    }
    pairs.into_iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect()
}

/// What a load balancer does with `X-Forwarded-For`. Customers come by CloudFront only, which has
/// written who asks at its end already. What the load balancer itself would see is CloudFront's
/// address, and behind that the program would look no further. Before staff nobody stands.
fn forwarded(role: Role) -> &'static str {
    if role == Role::Customer { "preserve" } else { "append" }
}

fn target(stack: &mut Stack, env: &Environment, door: &Door, colour: &str) -> Id {
    let body = json!({
        "Name": env.named(&format!("{}-{colour}", door.role.name())),
        "VpcId": import(env, "vpc"), "TargetType": "ip", "IpAddressType": "ipv4",
        "Port": port(door.role), "Protocol": "HTTPS", "ProtocolVersion": "HTTP1",
        "HealthCheckEnabled": true, "HealthCheckPath": HEALTH_PATH,
        "HealthCheckPort": "traffic-port", "HealthCheckProtocol": "HTTPS",
        "HealthCheckIntervalSeconds": 10, "HealthCheckTimeoutSeconds": 5,
        "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 3, "Matcher": {"HttpCode": "200"},
        "TargetGroupAttributes": [
            // A request takes a second; a task ends within twenty.
            {"Key": "deregistration_delay.timeout_seconds", "Value": "20"},
            {"Key": "load_balancing.algorithm.type", "Value": "least_outstanding_requests"},
        ],
    });
    stack.add(
        format!("{}{}", camel(door.role.name()), camel(colour)),
        Resource::new("AWS::ElasticLoadBalancingV2::TargetGroup", body),
    )
}
