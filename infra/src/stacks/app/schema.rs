//! The cluster, and the task that brings the database up to date. It is a stack of its own because
//! a release runs it before the services of the new version start (`app`).

use serde_json::json;

use super::task;
use crate::{
    params::{Environment, Fleet},
    program::Role,
    template::{Resource, Stack, TOKYO, import},
};

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let purpose = "the cluster, and the task that migrates the database before a release";
    let mut stack = Stack::new(env, "schema", TOKYO, purpose);
    let body = json!({
        "ClusterName": env.named("cluster"),
        "CapacityProviders": ["FARGATE"],
        "DefaultCapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Weight": 1}],
        // The services' own metrics are free; those of Container Insights cost more than the tasks.
        "ClusterSettings": [{"Name": "containerInsights", "Value": "disabled"}],
    });
    let cluster = stack.add("Cluster", Resource::new("AWS::ECS::Cluster", body));
    stack.export("cluster", "The cluster", &cluster.reference());
    let image = task::image(&mut stack, "kura");
    let fleet = Fleet { cpu: 256, memory: 512, least: 0, most: 1 };
    let task = task::add(&mut stack, env, Role::Migrate, fleet, &image);
    stack.runs_in(&task, import(env, "migrate-network"));
    stack.export("migrate-task", "The task that migrates", &task.reference());
    stack
}
