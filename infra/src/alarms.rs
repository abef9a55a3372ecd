//! The alarms: one table of what is watched, when it is too much, and what that means for people.
//! Each tells the administrators when it begins and when it is over.

use serde_json::{Map, Value, json};

use crate::{
    params::{Database, Environment},
    program::Role,
    signals,
    stacks::network::notices::Told,
    template::{Resource, Stack, camel, import},
};

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

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The load balancer of a site.
    Door(Role),
    /// The tasks a load balancer finds healthy, of both colours together.
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

const MINUTE: u32 = 60;
const FIVE: u32 = 300;

/// The table.
pub fn alarms(env: &Environment) -> Vec<Alarm> {
    let mut all = Vec::new();
    all.extend(sites(env));
    all.extend(program());
    all.extend(edge());
    all.extend(database(env));
    all
}

fn alarm(
    name: &'static str,
    (place, subject): (Place, Subject),
    (metric, statistic): (&'static str, &'static str),
    (when, threshold): (When, f64),
    span: (u32, u32, u32),
    why: &'static str,
) -> Alarm {
    Alarm { name, place, subject, metric, statistic, when, threshold, span, why }
}

fn sites(env: &Environment) -> Vec<Alarm> {
    use Place::{App, Ops};
    use Role::{Customer, Staff};
    use Subject::{Door, Service, Targets};
    use When::{Above, AtLeast, Below};
    let errors = ("HTTPCode_Target_5XX_Count", "Sum");
    let slow = ("TargetResponseTime", "p95");
    let silent = ("HTTPCode_ELB_5XX_Count", "Sum");
    let healthy = ("HealthyHostCount", "Minimum");
    let (cpu, memory) = (("CPUUtilization", "Average"), ("MemoryUtilization", "Average"));
    let often = (MINUTE, 3, 2);
    let long = (FIVE, 3, 3);
    let least = |fleet: crate::params::Fleet| (Below, f64::from(fleet.least));
    vec![
        alarm("customer-errors", (App, Door(Customer)), errors, (AtLeast, 10.0), often,
            "The customers' site answers with errors"),
        alarm("customer-slow", (App, Door(Customer)), slow, (Above, 2.0), (MINUTE, 5, 3),
            "One page in twenty of the customers' site takes more than two seconds"),
        alarm("staff-errors", (App, Door(Staff)), errors, (AtLeast, 5.0), often,
            "The staff's site answers with errors"),
        alarm("staff-slow", (App, Door(Staff)), slow, (Above, 4.0), (MINUTE, 5, 3),
            "One page in twenty of the staff's site takes more than four seconds"),
        alarm("customer-silent", (Ops, Door(Customer)), silent, (AtLeast, 5.0), often,
            "The load balancer finds no task of the customers' site to answer"),
        alarm("staff-silent", (Ops, Door(Staff)), silent, (AtLeast, 5.0), often,
            "The load balancer finds no task of the staff's site to answer"),
        alarm("customer-few", (Ops, Targets(Customer)), healthy, least(env.customer), (MINUTE, 5, 5),
            "Fewer tasks of the customers' site are healthy than there should be at least"),
        alarm("staff-few", (Ops, Targets(Staff)), healthy, least(env.staff), (MINUTE, 5, 5),
            "Fewer tasks of the staff's site are healthy than there should be at least"),
        alarm("customer-cpu", (Ops, Service(Customer)), cpu, (Above, 85.0), long,
            "The customers' tasks are at their limit although more were started"),
        alarm("customer-memory", (Ops, Service(Customer)), memory, (Above, 85.0), long,
            "The customers' tasks are short of memory"),
        alarm("staff-cpu", (Ops, Service(Staff)), cpu, (Above, 85.0), long,
            "The staff's tasks, which do the background work too, are at their limit"),
        alarm("staff-memory", (Ops, Service(Staff)), memory, (Above, 85.0), long,
            "The staff's tasks are short of memory"),
    ]
}

fn program() -> Vec<Alarm> {
    use When::{Above, AtLeast};
    let says = |name, signal, count, why| {
        let subject = (Place::Ops, Subject::Program);
        alarm(name, subject, (signal, "Sum"), (AtLeast, count), (FIVE, 1, 1), why)
    };
    let mail = (Place::Ops, Subject::Mail);
    vec![
        says("program-errors", "errors", 5.0, "The program logged five errors in five minutes"),
        says("program-panics", "panics", 1.0, "A request or job was given up by a fault in the program"),
        says("failed-jobs", "failed-jobs", 3.0, "Background work fails: imports, mails or erasures wait"),
        says("mail-given-up", "mail-given-up", 1.0, "A letter could not be delivered after all tries"),
        says("malware", "malware", 1.0, "INCIDENT: a customer gave a file with malware in it"),
        says("held-pictures", "held-pictures", 5.0, "The scanner does not answer: pictures are held"),
        says("foreign-networks", "foreign-networks", 20.0,
            "INCIDENT: somebody from a foreign network came as far as the staff's site"),
        says("refused-names", "refused-names", 1.0,
            "INCIDENT: something inside asked for a name that is on no list"),
        alarm("mail-bounces", mail, ("Reputation.BounceRate", "Average"), (Above, 0.05),
            (3600, 1, 1), "More than 5 % of letters come back: SES may stop the sender"),
        alarm("mail-complaints", mail, ("Reputation.ComplaintRate", "Average"), (Above, 0.001),
            (3600, 1, 1), "More than one letter in a thousand is called spam"),
    ]
}

fn edge() -> Vec<Alarm> {
    use When::{Above, Below};
    let at = |subject| (Place::Edge, subject);
    vec![
        alarm("edge-errors", at(Subject::Distribution), ("5xxErrorRate", "Average"), (Above, 5.0),
            (MINUTE, 5, 3), "Customers get errors from CloudFront, or from behind it"),
        alarm("edge-blocked", at(Subject::Firewall), ("BlockedRequests", "Sum"), (Above, 2000.0),
            (FIVE, 1, 1), "INCIDENT: the firewall turns away an unusual number of requests"),
        alarm("edge-unreachable", at(Subject::Outside), ("HealthCheckStatus", "Minimum"),
            (Below, 1.0), (MINUTE, 3, 3), "The customers' site cannot be reached from outside"),
    ]
}

fn database(env: &Environment) -> Vec<Alarm> {
    use When::{Above, Below};
    let at = (Place::Ops, Subject::Database);
    let long = (FIVE, 3, 3);
    let mut all = vec![
        alarm("database-cpu", at, ("CPUUtilization", "Average"), (Above, 80.0), long,
            "The database is at its limit"),
        alarm("database-memory", at, ("FreeableMemory", "Average"), (Below, 100_000_000.0), long,
            "The database is short of memory"),
        alarm("database-connections", at, ("DatabaseConnections", "Maximum"), (Above, 80.0), long,
            "The database lends nearly all of its connections"),
    ];
    if let Database::Instance { class, .. } = env.database {
        all.push(alarm("database-storage", at, ("FreeStorageSpace", "Minimum"),
            (Below, 4_000_000_000.0), (FIVE, 2, 2),
            "The database's disk is nearly full, although it grows by itself"));
        if class.starts_with("db.t") {
            all.push(alarm("database-credits", at, ("CPUCreditBalance", "Minimum"), (Below, 30.0),
                long, "The database works more than its size allows in the long run"));
        }
    }
    all
}

/// Dimensions of a subject in a stack; `None` when it is not this stack's turn.
pub type Dimensions = Option<Vec<(String, Value)>>;

/// Makes the alarms of a place, and gives their names back.
pub fn add(
    stack: &mut Stack,
    env: &Environment,
    place: Place,
    dimensions: impl Fn(Subject) -> Dimensions,
) -> Vec<String> {
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
        stack.add(id, Resource::new("AWS::CloudWatch::Alarm", Value::Object(body)));
        names.push(name);
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
    put("ComparisonOperator", json!(match alarm.when {
        When::AtLeast => "GreaterThanOrEqualToThreshold",
        When::Above => "GreaterThanThreshold",
        When::Below => "LessThanThreshold",
    }));
    put("Threshold", json!(alarm.threshold));
    put("EvaluationPeriods", json!(periods));
    put("DatapointsToAlarm", json!(bad));
    put("TreatMissingData", json!(missing(alarm)));
    body
}

/// Where silence is the failure itself it counts as one; elsewhere it means that nothing happened.
fn missing(alarm: &Alarm) -> &'static str {
    match alarm.subject {
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
    let statistic = if alarm.statistic.starts_with('p') { "ExtendedStatistic" } else { "Statistic" };
    body.insert(statistic.to_owned(), json!(alarm.statistic));
    body.insert("Period".to_owned(), json!(period));
    if !dimensions.is_empty() {
        body.insert("Dimensions".to_owned(), rendered(dimensions));
    }
}

fn rendered(dimensions: Vec<(String, Value)>) -> Value {
    dimensions.into_iter().map(|(name, value)| json!({"Name": name, "Value": value})).collect()
}

/// A deployment moves tasks from one target group to the other: the healthy ones of both count.
/// `dimensions` are the load balancer, then a target group of each colour.
fn both_colours(alarm: &Alarm, period: u32, dimensions: Vec<(String, Value)>) -> Value {
    let (balancer, colours): (Vec<_>, Vec<_>) =
        dimensions.into_iter().partition(|(name, _)| name == "LoadBalancer");
    let mut metrics = vec![json!({
        "Id": "healthy", "Expression": "FILL(m0,0)+FILL(m1,0)", "Label": "healthy tasks",
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
