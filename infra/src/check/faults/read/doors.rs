//! Faults of doors that stay closed to the Internet and open in another way.

use serde_json::{Value, json};

use super::{fewer, more, named};
use crate::check::faults::Fault;
use crate::check::faults::plot::{Plot, write};

const ACL: &str = "AWS::WAFv2::WebACL";
const DISTRIBUTION: (&str, &str) = ("AWS::CloudFront::Distribution", "");
const BY_CLOUDFRONT: &[&str] = &["7-5 customers come by CloudFront"];
const MANAGED: &[&str] = &["6-3 managed firewall rules block"];
const RATE: &[&str] = &["7-5 rate limit per address"];
const SIZE: &[&str] = &["6-3 requests have a size limit"];
const BANK: &[&str] = &["6-5 the program knows the same networks"];
const TLS: &[&str] = &["6-2 load balancers speak TLS only"];
const CAREFUL: &[&str] = &["6-2 load balancers are careful"];
const UNKNOWN: &[&str] = &["network"];
const READ: &[&str] = &["7-5 doors are those that were read"];
/// CloudFront's own policy that keeps answers.
const KEEPS: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/// A rule of the customers' firewall with another value.
fn customers(plot: &mut Plot, rule: &str, pointer: &str, value: &Value) -> usize {
    plot.one((ACL, "CustomerFirewall"), |acl| {
        named(acl, "Name", rule).is_some_and(|rule| write(rule, pointer, value))
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("personal pages are kept by CloudFront", BY_CLOUDFRONT, |p| {
        p.set(DISTRIBUTION, "DistributionConfig/DefaultCacheBehavior/CachePolicyId", json!(KEEPS))
    }),
    Fault::new("CloudFront keeps what stands under another path", BY_CLOUDFRONT, |p| {
        p.set(DISTRIBUTION, "DistributionConfig/CacheBehaviors/0/PathPattern", json!("/*"))
    }),
    Fault::new("the documents are a second origin", BY_CLOUDFRONT, |p| {
        let origin = json!({"Id": "docs", "OriginAccessControlId": "E2QWRUHAPOMQZL", "S3OriginConfig": {},
            "DomainName": "kura-prod-documents-123456789012.s3.ap-northeast-1.amazonaws.com"});
        let behavior = json!({"PathPattern": "/d/*", "TargetOriginId": "docs", "CachePolicyId": KEEPS,
            "ViewerProtocolPolicy": "https-only"});
        p.one(DISTRIBUTION, |one| {
            more(one, "/Properties/DistributionConfig/Origins", origin.clone())
                && more(one, "/Properties/DistributionConfig/CacheBehaviors", behavior.clone())
        })
    }),
    Fault::new("another's function reads what customers send", BY_CLOUDFRONT, |p| {
        let function = json!([{"EventType": "viewer-request", "IncludeBody": true,
            "LambdaFunctionARN": "arn:aws:lambda:us-east-1:999999999999:function:x:1"}]);
        let path = "DistributionConfig/DefaultCacheBehavior/LambdaFunctionAssociations";
        p.set(DISTRIBUTION, path, function)
    }),
    Fault::new("the firewall lets a partner pass before it looks", MANAGED, |p| {
        let first = json!({"Name": "partner", "Priority": 0, "Action": {"Allow": {}},
            "Statement": {"ByteMatchStatement": {"FieldToMatch": {"UriPath": {}},
                "PositionalConstraint": "STARTS_WITH", "SearchString": "/",
                "TextTransformations": [{"Priority": 0, "Type": "NONE"}]}},
            "VisibilityConfig": {"CloudWatchMetricsEnabled": true, "MetricName": "partner",
                "SampledRequestsEnabled": false}});
        p.one((ACL, "CustomerFirewall"), |acl| more(acl, "/Properties/Rules", first.clone()))
    }),
    Fault::new("the staff's firewall does not ask who comes", READ, |p| {
        p.one((ACL, "StaffFirewall"), |acl| fewer(acl, "/Properties/Rules", "\"foreign\""))
    }),
    Fault::new("the bank is everybody, in the staff's firewall", BANK, |p| {
        let halves = json!(["0.0.0.0/1", "128.0.0.0/1"]);
        p.set(("AWS::WAFv2::IPSet", "BankV4"), "Addresses", halves)
    }),
    Fault::new("files may be sent to any path", READ, |p| {
        let any = json!(["^/[^ ]*$"]);
        p.set(("AWS::WAFv2::RegexPatternSet", ""), "RegularExpressionList", any)
    }),
    Fault::new("passwords may be guessed as fast as pages are read", READ, |p| {
        p.one((ACL, "CustomerFirewall"), |acl| fewer(acl, "/Properties/Rules", "\"guessing-rate\""))
    }),
    Fault::new("forms of eight gigabytes", SIZE, |p| {
        let size = "/Statement/AndStatement/Statements/0/SizeConstraintStatement/Size";
        customers(p, "large-forms", size, &json!(8_000_000_000_u64))
    }),
    Fault::new("a rate of five minutes is that of one", RATE, |p| {
        let window = "/Statement/RateBasedStatement/EvaluationWindowSec";
        customers(p, "rate", window, &json!(60))
    }),
    Fault::new("the staff's door passes on the address that the caller claims", CAREFUL, |p| {
        p.one(("AWS::ElasticLoadBalancingV2::LoadBalancer", "StaffDoor"), |door| {
            named(door, "Key", "routing.http.xff_header_processing.mode")
                .is_some_and(|mode| write(mode, "/Value", &json!("preserve")))
        })
    }),
    Fault::new("the staff's door takes requests for any name", TLS, |p| {
        let forward = json!([{"Type": "forward", "TargetGroupArn": {"Ref": "StaffBlue"}}]);
        let listener = ("AWS::ElasticLoadBalancingV2::Listener", "StaffListener");
        p.set(listener, "DefaultActions", forward)
    }),
    Fault::new("the staff's name leads to somebody else", READ, |p| {
        p.one(("AWS::Route53::RecordSet", "StaffRecordA"), |record| {
            let all = record.pointer_mut("/Properties").and_then(Value::as_object_mut);
            all.is_some_and(|all| {
                all.insert("ResourceRecords".to_owned(), json!(["203.0.113.9"]));
                all.insert("TTL".to_owned(), json!("60"));
                all.remove("AliasTarget").is_some()
            })
        })
    }),
    Fault::new("a door of another kind before the staff's tasks", UNKNOWN, |p| {
        let subnets = json!([{"Fn::ImportValue": "prod-public-subnet-a"}, {"Fn::ImportValue": "prod-public-subnet-c"}]);
        let door = json!({"Type": "network", "Scheme": "internet-facing", "Subnets": subnets});
        p.add("app", "StaffOpen", "AWS::ElasticLoadBalancingV2::LoadBalancer", door)
    }),
];
