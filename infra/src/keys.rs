//! Encryption keys and log groups, made alike everywhere.

use serde_json::{Value, json};

use crate::{
    iam::{Statement, explained, own_account, policy, service},
    params::Environment,
    template::{Id, Resource, Stack, sub},
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
    let mut statements =
        vec![Statement::allow_any("Account", &["kms:*"], everything).to(&own_account())];
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

/// The key of logs, trails and notices; services of AWS that write those may use it.
pub fn watch_key(stack: &mut Stack, env: &Environment) -> Id {
    let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
    let of_logs = json!({"ArnLike": {"kms:EncryptionContext:aws:logs:arn": sub(
        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:*"
    )}});
    let of_trail = json!({"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": sub(
        "arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*"
    )}});
    let logs = json!({"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"});
    let services = vec![
        used_by("Logs", &[], &of_logs).to(&json!({"Service": logs})),
        used_by("Trail", &["cloudtrail.amazonaws.com"], &of_trail),
        // Looking at the key has no context of encryption, so it needs a condition of its own.
        Statement::allow_any(
            "TrailLooks",
            &["kms:DescribeKey"],
            "In a key's policy the only resource is the key itself",
        )
        .to(&service("cloudtrail.amazonaws.com"))
        .when(&json!({"StringLike": {"aws:SourceArn": sub(
            "arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*"
        )}})),
        used_by("Notices", &["cloudwatch.amazonaws.com", "budgets.amazonaws.com"], &own),
        Statement::allow_any(
            "Events",
            &["kms:Decrypt", "kms:GenerateDataKey"],
            "The only resource is the key itself. EventBridge does not say for whom it acts; what \
             it can do with the key is to send notices",
        )
        .to(&service("events.amazonaws.com")),
    ];
    let key = key(stack, env, "WatchKey", "watch", "Logs, trails and notices", services);
    stack.export("watch-key", "The key of logs, trails and notices", &key.arn());
    key
}

/// Lets AWS's delivery of logs write into the log groups of these names.
pub fn delivery(stack: &mut Stack, env: &Environment, logs: &[Id]) {
    let groups: Vec<_> = logs.iter().map(|log| format!("${{{}.Arn}}", log.name())).collect();
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Deliver","Effect":"Allow","Principal":{{"Service":"delivery.logs.amazonaws.com"}},"Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":["{}"],"Condition":{{"StringEquals":{{"aws:SourceAccount":"${{AWS::AccountId}}"}}}}}}]}}"#,
        groups.join("\",\"")
    );
    let body = json!({
        "PolicyName": env.named(&format!("{}-delivery", stack.name)), "PolicyDocument": sub(&text),
    });
    stack.add("LogDelivery", Resource::new("AWS::Logs::ResourcePolicy", body));
}
