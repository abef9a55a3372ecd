//! Clauses 4-1 ア, イ: a dashboard, and alarms that reach a person, also when all is well again.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::check::iam;
use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};
use crate::template::TOKYO;

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("4-1 ア dashboard", dashboard),
    Rule::new("4-1 イ alarms tell somebody", actions),
    Rule::new("4-1 イ what can fail has an alarm", subjects),
    Rule::anywhere("4-1 イ topics reach people", topics),
    Rule::new("4-1 イ Amazon's own trouble is told", health),
    Rule::anywhere("4-1 イ what is seen elsewhere is told in Tokyo", elsewhere),
];

/// What can fail, as namespace and metric: stop or slowness of each part.
const SUBJECTS: &[(&str, &str)] = &[
    ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"),
    ("AWS/ApplicationELB", "TargetResponseTime"),
    ("AWS/RDS", "CPUUtilization"),
    ("AWS/RDS", "DatabaseConnections"),
    ("AWS/CloudFront", "5xxErrorRate"),
    ("AWS/ECS", "MemoryUtilization"),
];

fn dashboard(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CloudWatch::Dashboard", |said, one| {
        let body: Value = serde_json::from_str(&one.text("DashboardBody")).unwrap_or_default();
        said.demand(items(within(&body, "widgets")).len() >= 4, one, "shows next to nothing");
    });
}

/// The topics of a list of actions.
fn told<'a>(scene: &Scene<'a>, alarm: &Resource, key: &str) -> Vec<&'a Resource> {
    let targets = alarm.list(key).iter().filter_map(|one| scene.model.target(one));
    targets.filter(|one| one.kind == "AWS::SNS::Topic").collect()
}

/// Alarms that a composite alarm speaks for, or that a deployment watches to roll back.
fn spoken_for(scene: &Scene) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for composite in scene.model.kind("AWS::CloudWatch::CompositeAlarm") {
        names.extend(
            scene.model.mentioned(composite.at("AlarmRule")).iter().map(|one| one.name.clone()),
        );
        let rule = composite.text("AlarmRule");
        let by_name = scene.model.kind("AWS::CloudWatch::Alarm").filter(|alarm| {
            let name = alarm.text("AlarmName");
            !name.is_empty()
                && (rule.contains(&format!("\"{name}\"")) || rule.contains(&format!("({name})")))
        });
        names.extend(by_name.map(|alarm| alarm.name.clone()));
    }
    names
}

fn actions(scene: &Scene, said: &mut Said) {
    let spoken_for = spoken_for(scene);
    for kind in ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"] {
        said.each(scene, kind, |said, alarm| {
            if spoken_for.contains(&alarm.name) && alarm.list("AlarmActions").is_empty() {
                return;
            }
            said.demand(!told(scene, alarm, "AlarmActions").is_empty(), alarm, "tells nobody");
            said.demand(
                !told(scene, alarm, "OKActions").is_empty(),
                alarm,
                "does not tell when it is over",
            );
            said.demand(!alarm.is_false("ActionsEnabled"), alarm, "is switched off");
            said.demand(
                alarm.text("AlarmDescription").chars().count() >= 15,
                alarm,
                "does not say what it means",
            );
            if kind.ends_with("::Alarm") {
                said.demand(
                    !alarm.at("TreatMissingData").is_null(),
                    alarm,
                    "does not say what silence means",
                );
            }
        });
    }
}

/// Every metric an alarm looks at.
fn watched(scene: &Scene) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for alarm in scene.model.kind("AWS::CloudWatch::Alarm") {
        all.insert((alarm.text("Namespace"), alarm.text("MetricName")));
        for metric in alarm.list("Metrics") {
            let of = |key: &str| text_of(within(metric, &format!("MetricStat/Metric/{key}")));
            all.insert((of("Namespace"), of("MetricName")));
        }
    }
    all
}

fn subjects(scene: &Scene, said: &mut Said) {
    let watched = watched(scene);
    let serverless = scene.model.kind("AWS::RDS::DBCluster").next().is_some();
    for (namespace, metric) in SUBJECTS {
        if !watched.contains(&((*namespace).to_owned(), (*metric).to_owned())) {
            said.missing(format!("no alarm on {namespace} {metric}"));
        }
    }
    let hosts = ["UnHealthyHostCount", "HealthyHostCount"];
    if !hosts
        .iter()
        .any(|metric| watched.contains(&("AWS/ApplicationELB".to_owned(), (*metric).to_owned())))
    {
        said.missing("no alarm on tasks that are not healthy");
    }
    let space = ("AWS/RDS".to_owned(), "FreeStorageSpace".to_owned());
    if !serverless && !watched.contains(&space) {
        said.missing("no alarm on AWS/RDS FreeStorageSpace");
    }
    // The program's own signals: a namespace that is not Amazon's.
    if !watched.iter().any(|(namespace, _)| !namespace.is_empty() && !namespace.starts_with("AWS/"))
    {
        said.missing("no alarm on a signal of the program's own");
    }
}

fn topics(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::SNS::Topic", |said, topic| {
        let mut subscribed = scene.model.kind("AWS::SNS::Subscription").filter(|one| {
            scene.model.target(one.at("TopicArn")).is_some_and(|target| target.name == topic.name)
        });
        let inline = !topic.list("Subscription").is_empty();
        // A topic of another region hands on to Tokyo by a rule or a subscription of its own.
        said.demand(inline || subscribed.next().is_some(), topic, "has no subscriber");
    });
}

fn health(scene: &Scene, said: &mut Said) {
    if rule_about(scene, "aws.health").is_none() {
        said.missing("no rule hands events of AWS Health to a topic");
    }
}

/// The rule that hands events of a source to a topic, switched on.
pub fn rule_about<'a>(scene: &Scene<'a>, source: &str) -> Option<&'a Resource> {
    scene.model.kind("AWS::Events::Rule").find(|rule| {
        let of = items(rule.at("EventPattern/source")).iter().any(|one| text_of(one) == source);
        let on = rule.text("State") != "DISABLED";
        of && on && tells(scene, rule)
    })
}

/// Whether one of a rule's targets is a topic of ours.
fn tells(scene: &Scene, rule: &Resource) -> bool {
    let is_topic = |one: &Resource| one.kind == "AWS::SNS::Topic";
    let mut targets = rule.list("Targets").iter();
    targets.any(|target| scene.model.target(within(target, "Arn")).is_some_and(is_topic))
}

/// What tells no topic hands on to Tokyo, as a role that may; there the very same is told. A topic elsewhere is as good.
fn elsewhere(scene: &Scene, said: &mut Said) {
    let rules =
        || scene.model.kind("AWS::Events::Rule").filter(|one| !one.at("EventPattern").is_null());
    for rule in rules().filter(|rule| !tells(scene, rule)) {
        let home = format!(":events:{TOKYO}:{}:event-bus/default", rule.account);
        let handed = rule.list("Targets").iter().any(|target| {
            let bus = text_of(within(target, "Arn"));
            rule.region != TOKYO && bus.ends_with(&home) && may_hand_on(scene, target, &bus)
        });
        said.demand(handed, rule, "tells nobody, and hands nothing on to Tokyo");
        let told = rules().any(|other| {
            other.region == TOKYO
                && other.text("State") != "DISABLED"
                && other.at("EventPattern") == rule.at("EventPattern")
                && tells(scene, other)
        });
        said.demand(told, rule, "hands on what nobody is told of in Tokyo");
    }
}

/// Whether the role of a target may put events on this bus.
fn may_hand_on(scene: &Scene, target: &Value, bus: &str) -> bool {
    let Some(role) = scene.model.target(within(target, "RoleArn")) else { return false };
    iam::all(scene.model).iter().filter(|policy| policy.owner.name == role.name).any(|policy| {
        let mut allowed = policy.statements.iter().filter(|one| one.allows);
        allowed.any(|one| one.has("events:PutEvents") && one.resources.iter().any(|own| own == bus))
    })
}
