//! Encryption keys and log groups, made alike everywhere.

use serde_json::{Value, json};

use crate::{
    iam::{Statement, explained, own_account, policy},
    params::Environment,
    template::{Id, Resource, Stack},
};

/// A key that turns every year. Its account decides by its roles' policies who uses it; services of
/// AWS that act by themselves are named in `services`.
pub fn key(
    stack: &mut Stack,
    env: &Environment,
    id: &str,
    name: &str,
    purpose: &str,
    services: Vec<Statement>,
) -> Id {
    let everything = "In a key's policy the only resource is the key itself. Without the account \
                      nobody could administer it, nor could roles be given its use";
    let mut statements = vec![
        Statement::allow_any("Account", &["kms:*"], everything).to(&own_account()),
    ];
    statements.extend(services);
    let properties = json!({
        "Description": purpose,
        "EnableKeyRotation": true,
        "PendingWindowInDays": 30,
        "KeyPolicy": policy(&statements),
    });
    let key =
        stack.add(id, explained(Resource::new("AWS::KMS::Key", properties), &statements).kept());
    let alias = json!({
        "AliasName": format!("alias/{}", env.named(name)), "TargetKeyId": key.reference(),
    });
    stack.add(format!("{id}Alias"), Resource::new("AWS::KMS::Alias", alias));
    key
}

/// The use of a key by services of AWS, for this account's things only.
pub fn used_by(sid: &'static str, services: &[&str], condition: &Value) -> Statement {
    let actions =
        ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
    Statement::allow_any(sid, &actions, "In a key's policy the only resource is the key itself")
        .to(&json!({"Service": services}))
        .when(condition)
}

/// A log group, sealed under `key`, that forgets after the environment's days.
pub fn log_group(stack: &mut Stack, env: &Environment, id: &str, name: &str, key: &Value) -> Id {
    let properties = json!({
        "LogGroupName": name, "RetentionInDays": env.keeping.logs, "KmsKeyId": key,
    });
    stack.add(id, Resource::new("AWS::Logs::LogGroup", properties).kept())
}
