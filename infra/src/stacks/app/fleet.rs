//! A service: tasks in two zones, replaced blue/green and taken back by alarms, as many as needed.

use serde_json::{Value, json};

use super::door::{Door, Made, port};
use crate::{
    iam::{Statement, plain_trust, role},
    params::{Environment, Fleet},
    program::Role,
    stacks::network::{Tier, ZONES, flows::Group},
    template::{Id, Resource, Stack, camel, import},
};

/// A service before it is made.
#[derive(Debug)]
pub(super) struct Service<'a> {
    pub door: &'a Door,
    pub made: &'a Made,
    pub task: Id,
    pub fleet: Fleet,
    /// The alarms that take a deployment back.
    pub alarms: Vec<(Id, String)>,
}

/// Minutes both versions stand ready before the old one goes.
const BAKE: u32 = 10;

pub(super) fn add(stack: &mut Stack, env: &Environment, service: &Service<'_>) {
    let role = service.door.role;
    let name = camel(role.name());
    let group = if role == Role::Staff { Group::Staff } else { Group::Customer };
    let mover = mover(stack, env, service);
    let names: Vec<_> = service.alarms.iter().map(|(_, name)| name).collect();
    let body = json!({
        "ServiceName": role.name(), "Cluster": import(env, "cluster"),
        "TaskDefinition": service.task.reference(), "LaunchType": "FARGATE",
        // How many there are is the scaling's to say: a number here would set it back in each release.
        "PlatformVersion": "1.4.0",
        "AvailabilityZoneRebalancing": "ENABLED", "EnableExecuteCommand": false,
        "EnableECSManagedTags": true, "PropagateTags": "SERVICE",
        "HealthCheckGracePeriodSeconds": 30,
        "DeploymentController": {"Type": "ECS"},
        "DeploymentConfiguration": {
            "Strategy": "BLUE_GREEN", "BakeTimeInMinutes": BAKE,
            "MinimumHealthyPercent": 100, "MaximumPercent": 200,
            // The breaker knows tasks that do not start or are not well, the alarms what customers see.
            "DeploymentCircuitBreaker": {"Enable": true, "Rollback": true},
            "Alarms": {"Enable": true, "Rollback": true, "AlarmNames": names},
        },
        "NetworkConfiguration": {"AwsvpcConfiguration": {
            "AssignPublicIp": "DISABLED", "SecurityGroups": [group.import(env)],
            "Subnets": ZONES.map(|(zone, _)| import(env, &Tier::Task.export(zone))),
        }},
        "LoadBalancers": [{
            "ContainerName": role.name(), "ContainerPort": port(role),
            "TargetGroupArn": service.made.blue.reference(),
            "AdvancedConfiguration": {
                "AlternateTargetGroupArn": service.made.green.reference(),
                "ProductionListenerRule": service.made.rule.reference(),
                "RoleArn": mover.arn(),
            },
        }],
    });
    let mut resource = Resource::new("AWS::ECS::Service", body);
    for (alarm, _) in &service.alarms {
        resource = resource.after(alarm);
    }
    let made = stack.add(format!("{name}Service"), resource);
    scaling(stack, env, service, &made);
}

/// Who moves requests from one version to the other: ECS, between these two target groups only.
fn mover(stack: &mut Stack, env: &Environment, service: &Service<'_>) -> Id {
    let word = service.door.role.name();
    let targets = [service.made.blue.reference(), service.made.green.reference()];
    role(
        stack,
        &format!("{}MoverRole", camel(word)),
        &env.named(&format!("{word}-mover")),
        "ECS moves requests between two versions with it",
        &plain_trust("ecs.amazonaws.com"),
        &[
            Statement::allow_any(
                "Look",
                &[
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTargetGroups",
                    "elasticloadbalancing:DescribeTargetHealth",
                ],
                "These actions know no resource",
            ),
            Statement::allow(
                "Register",
                &["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
                &targets,
            ),
            Statement::allow(
                "Move",
                &["elasticloadbalancing:ModifyRule"],
                &[service.made.rule.reference()],
            ),
        ],
    )
}

fn scaling(stack: &mut Stack, env: &Environment, service: &Service<'_>, made: &Id) {
    let word = service.door.role.name();
    let resource = json!({"Fn::Join": ["/", ["service", import(env, "cluster"), word]]});
    let body = json!({
        "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": resource,
        "MinCapacity": service.fleet.least, "MaxCapacity": service.fleet.most,
    });
    let target = stack.add(
        format!("{}Scale", camel(word)),
        Resource::new("AWS::ApplicationAutoScaling::ScalableTarget", body).after(made),
    );
    let metrics: [(&str, &str, u32); 2] = [
        ("Cpu", "ECSServiceAverageCPUUtilization", 60),
        ("Memory", "ECSServiceAverageMemoryUtilization", 75),
    ];
    for (name, metric, percent) in metrics {
        let body = json!({
            "PolicyName": env.named(&format!("{word}-{}", name.to_lowercase())),
            "PolicyType": "TargetTrackingScaling", "ScalingTargetId": target.reference(),
            "TargetTrackingScalingPolicyConfiguration": tracking(metric, percent),
        });
        stack.add(
            format!("{}Scale{name}", camel(word)),
            Resource::new("AWS::ApplicationAutoScaling::ScalingPolicy", body),
        );
    }
}

fn tracking(metric: &str, percent: u32) -> Value {
    json!({
        "PredefinedMetricSpecification": {"PredefinedMetricType": metric},
        "TargetValue": percent, "ScaleOutCooldown": 60, "ScaleInCooldown": 300,
    })
}
