//! Who is told: the administrators of failures and incidents, business staff of the bill.

use serde_json::{Value, json};

use super::Ground;
use crate::{
    iam::{Statement, explained, policy, service},
    params::Environment,
    template::{Id, Resource, Stack},
};

/// People to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Of failures and incidents.
    Administrators,
    /// Of the bill.
    Business,
}

impl Told {
    /// The word in names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrators => "administrators",
            Self::Business => "business",
        }
    }

    /// Under which name another stack imports their topic.
    pub fn export(self) -> String {
        format!("{}-topic", self.name())
    }

    fn address(self, env: &Environment) -> &'static str {
        match self {
            Self::Administrators => env.bank.administrators,
            Self::Business => env.bank.business,
        }
    }

    fn senders(self) -> &'static [&'static str] {
        match self {
            Self::Administrators => &["cloudwatch.amazonaws.com"],
            Self::Business => &["budgets.amazonaws.com"],
        }
    }
}

pub(super) fn add(stack: &mut Stack, env: &Environment, ground: &Ground) {
    for told in [Told::Administrators, Told::Business] {
        topic(stack, env, told, &ground.key.arn());
    }
}

/// Makes a topic and exports it. Its mails are confirmed once by who gets them.
pub fn topic(stack: &mut Stack, env: &Environment, told: Told, key: &Value) -> Id {
    let id = format!("{}Topic", crate::template::camel(told.name()));
    let body = json!({
        "TopicName": env.named(told.name()), "KmsMasterKeyId": key,
        "Subscription": [{"Protocol": "email", "Endpoint": told.address(env)}],
    });
    let topic = stack.add(&*id, Resource::new("AWS::SNS::Topic", body));
    let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
    let here = [topic.reference()];
    let mut statements = vec![
        Statement::allow("Tell", &["sns:Publish"], &here)
            .to(&json!({"Service": told.senders()}))
            .when(&own),
        Statement::deny("TlsOnly", &["sns:Publish"], &here)
            .to(&json!("*"))
            .when(&json!({"Bool": {"aws:SecureTransport": "false"}})),
    ];
    if told == Told::Administrators {
        statements.push(
            Statement::allow("Events", &["sns:Publish"], &here)
                .to(&service("events.amazonaws.com"))
                .because(
                    "Without a condition: whether EventBridge's notices pass one is said \
                     differently in AWS's guides, and a lost notice is worse than a false one",
                ),
        );
    }
    let body = json!({"Topics": here, "PolicyDocument": policy(&statements)});
    let resource = explained(Resource::new("AWS::SNS::TopicPolicy", body), &statements);
    stack.add(format!("{id}Policy"), resource);
    stack.export(&told.export(), "A topic", &topic.reference());
    topic
}
