//! A resource as lines that can be read and compared: a path and its value, a statement as a sentence.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Said;
use super::topics::COMPUTED;
use crate::check::model::resource::{items, text_of};
use crate::check::model::{Environment, Model, Resource};

/// What a resource says.
pub type Lines = BTreeSet<String>;

/// Words for people and where they are filled in from, which change nothing.
const WORDS: &[&str] =
    &["Description", "AlarmDescription", "GroupDescription", "DashboardBody", "InputPathsMap"];
/// Attributes beside the properties that are read elsewhere, or change nothing.
const BESIDE: &[&str] = &["Type", "Properties", "Metadata", "DependsOn"];
/// What items of a list are called by, if all are called differently.
const NAMES: &[&str] = &["Sid", "Name", "Key", "Id", "PolicyName", "AttributeName"];
/// Lists whose order decides, whatever the items are called.
const ORDERED: &[&str] = &["Stages", "CacheBehaviors", "commands", "Command", "EntryPoint"];
/// A list of as many texts is written on one line.
const FEW: usize = 3;

/// Every resource, stack and parameter of an environment.
pub fn all(environment: &Environment, model: &Model) -> Said {
    let mut said = Said::new();
    for stack in &environment.stacks {
        let own = Own::of(&environment.name, &stack.account);
        let mut lines = Lines::from([
            format!("account = {}", stack.account),
            format!("region = {}", stack.region),
        ]);
        for section in ["Conditions", "Mappings", "Rules", "Transform"] {
            let inside = stack.template.get(section).unwrap_or(&Value::Null);
            own.flat(section, inside, &mut lines);
        }
        for (name, given) in &stack.parameters {
            own.flat(&format!("given/{name}"), given, &mut lines);
        }
        said.insert(("Stack".to_owned(), stack.name.clone()), lines);
        let parameters = stack.template.get("Parameters").and_then(Value::as_object);
        for (name, declared) in parameters.into_iter().flatten() {
            let mut lines = Lines::new();
            own.flat("", declared, &mut lines);
            said.insert(("Parameter".to_owned(), format!("{}/{name}", stack.name)), lines);
        }
    }
    for resource in model.resources.iter().filter(|one| !COMPUTED.contains(&one.kind.as_str())) {
        let own = Own::of(&environment.name, &resource.account);
        said.insert((resource.kind.clone(), resource.name.clone()), own.of_resource(resource));
    }
    said
}

/// What a resource says of itself in words, if it does.
pub fn words(resource: &Resource) -> Option<String> {
    let said = ["Description", "AlarmDescription", "GroupDescription"];
    said.iter().map(|key| resource.text(key)).find(|text| !text.is_empty())
}

/// The names an environment calls itself by, which are the same lines in another.
struct Own {
    account: String,
    environment: String,
}

impl Own {
    fn of(environment: &str, account: &str) -> Self {
        // Options are variants of prod.
        let known = ["dev", "stg", "tools"].into_iter().find(|one| *one == environment);
        Self { account: account.to_owned(), environment: known.unwrap_or("prod").to_owned() }
    }

    fn of_resource(&self, resource: &Resource) -> Lines {
        let mut lines = Lines::new();
        self.flat("", &resource.properties, &mut lines);
        for (key, value) in resource.raw.as_object().into_iter().flatten() {
            if !BESIDE.contains(&key.as_str()) {
                self.flat(&format!("^{key}"), value, &mut lines);
            }
        }
        lines
    }

    fn flat(&self, path: &str, value: &Value, lines: &mut Lines) {
        match value {
            Value::Null => {}
            Value::Object(map) if map.contains_key("Effect") => {
                lines.insert(format!("{} {}", place(path), self.statement(map)));
            }
            Value::Object(map) if map.is_empty() => note(lines, format!("{path} = {{}}")),
            Value::Object(map) => {
                for (key, inside) in map {
                    let is_usual = key == "Version" && map.contains_key("Statement");
                    let says_nothing = is_usual && inside == "2012-10-17";
                    if !(says_nothing || WORDS.contains(&key.as_str())) {
                        self.flat(&below(path, &self.named(key)), inside, lines);
                    }
                }
            }
            Value::Array(list) => self.list(path, list, lines),
            Value::String(text) => match json(text) {
                Some(inside) => self.flat(&format!("{path}>"), &inside, lines),
                None => note(lines, format!("{path} = {}", self.named(text))),
            },
            other => note(lines, format!("{path} = {other}")),
        }
    }

    fn list(&self, path: &str, list: &[Value], lines: &mut Lines) {
        let last = path.rsplit('/').next().unwrap_or(path);
        let ordered = ORDERED.contains(&last);
        let plain = list.iter().all(|item| !item.is_object() && !item.is_array());
        if plain && !ordered {
            let mut texts: Vec<String> =
                list.iter().map(|item| self.named(&text_of(item))).collect();
            texts.sort();
            if texts.len() <= FEW {
                lines.insert(format!("{path} = {texts:?}"));
            } else {
                lines.extend(texts.into_iter().map(|text| format!("{path} has {text}")));
            }
            return;
        }
        let called = if ordered { None } else { names(list) };
        for (at, item) in list.iter().enumerate() {
            match called.as_ref().and_then(|(key, all)| Some((key, all.get(at)?))) {
                Some((key, name)) => {
                    self.flat(&below(path, &self.named(name)), &without(item, key), lines);
                }
                None => self.flat(&below(path, &format!("{at:02}")), item, lines),
            }
        }
    }

    /// `allows s3:GetObject on … by … if …`, and whatever else the statement has.
    fn statement(&self, statement: &Map<String, Value>) -> String {
        let mut sentence = String::new();
        let keys = [
            ("Effect", ""),
            ("Action", ""),
            ("Resource", "on "),
            ("Principal", "by "),
            ("Condition", "if "),
        ];
        for (key, word) in keys {
            let Some(value) = statement.get(key) else { continue };
            let said = match value {
                Value::Object(_) => value.to_string(),
                list => items(list).iter().map(text_of).collect::<Vec<_>>().join(", "),
            };
            sentence.push_str(&format!("{word}{said} "));
        }
        let more = statement.iter().filter(|(key, _)| {
            key.as_str() != "Sid" && !keys.iter().any(|(known, _)| known == key)
        });
        for (key, value) in more {
            sentence.push_str(&format!("{key} {value} "));
        }
        self.named(sentence.trim_end())
    }

    /// A text with the environment's own name and account written as what they are.
    fn named(&self, text: &str) -> String {
        let mut done = String::with_capacity(text.len());
        let mut word = String::new();
        for sign in text.chars().chain(std::iter::once('\0')) {
            if sign.is_alphanumeric() {
                word.push(sign);
                continue;
            }
            match word.as_str() {
                own if !own.is_empty() && own == self.account => done.push_str("{account}"),
                own if own == self.environment => done.push_str("{environment}"),
                other => done.push_str(other),
            }
            word.clear();
            done.extend(Some(sign).filter(|sign| *sign != '\0'));
        }
        done
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

fn note(lines: &mut Lines, line: String) {
    lines.insert(line);
}

/// A statement's place without the words that all places have.
fn place(path: &str) -> String {
    let says = |step: &&str| !["PolicyDocument", "Statement"].contains(step);
    path.split('/').filter(says).collect::<Vec<_>>().join("/")
}

/// What is left of an item beside its name; of a pair, its value.
fn without(item: &Value, name: &str) -> Value {
    let mut rest = item.clone();
    let Some(map) = rest.as_object_mut() else { return rest };
    if !map.contains_key("Effect") {
        map.remove(name);
    }
    match map.get("Value") {
        Some(value) if map.len() == 1 => value.clone(),
        _ => rest,
    }
}

/// What the items are called and by which key, if each is called differently.
fn names(list: &[Value]) -> Option<(&'static str, Vec<String>)> {
    NAMES.iter().find_map(|key| {
        let all = list.iter().map(|item| Some(text_of(item.get(*key)?)));
        let all: Vec<String> = all.collect::<Option<_>>()?;
        let different: BTreeSet<&String> = all.iter().collect();
        (different.len() == all.len() && !different.iter().any(|one| one.is_empty()))
            .then_some((*key, all))
    })
}

/// A text that is itself an object or a list.
fn json(text: &str) -> Option<Value> {
    let inside: Option<Value> =
        if text.starts_with(['{', '[']) { serde_json::from_str(text).ok() } else { None };
    inside.filter(|value| value.is_object() || value.is_array())
}

/// The lines of each environment, by kind and name.
pub type ByEnvironment = BTreeMap<(String, String), BTreeMap<String, Lines>>;
