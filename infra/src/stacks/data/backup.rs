//! Backups: every day, sealed, checked weekly by a restore, and copied to Osaka. The database can
//! besides be put back to any second of its days of point-in-time recovery.

use serde_json::{Value, json};

use super::database::Made;
use crate::{
    iam::{role, trust},
    params::Environment,
    stacks::network::bucket_arn,
    template::{Id, OSAKA, Resource, Stack, sub},
};

/// Every day at 05:40 in Japan: AWS Backup keeps an hour away from the database's own backup and from
/// the hour it is looked after in, else a backup may fail.
const DAILY: &str = "cron(40 20 * * ? *)";

/// On Sundays at noon in Japan, when the day's backup is done.
const TRIAL: &str = "cron(0 3 ? * SUN *)";

/// The vault in Osaka, which the stack `dr` makes first.
pub fn distant_vault(env: &Environment) -> Value {
    sub(&format!(
        "arn:${{AWS::Partition}}:backup:{OSAKA}:${{AWS::AccountId}}:backup-vault:{}",
        env.named("distant")
    ))
}

/// What a vault looks like, here and in Osaka.
pub fn vault(env: &Environment, name: &str, key: &Value, days: u32) -> Resource {
    let mut body = json!({
        "BackupVaultName": env.named(name), "EncryptionKeyArn": key,
        "AccessPolicy": {
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "NobodyDeletes", "Effect": "Deny", "Principal": "*",
                "Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
                "Resource": "*",
            }],
        },
    });
    if let (true, Some(body)) = (env.keeping.locked, body.as_object_mut()) {
        body.insert(
            "LockConfiguration".to_owned(),
            // After a fortnight of grace nobody can take the lock away, the root included.
            json!({
                "MinRetentionDays": 7, "MaxRetentionDays": days.max(7), "ChangeableForDays": 14,
            }),
        );
    }
    Resource::new("AWS::Backup::BackupVault", body)
        .because("NobodyDeletes", "In a vault's policy it stands for its backups; it refuses")
        .kept()
}

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id, database: &Made) {
    let vault = stack.add("Vault", vault(env, "vault", &key.arn(), env.keeping.backups));
    let plan = json!({
        "BackupPlanName": env.named("daily"),
        "BackupPlanRule": [{
            "RuleName": "daily", "TargetBackupVault": vault.reference(),
            "ScheduleExpression": DAILY, "ScheduleExpressionTimezone": "Etc/UTC",
            "StartWindowMinutes": 60, "CompletionWindowMinutes": 300,
            "Lifecycle": {"DeleteAfterDays": env.keeping.backups},
            "CopyActions": [{
                "DestinationBackupVaultArn": distant_vault(env),
                "Lifecycle": {"DeleteAfterDays": env.keeping.distant_backups},
            }],
        }],
    });
    let body = json!({"BackupPlan": plan});
    let plan = stack.add("DailyPlan", Resource::new("AWS::Backup::BackupPlan", body));
    let taker = backup_role(stack, env);
    let body = json!({
        "BackupPlanId": plan.reference(),
        "BackupSelection": {
            "SelectionName": "customers-data", "IamRoleArn": taker.arn(),
            "Resources": [database.arn, bucket_arn(env, "documents", "")],
        },
    });
    stack.add(
        "DailySelection",
        Resource::new("AWS::Backup::BackupSelection", body)
            .after(&stack.existing("DocumentsBucket")),
    );
    trial(stack, env, &taker, database);
}

/// AWS keeps the rights a backup of its services needs; they change with the services.
fn backup_role(stack: &mut Stack, env: &Environment) -> Id {
    let made = role(
        stack,
        "BackupRole",
        &env.named("backup"),
        "Takes daily backups and puts them back in trials",
        &trust("backup.amazonaws.com"),
        &[],
    );
    let managed = [
        "service-role/AWSBackupServiceRolePolicyForBackup",
        "service-role/AWSBackupServiceRolePolicyForRestores",
        "AWSBackupServiceRolePolicyForS3Backup",
        "AWSBackupServiceRolePolicyForS3Restore",
    ]
    .map(|name| {
        let short = name.trim_start_matches("service-role/");
        stack.explain(
            &made,
            short,
            "AWS's own policy for AWS Backup, which AWS keeps in step with the services backed up; \
             only AWS Backup may take the role, for this account",
        );
        sub(&format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}"))
    });
    stack.amend(&made, "ManagedPolicyArns", json!(managed));
    made
}

/// Once a week the newest backup of the database is put back and thrown away: that it can be put back is
/// known then, what is in it is looked at in drills (`docs/runbooks/restore.md`).
fn trial(stack: &mut Stack, env: &Environment, taker: &Id, database: &Made) {
    let body = json!({
        "RestoreTestingPlanName": env.named("trial").replace('-', "_"),
        "ScheduleExpression": TRIAL, "ScheduleExpressionTimezone": "Etc/UTC",
        "StartWindowHours": 4,
        "RecoveryPointSelection": {
            "Algorithm": "LATEST_WITHIN_WINDOW", "SelectionWindowDays": 7,
            "RecoveryPointTypes": ["SNAPSHOT"],
            "IncludeVaults": [{"Fn::GetAtt": ["Vault", "BackupVaultArn"]}],
        },
    });
    let plan = stack.add("TrialPlan", Resource::new("AWS::Backup::RestoreTestingPlan", body));
    let kind = match env.database {
        crate::params::Database::Instance { .. } => "RDS",
        crate::params::Database::Aurora { .. } => "Aurora",
    };
    let body = json!({
        "RestoreTestingPlanName": plan.reference(),
        "RestoreTestingSelectionName": "database", "ProtectedResourceType": kind,
        "ProtectedResourceArns": [database.arn], "IamRoleArn": taker.arn(),
        "RestoreMetadataOverrides": {"dbSubnetGroupName": {"Ref": "DatabaseSubnets"}},
        "ValidationWindowHours": 1,
    });
    stack.add("TrialSelection", Resource::new("AWS::Backup::RestoreTestingSelection", body));
}
