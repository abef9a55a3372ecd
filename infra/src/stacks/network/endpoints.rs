//! The private ways to services of AWS: those a task needs, and no others. Each costs some twenty
//! dollars a month in two zones. Keys need none: S3, Secrets Manager and the logs call KMS
//! themselves.

use serde_json::{Value, json};

use super::{Ground, bucket_arn};
use crate::{
    iam::{Statement, explained, policy},
    params::{Environment, TOOLS_ACCOUNT},
    template::{Resource, Stack, TOKYO, name_tag, sub},
};

/// The services, in the order of a task's life: its image, its secrets, its logs, its letters.
pub const SERVICES: [&str; 5] = ["ecr.api", "ecr.dkr", "secretsmanager", "logs", "email-smtp"];

/// The bucket AWS keeps layers of images in.
pub const LAYERS: &str = "prod-ap-northeast-1-starport-layer-bucket";

/// The repository of Kura's images, in the account that builds them.
pub fn repository_arn(name: &str) -> Value {
    sub(&format!("arn:${{AWS::Partition}}:ecr:{TOKYO}:{TOOLS_ACCOUNT}:repository/{name}"))
}

pub(super) fn add(stack: &mut Stack, env: &Environment, ground: &Ground) {
    let subnets: Vec<_> =
        ground.tasks.iter().take(env.endpoint_zones).map(|subnet| subnet.reference()).collect();
    for service in SERVICES {
        let mail = service == "email-smtp";
        let group = match service {
            "email-smtp" => "MailGroup",
            "secretsmanager" => "SecretsGroup",
            _ => "EndpointGroup",
        };
        let mut body = json!({
            "VpcEndpointType": "Interface", "VpcId": ground.vpc.reference(),
            "ServiceName": format!("com.amazonaws.{TOKYO}.{service}"),
            "PrivateDnsEnabled": true, "SubnetIds": subnets,
            "SecurityGroupIds": [{"Fn::GetAtt": [group, "GroupId"]}],
            "Tags": name_tag(&env.named(service)),
        });
        let statements = rights(env, service);
        if let (false, Some(body)) = (statements.is_empty(), body.as_object_mut()) {
            body.insert("PolicyDocument".to_owned(), policy(&statements));
        }
        let id: String = service.split(['.', '-']).map(crate::template::camel).collect();
        let mut resource = explained(Resource::new("AWS::EC2::VPCEndpoint", body), &statements);
        if mail {
            resource = resource.because(
                "NoPolicy",
                "SMTP has no policy of an endpoint: what may be sent is in the sender's own policy",
            );
        }
        stack.add(format!("{id}Endpoint"), resource);
    }
    storage(stack, env, ground);
}

/// Whoever belongs to this account, and nobody else's credentials.
fn own_people(statement: Statement) -> Statement {
    statement
        .to(&json!({"AWS": "*"}))
        .when(&json!({"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}))
}

fn rights(env: &Environment, service: &str) -> Vec<Statement> {
    match service {
        "ecr.api" | "ecr.dkr" => vec![
            own_people(Statement::allow_any(
                "Enter",
                &["ecr:GetAuthorizationToken"],
                "The action knows no resource",
            )),
            own_people(Statement::allow(
                "Pull",
                &[
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer",
                ],
                &[repository_arn("kura"), repository_arn("kura-proxy")],
            )),
        ],
        "secretsmanager" => vec![
            own_people(Statement::allow(
                "Read",
                &["secretsmanager:GetSecretValue"],
                &[
                    own_arn("secretsmanager", &format!("secret:kura/{}/*", env.name)),
                    own_arn("secretsmanager", "secret:rds!*"),
                ],
            ))
            .because("RDS names the owner's secret itself: `rds!` and a random part"),
        ],
        "logs" => vec![own_people(Statement::allow(
            "Write",
            &["logs:CreateLogStream", "logs:PutLogEvents"],
            &[own_arn("logs", &format!("log-group:/kura/{}/*", env.name))],
        ))],
        _ => Vec::new(),
    }
}

/// The ARN of something in this account and region.
pub fn own_arn(service: &str, thing: &str) -> Value {
    sub(&format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{thing}"))
}

/// S3 by a route, free of charge.
fn storage(stack: &mut Stack, env: &Environment, ground: &Ground) {
    let statements = [
        own_people(Statement::allow(
            "Documents",
            &["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            &[bucket_arn(env, "documents", "/*")],
        )),
        own_people(Statement::allow("Bank", &["s3:GetObject"], &[bucket_arn(env, "bank", "/*")])),
        own_people(Statement::allow(
            "List",
            &["s3:ListBucket"],
            &[bucket_arn(env, "documents", "")],
        )),
        Statement::allow(
            "Layers",
            &["s3:GetObject"],
            &[sub(&format!("arn:${{AWS::Partition}}:s3:::{LAYERS}/*"))],
        )
        .to(&json!({"AWS": "*"}))
        .because("Layers of images are fetched by signed addresses of AWS's own account"),
    ];
    let tables: Vec<_> = ground.tables.iter().map(|table| table.reference()).collect();
    let body = json!({
        "VpcEndpointType": "Gateway", "VpcId": ground.vpc.reference(),
        "ServiceName": format!("com.amazonaws.{TOKYO}.s3"), "RouteTableIds": tables,
        "PolicyDocument": policy(&statements), "Tags": name_tag(&env.named("s3")),
    });
    stack.add("S3Endpoint", explained(Resource::new("AWS::EC2::VPCEndpoint", body), &statements));
}
