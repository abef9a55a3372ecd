//! What the picture tells, read from the templates.

use std::collections::BTreeSet;

use anyhow::Context as _;
use serde_json::Value;

use super::network;
use crate::{
    matrix::{self, Row},
    templates::{Environment, Resource},
};

/// AWS's policy of CloudFront by which nothing is kept.
const KEEP_NOTHING: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/// Lines of the picture.
#[derive(Debug)]
pub struct Facts {
    pub bank: Vec<String>,
    pub alias: String,
    pub edge: Vec<String>,
    pub edge_rules: Vec<String>,
    pub staff_rules: Vec<String>,
    pub vpc: String,
    pub zones: Vec<String>,
    pub door: String,
    pub public: String,
    pub task: String,
    pub data: String,
    pub customer_door: Vec<String>,
    pub staff_door: Vec<String>,
    pub flows: Vec<Row>,
    pub customer: Vec<String>,
    pub staff: Vec<String>,
    pub endpoints_title: String,
    pub endpoints: Vec<String>,
    pub database: Vec<String>,
    pub buckets: Vec<String>,
    pub keys: Vec<String>,
    pub backup: Vec<String>,
    pub distant: Vec<String>,
    pub distant_guards: Vec<String>,
    pub watch: Vec<String>,
    pub records: Vec<String>,
    pub guards: Vec<String>,
    pub stages: Vec<String>,
    pub names: usize,
    pub nat: usize,
    pub public_services: usize,
    pub public_databases: usize,
}

impl Facts {
    /// Reads them.
    ///
    /// # Errors
    /// When the templates lack what is drawn.
    pub fn read(env: &Environment, tools: &Environment) -> anyhow::Result<Self> {
        let edge = one(env, "AWS::CloudFront::Distribution")?;
        let flows = matrix::rows(env);
        Ok(Self {
            bank: network::bank(env),
            alias: edge.text("/DistributionConfig/Aliases/0"),
            edge: self::edge(env, edge)?,
            edge_rules: rules(env, "CLOUDFRONT"),
            staff_rules: rules(env, "REGIONAL"),
            vpc: one(env, "AWS::EC2::VPC")?.text("/CidrBlock"),
            zones: network::zones(env),
            door: network::tier(env, "door"),
            public: network::tier(env, "public"),
            task: network::tier(env, "task"),
            data: data(env, &flows),
            customer_door: network::door(env, &flows, "CustomerDoor", "customer-door")?,
            staff_door: network::door(env, &flows, "StaffDoor", "staff-door")?,
            flows,
            customer: service(env, "customer", "kura serve")?,
            staff: service(env, "staff", "kura run(画面と定期処理)")?,
            endpoints_title: format!("VPCエンドポイント({} AZ)", network::endpoint_zones(env)),
            endpoints: network::endpoints(env),
            database: database(one(env, "AWS::RDS::DBInstance")?),
            buckets: env.kind("AWS::S3::Bucket").map(bucket).collect(),
            keys: keys(env),
            backup: backup(env)?,
            distant: distant(env)?,
            distant_guards: distant_guards(env),
            watch: watch(env)?,
            records: records(env),
            guards: guards(env),
            stages: stages(tools)?,
            names: network::names(env),
            nat: count(env, "AWS::EC2::NatGateway"),
            public_services: said(
                env,
                "AWS::ECS::Service",
                "/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp",
                "ENABLED",
            ),
            public_databases: said(env, "AWS::RDS::DBInstance", "/PubliclyAccessible", "true"),
        })
    }
}

fn one<'a>(env: &'a Environment, kind: &'a str) -> anyhow::Result<Resource<'a>> {
    env.kind(kind).next().with_context(|| format!("{} has no {kind}", env.name))
}

fn count(env: &Environment, kind: &str) -> usize {
    env.kind(kind).count()
}

/// How many resources of a type have this in a property.
fn said(env: &Environment, kind: &str, path: &str, text: &str) -> usize {
    env.kind(kind).filter(|resource| resource.text(path) == text).count()
}

/// How CloudFront speaks, to browsers and to the door, and what it keeps.
fn edge(env: &Environment, edge: Resource<'_>) -> anyhow::Result<Vec<String>> {
    let path = "/DistributionConfig/ViewerCertificate/MinimumProtocolVersion";
    let origin = one(env, "AWS::CloudFront::VpcOrigin")?;
    let way = origin.text("/VpcOriginEndpointConfig/OriginProtocolPolicy");
    let way = if way == "https-only" { "HTTPSのみ" } else { &way };
    let kept = edge.list("/DistributionConfig/CacheBehaviors").iter();
    let kept = kept.filter_map(|one| one.get("PathPattern").and_then(Value::as_str));
    let kept = kept.collect::<Vec<_>>().join("、");
    let default = edge.text("/DistributionConfig/DefaultCacheBehavior/CachePolicyId");
    let keeps =
        if default == KEEP_NOTHING { "画面は保存しない" } else { "画面も保存する" };
    Ok(vec![
        format!("最低 {}", edge.text(path)),
        format!("VPCオリジン({way})"),
        keeps.to_owned(),
        format!("保存は {kept} だけ"),
    ])
}

/// The tier of data, and whether the database may call anybody.
fn data(env: &Environment, flows: &[Row]) -> String {
    let group = format!("kura-{}-database", env.name);
    let calls = flows.iter().any(|row| row.from == group);
    let calls = if calls { "発信あり" } else { "発信なし" };
    format!("{}、{calls}", network::tier(env, "data"))
}

fn rules(env: &Environment, scope: &str) -> Vec<String> {
    let acl = env.kind("AWS::WAFv2::WebACL").find(|acl| acl.text("/Scope") == scope);
    let Some(acl) = acl else { return Vec::new() };
    let mut rates = Vec::new();
    let mut managed = 0_usize;
    let mut own = Vec::new();
    for rule in acl.list("/Rules") {
        let name = rule.get("Name").and_then(Value::as_str).unwrap_or_default();
        if let Some(limit) = rule.pointer("/Statement/RateBasedStatement/Limit") {
            rates.push(format!("{limit}"));
        } else if rule.pointer("/Statement/ManagedRuleGroupStatement").is_some() {
            managed += 1;
        } else {
            own.push(name);
        }
    }
    vec![
        format!("回数制限 {} 回/5分(IP毎)", rates.join("・")),
        format!("AWS管理ルール {managed} 群(遮断)"),
        format!("独自規則: {}", own.join("・")),
    ]
}

fn service(env: &Environment, name: &str, does: &str) -> anyhow::Result<Vec<String>> {
    let service = env
        .kind("AWS::ECS::Service")
        .find(|service| service.text("/ServiceName") == name)
        .with_context(|| format!("no service {name}"))?;
    let task = service.refers("/TaskDefinition").and_then(|id| env.find(service.stack, id));
    let task = task.context("a service without a task")?;
    let scale = env.scale(service).with_context(|| format!("{name} does not grow"))?;
    let (least, most) = (scale.text("/MinCapacity"), scale.text("/MaxCapacity"));
    Ok(vec![
        does.to_owned(),
        format!("{least} 〜 {most} タスク、ブルー/グリーン切り替え"),
        format!("CPU {} / メモリ {} MB(ARM)", task.text("/Cpu"), task.text("/Memory")),
        "パブリックIPなし".to_owned(),
    ])
}

fn database(base: Resource<'_>) -> Vec<String> {
    let standby =
        if base.text("/MultiAZ") == "true" { "Multi-AZ(同期の予備機)" } else { "1台" };
    vec![
        format!("{} {}、{standby}", base.text("/DBInstanceClass"), base.text("/EngineVersion")),
        format!(
            "gp3 {} GB(最大 {} GBまで自動拡張)、KMS暗号化",
            base.text("/AllocatedStorage"),
            base.text("/MaxAllocatedStorage")
        ),
        format!(
            "TLS必須(rds.force_ssl)、{} 日間は任意の秒へ復元",
            base.text("/BackupRetentionPeriod")
        ),
    ]
}

fn bucket(bucket: Resource<'_>) -> String {
    let name = bucket.id.trim_end_matches("Bucket").to_lowercase();
    let years = bucket.text("/ObjectLockConfiguration/Rule/DefaultRetention/Years");
    let path = "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm";
    let key = match bucket.text(path).as_str() {
        "aws:kms" => "KMSの鍵".to_owned(),
        "AES256" => "S3の鍵".to_owned(),
        other => other.to_owned(),
    };
    if years.is_empty() {
        format!("{name}({key})")
    } else {
        format!("{name}({key}、書き換え不可 {years} 年)")
    }
}

fn keys(env: &Environment) -> Vec<String> {
    let (all, turned) =
        (count(env, "AWS::KMS::Key"), said(env, "AWS::KMS::Key", "/EnableKeyRotation", "true"));
    let secrets = env.kind("AWS::SecretsManager::Secret");
    let copied = secrets.filter(|one| !one.list("/ReplicaRegions").is_empty()).count();
    vec![
        format!("鍵 {all} 本(うち {turned} 本は毎年自動更新)"),
        format!(
            "秘密情報 {} 件(うち {copied} 件は大阪にもコピー)",
            count(env, "AWS::SecretsManager::Secret")
        ),
    ]
}

fn rule<'a>(env: &'a Environment, path: &str) -> anyhow::Result<&'a Value> {
    let plan = one(env, "AWS::Backup::BackupPlan")?;
    plan.at("/BackupPlan/BackupPlanRule/0")
        .and_then(|rule| rule.pointer(path))
        .with_context(|| format!("the plan has no {path}"))
}

fn backup(env: &Environment) -> anyhow::Result<Vec<String>> {
    let vaults = count(env, "AWS::Backup::BackupVault");
    let locked = env.kind("AWS::Backup::BackupVault");
    let grace = locked.map(|one| one.text("/LockConfiguration/ChangeableForDays"));
    let grace: Vec<_> = grace.filter(|days| !days.is_empty()).collect();
    let lock = match grace.first() {
        Some(days) if grace.len() == vaults => format!("ボールトロック(構築の {days} 日後に固定)"),
        _ => "ボールトロックなし".to_owned(),
    };
    Ok(vec![
        "毎日自動(DB・本人確認画像)".to_owned(),
        format!("保管 {} 日、{lock}", rule(env, "/Lifecycle/DeleteAfterDays")?),
        format!("DBの自動の復元試験 {} 計画", count(env, "AWS::Backup::RestoreTestingPlan")),
    ])
}

fn distant(env: &Environment) -> anyhow::Result<Vec<String>> {
    let days = rule(env, "/CopyActions/0/Lifecycle/DeleteAfterDays")?;
    Ok(vec![format!("毎日のコピーを {days} 日保管"), "大阪専用の鍵で暗号化".to_owned()])
}

/// What stands in Osaka beside the copies of backups.
fn distant_guards(env: &Environment) -> Vec<String> {
    let own = |kind: &str| env.kind(kind).filter(|one| one.stack == "dr").count();
    let secrets = env.kind("AWS::SecretsManager::Secret");
    let copied = secrets.filter(|one| !one.list("/ReplicaRegions").is_empty()).count();
    vec![
        format!("マスター鍵のコピー {copied} 件(大阪の鍵で暗号化)"),
        format!(
            "GuardDuty {}、Access Analyzer {}",
            own("AWS::GuardDuty::Detector"),
            own("AWS::AccessAnalyzer::Analyzer")
        ),
        format!("イベント通知 {} 規則 → システム管理者", own("AWS::Events::Rule")),
    ]
}

fn watch(env: &Environment) -> anyhow::Result<Vec<String>> {
    let limit = one(env, "AWS::Budgets::Budget")?.text("/Budget/BudgetLimit/Amount");
    Ok(vec![
        format!(
            "アラーム {} 件 + 複合 {} 件",
            count(env, "AWS::CloudWatch::Alarm"),
            count(env, "AWS::CloudWatch::CompositeAlarm")
        ),
        format!("イベント通知 {} 規則、ダッシュボード", count(env, "AWS::Events::Rule")),
        "メール → システム管理者".to_owned(),
        format!("Budgets 月 {limit} USD → 業務担当者"),
    ])
}

fn records(env: &Environment) -> Vec<String> {
    let days: BTreeSet<_> =
        env.kind("AWS::Logs::LogGroup").map(|log| log.text("/RetentionInDays")).collect();
    let checked = said(env, "AWS::CloudTrail::Trail", "/EnableLogFileValidation", "true");
    let everywhere = said(env, "AWS::CloudTrail::Trail", "/IsMultiRegionTrail", "true");
    vec![
        format!("CloudTrail(改ざん検証 {checked}、全リージョン {everywhere})"),
        format!(
            "ログ {} 種、{} 日保管",
            count(env, "AWS::Logs::LogGroup"),
            days.into_iter().collect::<Vec<_>>().join("・")
        ),
        format!(
            "VPCフローログ {}、DNS照会ログ {}、Config {}",
            count(env, "AWS::EC2::FlowLog"),
            count(env, "AWS::Route53Resolver::ResolverQueryLoggingConfig"),
            count(env, "AWS::Config::ConfigurationRecorder")
        ),
    ]
}

fn guards(env: &Environment) -> Vec<String> {
    let malware = count(env, "AWS::GuardDuty::MalwareProtectionPlan");
    let malware = if malware > 0 { "GuardDuty(S3マルウェア検査)" } else { "GuardDuty" };
    vec![
        malware.to_owned(),
        format!(
            "Security Hub {}、Access Analyzer {}",
            count(env, "AWS::SecurityHub::Hub"),
            count(env, "AWS::AccessAnalyzer::Analyzer")
        ),
    ]
}

/// The stages of the pipeline, in the account that builds.
fn stages(tools: &Environment) -> anyhow::Result<Vec<String>> {
    let stages = one(tools, "AWS::CodePipeline::Pipeline")?.list("/Stages").iter();
    let name = |stage: &Value| stage.get("Name").and_then(Value::as_str).map(japanese);
    Ok(stages.filter_map(name).collect())
}

fn japanese(stage: &str) -> String {
    let what = match stage {
        "Source" => "ソース",
        "Build" => "試験・作成・署名",
        "Dev" => "開発へ配布",
        "Stg" => "受け入れ確認",
        "Approve" => "人の承認",
        "Prod" => "本番の切り替え",
        _ => return stage.to_owned(),
    };
    format!("{stage}: {what}")
}
