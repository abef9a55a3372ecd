//! Clauses 6-6, 6-10, 7-3: two of everything in two zones, which grow, and are exchanged without an interruption.

use std::collections::BTreeSet;

use crate::check::model::Resource;
use crate::check::model::resource::{items, number_of, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-6 two zones", zones),
    Rule::new("6-6 the database has a standby", standby),
    Rule::new("6-6 two tasks at least", two),
    Rule::new("6-10 services grow by themselves", scaling),
    Rule::new("6-10 the database can grow", growth),
    Rule::new("7-3 a bad version goes back by itself", rollback),
    Rule::new("6-4 the database is patched", patched),
];

fn zones(scene: &Scene, said: &mut Said) {
    for owner in scene.network.owners() {
        let is_endpoint =
            scene.model.named(owner).is_some_and(|one| one.kind == "AWS::EC2::VPCEndpoint");
        let is_proxy_or_by_hand =
            scene.model.named(owner).is_some_and(|one| one.kind == "AWS::ECS::TaskDefinition");
        if (is_endpoint && !scene.is_doubled()) || is_proxy_or_by_hand {
            continue;
        }
        let nics = scene.network.of(owner).filter_map(|nic| scene.network.subnets.get(&nic.subnet));
        let zones: BTreeSet<&str> = nics.map(|subnet| subnet.zone.as_str()).collect();
        if zones.len() < 2 {
            said.missing(format!("{owner} stands in one zone"));
        }
    }
}

fn standby(scene: &Scene, said: &mut Said) {
    for database in scene
        .model
        .kind("AWS::RDS::DBInstance")
        .filter(|one| one.at("DBClusterIdentifier").is_null())
    {
        said.demand(!scene.is_doubled() || database.is_true("MultiAZ"), database, "has no standby");
    }
    for cluster in scene.model.kind("AWS::RDS::DBCluster") {
        let members = scene.model.kind("AWS::RDS::DBInstance").filter(|one| {
            scene
                .model
                .target(one.at("DBClusterIdentifier"))
                .is_some_and(|target| target.name == cluster.name)
        });
        said.demand(members.count() >= 2, cluster, "has no reader to take over");
    }
}

fn two(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::Service", |said, service| {
        let fixed = service.number("DesiredCount");
        let scaled = targets(scene, service);
        said.demand(
            fixed.is_none() || scaled.is_empty(),
            service,
            "says how many tasks there are, and sets back in each release what its growth found right",
        );
        let count = fixed.or_else(|| scaled.first().and_then(|one| one.number("MinCapacity")));
        said.demand(
            !scene.is_doubled() || count.is_some_and(|count| count >= 2),
            service,
            "runs one task",
        );
        let least = within(service.at("DeploymentConfiguration"), "MinimumHealthyPercent");
        said.demand(
            number_of(least).is_none_or(|percent| percent >= 100),
            service,
            "stops tasks before others have begun",
        );
    });
}

/// The scalable targets of a service.
fn targets<'a>(scene: &Scene<'a>, service: &Resource) -> Vec<&'a Resource> {
    let all = scene.model.kind("AWS::ApplicationAutoScaling::ScalableTarget");
    let name = service.text("ServiceName");
    all.filter(|one| {
        let id = one.text("ResourceId");
        id.contains(&format!("${{{}.Name}}", service.name))
            || (!name.is_empty() && id.ends_with(&format!("/{name}")))
    })
    .collect()
}

fn scaling(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::Service", |said, service| {
        // What stands behind no door, such as the proxy, has a fixed number of tasks.
        if service.list("LoadBalancers").is_empty() {
            return;
        }
        let targets = targets(scene, service);
        said.demand(!targets.is_empty(), service, "does not grow");
        for target in targets {
            let (least, most) = (target.number("MinCapacity"), target.number("MaxCapacity"));
            said.demand(least < most || !scene.is_prod(), target, "has no room to grow");
            said.demand(!scene.is_doubled() || least >= Some(2), target, "shrinks to one");
            let mut policies = scene.model.kind("AWS::ApplicationAutoScaling::ScalingPolicy");
            let own = policies.any(|policy| {
                scene
                    .model
                    .target(policy.at("ScalingTargetId"))
                    .is_some_and(|one| one.name == target.name)
            });
            said.demand(own, target, "does not know when to grow");
        }
    });
}

fn growth(scene: &Scene, said: &mut Said) {
    for database in scene
        .model
        .kind("AWS::RDS::DBInstance")
        .filter(|one| one.at("DBClusterIdentifier").is_null())
    {
        let (now, most) =
            (database.number("AllocatedStorage"), database.number("MaxAllocatedStorage"));
        said.demand(now < most, database, "its disk does not grow");
    }
}

fn rollback(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECS::Service", |said, service| {
        let deployment = service.at("DeploymentConfiguration");
        let breaker = within(deployment, "DeploymentCircuitBreaker");
        let breaks =
            ["Enable", "Rollback"].iter().all(|key| text_of(within(breaker, key)) == "true");
        let alarms = within(deployment, "Alarms");
        let watched =
            ["Enable", "Rollback"].iter().all(|key| text_of(within(alarms, key)) == "true")
                && !items(within(alarms, "AlarmNames")).is_empty();
        said.demand(breaks || watched, service, "keeps a version that does not start");
        let unwell = items(within(alarms, "AlarmNames")).iter().map(text_of).any(|name| {
            scene.model.kind("AWS::CloudWatch::Alarm").any(|one| {
                name == one.text("AlarmName")
                    && one.at("Metrics").to_string().contains("UnHealthyHostCount")
            })
        });
        for name in items(within(alarms, "AlarmNames")).iter().map(text_of) {
            let known = scene
                .model
                .kind("AWS::CloudWatch::Alarm")
                .any(|one| name == one.text("AlarmName") || name == format!("${{{}}}", one.name));
            said.demand(
                known,
                service,
                &format!("its deployment heeds `{name}`, which is no alarm"),
            );
        }
        let behind_door = !service.list("LoadBalancers").is_empty();
        if behind_door && scene.is_prod() {
            let way = text_of(within(deployment, "Strategy"));
            said.demand(way == "BLUE_GREEN", service, "is not exchanged blue/green");
            said.demand(breaks && unwell, service, "heeds no tasks that are not well");
            said.demand(watched, service, "no alarm takes a bad version back");
            let bake = number_of(within(deployment, "BakeTimeInMinutes")).unwrap_or(0);
            said.demand(bake >= 1, service, "throws the old version away at once");
        }
    });
}

fn patched(scene: &Scene, said: &mut Said) {
    for database in scene.model.kind("AWS::RDS::DBInstance") {
        said.demand(
            database.is_true("AutoMinorVersionUpgrade"),
            database,
            "is not patched by itself",
        );
    }
}
