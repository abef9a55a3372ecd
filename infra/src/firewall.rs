//! The firewalls of requests: what AWS's lists know as bad is blocked, and so is who asks too often
//! or sends too much. Nothing only counts; the one exception is named and replaced by a limit of
//! our own.

use serde_json::{Map, Value, json};

use crate::{
    keys,
    params::Environment,
    template::{Id, Resource, Stack, import},
};

/// Where files are given; nothing else is larger than [`MOST_FORM`].
const UPLOADS: [&str; 2] = ["^/imports$", "^/applications/[0-9a-f-]{36}/pictures$"];

/// Where secrets are guessed.
const GUESSING: [&str; 3] = ["/login", "/recover", "/register"];

/// The largest form that is no upload, in bytes; also the most the firewall looks at.
const MOST_FORM: u32 = 65_536;

/// Requests of one address in five minutes; a page is about five.
const RATE: u32 = 1_500;

/// The same for the staff's site: a whole office comes from one address, and a page of the desk is
/// asked for by many at once.
const STAFF_RATE: u32 = 20 * RATE;

/// The same, for pages where secrets are guessed.
const GUESSING_RATE: u32 = 100;

/// The firewall before the customers' site, at CloudFront. AWS may write into its log, and into
/// `others` of the stack.
pub fn customer(stack: &mut Stack, env: &Environment, key: &Value, others: &[Id]) -> Id {
    let uploads = patterns(stack, env);
    let rules = vec![
        rate("rate", RATE, None),
        rate("guessing-rate", GUESSING_RATE, Some(&guessing())),
        managed("AWSManagedRulesAmazonIpReputationList", None, &[]),
        managed("AWSManagedRulesKnownBadInputsRuleSet", None, &[]),
        managed(
            "AWSManagedRulesCommonRuleSet",
            Some(&no_upload(&uploads)),
            &["SizeRestrictions_BODY"],
        ),
        managed("AWSManagedRulesSQLiRuleSet", Some(&no_upload(&uploads)), &[]),
        managed("AWSManagedRulesLinuxRuleSet", None, &[]),
        large_forms(&uploads),
    ];
    acl(stack, env, "CustomerFirewall", ("customer", "CLOUDFRONT"), rules, (key, others))
}

/// The firewall before the staff's site: whoever is not of the bank's networks is refused here a
/// second time.
pub fn staff(stack: &mut Stack, env: &Environment) -> Id {
    let rules = vec![
        rate("rate", STAFF_RATE, None),
        foreign(stack, env),
        managed("AWSManagedRulesAmazonIpReputationList", None, &[]),
        managed("AWSManagedRulesKnownBadInputsRuleSet", None, &[]),
        managed("AWSManagedRulesCommonRuleSet", None, &[]),
        managed("AWSManagedRulesSQLiRuleSet", None, &[]),
        managed("AWSManagedRulesLinuxRuleSet", None, &[]),
    ];
    acl(stack, env, "StaffFirewall", ("staff", "REGIONAL"), rules, (&import(env, "watch-key"), &[]))
}

fn acl(
    stack: &mut Stack,
    env: &Environment,
    id: &str,
    (name, scope): (&str, &str),
    rules: Vec<Value>,
    (key, others): (&Value, &[Id]),
) -> Id {
    let rules: Vec<_> = (0..).zip(rules).map(|(priority, rule)| in_order(rule, priority)).collect();
    let mut body = json!({
        "Name": env.named(name), "Scope": scope, "DefaultAction": {"Allow": {}},
        "Description": format!("Before the {name} site"),
        "Rules": rules, "VisibilityConfig": seen(&env.named(name)),
    });
    if let (true, Some(body)) = (scope == "CLOUDFRONT", body.as_object_mut()) {
        let limit = json!({"DefaultSizeInspectionLimit": "KB_64"});
        body.insert("AssociationConfig".to_owned(), json!({"RequestBody": {"CLOUDFRONT": limit}}));
    }
    let acl = stack.add(id, Resource::new("AWS::WAFv2::WebACL", body));
    let log = format!("aws-waf-logs-{}", env.named(name));
    let log = keys::log_group(stack, env, &format!("{id}Log"), &log, key);
    let mut logs = vec![log.clone()];
    logs.extend(others.iter().cloned());
    keys::delivery(stack, env, &logs);
    let destination = json!({"Fn::Sub": format!(
        "arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{{}}}",
        log.name()
    )});
    let body = json!({
        "ResourceArn": acl.arn(), "LogDestinationConfigs": [destination],
        // Paths of letters' links are secrets, and so are cookies.
        "RedactedFields": [
            {"UriPath": {}}, {"QueryString": {}}, {"SingleHeader": {"Name": "cookie"}},
            {"SingleHeader": {"Name": "referer"}},
        ],
        "LoggingFilter": {
            "DefaultBehavior": "DROP",
            "Filters": [{
                "Behavior": "KEEP", "Requirement": "MEETS_ANY",
                "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}],
            }],
        },
    });
    stack.add(format!("{id}Logging"), Resource::new("AWS::WAFv2::LoggingConfiguration", body));
    acl
}

fn in_order(mut rule: Value, priority: u32) -> Value {
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("Priority".to_owned(), json!(priority));
    }
    rule
}

fn seen(name: &str) -> Value {
    json!({"CloudWatchMetricsEnabled": true, "MetricName": name, "SampledRequestsEnabled": false})
}

/// A list AWS keeps, which blocks; `replaced` are rules of it that count because a limit of ours
/// stands in their place.
fn managed(group: &str, scope: Option<&Value>, replaced: &[&str]) -> Value {
    let mut statement = Map::new();
    statement.insert("VendorName".to_owned(), json!("AWS"));
    statement.insert("Name".to_owned(), json!(group));
    if let Some(scope) = scope {
        statement.insert("ScopeDownStatement".to_owned(), scope.clone());
    }
    if !replaced.is_empty() {
        let overrides: Vec<_> = replaced
            .iter()
            .map(|rule| json!({"Name": rule, "ActionToUse": {"Count": {}}}))
            .collect();
        statement.insert("RuleActionOverrides".to_owned(), json!(overrides));
    }
    json!({
        "Name": group, "OverrideAction": {"None": {}},
        "Statement": {"ManagedRuleGroupStatement": statement}, "VisibilityConfig": seen(group),
    })
}

fn block(name: &str, statement: &Value) -> Value {
    json!({
        "Name": name, "Action": {"Block": {}}, "Statement": statement,
        "VisibilityConfig": seen(name),
    })
}

fn rate(name: &str, most: u32, scope: Option<&Value>) -> Value {
    let mut statement =
        json!({"Limit": most, "AggregateKeyType": "IP", "EvaluationWindowSec": 300});
    if let (Some(scope), Some(statement)) = (scope, statement.as_object_mut()) {
        statement.insert("ScopeDownStatement".to_owned(), scope.clone());
    }
    block(name, &json!({"RateBasedStatement": statement}))
}

fn in_path(position: &str, text: &str) -> Value {
    json!({"ByteMatchStatement": {
        "FieldToMatch": {"UriPath": {}}, "PositionalConstraint": position, "SearchString": text,
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
    }})
}

/// Something is sent to a page where secrets are guessed.
fn guessing() -> Value {
    let sent = json!({"ByteMatchStatement": {
        "FieldToMatch": {"Method": {}}, "PositionalConstraint": "EXACTLY", "SearchString": "POST",
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
    }});
    let pages = GUESSING.map(|page| in_path("STARTS_WITH", page));
    json!({"AndStatement": {"Statements": [sent, {"OrStatement": {"Statements": pages}}]}})
}

fn patterns(stack: &mut Stack, env: &Environment) -> Id {
    let body = json!({
        "Name": env.named("uploads"), "Scope": "CLOUDFRONT",
        "Description": "Paths where files are given", "RegularExpressionList": UPLOADS,
    });
    stack.add("UploadPaths", Resource::new("AWS::WAFv2::RegexPatternSet", body))
}

fn upload(paths: &Id) -> Value {
    json!({"RegexPatternSetReferenceStatement": {
        "Arn": paths.arn(), "FieldToMatch": {"UriPath": {}},
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
    }})
}

/// A picture's bytes look like anything, an attack too: the program takes pictures apart in a
/// process of its own, and lists of words do not help there.
fn no_upload(paths: &Id) -> Value {
    json!({"NotStatement": {"Statement": upload(paths)}})
}

/// In place of AWS's limit of 8 KB, which the page that updates all holdings exceeds.
fn large_forms(paths: &Id) -> Value {
    let large = json!({"SizeConstraintStatement": {
        "FieldToMatch": {"Body": {"OversizeHandling": "MATCH"}},
        "ComparisonOperator": "GE", "Size": MOST_FORM,
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
    }});
    block("large-forms", &json!({"AndStatement": {"Statements": [large, no_upload(paths)]}}))
}

fn foreign(stack: &mut Stack, env: &Environment) -> Value {
    let mut own = Vec::new();
    for (name, kind, networks) in
        [("BankV4", "IPV4", env.staff_networks()), ("BankV6", "IPV6", env.staff_networks_v6())]
    {
        if networks.is_empty() {
            continue;
        }
        let body = json!({
            "Name": env.named(&format!("bank-{}", kind.to_lowercase())), "Scope": "REGIONAL",
            "Description": "Networks of the bank", "IPAddressVersion": kind,
            "Addresses": networks,
        });
        let set = stack.add(name, Resource::new("AWS::WAFv2::IPSet", body));
        let own_set = json!({"IPSetReferenceStatement": {"Arn": set.arn()}});
        own.push(json!({"NotStatement": {"Statement": own_set}}));
    }
    match own.as_slice() {
        [one] => block("foreign", one),
        all => block("foreign", &json!({"AndStatement": {"Statements": all}})),
    }
}
