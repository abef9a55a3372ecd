//! Clause 6-3, permissions: nothing wider than it must be, unless a reason is written beside it.
//!
//! The reason stands in the resource's `Metadata`: `{"Reasons": {"<Sid>": "a sentence"}}`.

use std::collections::BTreeSet;

use crate::check::finding::Finding;
use crate::check::model::resource::text_of;
use crate::check::model::{Model, Resource, texts};

use super::condition::{Asked, account_of, is_ours, is_spelt};
use super::statement::{is_wide_action, is_wide_resource};
use super::{Policy, Side, Statement, all};

const RULE: &str = "6-3 permissions are no wider than needed";
/// A reason shorter than this says nothing.
const A_SENTENCE: usize = 15;
/// Policies of Amazon's that allow everything, or nearly.
const NEVER: &[&str] =
    &["AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "AWSCodePipeline_FullAccess"];
/// Actions that hand over power: never on a wide resource, whatever the reason.
const POWERS: &[&str] = &[
    "iam:PassRole",
    "iam:CreateUser",
    "iam:CreateAccessKey",
    "iam:AttachRolePolicy",
    "iam:PutRolePolicy",
    "iam:CreatePolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "sts:AssumeRole",
    "kms:ScheduleKeyDeletion",
    "s3:BypassGovernanceRetention",
    "s3:PutBucketPolicy",
    "organizations:LeaveOrganization",
];
/// What guards a service from acting for somebody else's account.
const GUARDS: &[Asked] = &[
    Asked::Account("aws:SourceAccount"),
    Asked::Arn("aws:SourceArn"),
    Asked::Text("aws:SourceOrgID"),
];
/// What makes everybody our own people.
const US: &[Asked] = &[
    Asked::Account("aws:PrincipalAccount"),
    Asked::Account("aws:SourceAccount"),
    Asked::Arn("aws:PrincipalArn"),
    Asked::Text("aws:PrincipalOrgID"),
];

/// What is told at deployment all the same: where the source is, which a person confirms in the console.
const TOLD: &str = "${parameter pipeline.Connection}";

/// Reasons that other rules ask for.
const ELSEWHERE: &[&str] = &["NoPolicy", "User"];

/// One thing to say, and the name under which a reason excuses it; none if nothing does.
struct Complaint {
    excuse: Option<String>,
    message: String,
}

/// Looks at every statement, and at every reason that excuses nothing.
pub fn check(model: &Model) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for policy in all(model) {
        for statement in &policy.statements {
            let wide =
                statement.actions.iter().chain(&statement.resources).any(|one| one.contains('*'));
            if !statement.allows || wide {
                // A refusal may be as wide as it likes, and a wildcard that we find narrow enough may say why.
                used.insert((policy.owner.name.clone(), statement.sid.clone()));
            }
            settle(policy.owner, complaints(&policy, statement), &mut used, &mut findings);
        }
    }
    for resource in &model.resources {
        settle(resource, attached(model, resource), &mut used, &mut findings);
        let reasons = resource.metadata.get("Reasons").and_then(|all| all.as_object());
        for (name, _) in reasons.into_iter().flatten() {
            let elsewhere = ELSEWHERE.contains(&name.as_str());
            if has_policy(resource)
                && !elsewhere
                && !used.contains(&(resource.name.clone(), name.clone()))
            {
                findings.push(Finding::new(
                    RULE,
                    &resource.name,
                    format!("the reason `{name}` excuses nothing"),
                ));
            }
        }
    }
    findings
}

fn has_policy(resource: &Resource) -> bool {
    resource.kind == "AWS::IAM::User"
        || super::PLACES.iter().any(|(kind, _, _)| *kind == resource.kind)
}

fn settle(
    owner: &Resource,
    complaints: Vec<Complaint>,
    used: &mut BTreeSet<(String, String)>,
    findings: &mut Vec<Finding>,
) {
    for complaint in complaints {
        let reason =
            complaint.excuse.as_ref().and_then(|name| owner.metadata.get("Reasons")?.get(name));
        match complaint
            .excuse
            .filter(|_| reason.map(text_of).is_some_and(|why| why.chars().count() >= A_SENTENCE))
        {
            Some(name) => drop(used.insert((owner.name.clone(), name))),
            None => findings.push(Finding::new(RULE, &owner.name, complaint.message)),
        }
    }
}

fn complaints(policy: &Policy, statement: &Statement) -> Vec<Complaint> {
    let name = &statement.sid;
    let mut all = Vec::new();
    let mut tell = |excusable: bool, message: String| {
        let excuse = excusable.then(|| name.clone()).filter(|name| !name.is_empty());
        all.push(Complaint { excuse, message: format!("statement `{name}`: {message}") });
    };
    if name.is_empty() {
        tell(false, "has no Sid".to_owned());
    }
    if !statement.allows {
        return all;
    }
    for negated in &statement.negated {
        tell(false, format!("allows by {negated}: everything but a few"));
    }
    for action in statement.actions.iter().filter(|action| is_wide_action(action)) {
        tell(true, format!("allows `{action}`"));
    }
    if statement.actions.is_empty() && statement.negated.is_empty() {
        tell(false, "allows no action that can be read".to_owned());
    }
    let named = [&statement.actions, &statement.resources, &statement.principals];
    for text in named.into_iter().flatten().filter(|text| !is_spelt(text) && *text != TOLD) {
        tell(false, format!("names `{text}`, which is told at deployment only"));
    }
    let wide: Vec<&String> =
        statement.resources.iter().filter(|one| is_wide_resource(one)).collect();
    for resource in &wide {
        // In a key's policy `*` is the key.
        if policy.side != Side::Key || *resource != "*" {
            tell(true, format!("allows on `{resource}`"));
        }
    }
    if policy.side == Side::Identity {
        for power in POWERS.iter().filter(|power| statement.has(power) && !wide.is_empty()) {
            tell(
                false,
                format!(
                    "allows {power} on `{}`",
                    wide.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(" ")
                ),
            );
        }
        let is_told = || statement.asks("", &[Asked::Text("iam:PassedToService")]);
        if statement.has("iam:PassRole") && !is_told() {
            tell(false, "passes a role to any service".to_owned());
        }
    } else {
        principals(policy, statement, &mut tell);
    }
    all
}

fn principals(policy: &Policy, statement: &Statement, tell: &mut impl FnMut(bool, String)) {
    let account = policy.owner.account.as_str();
    // Nobody excuses a role, a key or a bucket for everybody; an endpoint is asked from inside only.
    let is_way = policy.owner.kind == "AWS::EC2::VPCEndpoint";
    let is_key = policy.side == Side::Key;
    for who in &statement.principals {
        match who.split_once(':') {
            None if who == "*" => {
                if !statement.asks(account, US) {
                    tell(is_way, "allows everybody".to_owned());
                }
            }
            Some(("AWS", _)) if is_own(who, account) => {}
            Some(("AWS", other)) if account_of(other).is_some() => {
                tell(true, format!("allows {who}, another account"));
            }
            Some(("Service", _)) => {
                if !is_key && !statement.asks(account, GUARDS) {
                    tell(true, format!("allows {who} for whomever it acts"));
                }
            }
            Some(("Federated", _)) => {
                let is_told = [":sub", ":aud"]
                    .iter()
                    .all(|key| statement.asks(account, &[Asked::Ending(key)]));
                if !is_told {
                    tell(false, format!("allows anybody whom {who} knows"));
                }
            }
            _ => tell(false, format!("allows {who}, of whom the checker cannot tell who it is")),
        }
    }
    if statement.principals.is_empty() && statement.negated.is_empty() {
        tell(false, "allows nobody that can be read".to_owned());
    }
}

/// Our own account, or a role or user of this environment.
fn is_own(who: &str, account: &str) -> bool {
    let name = who.strip_prefix("AWS:").unwrap_or(who);
    let is_here = name.starts_with("${") && !name.starts_with("${parameter ");
    is_here || is_ours(name, account) || account_of(name).is_some_and(|it| is_ours(it, account))
}

/// Policies of Amazon's that a role is given whole.
fn attached(model: &Model, role: &Resource) -> Vec<Complaint> {
    let mut all = Vec::new();
    if !["AWS::IAM::Role", "AWS::IAM::User"].contains(&role.kind.as_str()) {
        return all;
    }
    if !role.at("LoginProfile").is_null() {
        let message = "may use the console with a password".to_owned();
        all.push(Complaint { excuse: None, message });
    }
    for arn in role.list("ManagedPolicyArns").iter().filter(|arn| model.target(arn).is_none()) {
        texts(arn, &mut |arn| {
            let name = arn.rsplit('/').next().unwrap_or(arn).to_owned();
            let excuse = (!NEVER.contains(&name.as_str())).then(|| name.clone());
            all.push(Complaint { excuse, message: format!("has Amazon's own policy {name}") });
        });
    }
    all
}
