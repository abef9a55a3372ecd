//! What AWS itself tells of, as it happens: failures it sees before we do, and findings of its
//! guards. One table; each line is a rule that tells the administrators.

mod table;

use serde_json::{Value, json};

pub use table::events;

use crate::{
    params::Environment,
    stacks::network::notices::Told,
    template::{Resource, Stack, camel, import},
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
        Place::World | Place::Distant => json!({"Ref": "AdministratorsTopic"}),
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
        let body = json!({
            "Name": env.named(event.name), "Description": event.why, "State": "ENABLED",
            "EventPattern": event.pattern,
            "Targets": [{
                "Id": "administrators", "Arn": topic,
                // What is told is short on purpose: mail is no place for details of an incident.
                "InputTransformer": {"InputPathsMap": what, "InputTemplate": words},
            }],
        });
        let id = format!("{}Event", camel(event.name));
        stack.add(id, Resource::new("AWS::Events::Rule", body));
    }
}
