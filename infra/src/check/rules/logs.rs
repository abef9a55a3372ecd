//! Clause 4-1 エ: logs of the program, of the network and of the account are kept, and cannot be changed unseen.

use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};

use super::{Rule, Said, Scene, transit};

pub const RULES: &[Rule] = &[
    Rule::anywhere("4-1 エ logs are kept for a time", retention),
    Rule::new("4-1 エ the program's logs are collected", tasks),
    Rule::new("4-1 エ deeds in the account are recorded", trail),
    Rule::new("4-1 エ the audit trail cannot be overwritten", locked),
    Rule::new("4-1 エ the network's flows are recorded", flows),
    Rule::new("4-1 エ questions for names are recorded", names),
    Rule::new("4-1 エ doors record who came", doors),
    Rule::new("4-1 エ the database's log is collected", database),
];

fn retention(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Logs::LogGroup", |said, group| {
        let days = group.number("RetentionInDays").unwrap_or(0);
        let least = if scene.is_prod() { 90 } else { 14 };
        said.demand(days >= least, group, &format!("is not kept for {least} days, or for ever"));
    });
}

fn tasks(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        for container in task.list("ContainerDefinitions") {
            let options = within(container, "LogConfiguration/Options");
            let group = scene.model.target(within(options, "awslogs-group"));
            let driver = text_of(within(container, "LogConfiguration/LogDriver")) == "awslogs";
            said.demand(
                driver && group.is_some_and(|one| one.kind == "AWS::Logs::LogGroup"),
                task,
                "writes into no log of ours",
            );
        }
    });
}

fn trail(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudTrail::Trail", |said, trail| {
        for switch in [
            "EnableLogFileValidation",
            "IsMultiRegionTrail",
            "IsLogging",
            "IncludeGlobalServiceEvents",
        ] {
            said.demand(trail.is_true(switch), trail, &format!("{switch} is off"));
        }
        said.demand(
            scene.model.target(trail.at("KMSKeyId")).is_some(),
            trail,
            "has no key of ours",
        );
        let chosen = trail.at("AdvancedEventSelectors").to_string()
            + &trail.at("EventSelectors").to_string();
        said.demand(
            chosen.contains("AWS::S3::Object"),
            trail,
            "does not record who reads customers' files",
        );
        let bucket =
            scene.model.kind("AWS::S3::Bucket").find(|one| named(trail.at("S3BucketName"), one));
        said.demand(bucket.is_some_and(is_locked), trail, "writes where it can be overwritten");
    });
}

/// Whether a text is a bucket's name or refers to it.
fn named(text: &serde_json::Value, bucket: &Resource) -> bool {
    let text = text_of(text);
    text == format!("${{{}}}", bucket.name)
        || (!text.is_empty() && text == bucket.text("BucketName"))
}

fn is_locked(bucket: &Resource) -> bool {
    let mode = bucket.text("ObjectLockConfiguration/Rule/DefaultRetention/Mode");
    let long = ["Days", "Years"].iter().any(|unit| {
        bucket
            .number(&format!("ObjectLockConfiguration/Rule/DefaultRetention/{unit}"))
            .is_some_and(|n| n >= if *unit == "Days" { 365 } else { 1 })
    });
    bucket.is_true("ObjectLockEnabled")
        && ["COMPLIANCE", "GOVERNANCE"].contains(&mode.as_str())
        && long
}

fn locked(scene: &Scene, said: &mut Said) {
    let mut audit = scene
        .model
        .kind("AWS::S3::Bucket")
        .filter(|bucket| bucket.id().to_lowercase().contains("audit"))
        .peekable();
    if audit.peek().is_none() {
        said.missing("there is no bucket for the audit trail");
    }
    for bucket in audit {
        said.demand(is_locked(bucket), bucket, "can be overwritten");
        let mode = bucket.text("ObjectLockConfiguration/Rule/DefaultRetention/Mode");
        said.demand(
            !scene.is_prod() || mode == "COMPLIANCE",
            bucket,
            "can be emptied by an administrator",
        );
    }
}

fn flows(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::EC2::VPC", |said, cloud| {
        let recorded = scene.model.kind("AWS::EC2::FlowLog").any(|log| {
            scene.model.target(log.at("ResourceId")).is_some_and(|one| one.name == cloud.name)
                && log.text("TrafficType") == "ALL"
        });
        said.demand(recorded, cloud, "its flows are not all recorded");
    });
}

fn names(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::EC2::VPC", |said, cloud| {
        let recorded = scene
            .model
            .kind("AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation")
            .any(|one| {
                let of = scene
                    .model
                    .target(one.at("ResourceId"))
                    .is_some_and(|target| target.name == cloud.name);
                of && scene.model.target(one.at("ResolverQueryLogConfigId")).is_some()
            });
        said.demand(recorded, cloud, "its questions for names are not recorded");
    });
}

fn doors(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::LoadBalancer", |said, balancer| {
        // What CloudFront's origin sees, CloudFront has written down already.
        let behind = scene.network.origins.contains_key(&balancer.name);
        let on = transit::attribute(balancer, "access_logs.s3.enabled") == "true";
        said.demand(on || behind, balancer, "does not write down who came");
    });
    said.each(scene, "AWS::CloudFront::Distribution", |said, one| {
        let old = !one.at("DistributionConfig/Logging/Bucket").is_null();
        let new = scene.model.kind("AWS::Logs::DeliverySource").any(|source| {
            scene
                .model
                .mentioned(source.at("ResourceArn"))
                .iter()
                .any(|target| target.name == one.name)
        });
        said.demand(old || new, one, "does not write down who came");
    });
}

fn database(scene: &Scene, said: &mut Said) {
    for kind in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"] {
        for database in scene.model.kind(kind) {
            if kind.ends_with("Instance") && !database.at("DBClusterIdentifier").is_null() {
                continue;
            }
            let exported = items(database.at("EnableCloudwatchLogsExports"))
                .iter()
                .any(|one| text_of(one) == "postgresql");
            said.demand(exported, database, "keeps its log to itself");
        }
    }
}
