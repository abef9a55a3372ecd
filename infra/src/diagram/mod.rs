//! The architecture as a picture, drawn from the templates: every address, port, count, size and period in it is read
//! from them, and so is whether a tier has a way out and who talks to whom in the VPC. Boxes, their names, and the lines
//! outside the VPC are people's. Names of AWS's services stand as text; no icons.

mod facts;
mod network;
mod svg;
mod ways;

use std::{fs, path::Path};

use anyhow::Context as _;

use crate::templates::Environment;
use facts::Facts;
use svg::{Picture, Style};

/// Where the picture is, from the folder `infra`.
const PICTURE: &str = "../docs/proposal/architecture.svg";

/// Draws prod.
///
/// # Errors
/// Templates that cannot be read, or that lack what is drawn.
pub fn run(root: &Path) -> anyhow::Result<()> {
    fs::write(root.join(PICTURE), picture(root)?).with_context(|| PICTURE.to_owned())
}

/// The picture of prod.
///
/// # Errors
/// As `run`.
pub fn picture(root: &Path) -> anyhow::Result<String> {
    let prod = Environment::read(&root.join("out/prod"), false)?;
    let tools = Environment::read(&root.join("out/tools"), false)?;
    let facts = Facts::read(&prod, &tools)?;
    let mut picture = Picture::new(1480, 960, "Kura AWS構成図(本番)");
    outside(&mut picture, &facts);
    edge(&mut picture, &facts);
    vpc(&mut picture, &facts);
    services(&mut picture, &facts);
    osaka(&mut picture, &facts);
    ways::draw(&mut picture, &facts.flows, "kura-prod-")?;
    other_ways(&mut picture);
    Ok(picture.finished())
}

fn outside(p: &mut Picture, facts: &Facts) {
    p.note(
        (20, 24),
        "テンプレート infra/out/prod から生成。数値・アドレス・ポート、経路の有無、VPC内の矢印はテンプレートの値。枠と名前、VPC外の矢印は人が描いたもの。",
    );
    p.text_box(
        (20, 60, 170, 80),
        Style::Person,
        "利用者(約1,000人)",
        &["Webブラウザ", "インターネット"],
    );
    let mut lines = vec!["業務担当者・システム管理者".to_owned()];
    lines.extend(facts.bank.iter().cloned());
    p.owned_box((20, 560, 170, 130), Style::Person, "社内拠点", &lines);
}

fn edge(p: &mut Picture, facts: &Facts) {
    p.frame((220, 40, 250, 350), "エッジ(CloudFront / us-east-1)", Style::Region);
    p.text_box(
        (240, 75, 210, 62),
        Style::Service,
        "Route 53 + ACM",
        &[&facts.alias, "独自ドメイン・証明書"],
    );
    p.owned_box((240, 150, 210, 120), Style::Guard, "AWS WAF", &facts.edge_rules);
    p.owned_box((240, 283, 210, 92), Style::Service, "CloudFront", &facts.edge);
}

fn vpc(p: &mut Picture, facts: &Facts) {
    p.frame(
        (500, 40, 620, 700),
        &format!(
            "東京 VPC {} ({}つのAZ: {})",
            facts.vpc,
            facts.zones.len(),
            facts.zones.join(", ")
        ),
        Style::Region,
    );
    p.frame((520, 75, 580, 110), &format!("ロードバランサー層 {}", facts.door), Style::Tier);
    p.owned_box((540, 105, 250, 68), Style::Service, "顧客用ALB(内部)", &facts.customer_door);
    p.frame((520, 200, 580, 110), &format!("公開層 {}", facts.public), Style::Tier);
    p.owned_box((540, 230, 250, 68), Style::Service, "行員用ALB", &facts.staff_door);
    p.owned_box((820, 222, 260, 80), Style::Guard, "AWS WAF(行員用)", &facts.staff_rules);
    p.frame((520, 325, 580, 235), &format!("タスク層 {}", facts.task), Style::Tier);
    p.owned_box((540, 355, 250, 88), Style::Service, "顧客タスク(ECS Fargate)", &facts.customer);
    p.owned_box((540, 458, 250, 88), Style::Service, "行員タスク(ECS Fargate)", &facts.staff);
    p.owned_box((820, 355, 260, 191), Style::Service, &facts.endpoints_title, &facts.endpoints);
    p.frame((520, 575, 580, 150), &format!("データ層 {}", facts.data), Style::Tier);
    p.owned_box((540, 605, 540, 105), Style::Data, "RDS for PostgreSQL", &facts.database);
}

fn services(p: &mut Picture, facts: &Facts) {
    p.frame((1145, 40, 315, 700), "東京 AWSサービス", Style::Region);
    p.owned_box((1160, 75, 285, 126), Style::Data, "S3", &facts.buckets);
    p.owned_box((1160, 208, 285, 72), Style::Service, "KMS / Secrets Manager / SES", &facts.keys);
    p.owned_box((1160, 293, 285, 88), Style::Data, "AWS Backup", &facts.backup);
    p.owned_box(
        (1160, 394, 285, 120),
        Style::Watch,
        "監視(CloudWatch / EventBridge)",
        &facts.watch,
    );
    p.owned_box((1160, 527, 285, 104), Style::Watch, "記録", &facts.records);
    p.owned_box((1160, 644, 285, 82), Style::Guard, "セキュリティ監視", &facts.guards);
}

fn osaka(p: &mut Picture, facts: &Facts) {
    p.frame((1145, 765, 315, 120), "大阪(ap-northeast-3)", Style::Region);
    p.owned_box((1160, 797, 285, 76), Style::Data, "AWS Backup 保管庫", &facts.distant);
    p.frame((20, 765, 1100, 120), "構築・配布(専用アカウント)― CodePipeline", Style::Region);
    let mut left = 34;
    for stage in &facts.stages {
        p.text_box((left, 800, 172, 60), Style::Service, stage, &[]);
        left += 180;
    }
    p.note(
        (20, 915),
        "通信を許す組み合わせは「ファイアウォールと権限の意図」の章の表だけ。表に無い通信は拒否。",
    );
    p.note(
        (20, 940),
        &format!(
            "外向きの名前解決は DNS Firewall の許可リスト {} 件のみ。NATゲートウェイ {} 台、パブリックIPを持つタスクのサービス {}、公開されたDB {}。",
            facts.names, facts.nat, facts.public_services, facts.public_databases
        ),
    );
}

/// What no security group knows: by name to the edge, through it, to S3 and to Osaka.
fn other_ways(p: &mut Picture) {
    p.arrow(&[(190, 100), (240, 100)]);
    p.arrow(&[(345, 137), (345, 150)]);
    p.arrow(&[(345, 270), (345, 283)]);
    p.arrow(&[(1080, 450), (1145, 450)]);
    p.arrow(&[(1452, 340), (1472, 340), (1472, 830), (1445, 830)]);
}

#[cfg(test)]
#[path = "diagram_tests.rs"]
mod tests;
