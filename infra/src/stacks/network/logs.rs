//! The key of everything that is watched, and the log of what flowed in the VPC.

use serde_json::json;

use super::Ground;
use crate::{
    iam::{Statement, role, trust},
    keys::{self, used_by},
    params::Environment,
    template::{Id, Resource, Stack, sub},
};

/// The key of logs, trails and notices; services of AWS that write those may use it.
pub(super) fn key(stack: &mut Stack, env: &Environment) -> Id {
    let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
    let of_logs = json!({"ArnLike": {"kms:EncryptionContext:aws:logs:arn": sub(
        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:*"
    )}});
    let of_trail = json!({"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": sub(
        "arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*"
    )}});
    let logs = json!({"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"});
    let services = vec![
        used_by("Logs", &[], &of_logs).to(&json!({"Service": logs})),
        used_by("Trail", &["cloudtrail.amazonaws.com"], &of_trail),
        used_by(
            "Notices",
            &["cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com"],
            &own,
        ),
    ];
    let purpose = "Logs, trails and notices";
    let key = keys::key(stack, env, "WatchKey", "watch", purpose, services);
    stack.export("watch-key", "The key of logs, trails and notices", &key.arn());
    key
}

/// The log of flows, accepted and refused.
pub(super) fn add(stack: &mut Stack, env: &Environment, ground: &Ground) {
    let name = format!("/kura/{}/flows", env.name);
    let log = keys::log_group(stack, env, "FlowLogGroup", &name, &ground.key.arn());
    let role = role(
        stack,
        "FlowLogRole",
        &env.named("flow-log"),
        "Writes the log of what flowed in the VPC",
        &trust("vpc-flow-logs.amazonaws.com"),
        &[Statement::allow(
            "Write",
            &["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            &[log.arn()],
        )],
    );
    let body = json!({
        "ResourceType": "VPC", "ResourceId": ground.vpc.reference(), "TrafficType": "ALL",
        "LogDestinationType": "cloud-watch-logs", "LogGroupName": log.reference(),
        "DeliverLogsPermissionArn": role.arn(), "MaxAggregationInterval": 600,
    });
    stack.add("FlowLog", Resource::new("AWS::EC2::FlowLog", body));
}
