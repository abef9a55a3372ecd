//! The step that makes the image, and what keeps the image that runs from being thrown away.

use super::{
    repository,
    steps::{MAKER, Plan, lines},
};
use crate::{
    iam::Statement,
    params::{self, Environment},
    template::import,
};

/// Made, pushed, looked at: grave weaknesses are none, and the signature is there. A commit may be
/// built more than once, so the number of the build is part of the name. What the tree is made of is
/// written into the image, and which image it was built on is said in the step's log and on the image.
const IMAGE: &[&str] = &[
    "REGISTRY=$AWS_ACCOUNT_ID.dkr.ecr.$AWS_DEFAULT_REGION.amazonaws.com",
    "TAG=$CODEBUILD_RESOLVED_SOURCE_VERSION-$CODEBUILD_BUILD_NUMBER",
    "patiently() { local tries; for tries in $(seq 80); do \"$@\" && return; sleep 15; done; echo \"gave up: $*\"; return 1; }",
    "aws ecr get-login-password | docker login --username AWS --password-stdin $REGISTRY",
    "curl -fsS -o infra/rds.pem https://truststore.pki.rds.amazonaws.com/ap-northeast-1/ap-northeast-1-bundle.pem",
    "RUST=$(sed -n 's/^ARG RUST=//p' infra/Containerfile)",
    "docker pull --quiet $RUST",
    "BASE=$(docker image inspect --format '{{index .RepoDigests 0}}' $RUST)",
    "echo built on $BASE",
    "docker build --file infra/Containerfile --build-arg RUST=$BASE --label org.opencontainers.image.base.name=$BASE --label org.opencontainers.image.revision=$CODEBUILD_RESOLVED_SOURCE_VERSION --tag $REGISTRY/kura:$TAG .",
    "docker push $REGISTRY/kura:$TAG",
    "ID=imageTag=$TAG",
    "export DIGEST=$(aws ecr describe-images --repository-name kura --image-ids $ID --query 'imageDetails[0].imageDigest' --output text)",
    "case \"$DIGEST\" in sha256:*) ;; *) exit 1 ;; esac",
    "scanned() { test \"$(aws ecr describe-image-scan-findings --repository-name kura --image-id $ID --query imageScanStatus.status --output text)\" = ACTIVE; }",
    "patiently scanned",
    "GRAVE=$(aws ecr describe-image-scan-findings --repository-name kura --image-id $ID --query \"length(imageScanFindings.enhancedFindings[?severity=='CRITICAL'||severity=='HIGH']||\\`[]\\`)\" --output text)",
    "test \"$GRAVE\" = 0",
];

/// The proxy's image, made only when an environment has one. Administrators put it in (it is no part
/// of a release).
const PROXY_IMAGE: &[&str] = &[
    "docker build --tag $REGISTRY/kura-proxy:$TAG infra/proxy",
    "docker push $REGISTRY/kura-proxy:$TAG",
];

/// Whether an image bears a signature of our profile, as a function of the shell: ECR signs what comes in, and says what
/// came of it. Whoever pushed past the step that makes images is not told apart by it; whoever brought a digest that was
/// never pushed here, or whose signing failed, is.
pub(super) fn signed(id: &str) -> String {
    format!(
        "signed() {{ test \"$(aws ecr describe-image-signing-status --repository-name kura --image-id {id} --query \
         \"signingStatuses[?ends_with(signingProfileArn,'/{}')].status|[0]\" --output text)\" = COMPLETE; }}",
        repository::PROFILE
    )
}

/// What the name of an image that was released begins with: images so named stay.
pub(super) fn released(target: &str) -> String {
    format!("released-{target}-")
}

/// How often the image was released into an environment before, as `RAN`.
pub(super) fn ran(target: &Environment) -> String {
    format!(
        "RAN=$(aws ecr describe-images --repository-name kura --image-ids imageDigest=$DIGEST --query \
         \"length(imageDetails[0].imageTags[?starts_with(@,'{}')])\" --output text)",
        released(target.name)
    )
}

/// Gives the image that is about to run in an environment a name that keeps it.
pub(super) fn keep(target: &Environment) -> String {
    let ask = |what: &str| {
        format!(
            "$(at_home aws ecr batch-get-image --repository-name kura --image-ids \
             imageDigest=$DIGEST --query 'images[0].{what}' --output text)"
        )
    };
    format!(
        "aws ecr put-image --repository-name kura --image-tag {}$CODEBUILD_BUILD_NUMBER \
         --image-manifest \"{}\" --image-manifest-media-type \"{}\" --query image.imageId",
        released(target.name),
        ask("imageManifest"),
        ask("imageManifestMediaType"),
    )
}

fn commands() -> Vec<String> {
    let mut commands = lines(IMAGE);
    commands.extend([signed("$ID"), "patiently signed".to_owned()]);
    if params::environments().iter().any(|env| env.egress == params::Egress::Proxy) {
        commands.extend(lines(PROXY_IMAGE));
    }
    commands
}

/// Makes the image once; the same bytes then go through all environments.
pub(super) fn image(env: &Environment) -> Plan {
    Plan {
        name: "image".to_owned(),
        purpose: "The image: made, pushed, signed as it comes, scanned; a grave weakness stops it",
        commands: commands(),
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
                &[import(env, "signer")],
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
