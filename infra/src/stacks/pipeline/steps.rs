//! The steps: each a project of CodeBuild with a role of its own. What a step does stands here, not
//! in the source it handles: whoever changes the source does not change what may be released.

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::{image::image, moves::release};
use crate::{
    iam::{Statement, role, trust},
    keys,
    params::{self, Environment},
    stacks::{
        data::buckets::{Bucket, make},
        network::endpoints::own_arn,
    },
    template::{Id, Resource, Stack, camel},
};

/// Where steps hand things on, and its key.
pub(super) struct Shelf {
    pub bucket: Id,
    pub key: Id,
}

/// A step that was made.
pub(super) struct Step {
    pub name: String,
    pub project: Id,
}

/// The name of the role that releases into an environment, in the account that builds.
pub fn release_role(env: &Environment) -> String {
    format!("kura-tools-release-{}", env.name)
}

/// The bucket between steps; nothing stays there long.
pub(super) fn shelf(stack: &mut Stack, env: &Environment) -> Shelf {
    let why = "What the steps of the pipeline hand on";
    let key = keys::key(stack, env, "ShelfKey", "shelf", why, Vec::new());
    let bucket = make(
        stack,
        env,
        Bucket {
            name: "shelf",
            key: Some(key.arn()),
            locked_years: None,
            gone_after: Some(30),
            noted: false,
            others: Vec::new(),
        },
    );
    Shelf { bucket, key }
}

/// A step before it is made.
pub(super) struct Plan {
    pub name: String,
    pub purpose: &'static str,
    pub commands: Vec<String>,
    /// Variables that later steps are told.
    pub told: &'static [&'static str],
    pub rights: Vec<Statement>,
    pub machine: Machine,
    pub minutes: u32,
}

/// A machine of CodeBuild: with ARM, as the tasks have.
#[derive(Clone, Copy)]
pub(super) struct Machine {
    image: &'static str,
    size: &'static str,
    /// Only what makes images runs a builder of images.
    privileged: bool,
}

/// What tests are run on: Debian 12 with Rust, as README asks; their own first step installs the rest. None of
/// CodeBuild's images is that. The same image makes the program (`infra/Containerfile`).
const TESTER: Machine =
    Machine { image: "rust:1.95-bookworm", size: "BUILD_GENERAL1_MEDIUM", privileged: false };
pub(super) const CALLER: Machine = Machine {
    image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
    size: "BUILD_GENERAL1_SMALL",
    privileged: false,
};
pub(super) const MAKER: Machine = Machine { privileged: true, ..CALLER };

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id, shelf: &Shelf) -> Vec<Step> {
    let mut plans = vec![test(), image(env)];
    for target in params::environments() {
        plans.push(release(&target));
    }
    plans.push(accept());
    plans.into_iter().map(|plan| step(stack, env, plan, key, shelf)).collect()
}

pub(super) fn lines(commands: &[&str]) -> Vec<String> {
    commands.iter().map(|&line| line.to_owned()).collect()
}

fn test() -> Plan {
    Plan {
        name: "test".to_owned(),
        purpose: "Everything CI asks: format, lints, tests, proofs over the templates",
        commands: lines(&["bash .ci/run"]),
        told: &[],
        rights: Vec::new(),
        machine: TESTER,
        minutes: 120,
    }
}

/// What can be asked of `stg` from outside, by somebody who is not of the bank. The step has the script's digest, so
/// that whoever changes the source does not change what is asked until the step is deployed again.
const ACCEPT: &[u8] = include_bytes!("../../../accept.sh");

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn accept() -> Plan {
    let stg = params::stg();
    Plan {
        name: "accept-stg".to_owned(),
        purpose: "Stg asked from outside: pages, headers, TLS, the firewall, and no staff's site",
        commands: vec![
            format!(
                "echo \"{}  infra/accept.sh\" | sha256sum --check || {{ echo 'these are not the questions this step was \
                 deployed with: docs/runbooks/deploy.md'; exit 1; }}",
                hexadecimal(digest(&SHA256, ACCEPT).as_ref())
            ),
            format!("bash infra/accept.sh {} {}", stg.customer_host(), stg.staff_host()),
        ],
        told: &[],
        rights: Vec::new(),
        machine: CALLER,
        minutes: 20,
    }
}

fn step(stack: &mut Stack, env: &Environment, plan: Plan, key: &Id, shelf: &Shelf) -> Step {
    let id: String = camel(&plan.name);
    let name = env.named(&plan.name);
    let log = format!("/kura/{}/{}", env.name, plan.name);
    let log = keys::log_group(stack, env, &format!("{id}Log"), &log, &key.arn());
    let mut rights = vec![
        Statement::allow("Log", &["logs:CreateLogStream", "logs:PutLogEvents"], &[log.arn()]),
        Statement::allow(
            "Shelf",
            &["s3:GetObject", "s3:GetObjectVersion"],
            &[json!({"Fn::Join": ["", [shelf.bucket.arn(), "/*"]]})],
        ),
        Statement::allow("Unseal", &["kms:Decrypt", "kms:DescribeKey"], &[shelf.key.arn()]),
    ];
    rights.extend(plan.rights);
    let role = role(
        stack,
        &format!("{id}Role"),
        &name,
        plan.purpose,
        &trust("codebuild.amazonaws.com"),
        &rights,
    );
    let Machine { image, size, privileged } = plan.machine;
    let body = json!({
        "Name": name, "Description": plan.purpose, "ServiceRole": role.arn(),
        "EncryptionKey": shelf.key.arn(),
        "Artifacts": {"Type": "CODEPIPELINE"},
        "Source": {"Type": "CODEPIPELINE", "BuildSpec": spec(&plan.commands, plan.told)},
        "Environment": {
            "Type": "ARM_CONTAINER", "Image": image, "ComputeType": size,
            // CodeBuild itself does not tell a step whose account it is in.
            "EnvironmentVariables": [
                {"Name": "AWS_ACCOUNT_ID", "Value": {"Ref": "AWS::AccountId"}},
            ],
            "PrivilegedMode": privileged,
        },
        "LogsConfig": {"CloudWatchLogs": {"Status": "ENABLED", "GroupName": log.reference()}},
        "TimeoutInMinutes": plan.minutes, "ConcurrentBuildLimit": 1,
    });
    let project = stack.add(format!("{id}Step"), Resource::new("AWS::CodeBuild::Project", body));
    Step { name: plan.name, project }
}

/// What a step does, in CodeBuild's form, which takes JSON.
fn spec(commands: &[String], told: &[&str]) -> String {
    json!({
        "version": "0.2",
        "env": {"shell": "bash", "exported-variables": told},
        "phases": {"build": {"commands": commands}},
    })
    .to_string()
}

/// The ARNs of what the pipeline itself may start.
pub(super) fn arns(steps: &[Step]) -> Vec<Value> {
    steps.iter().map(|step| step.project.arn()).collect()
}

/// The pipeline's own name, for the trust of its role.
pub(super) fn line_arn(env: &Environment) -> Value {
    own_arn("codepipeline", &env.named("line"))
}
