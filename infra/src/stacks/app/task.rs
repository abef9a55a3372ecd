//! A task: the container with its settings and secrets, its log, and the two roles: one to start it
//! with, one it has itself.

use serde_json::{Map, Value, json};

use super::door::port;
use crate::{
    iam::{Statement, role, trust},
    keys,
    params::{Environment, Fleet, TOOLS_ACCOUNT},
    program::{self, Role},
    stacks::{data::bank::BankFile, network::endpoints::repository_arn, settings},
    template::{Id, Resource, Stack, TOKYO, camel, import, sub_with},
};

/// The image, by its digest, which a release says; never by a tag that can be moved.
pub fn image(stack: &mut Stack, repository: &str) -> Value {
    let digest = stack.parameter(
        &format!("{}Digest", camel(repository)),
        "The signed image to run, by its digest; the release gives it",
        "^sha256:[0-9a-f]{64}$",
        None,
    );
    sub_with(
        &format!("{TOOLS_ACCOUNT}.dkr.ecr.{TOKYO}.${{AWS::URLSuffix}}/{repository}@${{Digest}}"),
        &[("Digest", digest)],
    )
}

/// Makes the task of a role.
pub fn add(stack: &mut Stack, env: &Environment, of: Role, fleet: Fleet, image: &Value) -> Id {
    let name = camel(of.name());
    let log = format!("/kura/{}/{}", env.name, of.name());
    let group = keys::log_group(stack, env, &format!("{name}Log"), &log, &import(env, "watch-key"));
    stack.export(&format!("{}-log", of.name()), "A log", &group.reference());
    let starter = starter(stack, env, of, &group);
    let own = own_role(stack, env, of);
    let mut container = json!({
        "Name": of.name(), "Image": image, "Essential": true,
        "Command": [of.command()], "User": program::USER,
        "ReadonlyRootFilesystem": true, "Privileged": false,
        "LinuxParameters": {"InitProcessEnabled": true, "Capabilities": {"Drop": ["ALL"]}},
        "StopTimeout": program::STOP_SECONDS,
        "Environment": settings::plain(env, of), "Secrets": settings::secrets(env, of),
        "LogConfiguration": {"LogDriver": "awslogs", "Options": {
            "awslogs-group": group.reference(), "awslogs-region": TOKYO,
            "awslogs-stream-prefix": of.name(),
            // A slow log never holds a request up; the oldest lines would go first.
            "mode": "non-blocking", "max-buffer-size": "4m",
        }},
    });
    if let Some(container) = container.as_object_mut() {
        listening(container, of);
    }
    let body = json!({
        "Family": env.named(of.name()), "NetworkMode": "awsvpc",
        "RequiresCompatibilities": ["FARGATE"],
        "RuntimePlatform": {"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"},
        "Cpu": fleet.cpu.to_string(), "Memory": fleet.memory.to_string(),
        "ExecutionRoleArn": starter.arn(), "TaskRoleArn": own.arn(),
        "ContainerDefinitions": [container],
    });
    stack.add(format!("{name}Task"), Resource::new("AWS::ECS::TaskDefinition", body))
}

fn listening(container: &mut Map<String, Value>, of: Role) {
    if of == Role::Migrate {
        return;
    }
    let port = json!([{"ContainerPort": port(of), "Protocol": "tcp"}]);
    container.insert("PortMappings".to_owned(), port);
    // There is no shell to ask by. The program gives up after three seconds.
    let check = json!({
        "Command": ["CMD", program::PATH, program::HEALTH_COMMAND],
        "Interval": 30, "Timeout": 5, "Retries": 3, "StartPeriod": 30,
    });
    container.insert("HealthCheck".to_owned(), check);
}

/// What starts the task: it fetches the image and the secrets of this task, and writes its log.
fn starter(stack: &mut Stack, env: &Environment, of: Role, log: &Id) -> Id {
    let mut rights = pulling("kura");
    rights.push(Statement::allow(
        "Log",
        &["logs:CreateLogStream", "logs:PutLogEvents"],
        &[log.arn()],
    ));
    rights.push(Statement::allow(
        "Secrets",
        &["secretsmanager:GetSecretValue"],
        &settings::secret_arns(env, of),
    ));
    rights.push(unseal(env, &["secretsmanager"]));
    role(
        stack,
        &format!("{}StarterRole", camel(of.name())),
        &env.named(&format!("{}-starter", of.name())),
        "ECS starts the task with it: its image, its secrets, its log",
        &trust("ecs-tasks.amazonaws.com"),
        &rights,
    )
}

/// Fetching an image of a repository.
pub fn pulling(repository: &str) -> Vec<Statement> {
    vec![
        Statement::allow_any(
            "Enter",
            &["ecr:GetAuthorizationToken"],
            "The action knows no resource",
        ),
        Statement::allow(
            "Pull",
            &["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            &[repository_arn(repository)],
        ),
    ]
}

/// The key of customers' data, by way of these services only.
fn unseal(env: &Environment, services: &[&str]) -> Statement {
    let via: Vec<_> =
        services.iter().map(|service| format!("{service}.{TOKYO}.amazonaws.com")).collect();
    Statement::allow("Unseal", &["kms:Decrypt", "kms:GenerateDataKey"], &[import(env, "data-key")])
        .when(&json!({"StringEquals": {"kms:ViaService": via}}))
}

/// What the program itself may do: its documents, and to read what the bank delivers. The bucket of the audit trail stands, locked, and no task
/// writes there: the right to add to it comes with the program's export of the trail, to `Role::Staff`.
fn own_role(stack: &mut Stack, env: &Environment, of: Role) -> Id {
    let path = |bucket: &str, path: &str| json!({"Fn::Join": ["", [import(env, &format!("{bucket}-bucket")), path]]});
    let documents =
        |actions: &[&str]| Statement::allow("Documents", actions, &[path("documents", "/*")]);
    let files = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"];
    let rights = match of {
        Role::Customer | Role::Staff => {
            let bank: Vec<_> = BankFile::of(of).iter().map(|file| file.arn(env)).collect();
            vec![
                documents(&files),
                list(env, &["documents"]),
                Statement::allow("Bank", &["s3:GetObject"], &bank),
                unseal(env, &["s3"]),
            ]
        }
        Role::Migrate => Vec::new(),
    };
    role(
        stack,
        &format!("{}Role", camel(of.name())),
        &env.named(of.name()),
        "What the program itself may do",
        &trust("ecs-tasks.amazonaws.com"),
        &rights,
    )
}

fn list(env: &Environment, buckets: &[&str]) -> Statement {
    let arns: Vec<_> =
        buckets.iter().map(|bucket| import(env, &format!("{bucket}-bucket"))).collect();
    Statement::allow("List", &["s3:ListBucket"], &arns)
}
