//! The steps that release into an environment: the same commands for each of them.

use serde_json::json;

use super::{
    image, repository,
    steps::{CALLER, Plan},
};
use crate::{
    iam::Statement,
    params::{Egress, Environment},
};

/// Takes the environment's role, moves `schema` to the image, migrates, moves `app`. What ran here
/// before has migrated before, and an older program refuses a newer database: so a release that is
/// made again, or gone back to, only moves.
pub(super) fn release(target: &Environment) -> Plan {
    let role = format!("arn:aws:iam::{}:role/{}", target.account, target.named("release"));
    let name = |word: &str| target.named(word);
    let kept = if target.egress == Egress::Proxy {
        " ParameterKey=KuraProxyDigest,UsePreviousValue=true"
    } else {
        ""
    };
    Plan {
        name: format!("release-{}", target.name),
        purpose: "The image into an environment: schema, migration, services blue/green",
        commands: vec![
            "case \"$DIGEST\" in sha256:*) ;; *) exit 1 ;; esac".to_owned(),
            image::signed("imageDigest=$DIGEST"),
            "signed || { echo \"$DIGEST bears no signature of ours\"; exit 1; }".to_owned(),
            image::ran(target),
            take(&role),
            "at_home() { env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \"$@\"; }"
                .to_owned(),
            updater(target),
            migrator(target),
            format!("update {}", name("schema")),
            "test \"$RAN\" != 0 || migrate".to_owned(),
            format!("at_home {}", image::keep(target)),
            format!("update {}{kept}", name("app")),
        ],
        told: &[],
        rights: vec![
            Statement::allow("Take", &["sts:AssumeRole"], &[json!(role)]),
            // A name that keeps the image is put on it by PutImage, and IAM knows no condition on names. No layer can be
            // put in with these, no name be moved, and what is released is a digest.
            Statement::allow(
                "Keep",
                &[
                    "ecr:BatchGetImage",
                    "ecr:DescribeImageSigningStatus",
                    "ecr:DescribeImages",
                    "ecr:PutImage",
                ],
                &[repository::arn("kura")],
            ),
        ],
        machine: CALLER,
        minutes: 60,
    }
}

/// The environment's role, for an hour.
fn take(role: &str) -> String {
    format!(
        "eval $(aws sts assume-role --role-arn {role} --role-session-name release \
         --query \"Credentials.[join('',['export AWS_ACCESS_KEY_ID=',AccessKeyId]),\
         join('',['export AWS_SECRET_ACCESS_KEY=',SecretAccessKey]),\
         join('',['export AWS_SESSION_TOKEN=',SessionToken])]\" --output text | tr '\\t' '\\n')"
    )
}

/// A stack to the new image, with the template it has. Nothing to change is well too; the role is
/// named each time, for CloudFormation would go on with the one it was given last.
fn updater(target: &Environment) -> String {
    let builder = format!("arn:aws:iam::{}:role/{}", target.account, target.named("builder"));
    format!(
        "update() {{ local said; said=$(aws cloudformation update-stack --stack-name $1 \
         --use-previous-template --capabilities CAPABILITY_NAMED_IAM --role-arn {builder} \
         --parameters ParameterKey=KuraDigest,ParameterValue=$DIGEST \"${{@:2}}\" 2>&1) && \
         aws cloudformation wait stack-update-complete --stack-name $1 && return; \
         case \"$said\" in *'No updates are to be performed'*) return 0 ;; esac; \
         echo \"$said\"; return 1; }}"
    )
}

/// Runs the task that migrates, and asks how it ended.
fn migrator(target: &Environment) -> String {
    let cluster = target.named("cluster");
    format!(
        "migrate() {{ local network task; network=$(aws cloudformation describe-stacks \
         --stack-name {} --query \"Stacks[0].Outputs[?OutputKey=='MigrateNetwork'].OutputValue\" \
         --output text) && \
         task=$(aws ecs run-task --cluster {cluster} --task-definition {} --launch-type FARGATE \
         --network-configuration \"$network\" --query 'tasks[0].taskArn' --output text) && \
         aws ecs wait tasks-stopped --cluster {cluster} --tasks $task && \
         test \"$(aws ecs describe-tasks --cluster {cluster} --tasks $task --query \
         'tasks[0].containers[0].exitCode' --output text)\" = 0; }}",
        target.named("network"),
        target.named("migrate"),
    )
}
