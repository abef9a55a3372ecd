//! What AWS itself tells of, as it happens: failures it sees before we do, and findings of its
//! guards. One table; each line is a rule that tells the administrators.

use serde_json::{Value, json};

use crate::{
    params::Environment,
    stacks::network::notices::Told,
    template::{Resource, Stack, camel, import},
};

/// The stack a rule stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Failures, in Tokyo.
    Ops,
    /// Incidents, in Tokyo.
    Security,
    /// What the whole world's services tell in Virginia only.
    Edge,
    /// The account that builds.
    Tools,
}

/// Something to be told of.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its word in names.
    pub name: &'static str,
    place: Place,
    pattern: Value,
    /// What it means.
    pub why: &'static str,
}

fn event(place: Place, name: &'static str, why: &'static str, pattern: Value) -> Event {
    Event { name, place, pattern, why }
}

fn health() -> Value {
    json!({
        "source": ["aws.health"], "detail-type": ["AWS Health Event"],
        "detail": {"eventTypeCategory": ["issue", "investigation", "scheduledChange"]},
    })
}

/// The table.
pub fn events() -> Vec<Event> {
    let mut all = operations();
    all.extend(incidents());
    all.extend(worldwide());
    all.push(event(
        Place::Tools,
        "image-findings",
        "A known weakness was found in an image that runs or may run",
        json!({"source": ["aws.inspector2"], "detail-type": ["Inspector2 Finding"],
            "detail": {"severity": ["CRITICAL", "HIGH"], "status": ["ACTIVE"]}}),
    ));
    all.push(event(
        Place::Tools,
        "pipeline-failed",
        "A release stopped, or was taken back",
        json!({"source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Pipeline Execution State Change"],
            "detail": {"state": ["FAILED", "STOPPED"]}}),
    ));
    all
}

fn operations() -> Vec<Event> {
    let at = Place::Ops;
    vec![
        event(at, "health", "AWS says that something of ours, or below it, is not well", health()),
        event(
            at,
            "deployment-failed",
            "A deployment failed, and was taken back",
            json!({"source": ["aws.ecs"], "detail-type": ["ECS Deployment State Change"],
                "detail": {"eventName": ["SERVICE_DEPLOYMENT_FAILED"]}}),
        ),
        event(
            at,
            "service-trouble",
            "ECS cannot keep as many tasks as there should be",
            json!({"source": ["aws.ecs"], "detail-type": ["ECS Service Action"],
                "detail": {"eventType": ["ERROR", "WARN"]}}),
        ),
        event(
            at,
            "task-ended",
            "A task ended by itself, or could not start",
            json!({"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"],
            "detail": {"lastStatus": ["STOPPED"], "$or": [
                {"stopCode": ["TaskFailedToStart"]},
                {"stopCode": ["EssentialContainerExited"],
                 "containers": {"exitCode": [{"anything-but": 0}]}},
            ]}}),
        ),
        event(
            at,
            "database",
            "The database changed sides, failed, or is to be looked after",
            json!({"source": ["aws.rds"],
                "detail-type": ["RDS DB Instance Event", "RDS DB Cluster Event"],
                "detail": {"EventCategories": ["availability", "failover", "failure", "low storage",
                    "maintenance", "recovery"]}}),
        ),
        event(
            at,
            "backup-failed",
            "A backup, its copy to Osaka, or a trial of it failed",
            json!({"source": ["aws.backup"], "detail-type": ["Backup Job State Change",
                "Copy Job State Change", "Restore Job State Change"],
            "detail": {"$or": [
                {"state": ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"]},
                {"status": ["ABORTED", "FAILED"]},
            ]}}),
        ),
        event(
            at,
            "certificate",
            "A certificate is about to end and was not renewed",
            json!({"source": ["aws.acm"],
                "detail-type": ["ACM Certificate Approaching Expiration"]}),
        ),
    ]
}

fn incidents() -> Vec<Event> {
    let at = Place::Security;
    let call = "AWS API Call via CloudTrail";
    vec![
        event(
            at,
            "guard-finding",
            "INCIDENT: GuardDuty found something",
            json!({"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"],
                "detail": {"severity": [{"numeric": [">=", 4]}]}}),
        ),
        event(
            at,
            "malware-object",
            "INCIDENT: GuardDuty found malware in the documents",
            json!({"source": ["aws.guardduty"],
                "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
                "detail": {"scanResultDetails": {"scanResultStatus": ["THREATS_FOUND"]}}}),
        ),
        event(
            at,
            "hub-finding",
            "A setting is not as it should be, or a weakness was found",
            json!({"source": ["aws.securityhub"],
                "detail-type": ["Security Hub Findings - Imported"],
                "detail": {"findings": {
                    "Severity": {"Label": ["CRITICAL", "HIGH"]}, "RecordState": ["ACTIVE"],
                    "Workflow": {"Status": ["NEW"]}}}}),
        ),
        event(
            at,
            "opened",
            "INCIDENT: something can be reached from outside the account",
            json!({"source": ["aws.access-analyzer"],
                "detail-type": ["Access Analyzer Finding"], "detail": {"status": ["ACTIVE"]}}),
        ),
        event(
            at,
            "watch-blinded",
            "INCIDENT: somebody turned off what watches",
            json!({"detail-type": [call], "detail": {
                "eventSource": ["cloudtrail.amazonaws.com", "config.amazonaws.com",
                    "guardduty.amazonaws.com", "securityhub.amazonaws.com", "ec2.amazonaws.com",
                    "logs.amazonaws.com", "monitoring.amazonaws.com"],
                "eventName": ["DeleteTrail", "StopLogging", "UpdateTrail", "PutEventSelectors",
                    "DeleteConfigurationRecorder", "StopConfigurationRecorder",
                    "DeleteDeliveryChannel", "DeleteDetector", "UpdateDetector",
                    "DisableSecurityHub", "DeleteFlowLogs", "DeleteLogGroup",
                    "PutRetentionPolicy", "DeleteAlarms", "DisableAlarmActions"]}}),
        ),
        event(
            at,
            "keys-endangered",
            "INCIDENT: somebody is about to destroy a key or its rules",
            json!({"source": ["aws.kms"], "detail-type": [call], "detail": {
                "eventName": ["DisableKey", "DisableKeyRotation", "PutKeyPolicy",
                    "ScheduleKeyDeletion"]}}),
        ),
        event(
            at,
            "network-changed",
            "The network's rules were changed; was it a deployment?",
            json!({"source": ["aws.ec2"], "detail-type": [call], "detail": {
                "eventName": ["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress",
                    "ModifySecurityGroupRules", "CreateInternetGateway", "AttachInternetGateway",
                    "CreateNatGateway", "CreateRoute", "ReplaceRoute",
                    "CreateVpcPeeringConnection", "ModifyVpcEndpoint", "DeleteVpcEndpoints"]}}),
        ),
        event(
            at,
            "storage-changed",
            "The rules of a bucket were changed; was it a deployment?",
            json!({"source": ["aws.s3"], "detail-type": [call], "detail": {
                "eventName": ["DeleteBucketEncryption", "DeleteBucketPolicy",
                    "DeleteBucketPublicAccessBlock", "PutBucketAcl", "PutBucketPolicy",
                    "PutBucketPublicAccessBlock", "PutBucketVersioning",
                    "PutObjectLockConfiguration"]}}),
        ),
    ]
}

fn worldwide() -> Vec<Event> {
    let at = Place::Edge;
    vec![
        event(
            at,
            "world-health",
            "AWS says that a service of the whole world is not well",
            health(),
        ),
        event(
            at,
            "root-used",
            "INCIDENT: somebody used the account's root",
            json!({"detail-type": ["AWS API Call via CloudTrail",
                    "AWS Console Sign In via CloudTrail"],
                "detail": {"userIdentity": {"type": ["Root"]}}}),
        ),
        event(
            at,
            "people-changed",
            "Who may what was changed; was it a deployment?",
            json!({"source": ["aws.iam"], "detail-type": ["AWS API Call via CloudTrail"],
                "detail": {"eventName": ["AttachRolePolicy", "AttachUserPolicy",
                    "CreateAccessKey", "CreateLoginProfile", "CreateUser",
                    "DeactivateMFADevice", "PutRolePolicy", "PutUserPolicy",
                    "UpdateAssumeRolePolicy"]}}),
        ),
    ]
}

/// Makes the rules of a place.
pub fn add(stack: &mut Stack, env: &Environment, place: Place) {
    let topic = match place {
        Place::Edge => json!({"Ref": "AdministratorsTopic"}),
        Place::Ops | Place::Security | Place::Tools => import(env, &Told::Administrators.export()),
    };
    for event in events().into_iter().filter(|event| event.place == place) {
        let what = json!({
            "account": "$.account", "region": "$.region", "time": "$.time", "kind": "$.detail-type",
        });
        let words = format!(
            "\"Kura {}: {}. <kind>, account <account>, <region>, <time>. Look in the console.\"",
            env.name, event.why
        );
        let body = json!({
            "Name": env.named(event.name), "Description": event.why, "State": "ENABLED",
            "EventPattern": event.pattern,
            "Targets": [{
                "Id": "administrators", "Arn": topic,
                // What is told is short on purpose: mail is no place for details of an incident.
                "InputTransformer": {"InputPathsMap": what, "InputTemplate": words},
            }],
        });
        let id = format!("{}Event", camel(event.name));
        stack.add(id, Resource::new("AWS::Events::Rule", body));
    }
}
