//! What AWS itself tells of, as it happens: failures it sees before we do, and findings of its
//! guards. One table; each line is a rule that tells the administrators. Osaka has no topic and no key of
//! its own: its rules hand on to Tokyo's bus, where the same line of the table tells.

mod table;

use serde_json::{Value, json};

pub use table::events;

use crate::{
    iam::{Statement, role, trust},
    params::Environment,
    stacks::network::notices::Told,
    template::{Resource, Stack, TOKYO, camel, import, sub},
};

/// The stack a rule stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Failures, in Tokyo.
    Ops,
    /// Incidents, in Tokyo.
    Security,
    /// What the whole world's services tell in Virginia only, and what happens there.
    World,
    /// What happens in Osaka.
    Distant,
    /// The account that builds.
    Tools,
}

/// Something to be told of.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its word in names.
    pub name: &'static str,
    places: &'static [Place],
    pattern: Value,
    /// What it means.
    pub why: &'static str,
}

/// Makes the rules of a place.
pub fn add(stack: &mut Stack, env: &Environment, place: Place) {
    let topic = match place {
        Place::World => json!({"Ref": "AdministratorsTopic"}),
        Place::Distant => return hand_on(stack, env),
        Place::Ops | Place::Security | Place::Tools => import(env, &Told::Administrators.export()),
    };
    for event in events().into_iter().filter(|event| event.places.contains(&place)) {
        let what = json!({
            "account": "$.account", "region": "$.region", "time": "$.time", "kind": "$.detail-type",
        });
        let words = format!(
            "\"Kura {}: {}. <kind>, account <account>, <region>, <time>. Look in the console.\"",
            env.name, event.why
        );
        let target = json!({
            "Id": "administrators", "Arn": topic,
            // What is told is short on purpose: mail is no place for details of an incident.
            "InputTransformer": {"InputPathsMap": what, "InputTemplate": words},
        });
        rule(stack, env, &event, &target);
    }
}

/// What happens in Osaka goes on to Tokyo as it is, the region's name in it: a topic there would need a key of its own.
/// While Tokyo does not take it EventBridge tries again, for a day.
fn hand_on(stack: &mut Stack, env: &Environment) {
    let bus = sub(&format!(
        "arn:${{AWS::Partition}}:events:{TOKYO}:${{AWS::AccountId}}:event-bus/default"
    ));
    let teller = role(
        stack,
        "TellerRole",
        &env.named("teller"),
        "EventBridge hands what happens in Osaka on to Tokyo with it, and can do nothing else",
        &trust("events.amazonaws.com"),
        &[Statement::allow("HandOn", &["events:PutEvents"], std::slice::from_ref(&bus))],
    );
    let target = json!({"Id": "tokyo", "Arn": bus, "RoleArn": teller.arn()});
    for event in events().into_iter().filter(|event| event.places.contains(&Place::Distant)) {
        rule(stack, env, &event, &target);
    }
}

fn rule(stack: &mut Stack, env: &Environment, event: &Event, target: &Value) {
    let body = json!({
        "Name": env.named(event.name), "Description": event.why, "State": "ENABLED",
        "EventPattern": event.pattern, "Targets": [target],
    });
    stack.add(format!("{}Event", camel(event.name)), Resource::new("AWS::Events::Rule", body));
}
