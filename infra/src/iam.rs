//! Permissions: statements of policies, and roles made of them. A statement that must name
//! everything (`*`) carries its reason, which is written beside it into the template.

use serde_json::{Value, json};

use crate::template::{Id, Resource, Stack};

/// One statement of a policy.
#[derive(Debug, Clone)]
pub struct Statement {
    sid: &'static str,
    body: Value,
    reason: Option<&'static str>,
}

impl Statement {
    /// Allows these actions on these resources.
    pub fn allow(sid: &'static str, actions: &[&str], resources: &[Value]) -> Self {
        let body = json!({
            "Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources,
        });
        Self { sid, body, reason: None }
    }

    /// Allows these actions on any resource, because they know none or none can be named.
    pub fn allow_any(sid: &'static str, actions: &[&str], reason: &'static str) -> Self {
        let mut statement = Self::allow(sid, actions, &[json!("*")]);
        statement.reason = Some(reason);
        statement
    }

    /// Refuses these actions on these resources, whatever else allows them.
    pub fn deny(sid: &'static str, actions: &[&str], resources: &[Value]) -> Self {
        let mut statement = Self::allow(sid, actions, resources);
        statement.set("Effect", json!("Deny"));
        statement
    }

    /// In a resource's policy: whom it is about.
    #[must_use]
    pub fn to(mut self, principal: &Value) -> Self {
        self.set("Principal", principal.clone());
        self
    }

    /// Only if this holds.
    #[must_use]
    pub fn when(mut self, condition: &Value) -> Self {
        self.set("Condition", condition.clone());
        self
    }

    /// Why it is wider than one would wish.
    #[must_use]
    pub fn because(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    fn set(&mut self, key: &str, value: Value) {
        if let Some(body) = self.body.as_object_mut() {
            body.insert(key.to_owned(), value);
        }
    }
}

/// A policy document.
pub fn policy(statements: &[Statement]) -> Value {
    let bodies: Vec<_> = statements.iter().map(|statement| &statement.body).collect();
    json!({"Version": "2012-10-17", "Statement": bodies})
}

/// Writes the statements' reasons beside the policy.
pub fn explained(mut resource: Resource, statements: &[Statement]) -> Resource {
    for statement in statements {
        if let Some(reason) = statement.reason {
            resource = resource.because(statement.sid, reason);
        }
    }
    resource
}

/// The principal of a service of AWS.
pub fn service(name: &str) -> Value {
    json!({"Service": name})
}

/// The account itself: whoever in it has been given the right.
pub fn own_account() -> Value {
    json!({"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}})
}

/// A role only `principal` may take, with these rights and no others. `condition` guards who takes
/// it, against one customer's service acting for another.
pub fn role(
    stack: &mut Stack,
    id: &str,
    name: &str,
    purpose: &str,
    trust: &Statement,
    statements: &[Statement],
) -> Id {
    let mut properties = json!({
        "RoleName": name,
        "Description": purpose,
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [without_resource(trust)]},
        "MaxSessionDuration": 3600,
    });
    if let (false, Some(properties)) = (statements.is_empty(), properties.as_object_mut()) {
        let policies = json!([{"PolicyName": "rights", "PolicyDocument": policy(statements)}]);
        properties.insert("Policies".to_owned(), policies);
    }
    let made = explained(Resource::new("AWS::IAM::Role", properties), statements);
    stack.add(id, explained(made, std::slice::from_ref(trust)))
}

/// The trust in a service of AWS, acting for this account only.
pub fn trust(name: &str) -> Statement {
    let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
    Statement::allow("Take", &["sts:AssumeRole"], &[]).to(&service(name)).when(&own)
}

/// The trust in a service of AWS that does not say for whom it acts.
pub fn plain_trust(name: &str) -> Statement {
    Statement::allow("Take", &["sts:AssumeRole"], &[])
        .to(&service(name))
        .because("The service does not say for which account it acts when it takes this role")
}

fn without_resource(statement: &Statement) -> Value {
    let mut body = statement.body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("Resource");
    }
    body
}

#[cfg(test)]
#[path = "iam_tests.rs"]
mod tests;
