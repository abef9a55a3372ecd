//! Clause 6-2, at rest: whatever is stored is encrypted, closed to the public, and outlives a mistake.

use crate::check::model::Resource;
use crate::check::model::resource::{is_true, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::anywhere("6-2 buckets are encrypted", buckets_encrypted),
    Rule::anywhere("6-2 buckets are closed to the public", buckets_closed),
    Rule::anywhere("6-2 files can be got back", versions),
    Rule::new("6-2 the database is encrypted", database),
    Rule::anywhere("6-2 keys are turned yearly and guarded", keys),
    Rule::anywhere("6-2 secrets have a key of ours", secrets),
    Rule::anywhere("6-2 logs, topics and queues are encrypted", watched),
    Rule::anywhere("6-2 data outlives its stack", kept),
];

/// Buckets that load balancers write to take no key of ours.
fn takes_amazons_key(scene: &Scene, bucket: &Resource) -> bool {
    let written = scene.model.kind("AWS::ElasticLoadBalancingV2::LoadBalancer");
    written.into_iter().any(|balancer| {
        let said = super::transit::attribute(balancer, "access_logs.s3.bucket");
        said == format!("${{{}}}", bucket.name) || said == bucket.text("BucketName")
    })
}

fn buckets_encrypted(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::S3::Bucket", |said, bucket| {
        let rules = bucket.list("BucketEncryption/ServerSideEncryptionConfiguration");
        said.demand(!rules.is_empty(), bucket, "does not say how it encrypts");
        for rule in rules {
            let way = text_of(within(rule, "ServerSideEncryptionByDefault/SSEAlgorithm"));
            let key =
                scene.model.target(within(rule, "ServerSideEncryptionByDefault/KMSMasterKeyID"));
            let own = way == "aws:kms" && key.is_some_and(|key| key.kind == "AWS::KMS::Key");
            let why = bucket.metadata.get("Reasons").and_then(|all| all.get("AmazonsKey"));
            let excused = why.map(text_of).is_some_and(|why| why.chars().count() >= 15);
            said.demand(
                own || (way == "AES256" && (excused || takes_amazons_key(scene, bucket))),
                bucket,
                "is not encrypted by a key of ours",
            );
        }
    });
}

fn buckets_closed(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::S3::Bucket", |said, bucket| {
        for switch in
            ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]
        {
            let on = bucket.is_true(&format!("PublicAccessBlockConfiguration/{switch}"));
            said.demand(on, bucket, &format!("{switch} is not on"));
        }
        let rules = bucket.list("OwnershipControls/Rules");
        let ours = rules
            .iter()
            .any(|rule| text_of(within(rule, "ObjectOwnership")) == "BucketOwnerEnforced");
        said.demand(ours, bucket, "heeds access lists of objects");
        said.demand(
            bucket.at("AccessControl").is_null() && bucket.at("WebsiteConfiguration").is_null(),
            bucket,
            "is made to be public",
        );
    });
}

fn versions(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::S3::Bucket", |said, bucket| {
        said.demand(
            bucket.text("VersioningConfiguration/Status") == "Enabled",
            bucket,
            "keeps no former versions",
        );
        let rules = bucket.list("LifecycleConfiguration/Rules");
        said.demand(!rules.is_empty(), bucket, "keeps everything for ever");
    });
}

fn database(scene: &Scene, said: &mut Said) {
    let mut none = true;
    for kind in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"] {
        for database in scene.model.kind(kind) {
            none = false;
            // An instance of a cluster stores nothing of its own.
            if !database.at("DBClusterIdentifier").is_null() && kind.ends_with("Instance") {
                continue;
            }
            said.demand(database.is_true("StorageEncrypted"), database, "is not encrypted");
            let key = scene.model.target(database.at("KmsKeyId"));
            said.demand(
                key.is_some_and(|key| key.kind == "AWS::KMS::Key"),
                database,
                "has no key of ours",
            );
            said.demand(
                database.is_true("ManageMasterUserPassword"),
                database,
                "its first password is not kept by Secrets Manager",
            );
        }
    }
    if none {
        said.missing("there is no database");
    }
}

fn keys(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::KMS::Key", |said, key| {
        let symmetric = ["", "SYMMETRIC_DEFAULT"].contains(&key.text("KeySpec").as_str());
        said.demand(!symmetric || key.is_true("EnableKeyRotation"), key, "is never turned");
        let waits = key.number("PendingWindowInDays").unwrap_or(30);
        said.demand(!scene.is_prod() || waits >= 14, key, "could be gone within two weeks");
        said.demand(
            key.text("Description").chars().count() >= 10,
            key,
            "does not say what it is for",
        );
    });
}

fn secrets(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::SecretsManager::Secret", |said, secret| {
        let key = scene.model.target(secret.at("KmsKeyId"));
        said.demand(
            key.is_some_and(|key| key.kind == "AWS::KMS::Key"),
            secret,
            "has no key of ours",
        );
        said.demand(secret.at("SecretString").is_null(), secret, "stands in the template");
    });
}

fn watched(scene: &Scene, said: &mut Said) {
    let key = |resource: &Resource, path: &str| {
        scene.model.target(resource.at(path)).is_some_and(|key| key.kind.starts_with("AWS::KMS::"))
    };
    said.each(scene, "AWS::Logs::LogGroup", |said, group| {
        // Logs of us-east-1 and Osaka hold no content of customers', and have their own regions' keys or Amazon's.
        said.demand(
            group.region != "ap-northeast-1" || key(group, "KmsKeyId"),
            group,
            "has no key of ours",
        );
    });
    said.each(scene, "AWS::SNS::Topic", |said, topic| {
        said.demand(
            key(topic, "KmsMasterKeyId") || topic.region != "ap-northeast-1",
            topic,
            "has no key of ours",
        );
    });
    for queue in scene.model.kind("AWS::SQS::Queue") {
        said.demand(key(queue, "KmsMasterKeyId"), queue, "has no key of ours");
    }
}

fn kept(scene: &Scene, said: &mut Said) {
    for kind in [
        "AWS::S3::Bucket",
        "AWS::KMS::Key",
        "AWS::RDS::DBInstance",
        "AWS::RDS::DBCluster",
        "AWS::Backup::BackupVault",
    ] {
        for resource in scene.model.kind(kind).filter(|_| scene.is_prod()) {
            for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
                let kept =
                    ["Retain", "Snapshot"].contains(&text_of(resource.attribute(policy)).as_str());
                said.demand(kept, resource, &format!("{policy} lets it be deleted with its stack"));
            }
        }
    }
    for kind in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"] {
        for database in scene.model.kind(kind).filter(|_| scene.is_prod()) {
            let in_cluster =
                kind.ends_with("Instance") && !database.at("DBClusterIdentifier").is_null();
            said.demand(
                in_cluster || is_true(database.at("DeletionProtection")),
                database,
                "can be deleted by one call",
            );
        }
    }
}
