//! What the picture tells, read from the templates.

use std::collections::BTreeSet;

use anyhow::Context as _;
use serde_json::Value;

use crate::templates::{Environment, Resource};

/// Lines of the picture.
#[derive(Debug)]
pub struct Facts {
    pub bank: Vec<String>,
    pub alias: String,
    pub edge_tls: String,
    pub edge_rules: Vec<String>,
    pub staff_rules: Vec<String>,
    pub vpc: String,
    pub zones: String,
    pub door: String,
    pub public: String,
    pub task: String,
    pub data: String,
    pub door_tls: String,
    pub customer: Vec<String>,
    pub staff: Vec<String>,
    pub endpoints_title: String,
    pub endpoints: Vec<String>,
    pub database: Vec<String>,
    pub buckets: Vec<String>,
    pub keys: Vec<String>,
    pub backup: Vec<String>,
    pub distant: Vec<String>,
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
        let listener = one(env, "AWS::ElasticLoadBalancingV2::Listener")?;
        Ok(Self {
            bank: bank(env),
            alias: edge.text("/DistributionConfig/Aliases/0"),
            edge_tls: format!(
                "最低 {}",
                edge.text("/DistributionConfig/ViewerCertificate/MinimumProtocolVersion")
            ),
            edge_rules: rules(env, "CLOUDFRONT"),
            staff_rules: rules(env, "REGIONAL"),
            vpc: one(env, "AWS::EC2::VPC")?.text("/CidrBlock"),
            zones: zones(env),
            door: tier(env, "door"),
            public: tier(env, "public"),
            task: tier(env, "task"),
            data: tier(env, "data"),
            door_tls: listener.text("/SslPolicy").replace("ELBSecurityPolicy-", "TLS方針 "),
            customer: service(env, "customer", "kura serve")?,
            staff: service(env, "staff", "kura run(画面と定期処理)")?,
            endpoints_title: format!("VPCエンドポイント({} AZ)", endpoint_zones(env)),
            endpoints: endpoints(env),
            database: database(one(env, "AWS::RDS::DBInstance")?),
            buckets: env.kind("AWS::S3::Bucket").map(bucket).collect(),
            keys: keys(env),
            backup: backup(env)?,
            distant: distant(env)?,
            watch: watch(env)?,
            records: records(env),
            guards: guards(env),
            stages: stages(tools)?,
            names: names(env),
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

fn bank(env: &Environment) -> Vec<String> {
    let rules = env.kind("AWS::EC2::SecurityGroupIngress");
    let networks = rules.flat_map(|rule| [rule.text("/CidrIp"), rule.text("/CidrIpv6")]);
    networks.filter(|network| !network.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
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

fn zones(env: &Environment) -> String {
    let subnets = env.kind("AWS::EC2::Subnet").map(|subnet| subnet.text("/AvailabilityZone"));
    subnets.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}

fn tier(env: &Environment, name: &str) -> String {
    let own = |subnet: &Resource<'_>| subnet.id.to_lowercase().starts_with(name);
    let networks = env.kind("AWS::EC2::Subnet").filter(own).map(|one| one.text("/CidrBlock"));
    networks.collect::<Vec<_>>().join(", ")
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
        format!("{least} 〜 {most} タスク、青/緑切り替え"),
        format!("CPU {} / メモリ {} MB(ARM)、公開IPなし", task.text("/Cpu"), task.text("/Memory")),
    ])
}

fn interfaces(env: &Environment) -> impl Iterator<Item = Resource<'_>> {
    env.kind("AWS::EC2::VPCEndpoint").filter(|one| one.text("/VpcEndpointType") == "Interface")
}

fn endpoint_zones(env: &Environment) -> usize {
    interfaces(env).map(|endpoint| endpoint.list("/SubnetIds").len()).max().unwrap_or_default()
}

fn endpoints(env: &Environment) -> Vec<String> {
    let short = |endpoint: Resource<'_>| {
        let name = endpoint.text("/ServiceName");
        let words: Vec<_> = name.split('.').skip(3).collect();
        words.join(".")
    };
    let mut all: Vec<_> = interfaces(env).map(short).collect();
    let gateways = env
        .kind("AWS::EC2::VPCEndpoint")
        .filter(|one| one.text("/VpcEndpointType") == "Gateway")
        .map(|one| format!("{}(ゲートウェイ型・無料)", short(one)));
    all.extend(gateways);
    all
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
    if years.is_empty() { name } else { format!("{name}(書き換え不可 {years} 年)") }
}

fn keys(env: &Environment) -> Vec<String> {
    vec![
        format!("鍵 {} 本(毎年更新)", count(env, "AWS::KMS::Key")),
        format!("秘密情報 {} 件、送信はSMTP over TLS", count(env, "AWS::SecretsManager::Secret")),
    ]
}

fn rule<'a>(env: &'a Environment, path: &str) -> anyhow::Result<&'a Value> {
    let plan = one(env, "AWS::Backup::BackupPlan")?;
    plan.at("/BackupPlan/BackupPlanRule/0")
        .and_then(|rule| rule.pointer(path))
        .with_context(|| format!("the plan has no {path}"))
}

fn backup(env: &Environment) -> anyhow::Result<Vec<String>> {
    Ok(vec![
        "毎日自動(DB・本人確認画像)".to_owned(),
        format!("保管 {} 日、削除拒否・ロック", rule(env, "/Lifecycle/DeleteAfterDays")?),
        "毎週、自動の復元試験".to_owned(),
    ])
}

fn distant(env: &Environment) -> anyhow::Result<Vec<String>> {
    let days = rule(env, "/CopyActions/0/Lifecycle/DeleteAfterDays")?;
    Ok(vec![format!("毎日の写しを {days} 日保管"), "大阪専用の鍵で暗号化".to_owned()])
}

fn watch(env: &Environment) -> anyhow::Result<Vec<String>> {
    let limit = one(env, "AWS::Budgets::Budget")?.text("/Budget/BudgetLimit/Amount");
    Ok(vec![
        format!(
            "警報 {} 件 + 複合 {} 件",
            count(env, "AWS::CloudWatch::Alarm"),
            count(env, "AWS::CloudWatch::CompositeAlarm")
        ),
        format!("イベント通知 {} 規則、ダッシュボード", count(env, "AWS::Events::Rule")),
        "SNS → システム管理者".to_owned(),
        format!("Budgets 月 {limit} USD → 業務担当者"),
    ])
}

fn records(env: &Environment) -> Vec<String> {
    let days: BTreeSet<_> =
        env.kind("AWS::Logs::LogGroup").map(|log| log.text("/RetentionInDays")).collect();
    vec![
        "CloudTrail(検証つき・全リージョン)".to_owned(),
        format!(
            "ログ {} 種、{} 日保管",
            count(env, "AWS::Logs::LogGroup"),
            days.into_iter().collect::<Vec<_>>().join("・")
        ),
        "VPCフローログ、DNS照会ログ".to_owned(),
        "Config(設定の履歴)".to_owned(),
    ]
}

fn guards(env: &Environment) -> Vec<String> {
    let malware = count(env, "AWS::GuardDuty::MalwareProtectionPlan");
    let malware = if malware > 0 { "GuardDuty(S3マルウェア検査)" } else { "GuardDuty" };
    vec![malware.to_owned(), "Security Hub、Access Analyzer".to_owned()]
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
        "Prod" => "本番へ青/緑",
        _ => return stage.to_owned(),
    };
    format!("{stage}: {what}")
}

fn names(env: &Environment) -> usize {
    let lists = env.kind("AWS::Route53Resolver::FirewallDomainList");
    lists.map(|list| list.list("/Domains")).filter(|all| all.len() > 1).map(<[Value]>::len).sum()
}
