//! The part of the pipeline that stands in each environment: the role a release takes there, and
//! the role CloudFormation then has.

use serde_json::{Value, json};

use super::steps::release_role;
use crate::{
    iam::{Statement, plain_trust, role},
    params::{Environment, TOOLS_ACCOUNT},
    program::Role,
    stacks::network::endpoints::own_arn,
    template::{Id, Stack, TOKYO, sub},
};

/// The stack of an environment.
pub fn stack(env: &Environment) -> Stack {
    let purpose = "the roles a release takes in this environment";
    let mut stack = Stack::new(env, "pipeline", TOKYO, purpose);
    let builder = builder(&mut stack, env);
    let releaser = releaser(&mut stack, env, &builder);
    stack.export("release-role", "The role a release takes", &releaser.arn());
    stack
}

fn role_arn(env: &Environment, word: &str) -> Value {
    sub(&format!("arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{}", env.named(word)))
}

fn roles_of(env: &Environment, roles: &[Role]) -> Vec<Value> {
    let starter = |role: &Role| role_arn(env, &format!("{}-starter", role.name()));
    let own = |role: &Role| role_arn(env, role.name());
    roles.iter().map(starter).chain(roles.iter().map(own)).collect()
}

fn to_tasks() -> Value {
    json!({"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}})
}

/// What CloudFormation may do in a release: new task definitions, and services moved to them.
fn builder(stack: &mut Stack, env: &Environment) -> Id {
    let cluster = env.named("cluster");
    let services =
        ["customer", "staff"].map(|name| own_arn("ecs", &format!("service/{cluster}/{name}")));
    let all = [Role::Customer, Role::Staff, Role::Migrate];
    let tasks: Vec<_> = all
        .iter()
        .map(|role| own_arn("ecs", &format!("task-definition/{}:*", env.named(role.name()))))
        .collect();
    let movers = ["customer-mover", "staff-mover"].map(|word| role_arn(env, word));
    let to_ecs = json!({"StringEquals": {"iam:PassedToService": "ecs.amazonaws.com"}});
    role(
        stack,
        "BuilderRole",
        &env.named("builder"),
        "CloudFormation changes task definitions and services with it in a release",
        &plain_trust("cloudformation.amazonaws.com"),
        &[
            Statement::allow("Define", &["ecs:RegisterTaskDefinition", "ecs:TagResource"], &tasks),
            Statement::allow_any(
                "Retire",
                &["ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition"],
                "These actions know no resource",
            ),
            Statement::allow("Move", &["ecs:DescribeServices", "ecs:UpdateService"], &services),
            Statement::allow(
                "Follow",
                &["ecs:DescribeServiceDeployments", "ecs:ListServiceDeployments"],
                &[
                    own_arn("ecs", &format!("service/{cluster}/*")),
                    own_arn("ecs", &format!("service-deployment/{cluster}/*")),
                ],
            ),
            Statement::allow("PassToTasks", &["iam:PassRole"], &roles_of(env, &all))
                .when(&to_tasks()),
            Statement::allow("PassToEcs", &["iam:PassRole"], &movers).when(&to_ecs),
        ],
    )
}

/// What a release may do: update two stacks, and migrate between. It is meant to use the templates
/// they have, and its step does; but IAM knows a condition on a template's address only, not on one
/// that is given in the call itself. So what bounds this role is [`builder`]: whoever had it could run
/// any image with the rights and secrets of the program's own tasks, and could change nothing else.
fn releaser(stack: &mut Stack, env: &Environment, builder: &Id) -> Id {
    let stacks = ["schema", "app"]
        .map(|name| own_arn("cloudformation", &format!("stack/{}/*", env.named(name))));
    let network = own_arn("cloudformation", &format!("stack/{}/*", env.named("network")));
    let cluster = own_arn("ecs", &format!("cluster/{}", env.named("cluster")));
    let task = own_arn("ecs", &format!("task-definition/{}:*", env.named("migrate")));
    let tasks = own_arn("ecs", &format!("task/{}/*", env.named("cluster")));
    let log = own_arn("logs", &format!("log-group:/kura/{}/migrate:*", env.name));
    let who = json!({"AWS": format!("arn:aws:iam::{TOOLS_ACCOUNT}:role/{}", release_role(env))});
    let to_builder =
        json!({"StringEquals": {"iam:PassedToService": "cloudformation.amazonaws.com"}});
    role(
        stack,
        "ReleaseRole",
        &env.named("release"),
        "The step of the pipeline that releases here takes it, and nobody else",
        &Statement::allow("Take", &["sts:AssumeRole"], &[])
            .to(&who)
            .because("The account that builds releases here, by one role of its own"),
        &[
            Statement::allow(
                "Update",
                &[
                    "cloudformation:DescribeStackEvents",
                    "cloudformation:DescribeStacks",
                    "cloudformation:UpdateStack",
                ],
                &stacks,
            )
            .because("The path ends in the stack's identity, which AWS makes"),
            Statement::allow("FindNetwork", &["cloudformation:DescribeStacks"], &[network]),
            // With another role CloudFormation could do more than a release is.
            Statement::deny("OnlyAsBuilder", &["cloudformation:UpdateStack"], &stacks)
                .when(&json!({"StringNotEquals": {"cloudformation:RoleArn": builder.arn()}})),
            Statement::deny("NoOtherAddress", &["cloudformation:UpdateStack"], &stacks)
                .when(&json!({"Null": {"cloudformation:TemplateUrl": "false"}})),
            Statement::allow("PassBuilder", &["iam:PassRole"], &[builder.arn()]).when(&to_builder),
            Statement::allow("Migrate", &["ecs:RunTask"], &[task])
                .when(&json!({"ArnEquals": {"ecs:cluster": cluster}})),
            Statement::allow("Await", &["ecs:DescribeTasks"], &[tasks]),
            Statement::allow("PassToTasks", &["iam:PassRole"], &roles_of(env, &[Role::Migrate]))
                .when(&to_tasks()),
            Statement::allow("ReadLog", &["logs:GetLogEvents"], &[log]),
        ],
    )
}
