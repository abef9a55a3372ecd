//! Clauses 6-3, 7-5: web firewalls that block, with limits on rate and size; intent of every group written down.

use serde_json::Value;

use crate::check::model::Resource;
use crate::check::model::resource::{items, number_of, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-3 managed firewall rules block", managed),
    Rule::new("7-5 rate limit per address", rates),
    Rule::new("6-3 requests have a size limit", sizes),
    Rule::new("6-3 the firewall is logged", logged),
    Rule::new("6-3 every door has a firewall", doors),
    Rule::new("6-3 every group and rule states its intent", intent),
    Rule::new("6-3 subnets and zones", zones),
];

/// What every firewall has at least.
const NEEDED: &[&str] = &[
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesLinuxRuleSet",
];
/// More requests in five minutes from one address than a household behind one address makes.
const HIGHEST_RATE: i64 = 3_000;
/// The same from an office of the bank, which has few addresses.
const HIGHEST_RATE_OF_OFFICES: i64 = 30_000;
/// Five minutes, in which a rate is counted unless it says otherwise.
const WINDOW: i64 = 300;
/// What AWS reads of a body at most; a limit beyond it never bites.
const LARGEST: i64 = 65_536;

fn rules(acl: &Resource) -> &[Value] {
    acl.list("Rules")
}

fn blocks(rule: &Value) -> bool {
    !within(rule, "Action/Block").is_null()
}

fn managed(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::WAFv2::WebACL", |said, acl| {
        let mut names = Vec::new();
        for rule in rules(acl) {
            let passes = within(rule, "Action/Allow");
            said.demand(passes.is_null(), acl, "lets some pass before it has looked");
            let group = within(rule, "Statement/ManagedRuleGroupStatement");
            if group.is_null() {
                continue;
            }
            names.push(text_of(within(group, "Name")));
            said.demand(
                !within(rule, "OverrideAction/None").is_null(),
                acl,
                "counts instead of blocking",
            );
            said.demand(
                within(group, "ExcludedRules").is_null(),
                acl,
                "leaves rules of a managed group out",
            );
            for other in items(within(group, "RuleActionOverrides")) {
                let name = text_of(within(other, "Name"));
                // A rule that is only counted must be judged by a rule of ours, by its label.
                let counted = !within(other, "ActionToUse/Count").is_null()
                    || !within(other, "ActionToUse/Allow").is_null();
                // Sizes are judged by the rule that clause 6-3 asks for anyway, with a limit of our own.
                let judged = name == "SizeRestrictions_BODY"
                    || rules(acl)
                        .iter()
                        .filter(|one| blocks(one))
                        .any(|one| within(one, "Statement").to_string().contains(&name));
                said.demand(
                    !counted || judged,
                    acl,
                    "counts a rule of a managed group, and nothing of ours judges by its label",
                );
            }
            said.demand(
                leaves_out_uploads(scene, within(group, "ScopeDownStatement")),
                acl,
                "looks at some requests only",
            );
        }
        for needed in NEEDED {
            said.demand(names.iter().any(|name| name == needed), acl, &format!("lacks {needed}"));
        }
    });
}

/// Whether a managed group looks at all requests, or at all but paths that are spelt out from beginning to end.
fn leaves_out_uploads(scene: &Scene, scope: &Value) -> bool {
    if scope.is_null() {
        return true;
    }
    let paths = scene
        .model
        .target(within(scope, "NotStatement/Statement/RegexPatternSetReferenceStatement/Arn"));
    let uri = !within(
        scope,
        "NotStatement/Statement/RegexPatternSetReferenceStatement/FieldToMatch/UriPath",
    )
    .is_null();
    paths.filter(|_| uri).is_some_and(|set| {
        let patterns = set.list("RegularExpressionList");
        !patterns.is_empty()
            && patterns.iter().map(text_of).all(|pattern| {
                pattern.starts_with("^/")
                    && pattern.ends_with('$')
                    && !pattern.contains(".*")
                    && !pattern.contains(".+")
            })
    })
}

fn rates(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::WAFv2::WebACL", |said, acl| {
        let limited = rules(acl)
            .iter()
            .filter(|rule| !within(rule, "Statement/RateBasedStatement").is_null());
        let mut whole = false;
        for rule in limited {
            said.demand(blocks(rule), acl, "has a rate rule that does not block");
            let limit =
                number_of(within(rule, "Statement/RateBasedStatement/Limit")).unwrap_or(i64::MAX);
            let offices = acl.text("Scope") == "REGIONAL";
            let highest = if offices { HIGHEST_RATE_OF_OFFICES } else { HIGHEST_RATE };
            let window =
                number_of(within(rule, "Statement/RateBasedStatement/EvaluationWindowSec"));
            let in_five_minutes = limit.saturating_mul(WINDOW) / window.unwrap_or(WINDOW).max(1);
            said.demand(in_five_minutes <= highest, acl, "has a rate rule that never bites");
            let by_address =
                text_of(within(rule, "Statement/RateBasedStatement/AggregateKeyType")) == "IP";
            let of_all = within(rule, "Statement/RateBasedStatement/ScopeDownStatement").is_null();
            whole |= by_address && of_all;
        }
        said.demand(whole, acl, "does not limit how often one address may ask");
    });
}

/// By a rule of ours, or by the common group's (8 KB), if nothing takes that one back.
fn sizes(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::WAFv2::WebACL", |said, acl| {
        let limited = rules(acl).iter().any(|rule| {
            let statement = within(rule, "Statement").to_string();
            let mut limits = Vec::new();
            gather(within(rule, "Statement"), &mut limits);
            let own = blocks(rule) && limits.iter().any(|limit| *limit <= LARGEST);
            let common = statement.contains("AWSManagedRulesCommonRuleSet");
            own || (common && !statement.contains("SizeRestrictions_BODY"))
        });
        said.demand(limited, acl, "does not limit the size of a request");
    });
}

/// The limits of every size constraint in a statement.
fn gather(statement: &Value, limits: &mut Vec<i64>) {
    let own = within(statement, "SizeConstraintStatement/Size");
    limits.extend(number_of(own));
    match statement {
        Value::Object(map) => map.values().for_each(|inside| gather(inside, limits)),
        Value::Array(list) => list.iter().for_each(|inside| gather(inside, limits)),
        _ => {}
    }
}

fn logged(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::WAFv2::WebACL", |said, acl| {
        let log = scene.model.kind("AWS::WAFv2::LoggingConfiguration");
        let own = log.filter(|log| {
            scene.model.target(log.at("ResourceArn")).is_some_and(|one| one.name == acl.name)
        });
        let own: Vec<&Resource> = own.collect();
        said.demand(!own.is_empty(), acl, "is not logged");
        for log in own {
            let hidden = log.at("RedactedFields").to_string().to_lowercase();
            said.demand(hidden.contains("cookie"), log, "writes cookies into the log");
        }
        let watched =
            text_of(within(acl.at("VisibilityConfig"), "CloudWatchMetricsEnabled")) == "true";
        said.demand(watched, acl, "is not measured");
        let asks = rules(acl).iter().all(|rule| {
            text_of(within(rule, "VisibilityConfig/CloudWatchMetricsEnabled")) == "true"
        });
        said.demand(asks, acl, "has a rule that is not measured");
    });
}

fn doors(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::LoadBalancer", |said, balancer| {
        if scene.network.origins.contains_key(&balancer.name) {
            return;
        }
        let guarded = scene.model.kind("AWS::WAFv2::WebACLAssociation").any(|one| {
            let of = scene
                .model
                .target(one.at("ResourceArn"))
                .is_some_and(|target| target.name == balancer.name);
            of && scene
                .model
                .target(one.at("WebACLArn"))
                .is_some_and(|acl| acl.text("Scope") == "REGIONAL")
        });
        said.demand(guarded, balancer, "has no web firewall");
    });
}

fn intent(scene: &Scene, said: &mut Said) {
    let is_said = |text: &str| text.chars().count() >= 15 && text.contains(' ');
    said.each(scene, "AWS::EC2::SecurityGroup", |said, group| {
        said.demand(is_said(&group.text("GroupDescription")), group, "does not say what it is for");
        for rule in
            group.list("SecurityGroupIngress").iter().chain(group.list("SecurityGroupEgress"))
        {
            said.demand(
                is_said(&text_of(within(rule, "Description"))),
                group,
                "has a rule that does not say why",
            );
        }
    });
    for kind in ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"] {
        said.each(scene, kind, |said, rule| {
            said.demand(is_said(&rule.text("Description")), rule, "does not say why");
        });
    }
}

fn zones(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::EC2::Subnet", |said, subnet| {
        said.demand(
            !subnet.is_true("MapPublicIpOnLaunch"),
            subnet,
            "gives public addresses to whatever is put into it",
        );
        said.demand(!subnet.text("AvailabilityZone").is_empty(), subnet, "does not say its zone");
    });
}
