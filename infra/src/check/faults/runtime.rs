//! Faults of running: standby, growth, releases.

use serde_json::{Value, json};

use super::Fault;
use super::plot::Plot;

const ALARM: &str = "AWS::CloudWatch::Alarm";
const SERVICE: &str = "AWS::ECS::Service";
const TASK: &str = "AWS::ECS::TaskDefinition";
const DATABASE: &str = "AWS::RDS::DBInstance";
const PIPELINE: &str = "AWS::CodePipeline::Pipeline";

fn stages(pipeline: &mut Value) -> Option<&mut Vec<Value>> {
    pipeline.pointer_mut("/Properties/Stages").and_then(Value::as_array_mut)
}

fn called(stage: &Value, word: &str) -> bool {
    stage.get("Name").and_then(Value::as_str).is_some_and(|name| name.to_lowercase().contains(word))
}

/// Two stages in each other's place.
fn swap(plot: &mut Plot, one: &str, other: &str) -> usize {
    plot.one((PIPELINE, ""), |pipeline| {
        let Some(stages) = stages(pipeline) else { return false };
        let at = |word: &str| stages.iter().position(|stage| called(stage, word));
        let both = at(one).zip(at(other));
        if let Some((one, other)) = both {
            stages.swap(one, other);
        }
        both.is_some()
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("the database without a standby", &["6-6 the database"], |p| {
        p.set((DATABASE, ""), "MultiAZ", json!(false))
    }),
    Fault::new("one task", &["6-6 two tasks"], |p| {
        p.set((SERVICE, "Staff"), "DesiredCount", json!(1))
    }),
    Fault::new("a service shrinks to one", &["6-10 services"], |p| {
        p.set(("AWS::ApplicationAutoScaling::ScalableTarget", "Customer"), "MinCapacity", json!(1))
    }),
    Fault::new("a service does not grow", &["6-10 services"], |p| {
        p.drop(("AWS::ApplicationAutoScaling::ScalingPolicy", "Customer"))
    }),
    Fault::new("the database's disk does not grow", &["6-10 the database"], |p| {
        p.unset((DATABASE, ""), "MaxAllocatedStorage")
    }),
    Fault::new("the database is not patched", &["6-4 the database"], |p| {
        p.set((DATABASE, ""), "AutoMinorVersionUpgrade", json!(false))
    }),
    Fault::new("a bad version stays", &["7-3 a bad version"], |p| {
        p.set((SERVICE, "Customer"), "DeploymentConfiguration/Alarms/Rollback", json!(false))
    }),
    Fault::new("a version that does not start stays", &["7-3 a bad version"], |p| {
        p.unset((SERVICE, "Customer"), "DeploymentConfiguration/DeploymentCircuitBreaker")
    }),
    Fault::new("a release heeds no tasks that are not well", &["7-3 a bad version"], |p| {
        p.replace((ALARM, "StaffUnwell"), "UnHealthyHostCount", "RequestCount")
            + p.replace((ALARM, "StaffUnwell"), "UnHealthyHostCount", "RequestCount")
            + p.replace((ALARM, "StaffUnwell"), "UnHealthyHostCount", "RequestCount")
    }),
    Fault::new("a release heeds an alarm that is not there", &["7-3 a bad version"], |p| {
        p.set((SERVICE, "Customer"), "DeploymentConfiguration/Alarms/AlarmNames/0", json!("nobody"))
    }),
    Fault::new("tasks are stopped before others have begun", &["6-6 two tasks"], |p| {
        p.set((SERVICE, "Customer"), "DeploymentConfiguration/MinimumHealthyPercent", json!(0))
    }),
    Fault::new("health is asked of nothing", &["6-6 tasks tell"], |p| {
        p.unset(("AWS::ElasticLoadBalancingV2::TargetGroup", "Customer"), "HealthCheckPath")
    }),
    Fault::new("any answer is health", &["6-6 tasks tell"], |p| {
        p.set(
            ("AWS::ElasticLoadBalancingV2::TargetGroup", "Customer"),
            "Matcher/HttpCode",
            json!("200-499"),
        )
    }),
    Fault::new("a task is not asked from inside", &["6-6 tasks tell"], |p| {
        p.unset((TASK, "Staff"), "ContainerDefinitions/0/HealthCheck")
    }),
    Fault::new("a task is asked by a shell it does not have", &["6-6 tasks tell"], |p| {
        let check = json!(["CMD-SHELL", "curl -f http://localhost:8080/healthz"]);
        p.set((TASK, "Customer"), "ContainerDefinitions/0/HealthCheck/Command", check)
    }),
    Fault::new("a task that nobody can place", &["network"], |p| {
        p.unset((TASK, "Migrate"), "^Metadata")
    }),
    Fault::new("nobody approves a release", &["7-3 a person"], |p| {
        p.one((PIPELINE, ""), |pipeline| {
            let Some(stages) = stages(pipeline) else { return false };
            let before = stages.len();
            stages.retain(|stage| !stage.to_string().contains("\"Approval\""));
            stages.len() < before
        })
    })
    .within("tools"),
    Fault::new("a release is approved before it is accepted", &["7-3 a person"], |p| {
        swap(p, "stg", "approve")
    })
    .within("tools"),
    Fault::new("prod before staging", &["7-3 stages"], |p| swap(p, "stg", "prod")).within("tools"),
    Fault::new("what is built is not sealed", &["7-3 what is built"], |p| {
        p.unset((PIPELINE, ""), "ArtifactStore/EncryptionKey")
    })
    .within("tools"),
    Fault::new("a builder shows a password", &["7-3 what is built"], |p| {
        let open = json!([{"Name": "SIGNING_PASSWORD", "Value": "x"}]);
        p.set(("AWS::CodeBuild::Project", "Image"), "Environment/EnvironmentVariables", open)
    })
    .within("tools"),
    Fault::new("images can be replaced under their name", &["6-4 images"], |p| {
        p.set(("AWS::ECR::Repository", ""), "ImageTagMutability", json!("MUTABLE"))
    })
    .within("tools"),
    Fault::new("a release goes on with the role it was given last", &["7-3 every update"], |p| {
        let (named, unnamed) = ("NAMED_IAM --role-arn arn:", "NAMED_IAM --role arn:");
        p.replace(("AWS::CodeBuild::Project", "ReleaseProd"), named, unnamed)
    })
    .within("tools"),
    Fault::new("a release does not ask who signed", &["7-3 only what is signed"], |p| {
        let (asked, other) = ("describe-image-signing-status", "describe-images");
        p.replace(("AWS::CodeBuild::Project", "ReleaseProd"), asked, other)
    })
    .within("tools"),
    Fault::new("a release goes on without a signature", &["7-3 only what is signed"], |p| {
        p.replace(("AWS::CodeBuild::Project", "ReleaseStg"), "signed || {", "signed; {")
    })
    .within("tools"),
    Fault::new("the image that prod runs is thrown away", &["7-3 what runs"], |p| {
        p.replace(("AWS::ECR::Repository", "Images"), "released-prod-", "old-")
    })
    .within("tools"),
    Fault::new("nothing names the image that prod runs", &["7-3 what runs"], |p| {
        p.replace(("AWS::CodeBuild::Project", "ReleaseProd"), "--image-tag released-prod-", "")
    })
    .within("tools"),
    Fault::new("the image is not built anew", &["6-4 the image is built"], |p| {
        p.set(("AWS::Events::Rule", "Weekly"), "State", json!("DISABLED"))
    })
    .within("tools"),
];
