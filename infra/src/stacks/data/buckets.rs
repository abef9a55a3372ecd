//! Buckets. Every one is private, takes and gives over TLS only, is sealed under a key and keeps
//! former versions; the audit trail's cannot be changed by anybody until its years are over.

use serde_json::{Value, json};

use crate::{
    iam::{Statement, explained, policy},
    params::Environment,
    template::{Id, Resource, Stack},
};

/// A bucket before it is made.
#[derive(Debug)]
pub struct Bucket<'a> {
    /// Its word in names.
    pub name: &'a str,
    /// How it is sealed: `None` is S3's own key, the only one access logs may be written under.
    pub key: Option<Value>,
    /// Years during which nothing can be changed or deleted.
    pub locked_years: Option<u32>,
    /// Days after which an object goes, if ever.
    pub gone_after: Option<u32>,
    /// Whether reads and writes are noted in the bucket of logs.
    pub noted: bool,
    /// Who else may do what.
    pub others: Vec<Statement>,
}

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id) {
    let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
    let into_logs =
        Statement::allow("AccessLogs", &["s3:PutObject"], &[own_path(env, "logs", "/s3/*")])
            .to(&crate::iam::service("logging.s3.amazonaws.com"))
            .when(&own);
    let staff_log = Statement::allow(
        "StaffLoadBalancer",
        &["s3:PutObject"],
        &[own_path(env, "logs", "/staff-door/AWSLogs/${AWS::AccountId}/*")],
    )
    .to(&crate::iam::service("logdelivery.elasticloadbalancing.amazonaws.com"))
    .because("The load balancers' logs come without an account; the path holds ours only");
    make(
        stack,
        env,
        Bucket {
            name: "logs",
            key: None,
            locked_years: None,
            gone_after: Some(env.keeping.logs),
            noted: false,
            others: vec![into_logs, staff_log],
        },
    );
    make(
        stack,
        env,
        Bucket {
            name: "documents",
            key: Some(key.arn()),
            locked_years: None,
            gone_after: None,
            noted: true,
            others: Vec::new(),
        },
    );
    make(
        stack,
        env,
        Bucket {
            name: "audit",
            key: Some(key.arn()),
            locked_years: Some(env.keeping.audit_years),
            gone_after: Some(env.keeping.audit_years.saturating_mul(366)),
            noted: true,
            others: Vec::new(),
        },
    );
}

fn own_path(env: &Environment, bucket: &str, path: &str) -> Value {
    crate::stacks::network::bucket_arn(env, bucket, path)
}

/// Makes a bucket and its policy, and exports its name.
pub fn make(stack: &mut Stack, env: &Environment, bucket: Bucket<'_>) -> Id {
    let id = format!("{}Bucket", crate::template::camel(bucket.name));
    let mut body = json!({
        "BucketName": env.bucket(bucket.name),
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [sealing(bucket.key.as_ref())]},
        "PublicAccessBlockConfiguration": {
            "BlockPublicAcls": true, "BlockPublicPolicy": true,
            "IgnorePublicAcls": true, "RestrictPublicBuckets": true,
        },
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "VersioningConfiguration": {"Status": "Enabled"},
        "LifecycleConfiguration": {"Rules": [lifecycle(env, &bucket)]},
    });
    if let Some(body) = body.as_object_mut() {
        if let Some(years) = bucket.locked_years {
            let mode = if env.keeping.locked { "COMPLIANCE" } else { "GOVERNANCE" };
            body.insert("ObjectLockEnabled".to_owned(), json!(true));
            body.insert(
                "ObjectLockConfiguration".to_owned(),
                json!({
                    "ObjectLockEnabled": "Enabled",
                    "Rule": {"DefaultRetention": {"Mode": mode, "Years": years}},
                }),
            );
        }
        if bucket.noted {
            body.insert(
                "LoggingConfiguration".to_owned(),
                json!({
                    "DestinationBucketName": env.bucket("logs"),
                    "LogFilePrefix": format!("s3/{}/", bucket.name),
                }),
            );
        }
        if bucket.name == "documents" {
            // GuardDuty scans what is put, and backups follow it, by these events.
            let events = json!({"EventBridgeConfiguration": {"EventBridgeEnabled": true}});
            body.insert("NotificationConfiguration".to_owned(), events);
        }
    }
    let mut resource = Resource::new("AWS::S3::Bucket", body).kept();
    if bucket.key.is_none() {
        let why = "Written by services of AWS that take no key of ours; no customer's data";
        resource = resource.because("AmazonsKey", why);
    }
    if bucket.noted && stack.name == "data" {
        resource = resource.after(&stack.existing("LogsBucketPolicy"));
    }
    let made = stack.add(&*id, resource);
    let mut statements = vec![tls_only(&made)];
    statements.extend(bucket.others);
    let body = json!({"Bucket": made.reference(), "PolicyDocument": policy(&statements)});
    stack.add(
        format!("{id}Policy"),
        explained(Resource::new("AWS::S3::BucketPolicy", body), &statements).kept(),
    );
    stack.export(&format!("{}-bucket", bucket.name), "A bucket's ARN", &made.arn());
    made
}

fn sealing(key: Option<&Value>) -> Value {
    match key {
        None => json!({"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}),
        Some(key) => json!({
            "BucketKeyEnabled": true,
            "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
        }),
    }
}

fn lifecycle(env: &Environment, bucket: &Bucket<'_>) -> Value {
    let mut rule = json!({
        "Id": "Forget", "Status": "Enabled",
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        "NoncurrentVersionExpiration": {"NoncurrentDays": env.keeping.former_versions},
    });
    if let (Some(days), Some(rule)) = (bucket.gone_after, rule.as_object_mut()) {
        rule.insert("ExpirationInDays".to_owned(), json!(days));
    }
    rule
}

fn tls_only(bucket: &Id) -> Statement {
    let all = json!({"Fn::Join": ["", [bucket.arn(), "/*"]]});
    Statement::deny("TlsOnly", &["s3:*"], &[bucket.arn(), all])
        .to(&json!("*"))
        .when(&json!({"Bool": {"aws:SecureTransport": "false"}}))
        .because("It refuses: everything, to everybody, without TLS")
}
