//! The alarms: one table of what is watched, when it is too much, and what that means for people.
//! Each tells the administrators when it begins and when it is over.

mod table;

use serde_json::{Map, Value, json};

use crate::{
    params::Environment,
    program::Role,
    signals,
    stacks::network::notices::Told,
    template::{Id, Resource, Stack, camel, import},
};
pub use table::alarms;

/// The stack an alarm stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Beside the service, because it takes a deployment back.
    App,
    /// With the rest.
    Ops,
    /// In Virginia, where CloudFront's metrics are.
    Edge,
}

/// The metric of tasks that a load balancer finds not well.
const UNWELL: &str = "UnHealthyHostCount";

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The load balancer of a site.
    Door(Role),
    /// The tasks a load balancer finds healthy, or not, of both colours together.
    Targets(Role),
    /// The tasks' processors and memory.
    Service(Role),
    /// The database.
    Database,
    /// What the program's log says.
    Program,
    /// The sender of letters.
    Mail,
    /// CloudFront.
    Distribution,
    /// The firewall before the customers' site.
    Firewall,
    /// The customers' site as seen from outside.
    Outside,
}

/// When an alarm rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    AtLeast,
    Above,
    Below,
}

/// An alarm.
#[derive(Debug, Clone, Copy)]
pub struct Alarm {
    /// Its word in names.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What it watches.
    pub subject: Subject,
    /// The metric.
    pub metric: &'static str,
    /// How a period's values become one.
    pub statistic: &'static str,
    when: When,
    threshold: f64,
    /// Seconds of a period, how many are looked at, and how many must be bad.
    span: (u32, u32, u32),
    /// What it means, for whoever reads the mail.
    pub why: &'static str,
}

/// Dimensions of a subject in a stack; `None` when it is not this stack's turn.
pub type Dimensions = Option<Vec<(String, Value)>>;

/// Makes the alarms of a place, and gives them back with their names.
pub fn add(
    stack: &mut Stack,
    env: &Environment,
    place: Place,
    dimensions: impl Fn(Subject) -> Dimensions,
) -> Vec<(Id, String)> {
    let mut names = Vec::new();
    for alarm in alarms(env).into_iter().filter(|alarm| alarm.place == place) {
        let Some(dimensions) = dimensions(alarm.subject) else { continue };
        let name = env.named(alarm.name);
        let mut body = body(env, &alarm, &name);
        measure(&mut body, env, &alarm, dimensions);
        let topic = match place {
            Place::Edge => json!({"Ref": "AdministratorsTopic"}),
            Place::App | Place::Ops => import(env, &Told::Administrators.export()),
        };
        body.insert("AlarmActions".to_owned(), json!([topic]));
        body.insert("OKActions".to_owned(), json!([topic]));
        let id = format!("{}Alarm", camel(alarm.name));
        let made = stack.add(id, Resource::new("AWS::CloudWatch::Alarm", Value::Object(body)));
        names.push((made, name));
    }
    names
}

fn body(env: &Environment, alarm: &Alarm, name: &str) -> Map<String, Value> {
    let (_, periods, bad) = alarm.span;
    let mut body = Map::new();
    let mut put = |key: &str, value: Value| {
        body.insert(key.to_owned(), value);
    };
    put("AlarmName", json!(name));
    put("AlarmDescription", json!(format!("{} ({})", alarm.why, env.name)));
    put(
        "ComparisonOperator",
        json!(match alarm.when {
            When::AtLeast => "GreaterThanOrEqualToThreshold",
            When::Above => "GreaterThanThreshold",
            When::Below => "LessThanThreshold",
        }),
    );
    put("Threshold", json!(alarm.threshold));
    put("EvaluationPeriods", json!(periods));
    put("DatapointsToAlarm", json!(bad));
    put("TreatMissingData", json!(missing(alarm)));
    body
}

/// Where silence is the failure itself it counts as one; elsewhere it means that nothing happened.
fn missing(alarm: &Alarm) -> &'static str {
    match alarm.subject {
        // Before the first task is there, nobody is unwell.
        Subject::Targets(_) if alarm.metric == UNWELL => "notBreaching",
        Subject::Targets(_) | Subject::Outside | Subject::Database | Subject::Service(_) => {
            "breaching"
        }
        _ => "notBreaching",
    }
}

fn measure(
    body: &mut Map<String, Value>,
    env: &Environment,
    alarm: &Alarm,
    dimensions: Vec<(String, Value)>,
) {
    let (period, ..) = alarm.span;
    if let Subject::Targets(_) = alarm.subject {
        body.insert("Metrics".to_owned(), both_colours(alarm, period, dimensions));
        return;
    }
    body.insert("Namespace".to_owned(), json!(namespace(env, alarm.subject)));
    body.insert("MetricName".to_owned(), json!(alarm.metric));
    let statistic =
        if alarm.statistic.starts_with('p') { "ExtendedStatistic" } else { "Statistic" };
    body.insert(statistic.to_owned(), json!(alarm.statistic));
    body.insert("Period".to_owned(), json!(period));
    if !dimensions.is_empty() {
        body.insert("Dimensions".to_owned(), rendered(dimensions));
    }
}

fn rendered(dimensions: Vec<(String, Value)>) -> Value {
    dimensions.into_iter().map(|(name, value)| json!({"Name": name, "Value": value})).collect()
}

/// A deployment moves tasks from one target group to the other: those of both count.
/// `dimensions` are the load balancer, then a target group of each colour.
fn both_colours(alarm: &Alarm, period: u32, dimensions: Vec<(String, Value)>) -> Value {
    let (balancer, colours): (Vec<_>, Vec<_>) =
        dimensions.into_iter().partition(|(name, _)| name == "LoadBalancer");
    let mut metrics = vec![json!({
        "Id": "both", "Expression": "FILL(m0,0)+FILL(m1,0)", "Label": alarm.metric,
        "ReturnData": true,
    })];
    for (index, colour) in colours.into_iter().enumerate() {
        let mut dimensions = balancer.clone();
        dimensions.push(colour);
        metrics.push(json!({
            "Id": format!("m{index}"), "ReturnData": false,
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/ApplicationELB", "MetricName": alarm.metric,
                    "Dimensions": rendered(dimensions),
                },
                "Period": period, "Stat": alarm.statistic,
            },
        }));
    }
    Value::Array(metrics)
}

/// The namespace of a subject's metrics.
pub fn namespace(env: &Environment, subject: Subject) -> String {
    match subject {
        Subject::Door(_) | Subject::Targets(_) => "AWS/ApplicationELB".to_owned(),
        Subject::Service(_) => "AWS/ECS".to_owned(),
        Subject::Database => "AWS/RDS".to_owned(),
        Subject::Program => signals::namespace(env),
        Subject::Mail => "AWS/SES".to_owned(),
        Subject::Distribution => "AWS/CloudFront".to_owned(),
        Subject::Firewall => "AWS/WAFV2".to_owned(),
        Subject::Outside => "AWS/Route53".to_owned(),
    }
}
