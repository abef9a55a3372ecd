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
    let mut picture = Picture::new(1500, 955, "Kura AWS構成図(本番)");
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
        (20, 60, 165, 80),
        Style::Person,
        "利用者(約1,000人)",
        &["Webブラウザ", "インターネット"],
    );
    p.text_box(
        (20, 420, 165, 96),
        Style::Person,
        "システム管理者",
        &["MFA付きでログイン", "通知はメールで受ける"],
    );
    p.owned_box((20, 560, 165, 120), Style::Person, "社内拠点の業務担当者", &facts.bank);
    p.text_box(
        (228, 420, 214, 96),
        Style::Guard,
        "AWSコンソール",
        &["IAM Identity Center(貴行)", "接続元の制限は貴行のSCP", "(テンプレート外。5章 6-5)"],
    );
}

fn edge(p: &mut Picture, facts: &Facts) {
    p.frame((215, 40, 240, 350), "エッジ(CloudFront / us-east-1)", Style::Region);
    p.text_box(
        (228, 72, 214, 62),
        Style::Service,
        "Route 53 + ACM",
        &[&facts.alias, "独自ドメイン・証明書"],
    );
    p.owned_box((228, 150, 214, 96), Style::Service, "CloudFront", &facts.edge);
    p.owned_box(
        (228, 274, 214, 100),
        Style::Guard,
        "AWS WAF(CloudFrontに付ける)",
        &facts.edge_rules,
    );
}

fn vpc(p: &mut Picture, facts: &Facts) {
    let zones = facts.zones.join(", ");
    let name = format!("東京 VPC {} ({}つのAZ: {zones})", facts.vpc, facts.zones.len());
    p.frame((470, 40, 650, 700), &name, Style::Region);
    p.frame((545, 75, 560, 110), &format!("ロードバランサー層 {}", facts.door), Style::Tier);
    p.owned_box((560, 105, 255, 70), Style::Service, "顧客用ALB(内部)", &facts.customer_door);
    p.frame((545, 200, 560, 110), &format!("公開層 {}", facts.public), Style::Tier);
    p.owned_box((560, 230, 255, 70), Style::Service, "行員用ALB", &facts.staff_door);
    p.owned_box(
        (835, 226, 255, 78),
        Style::Guard,
        "AWS WAF(行員用ALBに付ける)",
        &facts.staff_rules,
    );
    p.frame((545, 325, 560, 240), &format!("タスク層 {}", facts.task), Style::Tier);
    p.owned_box((560, 352, 255, 98), Style::Service, "顧客タスク(ECS Fargate)", &facts.customer);
    p.owned_box((560, 458, 255, 98), Style::Service, "行員タスク(ECS Fargate)", &facts.staff);
    p.owned_box((855, 352, 235, 204), Style::Service, &facts.endpoints_title, &facts.endpoints);
    p.frame((545, 580, 560, 150), &format!("データ層 {}", facts.data), Style::Tier);
    p.owned_box((560, 610, 530, 108), Style::Data, "RDS for PostgreSQL", &facts.database);
}

fn services(p: &mut Picture, facts: &Facts) {
    p.frame((1145, 40, 320, 700), "東京 AWSサービス", Style::Region);
    p.owned_box((1158, 72, 290, 130), Style::Data, "S3", &facts.buckets);
    p.owned_box((1158, 211, 290, 68), Style::Service, "KMS / Secrets Manager / SES", &facts.keys);
    p.owned_box((1158, 293, 290, 88), Style::Data, "AWS Backup", &facts.backup);
    p.owned_box(
        (1158, 394, 290, 120),
        Style::Watch,
        "監視(CloudWatch / EventBridge)",
        &facts.watch,
    );
    p.owned_box((1158, 527, 290, 104), Style::Watch, "記録", &facts.records);
    p.owned_box((1158, 644, 290, 86), Style::Guard, "セキュリティ監視", &facts.guards);
}

fn osaka(p: &mut Picture, facts: &Facts) {
    p.frame((1145, 755, 320, 190), "大阪(ap-northeast-3)", Style::Region);
    p.owned_box((1158, 783, 290, 72), Style::Data, "AWS Backup 保管庫", &facts.distant);
    p.owned_box((1158, 862, 290, 78), Style::Guard, "鍵のコピーと監視", &facts.distant_guards);
    p.frame((20, 755, 1100, 110), "構築・配布(専用アカウント)― CodePipeline", Style::Region);
    let mut left = 34;
    for stage in &facts.stages {
        p.text_box((left, 787, 174, 60), Style::Service, stage, &[]);
        left += 180;
    }
    p.note(
        (20, 895),
        "通信を許す組み合わせは、8章(ファイアウォールと権限の意図)の表だけ。表に無い通信は拒否。",
    );
    p.note(
        (20, 920),
        &format!(
            "外向きの名前解決は DNS Firewall の許可リスト {} 件のみ。NATゲートウェイ {} 台、パブリックIPを持つタスクのサービス {}、公開されたDB {}。",
            facts.names, facts.nat, facts.public_services, facts.public_databases
        ),
    );
}

/// What no security group knows: people to the edge and to the console, what CloudFront asks its firewall, ways to AWS's
/// services, and what is copied to Osaka.
fn other_ways(p: &mut Picture) {
    p.arrow(&[(185, 85), (228, 85)]);
    p.small((188, 80), "名前");
    p.arrow(&[(185, 120), (206, 120), (206, 198), (228, 198)]);
    p.small((160, 193), "HTTPS");
    p.arrow(&[(335, 246), (335, 274)]);
    p.small((342, 264), "検査");
    p.arrow(&[(185, 468), (228, 468)]);
    p.arrow(&[(1090, 450), (1145, 450)]);
    p.arrow(&[(1448, 337), (1484, 337), (1484, 819), (1448, 819)]);
    p.arrow(&[(1448, 245), (1475, 245), (1475, 900), (1448, 900)]);
}

#[cfg(test)]
#[path = "diagram_tests.rs"]
mod tests;
