//! Faults of rights that a reason was once written for, or that name somebody in a way of their own.

use serde_json::{Value, json};

use super::{more, statement};
use crate::check::faults::Fault;
use crate::check::faults::plot::Plot;

const ROLE: &str = "AWS::IAM::Role";
const READ: &[&str] = &["6-3 permissions are those that were read"];
const OURS: &[&str] = &["6-3 no account is named but ours"];
const WIDE: &[&str] = &["6-3 permissions are no wider than needed"];

/// One statement more in the key of the data.
fn key(plot: &mut Plot, statement: &Value) -> usize {
    plot.one(("AWS::KMS::Key", "DataKey"), |one| {
        more(one, "/Properties/KeyPolicy/Statement", statement.clone())
    })
}

fn shared(principal: &Value, condition: &Value) -> Value {
    json!({"Sid": "Share", "Effect": "Allow", "Principal": principal, "Action": ["kms:Decrypt"],
        "Resource": "*", "Condition": condition})
}

pub const FAULTS: &[Fault] = &[
    Fault::new("the user who sends letters may do everything", WIDE, |p| {
        let all = json!([{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}]);
        let policy = json!({"UserName": {"Ref": "LetterUser"}, "PolicyName": "x",
            "PolicyDocument": {"Version": "2012-10-17", "Statement": all}});
        p.add("data", "Planted", "AWS::IAM::UserPolicy", policy)
    }),
    Fault::new("the user who sends letters may use the console", READ, |p| {
        let profile = json!({"Password": "{{resolve:ssm:/x}}"});
        p.set(("AWS::IAM::User", "LetterUser"), "LoginProfile", profile)
    }),
    Fault::new("a reason for a service excuses everybody", WIDE, |p| {
        statement(p, (ROLE, "CustomerMoverRole"), "Take", |one| {
            one.insert("Principal".to_owned(), json!("*"));
        })
    }),
    Fault::new("a reason for a service excuses another account", OURS, |p| {
        statement(p, (ROLE, "CustomerMoverRole"), "Take", |one| {
            one.insert("Principal".to_owned(), json!({"AWS": "arn:aws:iam::999999999999:root"}));
        })
    }),
    Fault::new("a reason for one action excuses all of two services", READ, |p| {
        statement(p, (ROLE, "CustomerStarterRole"), "Enter", |one| {
            let actions = json!(["ecr:GetAuthorizationToken", "s3:*", "secretsmanager:*"]);
            one.insert("Action".to_owned(), actions);
        })
    }),
    Fault::new("a reason for one action excuses two others", READ, |p| {
        statement(p, (ROLE, "CustomerStarterRole"), "Enter", |one| {
            let actions = json!([
                "ecr:GetAuthorizationToken",
                "s3:GetObject",
                "secretsmanager:GetSecretValue"
            ]);
            one.insert("Action".to_owned(), actions);
        })
    }),
    Fault::new("the role of deployments may do all to the data", READ, |p| {
        statement(p, (ROLE, "BuilderRole"), "Retire", |one| {
            one.insert("Action".to_owned(), json!(["ecs:*", "s3:*", "kms:*", "rds:*"]));
        })
    }),
    Fault::new("the role of deployments may read all secrets", READ, |p| {
        statement(p, (ROLE, "BuilderRole"), "Retire", |one| {
            one.insert("Action".to_owned(), json!(["secretsmanager:*", "rds:*", "s3:Get*"]));
        })
    }),
    Fault::new("a key for everybody but us", WIDE, |p| {
        let but = json!({"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}});
        key(p, &shared(&json!("*"), &but))
    }),
    Fault::new("a key for everybody who has any name", WIDE, |p| {
        key(p, &shared(&json!("*"), &json!({"StringLike": {"aws:PrincipalArn": "*"}})))
    }),
    Fault::new("a key for us, if anybody says who asks", WIDE, |p| {
        let perhaps = json!({"StringEqualsIfExists": {"aws:PrincipalAccount": "123456789012"}});
        key(p, &shared(&json!("*"), &perhaps))
    }),
    Fault::new("a key for another account that we call a partner", OURS, |p| {
        let theirs = json!({"StringEquals": {"aws:PrincipalAccount": "999999999999"}});
        key(p, &shared(&json!("*"), &theirs))
    }),
    Fault::new("a key for whom the deployment names", WIDE, |p| {
        let stack = p.environment.stacks.iter_mut().find(|one| one.name == "data");
        let template = stack.and_then(|one| one.template.as_object_mut());
        let named = template.map_or(0, |all| {
            all.insert("Parameters".to_owned(), json!({"Partner": {"Type": "String"}}));
            1
        });
        named * key(p, &shared(&json!({"AWS": {"Ref": "Partner"}}), &json!({})))
    }),
    Fault::new("a key for a role of another account that has our number as its name", WIDE, |p| {
        let who = json!({"AWS": "arn:aws:iam::999999999999:role/123456789012"});
        key(p, &shared(&who, &json!({})))
    }),
    Fault::new("documents for a user by his canonical name", WIDE, |p| {
        let who = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
        let share = json!({"Sid": "Share", "Effect": "Allow", "Principal": {"CanonicalUser": who},
            "Action": ["s3:GetObject"], "Resource": {"Fn::Sub": "${DocumentsBucket.Arn}/*"}});
        p.one(("AWS::S3::BucketPolicy", "Documents"), |one| {
            more(one, "/Properties/PolicyDocument/Statement", share.clone())
        })
    }),
    Fault::new("a role's resource is told at deployment", WIDE, |p| {
        let stack = p.environment.stacks.iter_mut().find(|one| one.name == "app");
        let parameters = stack.and_then(|one| one.template.pointer_mut("/Parameters"));
        let told = parameters.and_then(Value::as_object_mut).map_or(0, |all| {
            all.insert("What".to_owned(), json!({"Type": "String"}));
            1
        });
        told * statement(p, (ROLE, "CustomerRole"), "Documents", |one| {
            one.insert("Resource".to_owned(), json!({"Ref": "What"}));
        })
    }),
    Fault::new("a policy that is looked up at deployment", WIDE, |p| {
        p.set(
            ("AWS::Logs::ResourcePolicy", "LogDelivery"),
            "PolicyDocument",
            json!("{{resolve:ssm:/x}}"),
        )
    }),
    Fault::new("the customers' tasks are started with the mail's secret", READ, |p| {
        statement(p, (ROLE, "CustomerStarterRole"), "Secrets", |one| {
            let list = one.get_mut("Resource").and_then(Value::as_array_mut);
            let mail = json!({"Fn::ImportValue": "prod-mail-secret"});
            list.into_iter().for_each(|list| list.push(mail.clone()));
        })
    }),
    Fault::new("the customers' tasks may write the audit trail too", READ, |p| {
        statement(p, (ROLE, "CustomerRole"), "Documents", |one| {
            let list = one.get_mut("Resource").and_then(Value::as_array_mut);
            let audit = json!({"Fn::Join": ["", [{"Fn::ImportValue": "prod-audit-bucket"}, "/*"]]});
            list.into_iter().for_each(|list| list.push(audit.clone()));
        })
    }),
    Fault::new("the releasing role may be taken by another account", OURS, |p| {
        statement(p, (ROLE, "ReleaseRole"), "Take", |one| {
            one.insert("Principal".to_owned(), json!({"AWS": "arn:aws:iam::999999999999:root"}));
        })
    }),
    Fault::new("the releasing role may bring templates of its own", READ, |p| {
        p.one((ROLE, "ReleaseRole"), |one| {
            let list = "/Properties/Policies/0/PolicyDocument/Statement";
            super::fewer(one, list, "NoOtherAddress")
        })
    }),
    Fault::new("anybody at GitHub may take a role", WIDE, |p| {
        statement(p, (ROLE, "CustomerRole"), "Take", |one| {
            let provider =
                "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
            one.insert("Principal".to_owned(), json!({"Federated": provider}));
            one.insert("Action".to_owned(), json!(["sts:AssumeRoleWithWebIdentity"]));
            let any = json!({"StringLike": {"token.actions.githubusercontent.com:sub": "*"}});
            one.insert("Condition".to_owned(), any);
        })
    }),
    Fault::new("plain requests are refused for one action only", READ, |p| {
        statement(p, ("AWS::S3::BucketPolicy", "Documents"), "TlsOnly", |one| {
            one.insert("Action".to_owned(), json!(["s3:GetBucketLocation"]));
        })
    }),
    Fault::new("plain requests are refused for another account only", READ, |p| {
        statement(p, ("AWS::S3::BucketPolicy", "Documents"), "TlsOnly", |one| {
            let condition = one.get_mut("Condition").and_then(Value::as_object_mut);
            let nobody = json!({"aws:PrincipalAccount": "000000000000"});
            condition.into_iter().for_each(|all| {
                all.insert("StringEquals".to_owned(), nobody.clone());
            });
        })
    }),
];
