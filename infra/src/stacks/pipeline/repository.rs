//! Where images are kept: tags cannot be moved, every image is scanned when it comes and again
//! whenever a new weakness becomes known, and signed by AWS Signer as it is pushed.

use serde_json::{Value, json};

use super::image::released;
use crate::{
    iam::{Statement, explained, policy},
    params,
    template::{Resource, Stack, sub},
};

/// Images that are kept though they were never released; older ones go.
const KEPT: u32 = 30;

/// Releases of an environment whose images are kept: what runs, and what one may go back to.
const KEPT_RELEASES: u32 = 50;

/// The name of the profile that images are signed with.
pub(super) const PROFILE: &str = "kura_tools_images";

pub(super) fn add(stack: &mut Stack) {
    let accounts: Vec<Value> = params::environments()
        .iter()
        .map(|env| json!(format!("arn:aws:iam::{}:root", env.account)))
        .collect();
    let pull = Statement::allow(
        "EnvironmentsPull",
        &["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        &[],
    )
    .to(&json!({"AWS": accounts}))
    .because("Dev, stg and prod pull what was built once; each in an account of its own");
    let rule = json!({"rules": lifecycle()});
    for (id, name) in [("Images", "kura"), ("ProxyImages", "kura-proxy")] {
        let body = json!({
            "RepositoryName": name, "ImageTagMutability": "IMMUTABLE",
            "ImageScanningConfiguration": {"ScanOnPush": true},
            // Images hold no secrets: S3's own keys are enough.
            "EncryptionConfiguration": {"EncryptionType": "AES256"},
            "LifecyclePolicy": {"LifecyclePolicyText": rule.to_string()},
            "RepositoryPolicyText": without_resource(policy(std::slice::from_ref(&pull))),
        });
        let repository = Resource::new("AWS::ECR::Repository", body).kept();
        stack.add(id, explained(repository, std::slice::from_ref(&pull)));
    }
    let filter = json!([{"Filter": "kura*", "FilterType": "WILDCARD"}]);
    let body = json!({
        "ScanType": "ENHANCED",
        "Rules": [{"ScanFrequency": "CONTINUOUS_SCAN", "RepositoryFilters": filter}],
    });
    stack.add("Scans", Resource::new("AWS::ECR::RegistryScanningConfiguration", body));
    signing(stack);
}

/// What a rule names, a later rule leaves alone: of released images the newest of each environment
/// stay, of the others the newest of all.
fn lifecycle() -> Vec<Value> {
    let expire = json!({"type": "expire"});
    let mut rules = Vec::new();
    for (priority, env) in (1..).zip(params::environments()) {
        rules.push(json!({
            "rulePriority": priority, "description": format!("What {} runs or ran stays", env.name),
            "selection": {
                "tagStatus": "tagged", "tagPrefixList": [released(env.name)],
                "countType": "imageCountMoreThan", "countNumber": KEPT_RELEASES,
            },
            "action": expire,
        }));
    }
    rules.push(json!({
        "rulePriority": 9, "description": "The newest of the others stay",
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": KEPT},
        "action": expire,
    }));
    rules
}

fn signing(stack: &mut Stack) {
    let body = json!({
        "ProfileName": PROFILE,
        "PlatformId": "Notation-OCI-SHA384-ECDSA",
        "SignatureValidityPeriod": {"Type": "MONTHS", "Value": 135},
    });
    let profile = stack.add("Signer", Resource::new("AWS::Signer::SigningProfile", body).kept());
    stack.export("signer", "Signs images", &profile.arn());
    let filter = json!([{"Filter": "kura*", "FilterType": "WILDCARD_MATCH"}]);
    let body = json!({
        "Rules": [{"SigningProfileArn": profile.arn(), "RepositoryFilters": filter}],
    });
    stack.add("Signing", Resource::new("AWS::ECR::SigningConfiguration", body));
}

/// A repository's policy knows no resource.
fn without_resource(mut policy: Value) -> Value {
    if let Some(statements) = policy.pointer_mut("/Statement").and_then(Value::as_array_mut) {
        for statement in statements {
            if let Some(statement) = statement.as_object_mut() {
                statement.remove("Resource");
            }
        }
    }
    policy
}

/// The ARN of a repository, in its own account.
pub(super) fn arn(name: &str) -> Value {
    sub(&format!(
        "arn:${{AWS::Partition}}:ecr:${{AWS::Region}}:${{AWS::AccountId}}:repository/{name}"
    ))
}
