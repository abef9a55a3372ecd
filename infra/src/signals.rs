//! What the program's own log tells: each line worth counting, named once. The messages are the
//! program's; a test looks for each in its source.

use serde_json::json;

use crate::{
    params::Environment,
    template::{Resource, Stack, camel},
};

/// A line of a log that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The metric, in the namespace `Kura/<environment>`.
    pub name: &'static str,
    /// The logs it is looked for in.
    pub logs: &'static [&'static str],
    /// The field and what it is; a `*` at the end stands for anything.
    pub matches: (&'static str, &'static str),
}

const BOTH: &[&str] = &["customer", "staff"];

/// All of them.
pub const SIGNALS: &[Signal] = &[
    Signal { name: "errors", logs: BOTH, matches: ("level", "ERROR") },
    Signal { name: "panics", logs: BOTH, matches: ("message", "panic*") },
    Signal { name: "failed-jobs", logs: &["staff"], matches: ("message", "a job failed") },
    Signal { name: "mail-given-up", logs: &["staff"], matches: ("message", "mail given up") },
    Signal { name: "malware", logs: BOTH, matches: ("message", "the scanner found something") },
    Signal { name: "held-pictures", logs: BOTH, matches: ("message", "held") },
    Signal {
        name: "foreign-networks",
        logs: &["staff"],
        matches: ("message", "a foreign network was refused"),
    },
    // Not the program's: the firewall before the resolver says it.
    Signal { name: "refused-names", logs: &["names"], matches: ("firewall_rule_action", "BLOCK") },
];

/// The namespace of the program's own metrics.
pub fn namespace(env: &Environment) -> String {
    format!("Kura/{}", env.name)
}

/// Makes the filters that count.
pub fn add(stack: &mut Stack, env: &Environment) {
    for signal in SIGNALS {
        for log in signal.logs {
            let (field, value) = signal.matches;
            let body = json!({
                "LogGroupName": format!("/kura/{}/{log}", env.name),
                "FilterName": signal.name,
                "FilterPattern": format!("{{ $.{field} = \"{value}\" }}"),
                "MetricTransformations": [{
                    "MetricNamespace": namespace(env), "MetricName": signal.name,
                    "MetricValue": "1", "DefaultValue": 0, "Unit": "Count",
                }],
            });
            let id = format!("{}In{}", camel(signal.name), camel(log));
            stack.add(id, Resource::new("AWS::Logs::MetricFilter", body));
        }
    }
}
