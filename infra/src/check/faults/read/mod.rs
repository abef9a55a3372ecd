//! Faults that no rule of a clause was made for: single lines that differ from what people have read.

pub mod doors;
pub mod kept;
pub mod permissions;
pub mod runs;
pub mod watch;
pub mod ways;

use serde_json::{Map, Value};

use super::Fault;
use super::plot::Plot;

/// All of them.
pub const FAULTS: &[&[Fault]] =
    &[permissions::FAULTS, doors::FAULTS, kept::FAULTS, watch::FAULTS, runs::FAULTS, ways::FAULTS];

/// Changes the statement of a name, of one resource.
fn statement(
    plot: &mut Plot,
    place: (&str, &str),
    sid: &str,
    spoil: impl FnOnce(&mut Map<String, Value>),
) -> usize {
    let mut spoil = Some(spoil);
    plot.one(place, |resource| {
        let found = named(resource, "Sid", sid).and_then(Value::as_object_mut);
        match (found, spoil.take()) {
            (Some(statement), Some(spoil)) => {
                let before = statement.clone();
                spoil(statement);
                before != *statement
            }
            _ => false,
        }
    })
}

/// The first object, however deep, that is called `name` by its `key`.
fn named<'a>(value: &'a mut Value, key: &str, name: &str) -> Option<&'a mut Value> {
    if value.get(key).is_some_and(|own| own == name) {
        return Some(value);
    }
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| named(item, key, name)),
        Value::Object(map) => map.values_mut().find_map(|item| named(item, key, name)),
        _ => None,
    }
}

/// One item more in a list below `Properties`.
fn more(resource: &mut Value, pointer: &str, item: Value) -> bool {
    let list = resource.pointer_mut(pointer).and_then(Value::as_array_mut);
    list.map(|list| list.push(item)).is_some()
}

/// A list below `Properties` without the items that have `what` in them.
fn fewer(resource: &mut Value, pointer: &str, what: &str) -> bool {
    let list = resource.pointer_mut(pointer).and_then(Value::as_array_mut);
    list.is_some_and(|list| {
        let before = list.len();
        list.retain(|item| !item.to_string().contains(what));
        list.len() < before
    })
}
