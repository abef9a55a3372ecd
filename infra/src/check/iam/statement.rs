//! One statement, and how wide it is.

use serde_json::Value;

use crate::check::model::resource::{items, text_of};

/// A statement with its lists made plain.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    /// Its name.
    pub sid: String,
    /// `Allow`, against `Deny`.
    pub allows: bool,
    /// What is done.
    pub actions: Vec<String>,
    /// To what.
    pub resources: Vec<String>,
    /// By whom, as `Service:ecs-tasks.amazonaws.com`, `AWS:…` or `*`.
    pub principals: Vec<String>,
    /// `NotAction`, `NotResource` or `NotPrincipal`, if one of them is used.
    pub negated: Vec<&'static str>,
    /// Only if.
    pub condition: Value,
}

impl Statement {
    /// What stands for a document that cannot be read.
    pub fn unreadable() -> Self {
        Self { allows: true, ..Self::default() }
    }

    /// Reads a statement whose references are resolved.
    pub fn read(raw: &Value) -> Self {
        let list = |key: &str| -> Vec<String> {
            raw.get(key).map(items).unwrap_or_default().iter().map(text_of).collect()
        };
        let negated = ["NotAction", "NotResource", "NotPrincipal"];
        Self {
            sid: raw.get("Sid").map(text_of).unwrap_or_default(),
            // Whatever is not plainly a refusal is taken as leave.
            allows: raw.get("Effect").map(text_of).as_deref() != Some("Deny"),
            actions: list("Action"),
            resources: list("Resource"),
            principals: raw.get("Principal").map(principals).unwrap_or_default(),
            negated: negated.into_iter().filter(|key| raw.get(*key).is_some()).collect(),
            condition: raw.get("Condition").cloned().unwrap_or(Value::Null),
        }
    }

    /// Whether it has the action, written out or by a wildcard.
    pub fn has(&self, action: &str) -> bool {
        self.actions.iter().any(|own| fits(&own.to_lowercase(), &action.to_lowercase()))
    }
}

fn principals(raw: &Value) -> Vec<String> {
    match raw {
        Value::Object(map) => map
            .iter()
            .flat_map(|(kind, who)| {
                items(who).iter().map(move |one| format!("{kind}:{}", text_of(one)))
            })
            .map(|one| if one == "AWS:*" { "*".to_owned() } else { one })
            .collect(),
        one => items(one).iter().map(text_of).collect(),
    }
}

/// Whether a text fits a pattern with `*` (any signs) and `?` (one sign).
pub fn fits(pattern: &str, text: &str) -> bool {
    match pattern.chars().next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = &pattern.get(1..).unwrap_or_default();
            (0..=text.len()).filter_map(|at| text.get(at..)).any(|end| fits(rest, end))
        }
        Some(sign) => {
            let first = text.chars().next();
            let same = first.is_some_and(|other| sign == '?' || sign == other);
            same && fits(
                pattern.get(sign.len_utf8()..).unwrap_or_default(),
                text.get(first.map_or(0, char::len_utf8)..).unwrap_or_default(),
            )
        }
    }
}

/// Whether an action means more than one.
pub fn is_wide_action(action: &str) -> bool {
    action.contains(['*', '?'])
}

/// Whether a resource means more than what lies in one that is named whole.
///
/// `bucket/*`, `log-group:name:*` and the six signs that Secrets Manager adds to a name are not wide.
pub fn is_wide_resource(resource: &str) -> bool {
    let Some(at) = resource.find(['*', '?']) else { return false };
    let (before, after) = resource.split_at(at);
    if after == "??????" && before.ends_with('-') && before.contains(":secret:") {
        return false;
    }
    // A wildcard in the region or the account, or in the middle of a name.
    let named = match before.strip_prefix("${") {
        Some(reference) => reference.split_once('}').map(|(_, rest)| rest).unwrap_or_default(),
        None => {
            let mut fields = before.splitn(6, ':');
            let (service, path) = (fields.nth(2), fields.nth(2));
            let Some(path) = path else { return true };
            let inside = path.split(['/', ':']).filter(|step| !step.is_empty()).count();
            let enough = if service == Some("s3") { 1 } else { 2 };
            if inside < enough {
                return true;
            }
            path
        }
    };
    !named.ends_with(['/', ':'])
}
