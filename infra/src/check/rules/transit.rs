//! Clause 6-2, in transit: whatever crosses a wire is encrypted.

use crate::check::iam;
use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-2 load balancers speak TLS only", listeners),
    Rule::new("6-2 load balancers are careful", balancers),
    Rule::new("6-2 load balancers speak TLS with tasks", targets),
    Rule::new("6-2 the database speaks TLS only", database),
    Rule::anywhere("6-2 buckets speak TLS only", buckets),
    Rule::anywhere("6-2 topics speak TLS only", topics),
    Rule::new("6-2 tasks verify the database and the mail server", clients),
];

/// Policies that offer TLS 1.2 and 1.3 and nothing older or without forward secrecy.
const TLS: &[&str] = &[
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
];

fn listeners(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::Listener", |said, listener| {
        said.demand(listener.text("Protocol") == "HTTPS", listener, "does not speak HTTPS");
        let refuses = listener
            .list("DefaultActions")
            .iter()
            .all(|action| text_of(within(action, "FixedResponseConfig/StatusCode")) == "403");
        said.demand(refuses, listener, "sends requests for any name on");
        said.demand(TLS.contains(&listener.text("SslPolicy").as_str()), listener, "offers old TLS");
        let certificates = listener.list("Certificates");
        let ours = certificates.iter().all(|one| {
            let target = scene.model.target(within(one, "CertificateArn"));
            target.is_some_and(|one| {
                one.kind == "AWS::CertificateManager::Certificate" && one.region == listener.region
            })
        });
        said.demand(
            ours && !certificates.is_empty(),
            listener,
            "has no certificate of ours of its region",
        );
    });
}

/// On the last stretch too; and a task that is spoken to so has a certificate.
fn targets(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::TargetGroup", |said, group| {
        let protocols = [group.text("Protocol"), group.text("HealthCheckProtocol")];
        said.demand(protocols.iter().all(|one| one == "HTTPS"), group, "speaks plainly with tasks");
    });
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        for container in task.list("ContainerDefinitions") {
            let names: Vec<String> = items(within(container, "Environment"))
                .iter()
                .map(|pair| text_of(within(pair, "Name")))
                .collect();
            for site in names.iter().filter_map(|name| name.strip_suffix("_LISTEN")) {
                let has = names.iter().any(|name| *name == format!("{site}_CERTIFICATE"));
                said.demand(has, task, "listens without a certificate");
            }
        }
    });
}

/// A load balancer's attribute.
pub fn attribute(balancer: &Resource, key: &str) -> String {
    let own = balancer
        .list("LoadBalancerAttributes")
        .iter()
        .find(|one| text_of(within(one, "Key")) == key);
    own.map(|one| text_of(within(one, "Value"))).unwrap_or_default()
}

fn balancers(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ElasticLoadBalancingV2::LoadBalancer", |said, balancer| {
        // Behind CloudFront the last address is the one that CloudFront saw; before everybody else it is ours to add.
        let behind = scene.network.origins.contains_key(&balancer.name);
        let mut needed = vec![
            ("routing.http.drop_invalid_header_fields.enabled", "true"),
            ("routing.http.xff_header_processing.mode", if behind { "preserve" } else { "append" }),
        ];
        if scene.is_prod() {
            needed.push(("deletion_protection.enabled", "true"));
        }
        for (key, value) in needed {
            said.demand(
                attribute(balancer, key) == value,
                balancer,
                &format!("{key} is not {value}"),
            );
        }
        let mode = attribute(balancer, "routing.http.desync_mitigation_mode");
        said.demand(mode != "monitor", balancer, "lets ambiguous requests pass");
    });
}

fn database(scene: &Scene, said: &mut Said) {
    let mut groups = 0;
    for kind in ["AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup"] {
        for group in scene.model.kind(kind) {
            groups += 1;
            said.demand(
                group.text("Parameters/rds.force_ssl") == "1",
                group,
                "takes plain connections",
            );
        }
    }
    if groups == 0 {
        said.missing("no parameter group forces TLS");
    }
    for database in scene.model.kind("AWS::RDS::DBInstance") {
        let of_cluster = !database.at("DBClusterIdentifier").is_null();
        let own = scene.model.target(database.at("DBParameterGroupName")).is_some();
        said.demand(of_cluster || own, database, "uses no parameter group of ours");
    }
    for cluster in scene.model.kind("AWS::RDS::DBCluster") {
        let own = scene.model.target(cluster.at("DBClusterParameterGroupName")).is_some();
        said.demand(own, cluster, "uses no parameter group of ours");
    }
}

/// Whether a policy refuses everybody who does not come by TLS.
fn refuses_plain(scene: &Scene, owner: &Resource) -> bool {
    let policies = iam::all(scene.model);
    let own = policies.iter().filter(|policy| policy.owner.name == owner.name);
    own.flat_map(|policy| &policy.statements).any(|statement| {
        let plain = text_of(within(&statement.condition, "Bool/aws:SecureTransport")) == "false";
        let everybody = statement.principals.iter().any(|who| who == "*");
        !statement.allows
            && everybody
            && plain
            && within(&statement.condition, "Bool").as_object().is_some_and(|keys| keys.len() == 1)
    })
}

fn buckets(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::S3::Bucket", |said, bucket| {
        let mut own = scene.model.kind("AWS::S3::BucketPolicy").filter(|policy| {
            scene.model.target(policy.at("Bucket")).is_some_and(|one| one.name == bucket.name)
        });
        said.demand(own.any(|policy| refuses_plain(scene, policy)), bucket, "answers without TLS");
    });
}

fn topics(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::SNS::Topic", |said, topic| {
        let mut own = scene.model.kind("AWS::SNS::TopicPolicy").filter(|policy| {
            scene.model.mentioned(policy.at("Topics")).iter().any(|one| one.name == topic.name)
        });
        said.demand(own.any(|policy| refuses_plain(scene, policy)), topic, "answers without TLS");
    });
}

fn clients(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::TaskDefinition", |said, task| {
        for container in task.list("ContainerDefinitions") {
            for pair in items(within(container, "Environment")) {
                let value = text_of(within(pair, "Value"));
                let to_database =
                    value.starts_with("postgres://") || value.starts_with("postgresql://");
                said.demand(
                    !to_database || value.contains("sslmode=verify-full"),
                    task,
                    "does not verify whom it takes for the database",
                );
                said.demand(
                    !value.starts_with("http://")
                        || text_of(within(pair, "Name")).to_lowercase().contains("proxy"),
                    task,
                    "calls something without TLS",
                );
                said.demand(
                    !value.starts_with("smtp://") || value.contains("tls="),
                    task,
                    "sends mail without TLS",
                );
            }
        }
    });
}
