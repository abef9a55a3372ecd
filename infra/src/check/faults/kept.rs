//! Faults of what is stored: encryption, retention, backups.

use serde_json::{Value, json};

use super::Fault;

const BUCKET: &str = "AWS::S3::Bucket";
const DATABASE: &str = "AWS::RDS::DBInstance";
const PLAN: &str = "AWS::Backup::BackupPlan";
const RULE: &str = "BackupPlan/BackupPlanRule/0";

pub const FAULTS: &[Fault] = &[
    Fault::new("13 database not encrypted", &["6-2 the database is encrypted"], |p| {
        p.set((DATABASE, ""), "StorageEncrypted", json!(false))
    }),
    Fault::new("database without a key of ours", &["6-2 the database is encrypted"], |p| {
        p.unset((DATABASE, ""), "KmsKeyId")
    }),
    Fault::new("15 a bucket may be made public", &["6-2 buckets are closed"], |p| {
        p.unset((BUCKET, "Documents"), "PublicAccessBlockConfiguration")
    }),
    Fault::new("one of four switches of a bucket is off", &["6-2 buckets are closed"], |p| {
        p.set(
            (BUCKET, "Documents"),
            "PublicAccessBlockConfiguration/RestrictPublicBuckets",
            json!(false),
        )
    }),
    Fault::new("documents without a key of ours", &["6-2 buckets are encrypted"], |p| {
        p.set(
            (BUCKET, "Documents"),
            "BucketEncryption/ServerSideEncryptionConfiguration",
            json!([{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]),
        )
    }),
    Fault::new("documents without former versions", &["6-2 files can be got back"], |p| {
        p.set((BUCKET, "Documents"), "VersioningConfiguration/Status", json!("Suspended"))
    }),
    Fault::new("a bucket that answers without TLS", &["6-2 buckets speak TLS"], |p| {
        p.drop(("AWS::S3::BucketPolicy", "Audit"))
    }),
    Fault::new(
        "a refusal of plain requests that refuses nobody",
        &["6-2 buckets speak TLS"],
        |p| {
            p.statement(
                ("AWS::S3::BucketPolicy", "Documents"),
                |one| one.get("Effect").is_some_and(|effect| effect == "Deny"),
                |one| {
                    let nobody = json!({"AWS": "arn:aws:iam::123456789012:role/nobody"});
                    one.insert("Principal".to_owned(), nobody);
                },
            )
        },
    ),
    Fault::new("the database takes plain connections", &["6-2 the database speaks"], |p| {
        p.set(("AWS::RDS::DBParameterGroup", ""), "Parameters/rds.force_ssl", json!("0"))
    }),
    Fault::new("the database uses no parameters of ours", &["6-2 the database speaks"], |p| {
        p.unset((DATABASE, ""), "DBParameterGroupName")
    }),
    Fault::new("a key is never turned", &["6-2 keys"], |p| {
        p.set(("AWS::KMS::Key", "DataKey"), "EnableKeyRotation", json!(false))
    }),
    Fault::new("a secret with Amazon's key", &["6-2 secrets"], |p| {
        p.unset(("AWS::SecretsManager::Secret", "Keys"), "KmsKeyId")
    }),
    Fault::new("a secret in the template", &["6-2 secrets"], |p| {
        p.set(("AWS::SecretsManager::Secret", "Keys"), "SecretString", json!("k"))
    }),
    Fault::new("the database can be deleted by one call", &["6-2 data outlives"], |p| {
        p.set((DATABASE, ""), "DeletionProtection", json!(false))
    }),
    Fault::new("a bucket goes with its stack", &["6-2 data outlives"], |p| {
        p.unset((BUCKET, "Documents"), "^DeletionPolicy")
    }),
    Fault::new("22 backups are not copied to Osaka", &["7-2 backups are copied"], |p| {
        p.unset((PLAN, ""), &format!("{RULE}/CopyActions"))
    }),
    Fault::new("backups are copied to another vault", &["7-2 backups are copied"], |p| {
        p.set((PLAN, ""), &format!("{RULE}/CopyActions/0/DestinationBackupVaultArn"),
        json!({"Fn::Sub": "arn:aws:backup:ap-northeast-1:${AWS::AccountId}:backup-vault:other"}))
    }),
    Fault::new("a backup every week", &["6-1 daily"], |p| {
        p.set((PLAN, ""), &format!("{RULE}/ScheduleExpression"), json!("cron(10 18 ? * SUN *)"))
    }),
    Fault::new("a backup while the database is looked after", &["6-1 backups keep clear"], |p| {
        p.set((PLAN, ""), &format!("{RULE}/ScheduleExpression"), json!("cron(10 18 * * ? *)"))
    }),
    Fault::new("backups kept for three days", &["6-1 daily"], |p| {
        p.set((PLAN, ""), &format!("{RULE}/Lifecycle/DeleteAfterDays"), json!(3))
    }),
    Fault::new("documents are not backed up", &["6-1 database and documents"], |p| {
        p.one(("AWS::Backup::BackupSelection", ""), |one| {
            let list = one
                .pointer_mut("/Properties/BackupSelection/Resources")
                .and_then(Value::as_array_mut);
            list.is_some_and(|list| list.pop().is_some())
        })
    }),
    Fault::new("restores are never tried", &["6-1 restores"], |p| {
        p.drop(("AWS::Backup::RestoreTestingPlan", ""))
            * p.drop(("AWS::Backup::RestoreTestingSelection", ""))
    }),
    Fault::new("no point-in-time recovery", &["6-1 the database can"], |p| {
        p.set((DATABASE, ""), "BackupRetentionPeriod", json!(0))
    }),
    Fault::new("a vault anybody may empty", &["6-1 backups are sealed"], |p| {
        p.unset(("AWS::Backup::BackupVault", ""), "LockConfiguration")
    }),
    Fault::new("the audit trail can be overwritten", &["4-1 エ the audit"], |p| {
        p.unset((BUCKET, "Audit"), "ObjectLockConfiguration")
    }),
    Fault::new("an administrator may empty the audit trail", &["4-1 エ the audit"], |p| {
        p.set(
            (BUCKET, "Audit"),
            "ObjectLockConfiguration/Rule/DefaultRetention/Mode",
            json!("GOVERNANCE"),
        )
    }),
    Fault::new("an export that nobody gives", &["model"], |p| {
        let stack = p.environment.stacks.iter_mut().find(|one| one.name == "data");
        let outputs =
            stack.and_then(|one| one.template.get_mut("Outputs")).and_then(Value::as_object_mut);
        outputs.map_or(0, |all| usize::from(all.remove("DatabaseAddress").is_some()))
    }),
];
