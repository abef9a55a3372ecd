//! Faults of the doors: CloudFront, web firewalls, TLS.

use serde_json::{Value, json};

use super::Fault;
use super::plot::{Plot, write};

const ACL: &str = "AWS::WAFv2::WebACL";
const DISTRIBUTION: &str = "AWS::CloudFront::Distribution";
const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";

const MANAGED: &str = "/Statement/ManagedRuleGroupStatement";

/// The rules of a firewall that have `fits` in them, each with another value at `path`.
fn rules(acl: &mut Value, fits: &str, path: &str, value: &Value) -> bool {
    let rules = acl.pointer_mut("/Properties/Rules").and_then(Value::as_array_mut);
    let own = rules.into_iter().flatten().filter(|rule| rule.to_string().contains(fits));
    own.map(|rule| write(rule, path, value)).filter(|changed| *changed).count() > 0
}

fn without(acl: &mut Value, what: &str) -> bool {
    let Some(rules) = acl.pointer_mut("/Properties/Rules").and_then(Value::as_array_mut) else {
        return false;
    };
    let before = rules.len();
    rules.retain(|rule| !rule.to_string().contains(what));
    rules.len() < before
}

/// What a door does with the addresses a request came by.
fn mode(plot: &mut Plot, door: &'static str, value: &'static str) -> usize {
    plot.one(("AWS::ElasticLoadBalancingV2::LoadBalancer", door), |one| {
        let list = one.pointer_mut("/Properties/LoadBalancerAttributes");
        let list = list.and_then(Value::as_array_mut).into_iter().flatten();
        let mut own = list.filter(|pair| pair.to_string().contains("xff_header_processing"));
        own.next().is_some_and(|pair| write(pair, "/Value", &json!(value)))
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("09 the firewall counts instead of blocking", &["6-3 managed"], |p| {
        p.one((ACL, ""), |acl| {
            rules(acl, "ManagedRuleGroupStatement", "/OverrideAction", &json!({"Count": {}}))
        })
    }),
    Fault::new("one managed rule counts", &["6-3 managed"], |p| {
        p.one((ACL, "Staff"), |acl| {
            let other = json!([{"Name": "SQLi_BODY", "ActionToUse": {"Count": {}}}]);
            rules(
                acl,
                "AWSManagedRulesSQLiRuleSet",
                &format!("{MANAGED}/RuleActionOverrides"),
                &other,
            )
        })
    }),
    Fault::new("managed rules for some requests only", &["6-3 managed"], |p| {
        p.one((ACL, "Staff"), |acl| {
            let some = json!({"GeoMatchStatement": {"CountryCodes": ["JP"]}});
            rules(
                acl,
                "AWSManagedRulesCommonRuleSet",
                &format!("{MANAGED}/ScopeDownStatement"),
                &some,
            )
        })
    }),
    Fault::new("the firewall knows no SQL", &["6-3 managed"], |p| {
        p.one((ACL, ""), |acl| without(acl, "AWSManagedRulesSQLiRuleSet"))
    }),
    Fault::new("10 the rate rules are gone", &["7-5 rate"], |p| {
        p.all((ACL, ""), |acl| without(acl, "RateBasedStatement"))
    }),
    Fault::new("a rate rule that only counts", &["7-5 rate"], |p| {
        p.one((ACL, ""), |acl| rules(acl, "RateBasedStatement", "/Action", &json!({"Count": {}})))
    }),
    Fault::new("a rate rule that never bites", &["7-5 rate"], |p| {
        p.one((ACL, ""), |acl| {
            let path = "/Statement/RateBasedStatement/Limit";
            rules(acl, "RateBasedStatement", path, &json!(2_000_000))
        })
    }),
    Fault::new("requests of any size", &["6-3 requests"], |p| {
        p.one((ACL, "Customer"), |acl| without(acl, "SizeConstraintStatement"))
    }),
    Fault::new("the firewall is not logged", &["6-3 the firewall"], |p| {
        p.drop(("AWS::WAFv2::LoggingConfiguration", "Staff"))
    }),
    Fault::new("cookies in the firewall's log", &["6-3 the firewall"], |p| {
        p.unset(("AWS::WAFv2::LoggingConfiguration", "Staff"), "RedactedFields")
    }),
    Fault::new("the staff's door without a firewall", &["6-3 every door"], |p| {
        p.drop(("AWS::WAFv2::WebACLAssociation", ""))
    }),
    Fault::new("CloudFront without a firewall", &["7-5 CloudFront"], |p| {
        p.unset((DISTRIBUTION, ""), "DistributionConfig/WebACLId")
    }),
    Fault::new("25 CloudFront speaks plain HTTP to the origin", &["6-2 CloudFront speaks"], |p| {
        p.set(
            ("AWS::CloudFront::VpcOrigin", ""),
            "VpcOriginEndpointConfig/OriginProtocolPolicy",
            json!("http-only"),
        )
    }),
    Fault::new("CloudFront speaks old TLS to the origin", &["6-2 CloudFront speaks"], |p| {
        p.set(
            ("AWS::CloudFront::VpcOrigin", ""),
            "VpcOriginEndpointConfig/OriginSSLProtocols",
            json!(["TLSv1", "TLSv1.2"]),
        )
    }),
    Fault::new("browsers may use old TLS", &["6-2 browsers"], |p| {
        p.set(
            (DISTRIBUTION, ""),
            "DistributionConfig/ViewerCertificate/MinimumProtocolVersion",
            json!("TLSv1"),
        )
    }),
    Fault::new("pages over plain HTTP", &["6-2 browsers"], |p| {
        p.set(
            (DISTRIBUTION, ""),
            "DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy",
            json!("allow-all"),
        )
    }),
    Fault::new("an origin that others can call", &["7-5 customers"], |p| {
        p.one((DISTRIBUTION, ""), |one| {
            let origin = one
                .pointer_mut("/Properties/DistributionConfig/Origins/0")
                .and_then(Value::as_object_mut);
            origin.is_some_and(|origin| {
                origin.insert(
                    "CustomOriginConfig".to_owned(),
                    json!({"OriginProtocolPolicy": "https-only"}),
                );
                origin.remove("VpcOriginConfig").is_some()
            })
        })
    }),
    Fault::new("the name leads nowhere for IPv6", &["6-11"], |p| {
        p.one(("AWS::Route53::RecordSet", ""), |record| {
            let text = record.to_string();
            let fits = text.contains("\"AAAA\"") && text.contains("Distribution");
            fits && write(record, "/Properties/Type", &json!("A"))
        })
    }),
    Fault::new("a certificate of another name", &["6-11"], |p| {
        p.set((DISTRIBUTION, ""), "DistributionConfig/Aliases/0", json!("other.example"))
    }),
    Fault::new(
        "14 a load balancer speaks plain HTTP",
        &["6-2 load balancers speak TLS only"],
        |p| p.set((LISTENER, "Staff"), "Protocol", json!("HTTP")),
    ),
    Fault::new(
        "a load balancer speaks plainly with tasks",
        &["6-2 load balancers speak TLS with"],
        |p| p.set(("AWS::ElasticLoadBalancingV2::TargetGroup", "Green"), "Protocol", json!("HTTP")),
    ),
    Fault::new("health is asked plainly", &["6-2 load balancers speak TLS with"], |p| {
        p.set(
            ("AWS::ElasticLoadBalancingV2::TargetGroup", "Staff"),
            "HealthCheckProtocol",
            json!("HTTP"),
        )
    }),
    Fault::new(
        "a task listens without a certificate",
        &["6-2 load balancers speak TLS with"],
        |p| {
            p.replace(
                ("AWS::ECS::TaskDefinition", "Customer"),
                "_CUSTOMER_CERTIFICATE",
                "_CUSTOMER_CERT",
            )
        },
    ),
    Fault::new("26 a load balancer offers TLS 1.0", &["6-2 load balancers speak TLS only"], |p| {
        p.set((LISTENER, "Staff"), "SslPolicy", json!("ELBSecurityPolicy-2016-08"))
    }),
    Fault::new("a load balancer passes malformed headers on", &["6-2 load balancers are"], |p| {
        p.replace(
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Staff"),
            "routing.http.drop_invalid_header_fields.enabled",
            "routing.http2.enabled",
        )
    }),
    Fault::new("a rule that does not say why", &["6-3 every group"], |p| {
        p.set(("AWS::EC2::SecurityGroupIngress", ""), "Description", json!("tbd"))
    }),
    Fault::new("customers seem to come from CloudFront", &["7-5 the program learns"], |p| {
        mode(p, "Customer", "append")
    }),
    Fault::new("staff say themselves where they come from", &["7-5 the program learns"], |p| {
        mode(p, "Staff", "preserve")
    }),
    Fault::new("no list against files of the system", &["6-3 managed"], |p| {
        p.all((ACL, ""), |acl| without(acl, "AWSManagedRulesLinuxRuleSet"))
    }),
];
