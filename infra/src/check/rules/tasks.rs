//! Clauses 6-3, 6-4: tasks that can do little harm, and hold no secret in the open.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::check::iam;
use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-4 tasks run with least power", power),
    Rule::new("6-2 no secret stands in the open", open_secrets),
    Rule::new("6-3 each task has a role of its own", roles),
    Rule::new("6-3 a task uses the buckets it is told of, and no others", buckets),
    Rule::new("6-3 nobody gets a shell in a task", shells),
    Rule::new("6-6 tasks tell their health", health),
    Rule::new("6-5 a service serves one site, and owns no tables", services),
];

fn containers(task: &Resource) -> &[Value] {
    task.list("ContainerDefinitions")
}

fn power(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        said.demand(task.text("NetworkMode") == "awsvpc", task, "shares an interface with others");
        said.demand(containers(task).len() == 1, task, "runs something beside its one container");
        for container in containers(task) {
            let is = |key: &str| text_of(within(container, key));
            said.demand(is("ReadonlyRootFilesystem") == "true", task, "may change its own files");
            said.demand(is("Privileged") != "true", task, "is privileged");
            said.demand(is_numbered(&is("User")), task, "runs as root, or as nobody can tell whom");
            said.demand(
                is_sealed(&is("Image"), task),
                task,
                "runs an image that is not ours by its digest",
            );
            // Fargate mounts it as root's: whoever is not root cannot write there, and waits for a file that never comes.
            let mounts = items(within(container, "MountPoints"));
            let read_only = mounts.iter().all(|one| text_of(within(one, "ReadOnly")) == "true");
            said.demand(read_only, task, "is to write to a mount, which Fargate gives to root");
            let dropped = items(within(container, "LinuxParameters/Capabilities/Drop"));
            let all = dropped.iter().any(|one| text_of(one) == "ALL");
            said.demand(all, task, "keeps capabilities it is born with");
            let added = within(container, "LinuxParameters/Capabilities/Add");
            said.demand(
                items(added).is_empty(),
                task,
                "has more capabilities than it is born with",
            );
        }
    });
}

/// `USER` or `USER:GROUP`, in numbers that are not root's.
fn is_numbered(user: &str) -> bool {
    let numbers = user.split(':').map(|one| one.parse::<u32>().ok());
    numbers.into_iter().all(|one| one.is_some_and(|number| number != 0))
}

/// Whether an image is of a registry of Amazon's in our region, by the digest that the release tells.
fn is_sealed(image: &str, task: &Resource) -> bool {
    let registry = format!(".dkr.ecr.{}.amazonaws.com/", task.region);
    let digest = image.split_once('@').map(|(_, digest)| digest).unwrap_or_default();
    let is_told = digest.starts_with("${parameter ") && digest.ends_with("Digest}");
    image.contains(&registry) && (is_told || digest.starts_with("sha256:"))
}

fn open_secrets(scene: &Scene, said: &mut Said) {
    let telling = ["PASSWORD", "SECRET", "TOKEN", "PRIVATE", "KEYS"];
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        for pair in containers(task).iter().flat_map(|one| items(within(one, "Environment"))) {
            let (name, value) = (text_of(within(pair, "Name")), text_of(within(pair, "Value")));
            let told = telling.iter().any(|word| name.contains(word)) && !name.ends_with("_FILE");
            let credentials = value.split_once("://").is_some_and(|(_, rest)| {
                rest.split('/')
                    .next()
                    .and_then(|authority| authority.split_once('@'))
                    .is_some_and(|(who, _)| who.contains(':'))
            });
            said.demand(!told && !credentials, task, &format!("shows a secret in {name}"));
            said.demand(
                !value.contains("{{resolve:secretsmanager"),
                task,
                &format!("shows a secret in {name}"),
            );
        }
    });
}

fn roles(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        let of = |key: &str| {
            scene
                .model
                .target(task.at(key))
                .filter(|one| one.kind == "AWS::IAM::Role")
                .map(|one| &one.name)
        };
        let (own, starter) = (of("TaskRoleArn"), of("ExecutionRoleArn"));
        said.demand(starter.is_some(), task, "has no role to start with");
        // A task without a role may do nothing at all with AWS, such as the proxy.
        said.demand(own != starter, task, "works with the role it is started with");
        said.demand(
            own.is_some() || task.at("TaskRoleArn").is_null(),
            task,
            "works with a role that is not here",
        );
    });
    let tasks: Vec<&Resource> = scene.model.kind("AWS::ECS::TaskDefinition").collect();
    for (index, one) in tasks.iter().enumerate() {
        for other in tasks.iter().skip(index + 1) {
            let same = scene
                .model
                .target(one.at("TaskRoleArn"))
                .zip(scene.model.target(other.at("TaskRoleArn")));
            said.demand(
                same.is_none_or(|(a, b)| a.name != b.name),
                other,
                "shares its role with another task",
            );
        }
    }
}

/// `s3://BUCKET?…` and `s3://BUCKET/KEY?…` in a task's variables, against what its role allows: a bucket whole, or one
/// file of it to be read.
fn buckets(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        let variables = containers(task).iter().flat_map(|one| items(within(one, "Environment")));
        let told: BTreeSet<String> = variables
            .filter_map(|pair| {
                let value = text_of(within(pair, "Value"));
                Some(value.strip_prefix("s3://")?.split('?').next()?.to_owned())
            })
            .collect();
        let role = scene.model.target(task.at("TaskRoleArn"));
        let rights = role.map(|role| iam::of_role(scene.model, role)).unwrap_or_default();
        let mut used = BTreeSet::new();
        let storage = |action: &String| action.starts_with("s3:") || action.starts_with('*');
        for right in rights.iter().filter(|one| one.allows && one.actions.iter().any(storage)) {
            let reads = right.actions.iter().all(|action| action == "s3:GetObject");
            for resource in &right.resources {
                let Some(place) = stored(scene, resource) else {
                    said.of(task, format!("may use {resource}, which is no bucket of ours"));
                    continue;
                };
                let holds = reads || !place.contains('/');
                said.demand(holds, task, &format!("may do more with {place} than read it"));
                used.insert(place);
            }
        }
        for place in told.symmetric_difference(&used) {
            let what = if told.contains(place) {
                "is told of, and may not use"
            } else {
                "may use, and is not told of"
            };
            said.of(task, format!("{what}, {place}"));
        }
    });
}

/// `BUCKET`, or `BUCKET/KEY`, of a statement's resource.
fn stored(scene: &Scene, resource: &str) -> Option<String> {
    let named = scene.model.mentioned(&Value::from(resource));
    let bucket = named.iter().find(|one| one.kind == "AWS::S3::Bucket")?.text("BucketName");
    let (_, path) = resource.split_once('}')?;
    Some(if path == "/*" { bucket } else { format!("{bucket}{path}") })
}

fn shells(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::Service", |said, service| {
        said.demand(
            !service.is_true("EnableExecuteCommand"),
            service,
            "lets people into its tasks",
        );
    });
}

fn health(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::TargetGroup", |said, group| {
        said.demand(group.text("HealthCheckPath").starts_with('/'), group, "asks for no health");
        said.demand(group.text("TargetType") == "ip", group, "does not lead to tasks");
        let matcher = group.text("Matcher/HttpCode");
        said.demand(
            matcher.is_empty() || matcher == "200",
            group,
            "takes other answers than 200 for health",
        );
    });
    said.each(scene, "AWS::ECS::Service", |said, service| {
        let Some(task) = scene.model.target(service.at("TaskDefinition")) else { return };
        for container in serving(task) {
            let command = items(within(container, "HealthCheck/Command"));
            said.demand(!command.is_empty(), task, "is not asked from inside whether it is well");
            let shell = command.first().is_some_and(|word| text_of(word) != "CMD");
            said.demand(!shell, task, "is asked by a shell, which it does not have");
        }
    });
}

/// A task's containers that a load balancer leads to; the proxy has none before it.
fn serving(task: &Resource) -> impl Iterator<Item = &Value> {
    let listens = |one: &&Value| {
        items(within(one, "Environment"))
            .iter()
            .any(|pair| text_of(within(pair, "Name")).ends_with("_LISTEN"))
    };
    containers(task).iter().filter(listens)
}

/// A task behind a load balancer serves that one's site: customers' and staff's share no process. And it works in the
/// database as a role that does not own the tables.
fn services(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::Service", |said, service| {
        let Some(task) = scene.model.target(service.at("TaskDefinition")) else { return };
        for container in serving(task) {
            let variables = items(within(container, "Environment"));
            let sites = variables
                .iter()
                .filter(|pair| text_of(within(pair, "Name")).ends_with("_LISTEN"))
                .count();
            said.demand(sites == 1, task, "serves more than one site");
            let owner = |pair: &Value| {
                let url = text_of(within(pair, "Value"));
                let user = url.strip_prefix("postgres://").and_then(|rest| rest.split('@').next());
                user.is_some_and(|user| owners(scene).any(|owner| owner == user))
            };
            said.demand(!variables.iter().any(owner), task, "works as the owner of the tables");
        }
    });
}

/// The first users of the databases, who own the tables.
fn owners(scene: &Scene) -> impl Iterator<Item = String> {
    let kinds = ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"];
    let databases = kinds.into_iter().flat_map(|kind| scene.model.kind(kind));
    databases.map(|one| one.text("MasterUsername")).filter(|name| !name.is_empty())
}
