//! The distant place: in Osaka a vault for copies of the daily backups, under a key of its own, so
//! that neither a disaster in Tokyo nor the loss of a key there takes them.

use serde_json::json;

use crate::{
    events,
    iam::Statement,
    keys,
    params::Environment,
    stacks::{data::backup::vault, security},
    template::{OSAKA, Stack, sub},
};

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let purpose = "the vault in Osaka that daily backups are copied to, and its key";
    let mut stack = Stack::new(env, "dr", OSAKA, purpose);
    let why = "Copies of backups in Osaka";
    let key = keys::key(&mut stack, env, "DistantKey", "distant", why, vec![kept(env)]);
    // Whoever deploys the key cannot change its rules afterwards, and KMS asks whether that is meant.
    stack.amend(&key, "BypassPolicyLockoutSafetyCheck", json!(true));
    let vault =
        stack.add("DistantVault", vault(env, "distant", &key.arn(), env.keeping.distant_backups));
    events::add(&mut stack, env, events::Place::Distant);
    security::elsewhere(&mut stack, env);
    stack.export("distant-vault", "The vault in Osaka", &vault.get("BackupVaultArn"));
    stack
}

/// A locked vault is worth nothing when its key is gone. Only the bank's role of last resort, which nobody
/// has in daily work, may take the key away or change these rules; that it was used is told at once.
fn kept(env: &Environment) -> Statement {
    let role = format!(
        "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{}",
        env.named("last-resort")
    );
    Statement::deny(
        "OnlyLastResort",
        &[
            "kms:DeleteImportedKeyMaterial",
            "kms:DisableKey",
            "kms:PutKeyPolicy",
            "kms:ScheduleKeyDeletion",
        ],
        &[json!("*")],
    )
    .to(&json!("*"))
    .when(&json!({"ArnNotEquals": {"aws:PrincipalArn": sub(&role)}}))
    .because("In a key's policy the only resource is the key itself; it refuses")
}
