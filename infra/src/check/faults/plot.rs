//! Ways to spoil a good environment.

use serde_json::{Map, Value};

use crate::check::Reviewed;
use crate::check::model::Environment;

/// The templates before a fault is planted, and after.
pub struct Plot {
    /// The templates.
    pub environment: Environment,
    /// The reviewed files; only a fault of the proxy's own files changes them.
    pub reviewed: Reviewed,
}

impl Plot {
    /// Calls `spoil` with the resources of a type whose logical names contain `id`, until one is changed.
    pub fn one(
        &mut self,
        (kind, id): (&str, &str),
        mut spoil: impl FnMut(&mut Value) -> bool,
    ) -> usize {
        self.each(kind, id, |resource| spoil(resource), true)
    }

    /// The same with every one of them.
    pub fn all(
        &mut self,
        (kind, id): (&str, &str),
        mut spoil: impl FnMut(&mut Value) -> bool,
    ) -> usize {
        self.each(kind, id, |resource| spoil(resource), false)
    }

    fn each(
        &mut self,
        kind: &str,
        id: &str,
        mut spoil: impl FnMut(&mut Value) -> bool,
        first: bool,
    ) -> usize {
        let mut changed = 0;
        for stack in &mut self.environment.stacks {
            let resources = stack.template.get_mut("Resources").and_then(Value::as_object_mut);
            for (name, resource) in resources.into_iter().flatten() {
                let fits = name.contains(id) && resource.get("Type").is_some_and(|one| one == kind);
                if fits && (changed == 0 || !first) && spoil(resource) {
                    changed += 1;
                }
            }
        }
        changed
    }

    /// Sets a property, which must not have the value yet.
    #[expect(clippy::needless_pass_by_value, reason = "the faults read better without borrows")]
    pub fn set(&mut self, place: (&str, &str), path: &str, value: Value) -> usize {
        self.one(place, |resource| put(resource, path, &value))
    }

    /// Takes a property away.
    pub fn unset(&mut self, place: (&str, &str), path: &str) -> usize {
        self.one(place, |resource| take(resource, path))
    }

    /// Takes resources away.
    pub fn drop(&mut self, (kind, id): (&str, &str)) -> usize {
        let mut dropped = 0;
        for stack in &mut self.environment.stacks {
            let Some(resources) =
                stack.template.get_mut("Resources").and_then(Value::as_object_mut)
            else {
                continue;
            };
            let before = resources.len();
            resources.retain(|name, resource| {
                !(name.contains(id) && resource.get("Type").is_some_and(|one| one == kind))
            });
            dropped += before - resources.len();
        }
        dropped
    }

    /// Adds a resource to a stack.
    pub fn add(&mut self, stack: &str, id: &str, kind: &str, properties: Value) -> usize {
        let resource = Map::from_iter([
            ("Type".to_owned(), Value::from(kind)),
            ("Properties".to_owned(), properties),
        ]);
        let found = self.environment.stacks.iter_mut().find(|one| one.name == stack);
        let resources = found
            .and_then(|stack| stack.template.get_mut("Resources"))
            .and_then(Value::as_object_mut);
        let Some(resources) = resources else { return 0 };
        resources.insert(id.to_owned(), Value::Object(resource));
        1
    }

    /// Changes the first text in all templates that has `from` in it.
    pub fn replace(&mut self, place: (&str, &str), from: &str, to: &str) -> usize {
        self.one(place, |resource| reword(resource, from, to))
    }

    /// Spoils the first statement of a resource that `fits`.
    pub fn statement(
        &mut self,
        place: (&str, &str),
        fits: fn(&Value) -> bool,
        spoil: fn(&mut Map<String, Value>),
    ) -> usize {
        self.one(place, |resource| {
            let mut statements = Vec::new();
            gather(resource, &mut statements);
            match statements.into_iter().find(|one| fits(one)).and_then(Value::as_object_mut) {
                Some(statement) => {
                    let before = statement.clone();
                    spoil(statement);
                    before != *statement
                }
                None => false,
            }
        })
    }
}

/// Sets the value at a JSON pointer; what lies above it must be there.
pub fn write(value: &mut Value, pointer: &str, new: &Value) -> bool {
    let Some((above, last)) = pointer.rsplit_once('/') else { return false };
    let parent = value.pointer_mut(above).and_then(Value::as_object_mut);
    parent.is_some_and(|parent| parent.insert(last.to_owned(), new.clone()).as_ref() != Some(new))
}

/// Changes the properties of a resource.
pub fn edit(resource: &mut Value, change: impl FnOnce(&mut Map<String, Value>) -> bool) -> bool {
    resource.get_mut("Properties").and_then(Value::as_object_mut).is_some_and(change)
}

/// Takes the last of several items of a list away.
pub fn list_without(resource: &mut Value, path: &str) -> bool {
    let list = resource.pointer_mut(path).and_then(Value::as_array_mut);
    list.is_some_and(|list| list.len() > 1 && list.pop().is_some())
}

/// Sets what lies at a path below `Properties`; a path that begins with `^` begins at the resource.
fn put(resource: &mut Value, path: &str, value: &Value) -> bool {
    let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
    let Some(parent) =
        find(resource, if above.is_empty() && path.starts_with('^') { "^" } else { above })
    else {
        return false;
    };
    let last = last.trim_start_matches('^');
    if parent.get(last) == Some(value) {
        return false;
    }
    match parent {
        Value::Array(items) => match last.parse::<usize>().ok().and_then(|at| items.get_mut(at)) {
            Some(item) => *item = value.clone(),
            None => items.push(value.clone()),
        },
        Value::Object(map) => drop(map.insert(last.to_owned(), value.clone())),
        _ => return false,
    }
    true
}

fn take(resource: &mut Value, path: &str) -> bool {
    let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
    let start = if path.starts_with('^') && above.is_empty() { "^" } else { above };
    match find(resource, start) {
        Some(Value::Object(map)) => map.remove(last.trim_start_matches('^')).is_some(),
        Some(Value::Array(items)) => match last.parse::<usize>() {
            Ok(at) if at < items.len() => {
                items.remove(at);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn find<'a>(resource: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut steps = path.split('/').filter(|step| !step.is_empty()).peekable();
    let mut at = resource;
    match steps.peek() {
        Some(first) if first.starts_with('^') => {
            let first = steps.next()?.trim_start_matches('^');
            if !first.is_empty() {
                at = at.get_mut(first)?;
            }
        }
        _ => at = at.get_mut("Properties")?,
    }
    for step in steps {
        at = match at {
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?)?,
            other => other.get_mut(step)?,
        };
    }
    Some(at)
}

fn reword(value: &mut Value, from: &str, to: &str) -> bool {
    match value {
        Value::String(text) if text.contains(from) => {
            *text = text.replacen(from, to, 1);
            true
        }
        Value::Array(items) => items.iter_mut().any(|item| reword(item, from, to)),
        Value::Object(map) => map.values_mut().any(|item| reword(item, from, to)),
        _ => false,
    }
}

/// Every statement of every policy in a resource.
fn gather<'a>(value: &'a mut Value, found: &mut Vec<&'a mut Value>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                if key == "Statement" && item.is_array() {
                    found.extend(item.as_array_mut().into_iter().flatten());
                } else {
                    gather(item, found);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| gather(item, found)),
        _ => {}
    }
}
