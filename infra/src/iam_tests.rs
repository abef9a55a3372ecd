use serde_json::Value;

use crate::synth;

/// Every statement of every template, with its resource.
fn statements() -> Vec<(String, Value, Value)> {
    let mut found = Vec::new();
    let files = synth::files().unwrap();
    for (path, text) in files.into_iter().filter(|(path, _)| path.ends_with(".json")) {
        let template: Value = serde_json::from_str(&text).unwrap();
        let Some(resources) = template.get("Resources").and_then(Value::as_object) else {
            continue;
        };
        for (id, resource) in resources {
            let mut all = Vec::new();
            collect(resource, &mut all);
            found
                .extend(all.into_iter().map(|one| (format!("{path} {id}"), resource.clone(), one)));
        }
    }
    found
}

fn collect(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                if key == "Statement" {
                    found.extend(item.as_array().cloned().unwrap_or_default());
                }
                collect(item, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn whatever_is_wide_says_why() {
    let all = statements();
    assert!(all.len() > 300, "{}", all.len());
    for (place, resource, statement) in all {
        let wide = texts(statement.get("Action")).iter().any(|action| action.ends_with(":*"))
            || texts(statement.get("Action")).contains(&"*")
            || texts(statement.get("Resource")).contains(&"*");
        if wide {
            let sid = statement.get("Sid").and_then(Value::as_str).unwrap_or_default();
            let reason = resource.pointer(&format!("/Metadata/Reasons/{sid}"));
            assert!(reason.is_some(), "{place}: {statement} says no reason");
        }
    }
}

#[test]
fn every_statement_has_a_name_of_letters() {
    for (place, _, statement) in statements() {
        let sid = statement.get("Sid").and_then(Value::as_str).unwrap_or_default();
        let good = !sid.is_empty() && sid.chars().all(|sign| sign.is_ascii_alphanumeric());
        assert!(good, "{place}: {statement}");
    }
}
