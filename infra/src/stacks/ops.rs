//! The watch: what is counted, when it is too much, what one sees of it at a glance, and the bill.

use serde_json::{Value, json};

use crate::{
    alarms::{self, Place, Subject},
    events,
    params::{Database, Environment},
    program::Role,
    signals,
    stacks::network::notices::Told,
    template::{Resource, Stack, TOKYO, camel, import, sub_with},
};

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let purpose = "alarms, notices of AWS, the dashboard, and the budget";
    let mut stack = Stack::new(env, "ops", TOKYO, purpose);
    signals::add(&mut stack, env);
    alarms::add(&mut stack, env, Place::Ops, |subject| dimensions(env, subject));
    composites(&mut stack, env);
    events::add(&mut stack, env, events::Place::Ops);
    dashboard(&mut stack, env);
    budget(&mut stack, env, &import(env, &Told::Business.export()));
    stack
}

fn named(name: &str, value: Value) -> (String, Value) {
    (name.to_owned(), value)
}

fn dimensions(env: &Environment, subject: Subject) -> alarms::Dimensions {
    let door =
        |role: Role| named("LoadBalancer", import(env, &format!("{}-door-metrics", role.name())));
    Some(match subject {
        Subject::Door(role) => vec![door(role)],
        Subject::Targets(role) => {
            let colour = |colour: &str| {
                let name = format!("{}-{colour}-metrics", role.name());
                named("TargetGroup", import(env, &name))
            };
            vec![door(role), colour("blue"), colour("green")]
        }
        Subject::Service(role) => vec![
            named("ClusterName", import(env, "cluster")),
            named("ServiceName", json!(role.name())),
        ],
        Subject::Database => vec![database(env)],
        Subject::Program | Subject::Mail => Vec::new(),
        Subject::Distribution | Subject::Firewall | Subject::Outside => return None,
    })
}

fn database(env: &Environment) -> (String, Value) {
    let key = match env.database {
        Database::Instance { .. } => "DBInstanceIdentifier",
        Database::Aurora { .. } => "DBClusterIdentifier",
    };
    named(key, json!(env.named("database")))
}

/// What several alarms mean together: whom to wake.
fn composites(stack: &mut Stack, env: &Environment) {
    let rings = |name: &str| format!("ALARM(\"{}\")", env.named(name));
    let all = [
        (
            "customers-cut-off",
            "Customers cannot work: no task answers them, or all answers are errors",
            format!(
                "{} OR ({} AND {})",
                rings("customer-silent"),
                rings("customer-errors"),
                rings("customer-few")
            ),
        ),
        (
            "database-trouble",
            "The database is the cause: sites fail and it is at its limits",
            format!(
                "({} OR {}) AND ({} OR {} OR {})",
                rings("customer-errors"),
                rings("customer-slow"),
                rings("database-cpu"),
                rings("database-memory"),
                rings("database-connections")
            ),
        ),
    ];
    let topic = import(env, &Told::Administrators.export());
    for (name, why, rule) in all {
        let body = json!({
            "AlarmName": env.named(name), "AlarmDescription": format!("{why} ({})", env.name),
            "AlarmRule": rule, "AlarmActions": [topic], "OKActions": [topic],
        });
        let mut resource = Resource::new("AWS::CloudWatch::CompositeAlarm", body);
        for part in [
            "customer-silent",
            "customer-few",
            "database-cpu",
            "database-memory",
            "database-connections",
        ] {
            resource = resource.after(&stack.existing(&format!("{}Alarm", camel(part))));
        }
        stack.add(format!("{}Alarm", camel(name)), resource);
    }
}

/// One page: whether customers and staff can work, how hard everything works, what the program says.
fn dashboard(stack: &mut Stack, env: &Environment) {
    let cluster = env.named("cluster");
    let base = env.named("database");
    let own = signals::namespace(env);
    let key = database(env).0;
    let alb = |metric: &str, stat: &str| {
        format!(
            r#"["AWS/ApplicationELB","{metric}","LoadBalancer","${{Customer}}",{{"stat":"{stat}","label":"customers"}}],["...","${{Staff}}",{{"stat":"{stat}","label":"staff"}}]"#
        )
    };
    let ecs = |metric: &str| {
        format!(
            r#"["AWS/ECS","{metric}","ClusterName","{cluster}","ServiceName","customer"],["...","staff"]"#
        )
    };
    let rds = |metric: &str| format!(r#"["AWS/RDS","{metric}","{key}","{base}"]"#);
    let said: Vec<_> =
        signals::SIGNALS.iter().map(|signal| format!(r#"["{own}","{}"]"#, signal.name)).collect();
    let charts = [
        ("Requests", "Sum", alb("RequestCount", "Sum")),
        ("Errors", "Sum", alb("HTTPCode_Target_5XX_Count", "Sum")),
        ("Slowest of twenty, seconds", "p95", alb("TargetResponseTime", "p95")),
        ("Processors of tasks, %", "Average", ecs("CPUUtilization")),
        ("Memory of tasks, %", "Average", ecs("MemoryUtilization")),
        ("Processor of the database, %", "Average", rds("CPUUtilization")),
        ("Connections to the database", "Maximum", rds("DatabaseConnections")),
        ("Free memory of the database", "Average", rds("FreeableMemory")),
        ("What the program says", "Sum", said.join(",")),
    ];
    let mut widgets = vec![format!(
        r#"{{"type":"alarm","x":0,"y":0,"width":24,"height":4,"properties":{{"title":"Alarms","alarms":[{}]}}}}"#,
        rung(env).join(",")
    )];
    for (index, (title, stat, metrics)) in charts.iter().enumerate() {
        let (x, y) = ((index % 3) * 8, 4 + (index / 3) * 6);
        widgets.push(format!(
            r#"{{"type":"metric","x":{x},"y":{y},"width":8,"height":6,"properties":{{"title":"{title}","region":"{TOKYO}","stat":"{stat}","period":300,"metrics":[{metrics}]}}}}"#
        ));
    }
    let text = format!(r#"{{"widgets":[{}]}}"#, widgets.join(","));
    let doors = [
        ("Customer", import(env, "customer-door-metrics")),
        ("Staff", import(env, "staff-door-metrics")),
    ];
    let body = json!({
        "DashboardName": env.named("overview"), "DashboardBody": sub_with(&text, &doors),
    });
    stack.add("Overview", Resource::new("AWS::CloudWatch::Dashboard", body));
}

fn rung(env: &Environment) -> Vec<String> {
    let here = |place| place == Place::App || place == Place::Ops;
    let arn = |name: &str| {
        format!(
            r#""arn:${{AWS::Partition}}:cloudwatch:{TOKYO}:${{AWS::AccountId}}:alarm:{}""#,
            env.named(name)
        )
    };
    alarms::alarms(env)
        .iter()
        .filter(|alarm| here(alarm.place))
        .map(|alarm| arn(alarm.name))
        .collect()
}

/// The bill: business staff are told at half, four fifths and all of the month's budget, and when
/// all of it is foreseen to be spent.
pub fn budget(stack: &mut Stack, env: &Environment, topic: &Value) {
    let notice = |kind: &str, percent: u32| {
        json!({
            "Notification": {
                "NotificationType": kind, "ComparisonOperator": "GREATER_THAN",
                "Threshold": percent, "ThresholdType": "PERCENTAGE",
            },
            "Subscribers": [{"SubscriptionType": "SNS", "Address": topic}],
        })
    };
    let body = json!({
        "Budget": {
            "BudgetName": env.named("month"), "BudgetType": "COST", "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": env.budget, "Unit": "USD"},
        },
        "NotificationsWithSubscribers": [
            notice("ACTUAL", 50), notice("ACTUAL", 80), notice("ACTUAL", 100),
            notice("FORECASTED", 100),
        ],
    });
    stack.add("MonthBudget", Resource::new("AWS::Budgets::Budget", body));
}
