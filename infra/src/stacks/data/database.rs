//! The database: PostgreSQL with a synchronous standby in the other zone, or Aurora. It speaks TLS
//! only, its owner's password is made and turned by RDS, and it cannot be deleted by mistake.

use serde_json::{Value, json};

use crate::{
    keys,
    params::{Database, Environment},
    program::{DATABASE_NAME, DATABASE_OWNER, DATABASE_PORT},
    stacks::network::{Tier, ZONES, flows::Group},
    template::{Id, Resource, Stack, import},
};

/// The version. Minor ones come by themselves in the window of maintenance.
const VERSION: &str = "17.6";
const FAMILY: &str = "postgres17";
const AURORA_VERSION: &str = "17.6";
const AURORA_FAMILY: &str = "aurora-postgresql17";

/// Sunday 03:30 in Japan; the backup before it.
const MAINTENANCE: &str = "sat:18:30-sat:19:30";
const BACKUP: &str = "17:00-18:00";

/// What is backed up.
pub(super) struct Made {
    pub arn: Value,
}

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id) -> Made {
    let body = json!({
        "DBSubnetGroupDescription": "The subnets of data, one in each zone",
        "SubnetIds": ZONES.map(|(zone, _)| import(env, &Tier::Data.export(zone))),
    });
    let subnets = stack.add("DatabaseSubnets", Resource::new("AWS::RDS::DBSubnetGroup", body));
    let (made, address, owner) = match env.database {
        Database::Instance { .. } => instance(stack, env, key, &subnets),
        Database::Aurora { .. } => aurora(stack, env, key, &subnets),
    };
    stack.export("database-address", "Where the database listens", &address);
    stack.export("database-owner-secret", "The owner's password, turned by RDS", &owner);
    made
}

/// Settings of both kinds. Slow statements are logged without their values, which are customers'.
fn settings() -> Value {
    json!({
        "rds.force_ssl": "1",
        "log_connections": "1",
        "log_disconnections": "1",
        "log_lock_waits": "1",
        "log_min_duration_statement": "1000",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "idle_in_transaction_session_timeout": "60000",
    })
}

fn common(env: &Environment, key: &Id, subnets: &Id) -> Value {
    json!({
        "DBSubnetGroupName": subnets.reference(),
        "MasterUsername": DATABASE_OWNER,
        "ManageMasterUserPassword": true,
        "MasterUserSecret": {"KmsKeyId": key.arn()},
        "StorageEncrypted": true, "KmsKeyId": key.arn(),
        "Port": DATABASE_PORT,
        "DeletionProtection": env.keeping.locked,
        "BackupRetentionPeriod": env.keeping.point_in_time,
        "PreferredBackupWindow": BACKUP,
        "PreferredMaintenanceWindow": MAINTENANCE,
        "CopyTagsToSnapshot": true,
    })
}

fn merged(mut one: Value, other: Value) -> Value {
    if let (Some(one), Value::Object(other)) = (one.as_object_mut(), other) {
        one.extend(other);
    }
    one
}

fn logs(stack: &mut Stack, env: &Environment, kind: &str, kinds: &[&str]) -> Vec<Id> {
    let name = env.named("database");
    let key = import(env, "watch-key");
    let log = |log: &&str| {
        let id = format!("Database{}Log", crate::template::camel(log));
        keys::log_group(stack, env, &id, &format!("/aws/rds/{kind}/{name}/{log}"), &key)
    };
    kinds.iter().map(log).collect()
}

fn instance(stack: &mut Stack, env: &Environment, key: &Id, subnets: &Id) -> (Made, Value, Value) {
    let Database::Instance { class, standby, storage, most_storage } = env.database else {
        return aurora(stack, env, key, subnets);
    };
    let body = json!({
        "Description": "TLS only; slow statements are logged without values",
        "Family": FAMILY, "Parameters": settings(),
    });
    let parameters =
        stack.add("DatabaseParameters", Resource::new("AWS::RDS::DBParameterGroup", body));
    let body = merged(
        common(env, key, subnets),
        json!({
            "DBInstanceIdentifier": env.named("database"),
            "Engine": "postgres", "EngineVersion": VERSION, "DBName": DATABASE_NAME,
            "DBInstanceClass": class, "MultiAZ": standby, "StorageType": "gp3",
            "AllocatedStorage": storage.to_string(), "MaxAllocatedStorage": most_storage,
            "DBParameterGroupName": parameters.reference(),
            "VPCSecurityGroups": [Group::Database.import(env)],
            "PubliclyAccessible": false, "AutoMinorVersionUpgrade": true,
            "CACertificateIdentifier": "rds-ca-rsa2048-g1",
            "EnableCloudwatchLogsExports": ["postgresql", "upgrade"],
            "EnablePerformanceInsights": true, "PerformanceInsightsRetentionPeriod": 7,
            "PerformanceInsightsKMSKeyId": key.arn(),
            "DeleteAutomatedBackups": false,
        }),
    );
    let mut resource = Resource::new("AWS::RDS::DBInstance", body).snapshotted();
    for log in logs(stack, env, "instance", &["postgresql", "upgrade"]) {
        resource = resource.after(&log);
    }
    let id = stack.add("Database", resource);
    (
        Made { arn: id.get("DBInstanceArn") },
        id.get("Endpoint.Address"),
        id.get("MasterUserSecret.SecretArn"),
    )
}

fn aurora(stack: &mut Stack, env: &Environment, key: &Id, subnets: &Id) -> (Made, Value, Value) {
    let (least, most) = match env.database {
        Database::Aurora { least_halves, most_halves } => (least_halves, most_halves),
        Database::Instance { .. } => (1, 2),
    };
    let body = json!({
        "Description": "TLS only; slow statements are logged without values",
        "Family": AURORA_FAMILY, "Parameters": settings(),
    });
    let parameters =
        stack.add("DatabaseParameters", Resource::new("AWS::RDS::DBClusterParameterGroup", body));
    let body = merged(
        common(env, key, subnets),
        json!({
            "DBClusterIdentifier": env.named("database"),
            "Engine": "aurora-postgresql", "EngineVersion": AURORA_VERSION,
            "DatabaseName": DATABASE_NAME,
            "DBClusterParameterGroupName": parameters.reference(),
            "VpcSecurityGroupIds": [Group::Database.import(env)],
            "ServerlessV2ScalingConfiguration": {
                "MinCapacity": halves(least), "MaxCapacity": halves(most),
            },
            "EnableCloudwatchLogsExports": ["postgresql"],
        }),
    );
    let mut resource = Resource::new("AWS::RDS::DBCluster", body).snapshotted();
    for log in logs(stack, env, "cluster", &["postgresql"]) {
        resource = resource.after(&log);
    }
    let cluster = stack.add("Database", resource);
    for (zone, place) in ZONES {
        let body = json!({
            "DBInstanceIdentifier": env.named(&format!("database-{}", zone.to_lowercase())),
            "DBClusterIdentifier": cluster.reference(), "Engine": "aurora-postgresql",
            "DBInstanceClass": "db.serverless", "AvailabilityZone": place,
            "DBSubnetGroupName": subnets.reference(),
            "PubliclyAccessible": false, "AutoMinorVersionUpgrade": true,
            "CACertificateIdentifier": "rds-ca-rsa2048-g1",
            "EnablePerformanceInsights": true, "PerformanceInsightsRetentionPeriod": 7,
            "PerformanceInsightsKMSKeyId": key.arn(),
        });
        stack.add(
            format!("Database{zone}"),
            Resource::new("AWS::RDS::DBInstance", body).snapshotted(),
        );
    }
    (
        Made { arn: cluster.get("DBClusterArn") },
        cluster.get("Endpoint.Address"),
        cluster.get("MasterUserSecret.SecretArn"),
    )
}

/// Capacity in ACUs, of halves; CloudFormation wants a number with at most one digit after the dot.
fn halves(count: u32) -> Value {
    let text = format!("{}.{}", count / 2, if count.is_multiple_of(2) { 0 } else { 5 });
    text.parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
}
