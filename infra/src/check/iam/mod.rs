//! Every statement of every policy: who may do what to which resource.

mod condition;
mod rules;
mod statement;

use serde_json::Value;

use super::model::resource::{items, text_of, within};
use super::model::{Model, Resource};
pub use rules::check;
pub use statement::Statement;

/// What a policy is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A role: what it may do.
    Identity,
    /// A role: who may take it.
    Trust,
    /// A resource: who may use it.
    Resource,
    /// A key: `*` in it means this key.
    Key,
}

/// The statements of one resource's policies of one side.
#[derive(Debug)]
pub struct Policy<'a> {
    /// Where it is written.
    pub owner: &'a Resource,
    /// What it is.
    pub side: Side,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// Where resource types keep their policies.
const PLACES: &[(&str, &str, Side)] = &[
    ("AWS::IAM::Role", "AssumeRolePolicyDocument", Side::Trust),
    // Inline policies of roles and users are lists: see `all`.
    ("AWS::IAM::ManagedPolicy", "PolicyDocument", Side::Identity),
    ("AWS::IAM::Policy", "PolicyDocument", Side::Identity),
    ("AWS::IAM::UserPolicy", "PolicyDocument", Side::Identity),
    ("AWS::IAM::RolePolicy", "PolicyDocument", Side::Identity),
    ("AWS::IAM::GroupPolicy", "PolicyDocument", Side::Identity),
    ("AWS::S3::BucketPolicy", "PolicyDocument", Side::Resource),
    ("AWS::KMS::Key", "KeyPolicy", Side::Key),
    ("AWS::KMS::ReplicaKey", "KeyPolicy", Side::Key),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", Side::Resource),
    ("AWS::SNS::TopicInlinePolicy", "PolicyDocument", Side::Resource),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", Side::Resource),
    ("AWS::EC2::VPCEndpoint", "PolicyDocument", Side::Resource),
    ("AWS::ECR::Repository", "RepositoryPolicyText", Side::Resource),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", Side::Resource),
    ("AWS::Backup::BackupVault", "AccessPolicy", Side::Resource),
    ("AWS::Logs::ResourcePolicy", "PolicyDocument", Side::Resource),
    ("AWS::Events::EventBusPolicy", "Statement", Side::Resource),
];

/// Every policy of an environment.
pub fn all(model: &Model) -> Vec<Policy<'_>> {
    let mut policies = Vec::new();
    for resource in &model.resources {
        for (_, path, side) in PLACES.iter().filter(|(kind, _, _)| *kind == resource.kind) {
            let statements = read(resource.at(path));
            if !statements.is_empty() {
                policies.push(Policy { owner: resource, side: *side, statements });
            }
        }
        if ["AWS::IAM::Role", "AWS::IAM::User"].contains(&resource.kind.as_str()) {
            let inline = resource
                .list("Policies")
                .iter()
                .flat_map(|one| read(within(one, "PolicyDocument")));
            policies.push(Policy {
                owner: resource,
                side: Side::Identity,
                statements: inline.collect(),
            });
        }
    }
    policies
}

/// What a role may do, wherever it is written in the templates.
pub fn of_role(model: &Model, role: &Resource) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    for inline in role.list("Policies") {
        statements.extend(read(within(inline, "PolicyDocument")));
    }
    let reference = format!("${{{}}}", role.name);
    for kind in ["AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"] {
        for policy in model.kind(kind) {
            let named = policy.list("Roles").iter().any(|one| text_of(one) == reference);
            let taken = role
                .list("ManagedPolicyArns")
                .iter()
                .any(|arn| model.target(arn).is_some_and(|one| one.name == policy.name));
            if named || taken {
                statements.extend(read(policy.at("PolicyDocument")));
            }
        }
    }
    statements
}

/// The statements of a document; a document may be JSON in a text.
fn read(document: &Value) -> Vec<Statement> {
    if let Some(text) = document.as_str() {
        let parsed: Option<Value> = serde_json::from_str(text).ok();
        // What cannot be read allows nobody knows what, and is told as such.
        return parsed.map_or_else(|| vec![Statement::unreadable()], |parsed| read(&parsed));
    }
    let inside = document.get("Statement").unwrap_or(document);
    items(inside).iter().map(Statement::read).collect()
}

#[cfg(test)]
#[path = "iam_tests.rs"]
mod tests;
