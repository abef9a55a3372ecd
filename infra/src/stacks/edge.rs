//! The edge: what customers meet first, all over the world. CloudFront is the only way to the
//! customers' load balancer, which has no public address (a private origin in the VPC).

use serde_json::{Value, json};

use crate::{
    alarms::{self, Place, Subject},
    events, firewall, keys,
    params::Environment,
    program::HEALTH_PATH,
    stacks::{
        network::notices::{Told, topic},
        security,
    },
    template::{Id, Resource, Stack, VIRGINIA},
};

/// CloudFront's zone in Route 53, the same for all.
const CLOUDFRONT_ZONE: &str = "Z2FDTNDATAQYW2";

/// AWS's policies: pages are never kept, styles and scripts are; everything a browser sends is
/// passed on, the host too, by which the load balancer's certificate is judged.
const KEEP_NOTHING: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const KEEP: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const PASS_ALL: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";

/// What is logged of a request. Paths and queries are left out: links in letters are secrets.
const LOGGED: [&str; 19] = [
    "date",
    "time",
    "x-edge-location",
    "c-ip",
    "cs-method",
    "cs(Host)",
    "sc-status",
    "sc-bytes",
    "cs-bytes",
    "time-taken",
    "time-to-first-byte",
    "cs(User-Agent)",
    "x-edge-result-type",
    "x-edge-detailed-result-type",
    "x-edge-request-id",
    "cs-protocol",
    "cs-protocol-version",
    "ssl-protocol",
    "ssl-cipher",
];

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let mut stack = Stack::new(
        env,
        "edge",
        VIRGINIA,
        "the customers' certificate, CloudFront with its firewall and its private way to the \
         load balancer in Tokyo",
    );
    let given = Given {
        door: stack.parameter(
            "CustomerDoorArn",
            "The customers' load balancer: output CustomerDoor of the stack app",
            "^arn:aws:elasticloadbalancing:ap-northeast-1:[0-9]{12}:loadbalancer/app/.+$",
            None,
        ),
        address: stack.parameter(
            "CustomerDoorAddress",
            "Its name in DNS: output CustomerDoorAddress of the stack app",
            "^[a-z0-9.-]+\\.elb\\.amazonaws\\.com$",
            None,
        ),
        zone: stack.parameter(
            "ZoneId",
            "The public DNS zone: output Zone of the stack network",
            "^Z[A-Z0-9]+$",
            None,
        ),
    };
    let key = keys::watch_key(&mut stack, env);
    topic(&mut stack, env, Told::Administrators, &key.arn());
    let certificate = certificate(&mut stack, env, &given.zone);
    let name = format!("/kura/{}/edge", env.name);
    let group = keys::log_group(&mut stack, env, "EdgeLog", &name, &key.arn());
    let acl = firewall::customer(&mut stack, env, &key.arn(), std::slice::from_ref(&group));
    let distribution = distribution(&mut stack, env, &given, &certificate, &acl);
    records(&mut stack, env, &given.zone, &distribution);
    log(&mut stack, env, &group);
    watch(&mut stack, env, &distribution);
    stack
}

struct Given {
    door: Value,
    address: Value,
    zone: Value,
}

fn certificate(stack: &mut Stack, env: &Environment, zone: &Value) -> Id {
    let host = env.customer_host();
    let body = json!({
        "DomainName": host, "ValidationMethod": "DNS",
        "DomainValidationOptions": [{"DomainName": host, "HostedZoneId": zone}],
    });
    stack.add("Certificate", Resource::new("AWS::CertificateManager::Certificate", body))
}

fn distribution(
    stack: &mut Stack,
    env: &Environment,
    given: &Given,
    certificate: &Id,
    acl: &Id,
) -> Id {
    let body = json!({"VpcOriginEndpointConfig": {
        "Name": env.named("customer-door"), "Arn": given.door, "HTTPPort": 80, "HTTPSPort": 443,
        "OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"],
    }});
    let origin = stack.add("PrivateOrigin", Resource::new("AWS::CloudFront::VpcOrigin", body));
    let body = json!({"DistributionConfig": {
        "Comment": format!("Kura {}: the customers' site", env.name),
        "Enabled": true, "Aliases": [env.customer_host()],
        "HttpVersion": "http2and3", "IPV6Enabled": true, "PriceClass": "PriceClass_200",
        "WebACLId": acl.arn(),
        "ViewerCertificate": {
            "AcmCertificateArn": certificate.reference(), "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021",
        },
        "Origins": [{
            "Id": "door", "DomainName": given.address,
            "VpcOriginConfig": {
                "VpcOriginId": origin.reference(),
                "OriginReadTimeout": 30, "OriginKeepaliveTimeout": 30,
            },
        }],
        "DefaultCacheBehavior": behaviour(KEEP_NOTHING,
            &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]),
        "CacheBehaviors": [with_path(behaviour(KEEP, &["GET", "HEAD"]), "/assets/*")],
        "Restrictions": {"GeoRestriction": {"RestrictionType": "none"}},
    }});
    stack.add("Distribution", Resource::new("AWS::CloudFront::Distribution", body))
}

fn behaviour(keeping: &str, methods: &[&str]) -> Value {
    json!({
        "TargetOriginId": "door", "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": methods, "CachedMethods": ["GET", "HEAD"], "Compress": false,
        "CachePolicyId": keeping, "OriginRequestPolicyId": PASS_ALL,
    })
}

fn with_path(mut behaviour: Value, path: &str) -> Value {
    if let Some(behaviour) = behaviour.as_object_mut() {
        behaviour.insert("PathPattern".to_owned(), json!(path));
    }
    behaviour
}

fn records(stack: &mut Stack, env: &Environment, zone: &Value, distribution: &Id) {
    for kind in ["A", "AAAA"] {
        let body = json!({
            "HostedZoneId": zone, "Name": env.customer_host(), "Type": kind,
            "AliasTarget": {
                "DNSName": distribution.get("DomainName"), "HostedZoneId": CLOUDFRONT_ZONE,
                "EvaluateTargetHealth": false,
            },
        });
        stack.add(format!("Record{kind}"), Resource::new("AWS::Route53::RecordSet", body));
    }
}

fn log(stack: &mut Stack, env: &Environment, group: &Id) {
    let arn = json!({"Fn::Sub":
        "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}"});
    let body = json!({"Name": env.named("edge"), "LogType": "ACCESS_LOGS", "ResourceArn": arn});
    let source = stack.add("EdgeLogSource", Resource::new("AWS::Logs::DeliverySource", body));
    let body = json!({
        "Name": env.named("edge"), "OutputFormat": "json", "DestinationResourceArn": group.arn(),
    });
    let target = stack.add("EdgeLogTarget", Resource::new("AWS::Logs::DeliveryDestination", body));
    let body = json!({
        "DeliverySourceName": source.reference(), "DeliveryDestinationArn": target.arn(),
        "RecordFields": LOGGED,
    });
    let delivery = Resource::new("AWS::Logs::Delivery", body);
    stack.add("EdgeLogDelivery", delivery.after(&stack.existing("LogDelivery")));
}

/// Where Route 53 looks from: the least it takes, around the Pacific as the customers are. From everywhere it would ask
/// almost three times as often, and each request passes the firewall and its log, which are paid for.
const LOOKED_FROM: [&str; 3] = ["ap-northeast-1", "ap-southeast-1", "us-west-2"];

fn watch(stack: &mut Stack, env: &Environment, distribution: &Id) {
    let body = json!({"HealthCheckConfig": {
        "Type": "HTTPS", "FullyQualifiedDomainName": env.customer_host(), "Port": 443,
        "ResourcePath": HEALTH_PATH, "RequestInterval": 30, "FailureThreshold": 3,
        "EnableSNI": true, "Regions": LOOKED_FROM,
    }});
    let outside = stack.add("Outside", Resource::new("AWS::Route53::HealthCheck", body));
    alarms::add(stack, env, Place::Edge, |subject| match subject {
        Subject::Distribution => Some(vec![
            ("DistributionId".to_owned(), distribution.reference()),
            ("Region".to_owned(), json!("Global")),
        ]),
        Subject::Firewall => Some(vec![
            ("WebACL".to_owned(), json!(env.named("customer"))),
            ("Rule".to_owned(), json!("ALL")),
        ]),
        Subject::Outside => Some(vec![("HealthCheckId".to_owned(), outside.reference())]),
        _ => None,
    });
    events::add(stack, env, events::Place::World);
    security::elsewhere(stack, env);
}
