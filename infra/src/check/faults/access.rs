//! Faults of permissions, trust and secrets.

use serde_json::{Map, Value, json};

use super::Fault;
use super::plot::Plot;
use super::plot::write;

const ROLE: &str = "AWS::IAM::Role";
const TASK: &str = "AWS::ECS::TaskDefinition";
const WIDE: &[&str] = &["6-3 permissions are no wider"];

/// A statement of rights, not of trust.
fn is_right(statement: &Value) -> bool {
    statement.get("Effect").is_some_and(|one| one == "Allow")
        && statement.get("Resource").is_some_and(|one| !one.to_string().contains("\"*\""))
}

fn is_of_the_bank(statement: &Value) -> bool {
    statement.get("Sid").is_some_and(|sid| sid == "Bank")
}

fn is_trust(statement: &Value) -> bool {
    statement.get("Principal").is_some() && statement.get("Resource").is_none()
}

fn set(statement: &mut Map<String, Value>, key: &str, value: Value) {
    statement.insert(key.to_owned(), value);
}

/// A container's variable more.
fn variable(task: &mut Value, name: &str, value: &str) -> bool {
    let list = task
        .pointer_mut("/Properties/ContainerDefinitions/0/Environment")
        .and_then(Value::as_array_mut);
    list.map(|list| list.push(json!({"Name": name, "Value": value}))).is_some()
}

/// Another value for a variable whose name ends so.
fn revalue(task: &mut Value, ending: &str, value: &str) -> bool {
    let list = task
        .pointer_mut("/Properties/ContainerDefinitions/0/Environment")
        .and_then(Value::as_array_mut);
    let mut own = list.into_iter().flatten().filter(|pair| {
        pair.get("Name").and_then(Value::as_str).is_some_and(|name| name.ends_with(ending))
    });
    own.next().is_some_and(|pair| write(pair, "/Value", &json!(value)))
}

const PREPARED: &[&str] = &["6-3 what no template makes"];

/// Changes what is made before any template.
fn prepare(plot: &mut Plot, from: &str, to: &str) -> usize {
    let script = &mut plot.reviewed.prepared.script;
    let found = script.matches(from).count();
    *script = script.replace(from, to);
    found
}

pub const FAULTS: &[Fault] = &[
    Fault::new("24 a role may do everything to everything", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_right, |one| {
            set(one, "Action", json!("*"));
            set(one, "Resource", json!("*"));
        })
    }),
    Fault::new("a role may do everything to a bucket", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_right, |one| set(one, "Action", json!(["s3:*"])))
    }),
    Fault::new("a role may read every bucket", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_right, |one| {
            set(one, "Resource", json!([{"Fn::Sub": "arn:${AWS::Partition}:s3:::*"}]));
        })
    }),
    Fault::new("a role may do all but a little", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_right, |one| {
            one.remove("Action");
            set(one, "NotAction", json!("iam:*"));
        })
    }),
    Fault::new("a role may pass any role", WIDE, |p| {
        p.statement((ROLE, "MoverRole"), is_right, |one| {
            set(one, "Action", json!("iam:PassRole"));
            set(one, "Resource", json!("*"));
        })
    }),
    Fault::new("another account may take a role", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_trust, |one| {
            set(one, "Principal", json!({"AWS": "arn:aws:iam::999999999999:root"}));
        })
    }),
    Fault::new("anybody may take a role", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_trust, |one| {
            set(one, "Principal", json!("*"));
            one.remove("Condition");
        })
    }),
    Fault::new("a service may act for another's account", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_trust, |one| drop(one.remove("Condition")))
    }),
    Fault::new("a role has Amazon's own wide policy", WIDE, |p| {
        p.set(
            (ROLE, "CustomerRole"),
            "ManagedPolicyArns",
            json!(["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
        )
    }),
    Fault::new("an administrator's policy with a fine reason", WIDE, |p| {
        p.set(
            (ROLE, "CustomerRole"),
            "ManagedPolicyArns",
            json!(["arn:aws:iam::aws:policy/AdministratorAccess"]),
        ) * p.set(
            (ROLE, "CustomerRole"),
            "^Metadata",
            json!({"Reasons": {"AdministratorAccess": "It was needed on the first evening."}}),
        )
    }),
    Fault::new("a reason is lost", WIDE, |p| p.unset((ROLE, "CustomerStarterRole"), "^Metadata")),
    Fault::new("a bucket's policy lets everybody read", WIDE, |p| {
        p.one(("AWS::S3::BucketPolicy", "Documents"), |policy| {
        let all = policy.pointer_mut("/Properties/PolicyDocument/Statement").and_then(Value::as_array_mut);
        all.map(|all| all.push(json!({"Sid": "Share", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
            "Resource": {"Fn::Sub": "${DocumentsBucket.Arn}/*"}}))).is_some()
    })
    }),
    Fault::new("a key may be used from another account", WIDE, |p| {
        p.one(("AWS::KMS::Key", "DataKey"), |key| {
        let all = key.pointer_mut("/Properties/KeyPolicy/Statement").and_then(Value::as_array_mut);
        all.map(|all| all.push(json!({"Sid": "Partner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
            "Action": "kms:Decrypt", "Resource": "*"}))).is_some()
    })
    }),
    Fault::new("a statement without a name", WIDE, |p| {
        p.statement((ROLE, "CustomerRole"), is_right, |one| drop(one.remove("Sid")))
    }),
    Fault::new("a password stands in a task's variables", &["6-2 no secret"], |p| {
        p.one((TASK, "Customer"), |task| variable(task, "SMTP_PASSWORD", "x"))
    }),
    Fault::new("the content of the keys stands in a task's variables", &["6-2 no secret"], |p| {
        p.one((TASK, "Staff"), |task| variable(task, "KURA_KEYS_CONTENT", "{\"masters\":[]}"))
    }),
    Fault::new("the staff's tasks serve customers too", &["6-5 a service"], |p| {
        p.one((TASK, "Staff"), |task| {
            variable(task, "KURA_CUSTOMER_LISTEN", "127.0.0.1:8080")
                && variable(task, "KURA_CUSTOMER_CERTIFICATE", "self-signed")
        })
    }),
    Fault::new("customers' tasks work as the owner of the tables", &["6-5 a service"], |p| {
        p.replace((TASK, "Customer"), "postgres://kura_app@", "postgres://kura_owner@")
    }),
    Fault::new("a password stands in a database's address", &["6-2 no secret"], |p| {
        p.one((TASK, "Customer"), |task| {
            variable(task, "KURA_OTHER", "postgres://a:b@host/kura?sslmode=verify-full")
        })
    }),
    Fault::new("a task does not verify the database", &["6-2 tasks verify"], |p| {
        p.replace((TASK, "Customer"), "sslmode=verify-full", "sslmode=require")
    }),
    Fault::new("a task works with the role it is started with", &["6-3 each task"], |p| {
        p.one((TASK, "Customer"), |task| {
            let starter = task.pointer("/Properties/ExecutionRoleArn").cloned();
            starter.is_some_and(|role| write(task, "/Properties/TaskRoleArn", &role))
        })
    }),
    Fault::new(
        "the staff's tasks may write where the audit trail is kept",
        &["6-3 a task uses"],
        |p| {
            p.statement((ROLE, "StaffRole"), is_right, |one| {
                let audit =
                    json!({"Fn::Join": ["", [{"Fn::ImportValue": "prod-audit-bucket"}, "/*"]]});
                set(one, "Resource", json!([audit]));
            })
        },
    ),
    Fault::new("the customers' tasks may read the bank's records", &["6-3 a task uses"], |p| {
        p.statement((ROLE, "CustomerRole"), is_of_the_bank, |one| {
            let all = json!({"Fn::Join": ["", [{"Fn::ImportValue": "prod-bank-bucket"}, "/*"]]});
            set(one, "Resource", json!([all]));
        })
    }),
    Fault::new("the staff's tasks may change what the bank delivered", &["6-3 a task uses"], |p| {
        p.statement((ROLE, "StaffRole"), is_of_the_bank, |one| {
            set(one, "Action", json!(["s3:GetObject", "s3:PutObject"]));
        })
    }),
    Fault::new("a task is told of a bucket it may not use", &["6-3 a task uses"], |p| {
        p.one((TASK, "Staff"), |task| {
            variable(task, "KURA_OTHER", "s3://kura-prod-audit-123456789012?region=ap-northeast-1")
        })
    }),
    Fault::new("people may enter tasks", &["6-3 nobody gets a shell"], |p| {
        p.set(("AWS::ECS::Service", "Customer"), "EnableExecuteCommand", json!(true))
    }),
    Fault::new("a task runs as root", &["6-4 tasks run"], |p| {
        p.set((TASK, "Customer"), "ContainerDefinitions/0/User", json!("0"))
    }),
    Fault::new("a task may change its own files", &["6-4 tasks run"], |p| {
        p.set((TASK, "Staff"), "ContainerDefinitions/0/ReadonlyRootFilesystem", json!(false))
    }),
    Fault::new("the proxy keeps a file where only root may", &["6-4 tasks run"], |p| {
        let mount = json!([{"SourceVolume": "run", "ContainerPath": "/run/squid"}]);
        p.set((TASK, "Proxy"), "ContainerDefinitions/0/MountPoints", mount)
    })
    .within("proxy"),
    Fault::new("whoever deploys is given one policy more", PREPARED, |p| {
        prepare(
            p,
            "--policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
            "--policy-arn arn:aws:iam::aws:policy/Other",
        )
    }),
    Fault::new("anybody's machine takes the role that deploys", PREPARED, |p| {
        prepare(p, "cloudformation.amazonaws.com\"", "ec2.amazonaws.com\"")
    }),
    Fault::new("preparing makes a user with a key", PREPARED, |p| {
        prepare(p, "aws iam get-role", "aws iam create-access-key")
    }),
    Fault::new("nobody makes the role Config looks with", PREPARED, |p| {
        prepare(p, " config; do", "; do")
    }),
    Fault::new("the staff's site admits everybody", &["6-5 the program"], |p| {
        p.one((TASK, "Staff"), |task| revalue(task, "_NETWORKS", "0.0.0.0/0,::/0"))
    }),
    Fault::new("the program believes any address it is told", &["6-5 the program"], |p| {
        p.one((TASK, "Staff"), |task| revalue(task, "STAFF_TRUSTED_PROXIES", "10.0.0.0/8"))
    }),
    Fault::new("a user with a key, and nobody says why", &["7-3 no keys"], |p| {
        p.add("data", "Planted", "AWS::IAM::User", json!({"UserName": "somebody"}))
    }),
];
