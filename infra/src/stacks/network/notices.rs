//! Who is told: the administrators of failures and incidents, business staff of the bill.

use serde_json::json;

use super::Ground;
use crate::{
    iam::{Statement, explained, policy},
    params::Environment,
    template::{Resource, Stack},
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
            Self::Administrators => &["cloudwatch.amazonaws.com", "events.amazonaws.com"],
            Self::Business => &["budgets.amazonaws.com"],
        }
    }
}

pub(super) fn add(stack: &mut Stack, env: &Environment, ground: &Ground) {
    for told in [Told::Administrators, Told::Business] {
        let id = format!("{}Topic", crate::template::camel(told.name()));
        let body = json!({
            "TopicName": env.named(told.name()), "KmsMasterKeyId": ground.key.arn(),
            "Subscription": [{"Protocol": "email", "Endpoint": told.address(env)}],
        });
        let topic = stack.add(&*id, Resource::new("AWS::SNS::Topic", body));
        let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
        let publish = Statement::allow("Tell", &["sns:Publish"], &[topic.reference()])
            .to(&json!({"Service": told.senders()}))
            .when(&own);
        let plain = Statement::deny("TlsOnly", &["sns:Publish"], &[topic.reference()])
            .to(&json!("*"))
            .when(&json!({"Bool": {"aws:SecureTransport": "false"}}));
        let statements = [publish, plain];
        let body = json!({"Topics": [topic.reference()], "PolicyDocument": policy(&statements)});
        let resource = explained(Resource::new("AWS::SNS::TopicPolicy", body), &statements);
        stack.add(format!("{id}Policy"), resource);
        stack.export(&told.export(), "A topic", &topic.reference());
    }
}
