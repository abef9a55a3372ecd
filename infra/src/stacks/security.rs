//! The guards: who did what in the account (CloudTrail, locked and verifiable), how everything is
//! set (Config), what looks wrong (GuardDuty, Security Hub), what is open (Access Analyzer).
//! Inspector has no switch in CloudFormation: `docs/runbooks/deploy.md` turns it on, where the images are.

use serde_json::{Value, json};

use crate::{
    events, firewall,
    iam::{Statement, plain_trust, role, service},
    params::{Egress, Environment, TOOLS_ACCOUNT, environments},
    stacks::{
        data::buckets::{Bucket, make},
        network::bucket_arn,
        pipeline::release_role,
    },
    template::{Id, Resource, Stack, TOKYO, import, sub},
};

/// The stack of an environment.
pub fn stack(env: &Environment) -> Stack {
    let mut stack = guards(env, &["documents", "bank", "audit"]);
    scans(&mut stack, env);
    staff_firewall(&mut stack, env);
    stack
}

/// The firewall before the staff's site: what the networks let in is still looked at. Here and not
/// beside the load balancer, so that a release has no say in it.
fn staff_firewall(stack: &mut Stack, env: &Environment) {
    let acl = firewall::staff(stack, env);
    let body = json!({"ResourceArn": import(env, "staff-door"), "WebACLArn": acl.arn()});
    stack.add("StaffFirewallOfDoor", Resource::new("AWS::WAFv2::WebACLAssociation", body));
}

/// The guards of an account; of these buckets of its own every read and write is noted.
pub fn guards(env: &Environment, buckets: &[&str]) -> Stack {
    let purpose = "the trail of deeds, the record of settings, and the guards of the account";
    let mut stack = Stack::new(env, "security", TOKYO, purpose);
    trail(&mut stack, env, buckets);
    let recorder = config(&mut stack, env);
    guard(&mut stack);
    hub(&mut stack, env, &recorder);
    let body = json!({
        "AnalyzerName": env.named("open"), "Type": "ACCOUNT", "ArchiveRules": meant(env),
    });
    stack.add("OpenAnalyzer", Resource::new("AWS::AccessAnalyzer::Analyzer", body));
    events::add(&mut stack, env, events::Place::Security);
    stack
}

/// The guards of another region than Tokyo, where little of ours stands: what looks wrong, and what is
/// open. Settings are recorded and judged in Tokyo only, those of the whole world's services included.
pub fn elsewhere(stack: &mut Stack, env: &Environment) {
    let body = json!({
        "Enable": true, "FindingPublishingFrequency": "FIFTEEN_MINUTES",
        "Features": [{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}],
    });
    stack.add("Guard", Resource::new("AWS::GuardDuty::Detector", body));
    let body = json!({"AnalyzerName": env.named("open"), "Type": "ACCOUNT"});
    stack.add("OpenAnalyzer", Resource::new("AWS::AccessAnalyzer::Analyzer", body));
}

/// Who of another account may come in, and is meant to: the release's role, and whoever pulls images.
/// Without this the analyzer would tell of them as incidents.
fn meant(env: &Environment) -> Value {
    if env.account == TOOLS_ACCOUNT {
        let others: Vec<_> = environments().iter().map(|one| json!(one.account)).collect();
        let arn = |name: &str| {
            sub(&format!(
                "arn:${{AWS::Partition}}:ecr:{TOKYO}:${{AWS::AccountId}}:repository/{name}"
            ))
        };
        return json!([{"RuleName": "pulls", "Filter": [
            {"Property": "resource", "Eq": [arn("kura"), arn("kura-proxy")]},
            {"Property": "principal.AWS", "Eq": others},
        ]}]);
    }
    let role = sub(&format!(
        "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{}",
        env.named("release")
    ));
    let releaser = format!("arn:aws:iam::{TOOLS_ACCOUNT}:role/{}", release_role(env));
    json!([{"RuleName": "release", "Filter": [
        {"Property": "resource", "Eq": [role]},
        {"Property": "principal.AWS", "Eq": [releaser]},
    ]}])
}

fn from_trail(env: &Environment) -> Value {
    let arn = format!(
        "arn:${{AWS::Partition}}:cloudtrail:{TOKYO}:${{AWS::AccountId}}:trail/{}",
        env.named("trail")
    );
    json!({"StringEquals": {"aws:SourceArn": sub(&arn)}})
}

fn trail(stack: &mut Stack, env: &Environment, buckets: &[&str]) {
    let writer = service("cloudtrail.amazonaws.com");
    let path = json!({"Fn::Sub": format!(
        "arn:${{AWS::Partition}}:s3:::{}/AWSLogs/${{AWS::AccountId}}/*", env.bucket("trail")
    )});
    let others = vec![
        Statement::allow("TrailLooks", &["s3:GetBucketAcl"], &[bucket_arn(env, "trail", "")])
            .to(&writer)
            .when(&from_trail(env)),
        Statement::allow("TrailWrites", &["s3:PutObject"], &[path])
            .to(&writer)
            .when(&from_trail(env)),
    ];
    make(
        stack,
        env,
        Bucket {
            name: "trail",
            key: Some(import(env, "watch-key")),
            locked_years: Some(env.keeping.audit_years),
            gone_after: Some(env.keeping.audit_years.saturating_mul(366)),
            noted: false,
            others,
        },
    );
    let mut selectors = vec![json!({
        "Name": "Deeds", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}],
    })];
    if !buckets.is_empty() {
        let arns: Vec<_> = buckets.iter().map(|bucket| bucket_arn(env, bucket, "/")).collect();
        selectors.push(json!({
            "Name": "Objects", "FieldSelectors": [
                {"Field": "eventCategory", "Equals": ["Data"]},
                {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
                {"Field": "resources.ARN", "StartsWith": arns},
            ],
        }));
    }
    let body = json!({
        "TrailName": env.named("trail"), "S3BucketName": env.bucket("trail"), "IsLogging": true,
        "IsMultiRegionTrail": true, "IncludeGlobalServiceEvents": true,
        "EnableLogFileValidation": true, "KMSKeyId": import(env, "watch-key"),
        "AdvancedEventSelectors": selectors,
    });
    let policy = stack.existing("TrailBucketPolicy");
    stack.add("Trail", Resource::new("AWS::CloudTrail::Trail", body).after(&policy));
}

fn config(stack: &mut Stack, env: &Environment) -> Id {
    let writer = service("config.amazonaws.com");
    let own = json!({"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}});
    let whole = [bucket_arn(env, "config", "")];
    let path = json!({"Fn::Sub": format!(
        "arn:${{AWS::Partition}}:s3:::{}/AWSLogs/${{AWS::AccountId}}/Config/*", env.bucket("config")
    )});
    // Not locked: Config refuses a bucket with object lock, and CloudTrail keeps the same deeds. Config itself writes
    // there, not the role it looks with.
    let others = vec![
        Statement::allow("ConfigLooks", &["s3:GetBucketAcl", "s3:ListBucket"], &whole)
            .to(&writer)
            .when(&own),
        Statement::allow("ConfigWrites", &["s3:PutObject"], std::slice::from_ref(&path))
            .to(&writer)
            .when(&own),
    ];
    make(
        stack,
        env,
        Bucket {
            name: "config",
            key: None,
            locked_years: None,
            gone_after: Some(env.keeping.audit_years.saturating_mul(366)),
            noted: false,
            others,
        },
    );
    let recorder = recorder(stack);
    let body = json!({
        "Name": "default", "S3BucketName": env.bucket("config"),
        "ConfigSnapshotDeliveryProperties": {"DeliveryFrequency": "TwentyFour_Hours"},
    });
    let policy = stack.existing("ConfigBucketPolicy");
    stack.add(
        "SettingsDelivery",
        Resource::new("AWS::Config::DeliveryChannel", body).after(&policy),
    );
    recorder
}

/// Looks with the role that AWS itself keeps for Config (`deploy.sh` makes it): Security Hub calls any other critical.
fn recorder(stack: &mut Stack) -> Id {
    let role = sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/\
         config.amazonaws.com/AWSServiceRoleForConfig");
    let body = json!({
        "Name": "default", "RoleARN": role,
        "RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": true},
        "RecordingMode": {"RecordingFrequency": "CONTINUOUS"},
    });
    stack.add("SettingsRecorder", Resource::new("AWS::Config::ConfigurationRecorder", body))
}

fn guard(stack: &mut Stack) {
    let feature = |name: &str, on: bool| json!({"Name": name, "Status": if on { "ENABLED" } else { "DISABLED" }});
    let body = json!({
        "Enable": true, "FindingPublishingFrequency": "FIFTEEN_MINUTES",
        "Features": [
            feature("S3_DATA_EVENTS", true),
            feature("RDS_LOGIN_EVENTS", true),
            // There are no such things here: clusters of Kubernetes, machines, functions.
            feature("EKS_AUDIT_LOGS", false),
            feature("EBS_MALWARE_PROTECTION", false),
            feature("LAMBDA_NETWORK_LOGS", false),
            // It wants an agent beside each task and a private way of its own, twenty dollars a
            // month; a task here has no shell, no way to write and no way out.
            feature("RUNTIME_MONITORING", false),
        ],
    });
    stack.add("Guard", Resource::new("AWS::GuardDuty::Detector", body));
}

/// Controls of Security Hub that ask for what is not here on purpose, and why. With them on it would tell of the same
/// things every day, and nobody would read what is new.
fn unmet(env: &Environment) -> Vec<(&'static str, &'static str)> {
    let mut unmet = vec![
        ("GuardDuty.5", "There are no clusters of Kubernetes here"),
        ("GuardDuty.6", "There are no functions here"),
        ("GuardDuty.7", "There are no clusters of Kubernetes here"),
        ("GuardDuty.8", "There are no machines with disks here"),
        (
            "GuardDuty.11",
            "An agent beside each task and a private way of its own, for a task without a shell, a place to write and a \
             way out: the proposal tells its price",
        ),
        ("Inspector.1", "There are no machines here"),
        ("Inspector.3", "There are no functions here"),
        ("Inspector.4", "There are no functions here"),
    ];
    if env.account != TOOLS_ACCOUNT {
        unmet.push((
            "Inspector.2",
            "Images lie in the account that builds, and are looked at there",
        ));
    }
    if env.egress == Egress::Proxy {
        unmet.push((
            "ECS.2",
            "The proxy is the way out: its tasks, and no others, have public addresses",
        ));
    }
    unmet.sort_unstable();
    unmet
}

fn hub(stack: &mut Stack, env: &Environment, recorder: &Id) {
    // With the default standards on, the explicit one below would clash with itself.
    let body = json!({
        "EnableDefaultStandards": false, "AutoEnableControls": true,
        "ControlFindingGenerator": "SECURITY_CONTROL",
    });
    let hub = stack.add("Hub", Resource::new("AWS::SecurityHub::Hub", body).after(recorder));
    let standard = "aws-foundational-security-best-practices/v/1.0.0";
    let own = |control: &str| {
        sub(&format!(
            "arn:${{AWS::Partition}}:securityhub:{TOKYO}:${{AWS::AccountId}}:control/{standard}/{control}"
        ))
    };
    let off: Vec<_> = unmet(env)
        .into_iter()
        .map(|(control, why)| json!({"StandardsControlArn": own(control), "Reason": why}))
        .collect();
    let arn = format!("arn:${{AWS::Partition}}:securityhub:{TOKYO}::standards/{standard}");
    let body = json!({"StandardsArn": sub(&arn), "DisabledStandardsControls": off});
    stack.add("BestPractices", Resource::new("AWS::SecurityHub::Standard", body).after(&hub));
}

/// Objects put into the documents are looked at for malware. What the program seals it cannot look
/// into; what comes in otherwise (files of the core system, one day) it can.
fn scans(stack: &mut Stack, env: &Environment) {
    let role = scanner(stack, env);
    let body = json!({
        "Role": role.arn(), "Actions": {"Tagging": {"Status": "ENABLED"}},
        "ProtectedResource": {"S3Bucket": {"BucketName": env.bucket("documents")}},
    });
    stack.add("DocumentScans", Resource::new("AWS::GuardDuty::MalwareProtectionPlan", body));
}

fn scanner(stack: &mut Stack, env: &Environment) -> Id {
    let rule = sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/\
         DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*");
    let managed = json!({"StringLike": {
        "events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com",
    }});
    let objects = [bucket_arn(env, "documents", "/*")];
    let bucket = [bucket_arn(env, "documents", "")];
    let trial = [bucket_arn(env, "documents", "/malware-protection-resource-validation-object")];
    let via = json!({"StringEquals": {"kms:ViaService": format!("s3.{TOKYO}.amazonaws.com")}});
    let rights = [
        Statement::allow(
            "OwnRule",
            &["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
            std::slice::from_ref(&rule),
        )
        .when(&managed)
        .because("GuardDuty names its rule itself, with this beginning"),
        Statement::allow(
            "LookAtRule",
            &["events:DescribeRule", "events:ListTargetsByRule"],
            std::slice::from_ref(&rule),
        )
        .because("GuardDuty names its rule itself, with this beginning"),
        Statement::allow("Read", &["s3:GetObject", "s3:GetObjectVersion"], &objects),
        Statement::allow(
            "Mark",
            &[
                "s3:GetObjectTagging",
                "s3:GetObjectVersionTagging",
                "s3:PutObjectTagging",
                "s3:PutObjectVersionTagging",
            ],
            &objects,
        ),
        Statement::allow(
            "Hear",
            &["s3:GetBucketNotification", "s3:ListBucket", "s3:PutBucketNotification"],
            &bucket,
        ),
        Statement::allow("Try", &["s3:PutObject"], &trial),
        Statement::allow(
            "Unseal",
            &["kms:Decrypt", "kms:GenerateDataKey"],
            &[import(env, "data-key")],
        )
        .when(&via),
    ];
    role(
        stack,
        "ScannerRole",
        &env.named("scanner"),
        "GuardDuty looks at documents with it",
        &plain_trust("malware-protection-plan.guardduty.amazonaws.com"),
        &rights,
    )
}
