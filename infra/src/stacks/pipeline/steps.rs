//! The steps: each a project of CodeBuild with a role of its own. What a step does stands here, not
//! in the source it handles: whoever changes the source does not change what may be released.

use serde_json::{Value, json};

use super::repository;
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
pub(super) fn release_role(env: &Environment) -> String {
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

struct Plan {
    name: String,
    purpose: &'static str,
    commands: Vec<String>,
    told: &'static [&'static str],
    rights: Vec<Statement>,
    machine: Machine,
    minutes: u32,
}

/// A machine of CodeBuild: with ARM, as the tasks have.
#[derive(Clone, Copy)]
struct Machine {
    image: &'static str,
    size: &'static str,
    /// Only what makes images runs a builder of images.
    privileged: bool,
}

/// What tests are run on: Debian 12 with Rust, as README asks; their own first step installs the rest. None of
/// CodeBuild's images is that. The same image makes the program (`infra/Containerfile`).
const TESTER: Machine =
    Machine { image: "rust:1.95-bookworm", size: "BUILD_GENERAL1_MEDIUM", privileged: false };
const CALLER: Machine = Machine {
    image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
    size: "BUILD_GENERAL1_SMALL",
    privileged: false,
};
const MAKER: Machine = Machine { privileged: true, ..CALLER };

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id, shelf: &Shelf) -> Vec<Step> {
    let mut plans = vec![test(), image()];
    for target in params::environments() {
        plans.push(release(&target));
    }
    plans.push(accept());
    plans.into_iter().map(|plan| step(stack, env, plan, key, shelf)).collect()
}

fn lines(commands: &[&str]) -> Vec<String> {
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

/// Made, pushed, looked at: grave weaknesses are none, and the signature is there.
const IMAGE: &[&str] = &[
    "REGISTRY=$AWS_ACCOUNT_ID.dkr.ecr.$AWS_DEFAULT_REGION.amazonaws.com",
    "aws ecr get-login-password | docker login --username AWS --password-stdin $REGISTRY",
    "curl -fsS -o infra/rds.pem https://truststore.pki.rds.amazonaws.com/ap-northeast-1/ap-northeast-1-bundle.pem",
    "docker build --file infra/Containerfile --tag $REGISTRY/kura:$CODEBUILD_RESOLVED_SOURCE_VERSION .",
    "docker push $REGISTRY/kura:$CODEBUILD_RESOLVED_SOURCE_VERSION",
    "ID=imageTag=$CODEBUILD_RESOLVED_SOURCE_VERSION",
    "DIGEST=$(aws ecr describe-images --repository-name kura --image-ids $ID --query 'imageDetails[0].imageDigest' --output text)",
    "until [ \"$(aws ecr describe-image-scan-findings --repository-name kura --image-id $ID --query imageScanStatus.status --output text)\" = ACTIVE ]; do sleep 15; done",
    "GRAVE=$(aws ecr describe-image-scan-findings --repository-name kura --image-id $ID --query \"length(imageScanFindings.enhancedFindings[?severity=='CRITICAL'||severity=='HIGH']||\\`[]\\`)\" --output text)",
    "test \"$GRAVE\" = 0",
    "SIGNED=$(aws ecr describe-image-signing-status --repository-name kura --image-id $ID --query 'signingStatuses[0].status' --output text)",
    "test \"$SIGNED\" = COMPLETE",
];

/// The proxy's image, made only when an environment has one. Administrators put it in (it is no part
/// of a release).
const PROXY_IMAGE: &[&str] = &[
    "docker build --tag $REGISTRY/kura-proxy:$CODEBUILD_RESOLVED_SOURCE_VERSION infra/proxy",
    "docker push $REGISTRY/kura-proxy:$CODEBUILD_RESOLVED_SOURCE_VERSION",
];

fn image_commands() -> Vec<String> {
    let mut commands = lines(IMAGE);
    if params::environments().iter().any(|env| env.egress == params::Egress::Proxy) {
        commands.extend(lines(PROXY_IMAGE));
    }
    commands
}

/// Makes the image once; the same bytes then go through all environments.
fn image() -> Plan {
    Plan {
        name: "image".to_owned(),
        purpose: "The image: made, pushed, signed as it comes, scanned; a grave weakness stops it",
        commands: image_commands(),
        told: &["DIGEST"],
        rights: vec![
            Statement::allow_any(
                "Enter",
                &["ecr:GetAuthorizationToken"],
                "The action knows no resource",
            ),
            Statement::allow(
                "Push",
                &[
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:CompleteLayerUpload",
                    "ecr:DescribeImageScanFindings",
                    "ecr:DescribeImageSigningStatus",
                    "ecr:DescribeImages",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:InitiateLayerUpload",
                    "ecr:PutImage",
                    "ecr:UploadLayerPart",
                ],
                &[repository::arn("kura"), repository::arn("kura-proxy")],
            ),
            Statement::allow(
                "Sign",
                &["signer:GetSigningProfile", "signer:SignPayload"],
                &[json!({"Fn::GetAtt": ["Signer", "Arn"]})],
            ),
            Statement::allow_any(
                "Weaknesses",
                &["inspector2:ListCoverage", "inspector2:ListFindings"],
                "Findings of enhanced scans are Inspector's, and these actions know no resource",
            ),
        ],
        machine: MAKER,
        minutes: 60,
    }
}

/// Takes the environment's role, moves `schema` to the image, migrates, moves `app`.
fn release(target: &Environment) -> Plan {
    let role = format!("arn:aws:iam::{}:role/{}", target.account, target.named("release"));
    let builder = format!("arn:aws:iam::{}:role/{}", target.account, target.named("builder"));
    let name = |word: &str| target.named(word);
    let update = |stack: &str| {
        format!(
            "aws cloudformation update-stack --stack-name {0} --use-previous-template \
             --capabilities CAPABILITY_NAMED_IAM --role-arn {builder} --parameters $KEPT_{1} \
             ParameterKey=KuraDigest,ParameterValue=$DIGEST && \
             aws cloudformation wait stack-update-complete --stack-name {0}",
            name(stack),
            stack.to_uppercase()
        )
    };
    let proxy = if target.egress == params::Egress::Proxy {
        "KEPT_APP=ParameterKey=KuraProxyDigest,UsePreviousValue=true"
    } else {
        "KEPT_APP="
    };
    let network = format!(
        "NETWORK=$(aws cloudformation describe-stacks --stack-name {} --query \
         \"Stacks[0].Outputs[?OutputKey=='MigrateNetwork'].OutputValue\" --output text)",
        name("network")
    );
    let cluster = name("cluster");
    let task = format!(
        "TASK=$(aws ecs run-task --cluster {cluster} --task-definition {} --launch-type FARGATE \
         --network-configuration \"$NETWORK\" --query 'tasks[0].taskArn' --output text)",
        name("migrate")
    );
    let await_it = format!("aws ecs wait tasks-stopped --cluster {cluster} --tasks $TASK");
    let judged = format!(
        "test \"$(aws ecs describe-tasks --cluster {cluster} --tasks $TASK --query \
         'tasks[0].containers[0].exitCode' --output text)\" = 0"
    );
    let take = format!(
        "eval $(aws sts assume-role --role-arn {role} --role-session-name release \
         --query \"Credentials.[join('',['export AWS_ACCESS_KEY_ID=',AccessKeyId]),\
         join('',['export AWS_SECRET_ACCESS_KEY=',SecretAccessKey]),\
         join('',['export AWS_SESSION_TOKEN=',SessionToken])]\" --output text | tr '\\t' '\\n')"
    );
    Plan {
        name: format!("release-{}", target.name),
        purpose: "The image into an environment: schema, migration, services blue/green",
        commands: vec![
            "case \"$DIGEST\" in sha256:*) ;; *) exit 1 ;; esac".to_owned(),
            take,
            "KEPT_SCHEMA=".to_owned(),
            proxy.to_owned(),
            update("schema"),
            network,
            task,
            await_it,
            judged,
            update("app"),
        ],
        told: &[],
        rights: vec![Statement::allow("Take", &["sts:AssumeRole"], &[json!(role)])],
        machine: CALLER,
        minutes: 60,
    }
}

/// What can be asked of `stg` from outside, by somebody who is not of the bank. The script is part of the step, so
/// that whoever changes the source does not change what is asked until the step is deployed again.
const ACCEPT: &str = include_str!("../../../accept.sh");

fn accept() -> Plan {
    let stg = params::stg();
    Plan {
        name: "accept-stg".to_owned(),
        purpose: "Stg asked from outside: pages, headers, TLS, the firewall, and no staff's site",
        commands: vec![
            format!("cat > /tmp/accept.sh <<'END-OF-ACCEPT'\n{ACCEPT}END-OF-ACCEPT"),
            format!("bash /tmp/accept.sh {} {}", stg.customer_host(), stg.staff_host()),
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
