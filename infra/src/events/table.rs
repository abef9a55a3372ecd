//! The table: each line is something AWS tells, where it is listened for, and what it means.

use serde_json::{Value, json};

use super::{Event, Place};

/// Wherever stacks of ours stand: AWS tells of a call in the region it was made in.
const EVERYWHERE: &[Place] = &[Place::Security, Place::World, Place::Distant];

/// The kind of an event that tells of a call.
const CALL: &str = "AWS API Call via CloudTrail";

fn event(places: &'static [Place], name: &'static str, why: &'static str, pattern: Value) -> Event {
    Event { name, places, pattern, why }
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
    all.extend(findings());
    all.extend(deeds());
    all.extend(worldwide());
    all.push(event(
        &[Place::Tools],
        "image-findings",
        "A known weakness was found in an image that runs or may run",
        json!({"source": ["aws.inspector2"], "detail-type": ["Inspector2 Finding"],
            "detail": {"severity": ["CRITICAL", "HIGH"], "status": ["ACTIVE"]}}),
    ));
    all.push(event(
        &[Place::Tools],
        "pipeline-failed",
        "A release stopped, or was taken back",
        json!({"source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Pipeline Execution State Change"],
            "detail": {"state": ["FAILED", "STOPPED"]}}),
    ));
    all
}

fn operations() -> Vec<Event> {
    let at = &[Place::Ops];
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

/// What the guards found.
fn findings() -> Vec<Event> {
    vec![
        event(
            EVERYWHERE,
            "guard-finding",
            "INCIDENT: GuardDuty found something",
            json!({"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"],
                "detail": {"severity": [{"numeric": [">=", 4]}]}}),
        ),
        event(
            &[Place::Security],
            "malware-object",
            "INCIDENT: GuardDuty found malware in the documents",
            json!({"source": ["aws.guardduty"],
                "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
                "detail": {"scanResultDetails": {"scanResultStatus": ["THREATS_FOUND"]}}}),
        ),
        event(
            &[Place::Security],
            "hub-finding",
            "A setting is not as it should be",
            json!({"source": ["aws.securityhub"],
                "detail-type": ["Security Hub Findings - Imported"],
                "detail": {"findings": {
                    "Severity": {"Label": ["CRITICAL", "HIGH"]}, "RecordState": ["ACTIVE"],
                    // What other guards found they tell themselves; what somebody has read is told no more.
                    "Compliance": {"Status": ["FAILED"]}, "Workflow": {"Status": ["NEW"]}}}}),
        ),
        event(
            EVERYWHERE,
            "opened",
            "INCIDENT: something can be reached from outside the account",
            json!({"source": ["aws.access-analyzer"],
                "detail-type": ["Access Analyzer Finding"], "detail": {"status": ["ACTIVE"]}}),
        ),
    ]
}

/// Deeds of people that should not happen unseen, as CloudTrail tells them.
fn deeds() -> Vec<Event> {
    vec![
        event(EVERYWHERE, "watch-blinded", "INCIDENT: somebody turned off what watches", blinded()),
        event(
            EVERYWHERE,
            "keys-endangered",
            "INCIDENT: somebody is about to destroy a key or its rules",
            calls(
                &["aws.kms"],
                &json!([
                    "DeleteImportedKeyMaterial",
                    "DisableKey",
                    "DisableKeyRotation",
                    "PutKeyPolicy",
                    "ScheduleKeyDeletion"
                ]),
            ),
        ),
        event(
            EVERYWHERE,
            "root-used",
            "INCIDENT: somebody used the account's root",
            json!({"detail-type": [CALL, "AWS Console Sign In via CloudTrail"],
                "detail": {"userIdentity": {"type": ["Root"]}}}),
        ),
        event(
            EVERYWHERE,
            "weak-sign-in",
            "INCIDENT: somebody entered the console with a password alone, or tried in vain",
            json!({"detail-type": ["AWS Console Sign In via CloudTrail"], "detail": {
            "userIdentity": {"type": ["IAMUser", "Root"]}, "$or": [
                {"additionalEventData": {"MFAUsed": ["No"]}},
                {"responseElements": {"ConsoleLogin": ["Failure"]}},
            ]}}),
        ),
        event(
            &[Place::Security],
            "network-changed",
            "The network's rules were changed; was it a deployment?",
            network(),
        ),
        event(
            &[Place::Security, Place::World],
            "doors-changed",
            "A firewall of requests or a door was changed; was it a deployment?",
            calls(
                &["aws.wafv2", "aws.cloudfront", "aws.elasticloadbalancing"],
                &json!([{"prefix": "UpdateWebACL"}, "DeleteWebACL", "DisassociateWebACL",
                    "DeleteLoggingConfiguration", "PutLoggingConfiguration", "UpdateIPSet",
                    "UpdateRegexPatternSet", {"prefix": "UpdateDistribution"},
                    {"prefix": "UpdateVpcOrigin"}, {"prefix": "CreateLoadBalancer"},
                    {"prefix": "ModifyListener"}, "SetSecurityGroups", "SetSubnets"]),
            ),
        ),
        event(
            &[Place::Security, Place::Distant],
            "storage-changed",
            "The rules of a bucket, the database or a backup were changed; was it a deployment?",
            storage(),
        ),
    ]
}

/// Calls of these services that are named so.
fn calls(sources: &[&str], names: &Value) -> Value {
    json!({"source": sources, "detail-type": [CALL], "detail": {"eventName": names}})
}

fn blinded() -> Value {
    calls(
        &[
            "aws.access-analyzer",
            "aws.cloudtrail",
            "aws.config",
            "aws.ec2",
            "aws.events",
            "aws.guardduty",
            "aws.inspector2",
            "aws.logs",
            "aws.monitoring",
            "aws.securityhub",
            "aws.sns",
        ],
        &json!(["DeleteTrail", "StopLogging", "UpdateTrail", "PutEventSelectors",
            "DeleteConfigurationRecorder", "StopConfigurationRecorder", "DeleteDeliveryChannel",
            "DeleteDetector", "UpdateDetector", {"prefix": "CreateFilter"}, "DeleteAnalyzer",
            "CreateArchiveRule", "DisableSecurityHub", "BatchDisableStandards", "Disable",
            "DeleteFlowLogs", "DeleteLogGroup", "PutRetentionPolicy", "DeleteResourcePolicy",
            "DeleteMetricFilter", "DeleteAlarms", "DisableAlarmActions", "DisableRule",
            "DeleteRule", "RemoveTargets", "Unsubscribe", "DeleteTopic", "SetTopicAttributes"]),
    )
}

fn network() -> Value {
    calls(
        &["aws.ec2", "aws.route53resolver"],
        &json!([{"prefix": "AuthorizeSecurityGroup"}, {"prefix": "RevokeSecurityGroup"},
            "ModifySecurityGroupRules", "CreateInternetGateway", "AttachInternetGateway",
            "CreateNatGateway", "CreateRoute", "ReplaceRoute", "DeleteRoute",
            "ReplaceRouteTableAssociation", "CreateVpcPeeringConnection",
            "AcceptVpcPeeringConnection", {"prefix": "ModifyVpcEndpoint"}, "DeleteVpcEndpoints",
            {"prefix": "CreateNetworkAcl"}, {"prefix": "DeleteNetworkAcl"},
            {"prefix": "ReplaceNetworkAcl"}, {"prefix": "DisassociateFirewall"},
            {"prefix": "UpdateFirewall"}, {"prefix": "DeleteFirewall"},
            {"prefix": "CreateFirewallRule"},
            {"prefix": "DisassociateResolverQueryLogConfig"}]),
    )
}

fn storage() -> Value {
    calls(
        &["aws.s3", "aws.rds", "aws.backup"],
        &json!(["DeleteBucketEncryption", "DeleteBucketPolicy", "DeleteBucketPublicAccessBlock",
            "PutBucketAcl", "PutBucketPolicy", "PutBucketPublicAccessBlock",
            "PutBucketVersioning", "PutObjectLockConfiguration", "PutBucketLifecycle",
            "PutBucketReplication", "DeleteAccountPublicAccessBlock",
            "PutAccountPublicAccessBlock", {"prefix": "ModifyDB"}, {"prefix": "DeleteDB"},
            {"prefix": "RestoreDB"}, {"prefix": "StartExportTask"},
            {"prefix": "PutBackupVault"}, {"prefix": "DeleteBackup"}, "UpdateBackupPlan",
            "DeleteRecoveryPoint", "UpdateRecoveryPointLifecycle"]),
    )
}

fn worldwide() -> Vec<Event> {
    vec![
        event(
            &[Place::World],
            "world-health",
            "AWS says that a service of the whole world is not well",
            health(),
        ),
        event(
            &[Place::World],
            "people-changed",
            "Who may what was changed; was it a deployment?",
            // Every change: IAM knows some hundred of them, and new ones come.
            calls(
                &["aws.iam"],
                &json!([{"prefix": "Add"}, {"prefix": "Attach"}, {"prefix": "Create"},
                    {"prefix": "Deactivate"}, {"prefix": "Delete"}, {"prefix": "Detach"},
                    {"prefix": "Enable"}, {"prefix": "Put"}, {"prefix": "Remove"},
                    {"prefix": "Set"}, {"prefix": "Update"}, {"prefix": "Upload"}]),
            ),
        ),
    ]
}
