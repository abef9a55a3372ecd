//! Clauses 3-1, 6-11, 7-5: customers come by CloudFront, and by nothing else.

use serde_json::Value;

use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("7-5 customers come by CloudFront", distribution),
    Rule::new("7-5 CloudFront has a firewall", shielded),
    Rule::new("7-5 the origin is private", private_origin),
    Rule::new("7-5 the program learns who asks", forwarded),
    Rule::new("6-2 browsers speak TLS 1.2 or newer to CloudFront", viewers),
    Rule::new("6-2 CloudFront speaks TLS to the origin", to_origin),
    Rule::new("6-11 custom domain", domain),
];

/// Policies of CloudFront's that allow nothing older than TLS 1.2.
const VIEWER_TLS: &[&str] = &["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

/// CloudFront's own policy that keeps nothing.
const KEEPS_NOTHING: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/// What is the same for everybody, and may be kept.
const SAME_FOR_ALL: &str = "/assets/*";

fn config(distribution: &Resource) -> &Value {
    distribution.at("DistributionConfig")
}

/// The default behaviour and all others.
fn behaviors(distribution: &Resource) -> Vec<&Value> {
    let config = config(distribution);
    let more = items(within(config, "CacheBehaviors")).iter();
    std::iter::once(within(config, "DefaultCacheBehavior")).chain(more).collect()
}

fn distribution(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudFront::Distribution", |said, one| {
        said.demand(text_of(within(config(one), "Enabled")) == "true", one, "is not enabled");
        let origins = items(within(config(one), "Origins"));
        said.demand(!origins.is_empty(), one, "has no origin");
        said.demand(origins.len() <= 1, one, "has more than one origin");
        for origin in origins {
            let by_vpc = scene.model.target(within(origin, "VpcOriginConfig/VpcOriginId"));
            let own = by_vpc.is_some_and(|one| one.kind == "AWS::CloudFront::VpcOrigin");
            said.demand(own, one, "has an origin that others can call too");
        }
        let is_policy =
            |behavior: &Value, policy: &str| text_of(within(behavior, "CachePolicyId")) == policy;
        let default = within(config(one), "DefaultCacheBehavior");
        said.demand(is_policy(default, KEEPS_NOTHING), one, "keeps pages of one for another");
        for behavior in items(within(config(one), "CacheBehaviors")) {
            let same = text_of(within(behavior, "PathPattern")) == SAME_FOR_ALL;
            let kept = !is_policy(behavior, KEEPS_NOTHING);
            said.demand(same || !kept, one, "keeps pages of one for another");
        }
        for behavior in behaviors(one) {
            let foreign = ["LambdaFunctionAssociations", "FunctionAssociations"];
            let any = foreign.iter().any(|key| !items(within(behavior, key)).is_empty());
            said.demand(!any, one, "runs something that reads what customers send");
        }
    });
}

fn shielded(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudFront::Distribution", |said, one| {
        let acl = scene.model.target(within(config(one), "WebACLId"));
        let fits = acl.is_some_and(|acl| {
            acl.kind == "AWS::WAFv2::WebACL" && acl.text("Scope") == "CLOUDFRONT"
        });
        said.demand(fits, one, "has no web firewall of ours");
    });
}

/// Behind CloudFront the load balancer leaves what CloudFront wrote alone; a load balancer that people call
/// themselves must write down who called, for they may have written anything.
fn forwarded(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::LoadBalancer", |said, one| {
        let mode = one
            .list("LoadBalancerAttributes")
            .iter()
            .find(|pair| text_of(within(pair, "Key")) == "routing.http.xff_header_processing.mode");
        let mode = mode.map(|pair| text_of(within(pair, "Value"))).unwrap_or_default();
        let behind = scene.network.origins.contains_key(&one.name);
        let right = if behind { "preserve" } else { "append" };
        said.demand(mode == right, one, "tells the program a wrong address of who asks");
    });
}

fn private_origin(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudFront::VpcOrigin", |said, origin| {
        let balancer = scene.model.target(origin.at("VpcOriginEndpointConfig/Arn"));
        let internal = balancer.is_some_and(|balancer| balancer.text("Scheme") == "internal");
        said.demand(
            internal,
            origin,
            "leads to something that is not an internal load balancer of ours",
        );
    });
    for balancer in scene.network.origins.keys() {
        let from_elsewhere = scene
            .matrix
            .flows
            .iter()
            .filter(|flow| flow.to == *balancer && flow.from != "cloudfront");
        for flow in from_elsewhere {
            said.missing(format!("{balancer} is reached by {} past CloudFront", flow.from));
        }
        let reached = !scene.matrix.between("cloudfront", balancer).is_empty();
        if !reached {
            said.missing(format!("CloudFront cannot reach {balancer}"));
        }
    }
}

fn viewers(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudFront::Distribution", |said, one| {
        let least = text_of(within(config(one), "ViewerCertificate/MinimumProtocolVersion"));
        said.demand(VIEWER_TLS.contains(&least.as_str()), one, "allows TLS older than 1.2");
        let only = text_of(within(config(one), "ViewerCertificate/SslSupportMethod"));
        said.demand(only == "sni-only", one, "pays for addresses of its own (not sni-only)");
        for behavior in behaviors(one) {
            let policy = text_of(within(behavior, "ViewerProtocolPolicy"));
            let safe = ["redirect-to-https", "https-only"].contains(&policy.as_str());
            said.demand(safe, one, "serves plain HTTP");
        }
    });
}

fn to_origin(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudFront::VpcOrigin", |said, origin| {
        let policy = origin.text("VpcOriginEndpointConfig/OriginProtocolPolicy");
        said.demand(policy == "https-only", origin, "may speak plain HTTP");
        let protocols = origin.list("VpcOriginEndpointConfig/OriginSSLProtocols");
        let modern = !protocols.is_empty() && protocols.iter().all(|one| text_of(one) == "TLSv1.2");
        said.demand(modern, origin, "may speak TLS older than 1.2");
    });
}

fn domain(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudFront::Distribution", |said, one| {
        let certificate =
            scene.model.target(within(config(one), "ViewerCertificate/AcmCertificateArn"));
        let Some(certificate) =
            certificate.filter(|one| one.kind == "AWS::CertificateManager::Certificate")
        else {
            said.of(one, "has no certificate of ours");
            return;
        };
        said.demand(
            certificate.region == "us-east-1",
            certificate,
            "CloudFront takes certificates of us-east-1 only",
        );
        let mut names = vec![certificate.text("DomainName")];
        names.extend(certificate.list("SubjectAlternativeNames").iter().map(text_of));
        let aliases: Vec<String> =
            items(within(config(one), "Aliases")).iter().map(text_of).collect();
        said.demand(!aliases.is_empty(), one, "has no name of its own");
        for alias in aliases {
            let covered = names.iter().any(|name| {
                *name == alias
                    || name.strip_prefix('*').is_some_and(|rest| {
                        alias.split_once('.').is_some_and(|(_, zone)| rest == format!(".{zone}"))
                    })
            });
            said.demand(covered, one, "has a name its certificate does not cover");
            for kind in ["A", "AAAA"] {
                let mut records = scene.model.kind("AWS::Route53::RecordSet");
                let there = records.any(|record| {
                    record.text("Name").trim_end_matches('.') == alias
                        && record.text("Type") == kind
                        && leads_to(scene, record, one)
                });
                said.demand(there, one, &format!("no {kind} record leads to it"));
            }
        }
    });
}

fn leads_to(scene: &Scene, record: &Resource, distribution: &Resource) -> bool {
    scene
        .model
        .mentioned(record.at("AliasTarget/DNSName"))
        .iter()
        .any(|one| one.name == distribution.name)
}
