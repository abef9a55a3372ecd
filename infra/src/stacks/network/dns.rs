//! Names: the public zone, and the firewall before the VPC's resolver. Names that are not on the
//! list are not resolved, so nothing can be carried out in questions about names either.

use serde_json::json;

use super::{Ground, endpoints};
use crate::{
    keys,
    params::{Egress, Environment, TOOLS_ACCOUNT},
    template::{Id, Resource, Stack, TOKYO},
};

/// The private zone the proxy is found in.
pub const INTERNAL: &str = "kura.internal";

/// What may be resolved inside the VPC.
pub fn names(env: &Environment) -> Vec<String> {
    let regional = |name: &str| format!("{name}.{TOKYO}.amazonaws.com");
    let bucket = |name: &str| format!("{name}.s3.{TOKYO}.amazonaws.com");
    let mut names = vec![
        regional("api.ecr"),
        regional(&format!("{TOOLS_ACCOUNT}.dkr.ecr")),
        regional("secretsmanager"),
        regional("logs"),
        regional("email-smtp"),
        format!("*.{TOKYO}.rds.amazonaws.com"),
        bucket(endpoints::LAYERS),
        bucket(&env.bucket("documents")),
        bucket(&env.bucket("bank")),
    ];
    if env.egress == Egress::Proxy {
        names.push(format!("*.{INTERNAL}"));
        names.extend(env.outside().into_iter().map(|domain| match domain.strip_prefix('.') {
            Some(parent) => format!("*.{parent}"),
            None => domain,
        }));
    }
    names
}

pub(super) fn add(stack: &mut Stack, env: &Environment, ground: &Ground) {
    public_zone(stack, env);
    let listed = list(stack, env, "ListedNames", "listed", &names(env));
    let every = list(stack, env, "EveryName", "every", &["*".to_owned()]);
    let rules = json!([
        {
            "Priority": 100, "Action": "ALLOW", "FirewallDomainListId": listed.reference(),
            // Services of AWS answer with names of theirs that are on no list.
            "FirewallDomainRedirectionAction": "TRUST_REDIRECTION_DOMAIN",
        },
        {
            "Priority": 900, "Action": "BLOCK", "BlockResponse": "NXDOMAIN",
            "FirewallDomainListId": every.reference(),
        },
    ]);
    let body = json!({"Name": env.named("names"), "FirewallRules": rules});
    let group =
        stack.add("NameRules", Resource::new("AWS::Route53Resolver::FirewallRuleGroup", body));
    let body = json!({
        "Name": env.named("names"), "FirewallRuleGroupId": group.reference(),
        "VpcId": ground.vpc.reference(), "Priority": 101, "MutationProtection": "ENABLED",
    });
    stack.add(
        "NameRulesOfVpc",
        Resource::new("AWS::Route53Resolver::FirewallRuleGroupAssociation", body),
    );
    query_log(stack, env, ground);
}

fn public_zone(stack: &mut Stack, env: &Environment) {
    let comment = format!("Kura {}: what customers and staff type", env.name);
    let body = json!({"Name": env.zone, "HostedZoneConfig": {"Comment": comment}});
    let zone = stack.add("Zone", Resource::new("AWS::Route53::HostedZone", body).kept());
    stack.export("zone", "The public DNS zone", &zone.reference());
    let body = json!({
        "HostedZoneId": zone.reference(), "Name": env.zone, "Type": "CAA", "TTL": "3600",
        // Nobody but Amazon may make out a certificate for these names.
        "ResourceRecords": ["0 issue \"amazon.com\"", "0 issuewild \";\""],
    });
    stack.add("CertificateAuthority", Resource::new("AWS::Route53::RecordSet", body));
}

fn list(stack: &mut Stack, env: &Environment, id: &str, name: &str, domains: &[String]) -> Id {
    let body = json!({"Name": env.named(&format!("{name}-names")), "Domains": domains});
    stack.add(id, Resource::new("AWS::Route53Resolver::FirewallDomainList", body))
}

fn query_log(stack: &mut Stack, env: &Environment, ground: &Ground) {
    let name = format!("/kura/{}/names", env.name);
    let log = keys::log_group(stack, env, "NameLog", &name, &ground.key.arn());
    keys::delivery(stack, env, std::slice::from_ref(&log));
    let body = json!({"Name": env.named("names"), "DestinationArn": log.arn()});
    let config = stack.add(
        "NameLogConfig",
        Resource::new("AWS::Route53Resolver::ResolverQueryLoggingConfig", body),
    );
    let body = json!({
        "ResolverQueryLogConfigId": config.reference(), "ResourceId": ground.vpc.reference(),
    });
    stack.add(
        "NameLogOfVpc",
        Resource::new("AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation", body),
    );
}
