//! Faults of what is kept: copies that go elsewhere, and things forgotten too soon.

use serde_json::{Value, json};

use super::more;
use crate::check::faults::Fault;

const BUCKET: &str = "AWS::S3::Bucket";
const PLAN: (&str, &str) = ("AWS::Backup::BackupPlan", "");
const VAULT: &str = "AWS::Backup::BackupVault";
const COPIES: &str = "BackupPlan/BackupPlanRule/0/CopyActions";
const FORGET: &str = "LifecycleConfiguration/Rules/0/ExpirationInDays";
const LOCK: &str = "ObjectLockConfiguration/Rule/DefaultRetention";
const OURS: &[&str] = &["6-3 no account is named but ours"];
const READ: &[&str] = &["6-1 what is kept is kept as it was read"];

pub const FAULTS: &[Fault] = &[
    Fault::new("backups are copied to another account's vault of the same name", OURS, |p| {
        let theirs = "arn:aws:backup:ap-northeast-3:999999999999:backup-vault:kura-prod-distant";
        p.set(PLAN, &format!("{COPIES}/0/DestinationBackupVaultArn"), json!(theirs))
    }),
    Fault::new("backups are copied to another account too", OURS, |p| {
        let second = json!({"Lifecycle": {"DeleteAfterDays": 35},
            "DestinationBackupVaultArn": "arn:aws:backup:ap-northeast-1:999999999999:backup-vault:x"});
        p.one(PLAN, |plan| more(plan, &format!("/Properties/{COPIES}"), second.clone()))
    }),
    Fault::new("the database is left out of the backups", READ, |p| {
        let database = json!([{"Fn::GetAtt": ["Database", "DBInstanceArn"]}]);
        p.set(("AWS::Backup::BackupSelection", ""), "BackupSelection/NotResources", database)
    }),
    Fault::new("the lock of a vault can be taken off for ever", READ, |p| {
        p.unset((VAULT, "Vault"), "LockConfiguration/ChangeableForDays")
    }),
    Fault::new("whoever may, empties a vault", READ, |p| p.unset((VAULT, "Vault"), "AccessPolicy")),
    Fault::new("the trial puts something else back", READ, |p| {
        let trial = ("AWS::Backup::RestoreTestingSelection", "");
        p.set(trial, "ProtectedResourceType", json!("EFS"))
            * p.set(trial, "ProtectedResourceArns", json!(["*"]))
    }),
    Fault::new("documents are copied to another account", OURS, |p| {
        let copy = json!({"Role": {"Fn::GetAtt": ["BackupRole", "Arn"]}, "Rules": [{"Status": "Enabled",
            "Destination": {"Bucket": "arn:aws:s3:::attacker", "Account": "999999999999"}}]});
        p.set((BUCKET, "DocumentsBucket"), "ReplicationConfiguration", copy)
    }),
    Fault::new("documents are forgotten in a day", READ, |p| {
        p.set((BUCKET, "DocumentsBucket"), FORGET, json!(1))
    }),
    Fault::new("settings are forgotten in a day", READ, |p| {
        p.set((BUCKET, "ConfigBucket"), FORGET, json!(1))
    }),
    Fault::new("administrators may empty the trail of their deeds", READ, |p| {
        p.set((BUCKET, "TrailBucket"), LOCK, json!({"Mode": "GOVERNANCE", "Years": 1}))
    }),
    Fault::new("the audit trail is locked for one year", READ, |p| {
        p.set((BUCKET, "AuditBucket"), LOCK, json!({"Mode": "COMPLIANCE", "Years": 1}))
    }),
    Fault::new("the database's cluster is open to a service nobody read of", READ, |p| {
        let role =
            json!([{"FeatureName": "s3Export", "RoleArn": "arn:aws:iam::123456789012:role/x"}]);
        p.set(("AWS::RDS::DBCluster", ""), "AssociatedRoles", role)
    })
    .within("aurora"),
    Fault::new("a log is told to somebody by a property nobody read of", READ, |p| {
        p.one(("AWS::Logs::LogGroup", "Customer"), |log| {
            let all = log.pointer_mut("/Properties").and_then(Value::as_object_mut);
            all.map(|all| all.insert("LogGroupClass".to_owned(), json!("INFREQUENT_ACCESS")))
                .is_some()
        })
    }),
];
