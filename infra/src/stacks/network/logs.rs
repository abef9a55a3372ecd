//! The log of what flowed in the VPC.

use serde_json::json;

use super::Ground;
use crate::{
    iam::{Statement, role, trust},
    keys,
    params::Environment,
    template::{Resource, Stack},
};

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
