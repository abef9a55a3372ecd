//! The line itself: the steps in their order, an approval before `prod`, and back if one fails.

use serde_json::{Value, json};

use super::steps::{Shelf, Step, arns, line_arn};
use crate::{
    iam::{Statement, role, service, trust},
    params::Environment,
    template::{Id, Resource, Stack},
};

pub(super) fn add(stack: &mut Stack, env: &Environment, shelf: &Shelf, steps: &[Step]) {
    let source = stack.parameter(
        "Connection",
        "The connection to where the source is kept, confirmed once in the console",
        "^arn:aws:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/.+$",
        None,
    );
    let repository = stack.parameter(
        "Repository",
        "The source, as owner/name",
        "^[A-Za-z0-9._-]+/[A-Za-z0-9._/-]+$",
        None,
    );
    let role = own_role(stack, env, shelf, steps, &source);
    let build = |name: &str, order: u32| action(env, steps, name, order);
    let body = json!({
        "Name": env.named("line"), "PipelineType": "V2", "ExecutionMode": "QUEUED",
        "RoleArn": role.arn(), "RestartExecutionOnUpdate": false,
        "ArtifactStore": {
            "Type": "S3", "Location": shelf.bucket.reference(),
            "EncryptionKey": {"Type": "KMS", "Id": shelf.key.arn()},
        },
        "Stages": [
            {"Name": "Source", "Actions": [source_action(&source, &repository)]},
            {"Name": "Build", "Actions": [build("test", 1), build("image", 2)]},
            stage("Dev", &[build("release-dev", 1)]),
            stage("Stg", &[build("release-stg", 1), build("accept-stg", 2)]),
            {"Name": "Approve", "Actions": [approval()]},
            stage("Prod", &[build("release-prod", 1)]),
        ],
    });
    stack.add("Line", Resource::new("AWS::CodePipeline::Pipeline", body));
    weekly(stack, env);
}

/// Tuesday morning in Japan, when somebody is there to approve.
const WEEKLY: &str = "cron(0 0 ? * TUE *)";

/// What the image is built on is mended without a change of ours: the line runs each week anyway.
fn weekly(stack: &mut Stack, env: &Environment) {
    let right =
        Statement::allow("Start", &["codepipeline:StartPipelineExecution"], &[line_arn(env)]);
    let starter = role(
        stack,
        "WeeklyRole",
        &env.named("weekly"),
        "The clock starts the line with it, and can do nothing else",
        &trust("events.amazonaws.com"),
        &[right],
    );
    let body = json!({
        "Name": env.named("weekly"), "State": "ENABLED", "ScheduleExpression": WEEKLY,
        "Description": "Builds and releases what is there anew, on what its base is by now",
        "Targets": [{"Id": "line", "Arn": line_arn(env), "RoleArn": starter.arn()}],
    });
    stack.add("Weekly", Resource::new("AWS::Events::Rule", body));
}

/// A stage that goes back to the release before when it fails.
fn stage(name: &str, actions: &[Value]) -> Value {
    json!({"Name": name, "Actions": actions, "OnFailure": {"Result": "ROLLBACK"}})
}

fn source_action(connection: &Value, repository: &Value) -> Value {
    json!({
        "Name": "source", "RunOrder": 1,
        "ActionTypeId": {"Category": "Source", "Owner": "AWS",
            "Provider": "CodeStarSourceConnection", "Version": "1"},
        "Configuration": {
            "ConnectionArn": connection, "FullRepositoryId": repository, "BranchName": "main",
            "DetectChanges": "true", "OutputArtifactFormat": "CODE_ZIP",
        },
        "OutputArtifacts": [{"Name": "source"}],
    })
}

fn action(env: &Environment, steps: &[Step], name: &str, order: u32) -> Value {
    let mut configuration = json!({"ProjectName": env.named(name)});
    if let (true, Some(configuration)) =
        (name.starts_with("release-"), configuration.as_object_mut())
    {
        let given = json!([{"name": "DIGEST", "value": "#{image.DIGEST}", "type": "PLAINTEXT"}]);
        configuration.insert("EnvironmentVariables".to_owned(), json!(given.to_string()));
    }
    let project = steps.iter().find(|step| step.name == name).map(|step| &step.project);
    if let (Some(project), Some(configuration)) = (project, configuration.as_object_mut()) {
        configuration.insert("ProjectName".to_owned(), project.reference());
    }
    let mut action = json!({
        "Name": name, "RunOrder": order,
        "ActionTypeId": {"Category": "Build", "Owner": "AWS", "Provider": "CodeBuild",
            "Version": "1"},
        "InputArtifacts": [{"Name": "source"}], "Configuration": configuration,
    });
    if let (true, Some(action)) = (name == "image", action.as_object_mut()) {
        action.insert("Namespace".to_owned(), json!("image"));
    }
    action
}

fn approval() -> Value {
    json!({
        "Name": "approve", "RunOrder": 1,
        "ActionTypeId": {"Category": "Approval", "Owner": "AWS", "Provider": "Manual",
            "Version": "1"},
        "Configuration": {
            "NotificationArn": {"Ref": "AdministratorsTopic"},
            "CustomData": "Accepted in stg. Approve to release into prod, blue/green.",
        },
    })
}

fn own_role(
    stack: &mut Stack,
    env: &Environment,
    shelf: &Shelf,
    steps: &[Step],
    connection: &Value,
) -> Id {
    let own = json!({"StringEquals": {"aws:SourceArn": line_arn(env)}});
    let trust = Statement::allow("Take", &["sts:AssumeRole"], &[])
        .to(&service("codepipeline.amazonaws.com"))
        .when(&own);
    let objects = json!({"Fn::Join": ["", [shelf.bucket.arn(), "/*"]]});
    role(
        stack,
        "LineRole",
        &env.named("line"),
        "The pipeline starts its steps with it; it can release nothing itself",
        &trust,
        &[
            Statement::allow(
                "Start",
                &["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"],
                &arns(steps),
            ),
            Statement::allow(
                "Source",
                &["codeconnections:UseConnection", "codestar-connections:UseConnection"],
                std::slice::from_ref(connection),
            ),
            Statement::allow(
                "Shelf",
                &["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
                &[objects],
            ),
            Statement::allow("ShelfItself", &["s3:GetBucketVersioning"], &[shelf.bucket.arn()]),
            Statement::allow(
                "Seal",
                &["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
                &[shelf.key.arn()],
            ),
            Statement::allow(
                "AskForApproval",
                &["sns:Publish"],
                &[json!({"Ref": "AdministratorsTopic"})],
            ),
            Statement::allow(
                "SealNotice",
                &["kms:Decrypt", "kms:GenerateDataKey"],
                &[json!({"Fn::GetAtt": ["WatchKey", "Arn"]})],
            ),
        ],
    )
}
