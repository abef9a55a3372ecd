//! Clause 6-3, permissions: nothing wider than it must be, unless a reason is written beside it.
//!
//! The reason stands in the resource's `Metadata`: `{"Reasons": {"<Sid>": "a sentence"}}`.

use std::collections::BTreeSet;

use crate::check::finding::Finding;
use crate::check::model::resource::text_of;
use crate::check::model::{Model, Resource, texts};

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
const GUARDS: &[&str] = &["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID"];

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
        if statement.has("iam:PassRole") && !names(statement, &["iam:PassedToService"]) {
            tell(false, "passes a role to any service".to_owned());
        }
    } else {
        principals(policy, statement, &mut tell);
    }
    all
}

fn principals(policy: &Policy, statement: &Statement, tell: &mut impl FnMut(bool, String)) {
    for who in &statement.principals {
        let account = &policy.owner.account;
        let own = who.contains("${AWS::AccountId}")
            || who.starts_with("AWS:${")
            || (!account.is_empty() && who.contains(account.as_str()));
        if who == "*" {
            let guarded = names(
                statement,
                &[
                    "aws:PrincipalAccount",
                    "aws:PrincipalOrgID",
                    "aws:PrincipalArn",
                    "aws:SourceAccount",
                    "aws:ResourceAccount",
                ],
            );
            if !guarded {
                tell(true, "allows everybody".to_owned());
            }
        } else if who.starts_with("AWS:") && !own {
            tell(true, format!("allows {who}, another account"));
        } else if who.starts_with("Service:")
            && policy.side != Side::Key
            && !names(statement, GUARDS)
        {
            tell(true, format!("allows {who} for whomever it acts"));
        } else if who.starts_with("Federated:") && !names(statement, &[":sub", ":aud"]) {
            tell(false, format!("allows anybody whom {who} knows"));
        }
    }
}

/// Whether the condition asks for one of the keys.
fn names(statement: &Statement, wanted: &[&str]) -> bool {
    let operators = statement.condition.as_object().into_iter().flatten();
    let mut keys =
        operators.flat_map(|(_, keys)| keys.as_object().into_iter().flatten().map(|(key, _)| key));
    keys.any(|key| {
        wanted.iter().any(|one| {
            key.eq_ignore_ascii_case(one) || (one.starts_with(':') && key.ends_with(one))
        })
    })
}

/// Policies of Amazon's that a role is given whole.
fn attached(model: &Model, role: &Resource) -> Vec<Complaint> {
    let mut all = Vec::new();
    if !["AWS::IAM::Role", "AWS::IAM::User"].contains(&role.kind.as_str()) {
        return all;
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
