//! One environment as its committed templates describe it: every resource of every stack, its
//! references followed across stacks, its conditions decided. What cannot be followed is a finding.

mod functions;
mod intrinsic;
mod read;
pub mod resource;

use std::collections::BTreeMap;

use serde_json::Value;

use super::finding::Finding;
pub use functions::amazon_v6;
pub use read::{Environment, Stack};
pub use resource::Resource;

const RULE: &str = "model";

/// Every resource that would exist, with its properties resolved.
///
/// A reference to a resource is the text `${stack/LogicalId}`, one to an attribute
/// `${stack/LogicalId.Attribute}`; inside a longer text (`Fn::Sub`, `Fn::Join`) it stands as it is.
#[derive(Debug, Default)]
pub struct Model {
    /// `dev`, `stg` or `prod`.
    pub environment: String,
    /// In order of deployment.
    pub resources: Vec<Resource>,
    /// Exported and plain outputs: `stack/Output` and its value.
    pub outputs: BTreeMap<String, Value>,
    /// What could not be understood.
    pub problems: Vec<Finding>,
    by_name: BTreeMap<String, usize>,
}

impl Model {
    /// Resolves all templates of `environment`.
    pub fn of(environment: &Environment) -> Self {
        let resolver = intrinsic::Resolver::new(environment);
        let mut model = Self { environment: environment.name.clone(), ..Self::default() };
        for stack in &environment.stacks {
            model.take(&resolver, stack);
        }
        model.problems.extend(resolver.into_problems());
        model.problems.sort();
        model.problems.dedup();
        model
    }

    fn take(&mut self, resolver: &intrinsic::Resolver, stack: &Stack) {
        for (section, _) in stack.template.as_object().into_iter().flatten() {
            if !read::SECTIONS.contains(&section.as_str()) {
                let message = format!("section `{section}` is not known to the checker");
                self.problems.push(Finding::new(RULE, &stack.name, message));
            }
        }
        for (id, raw) in read::entries(&stack.template, "Resources") {
            if !resolver.exists(stack, raw) {
                continue;
            }
            let resource = Resource::new(stack, id, raw, resolver.parts(stack, id));
            self.by_name.insert(resource.name.clone(), self.resources.len());
            self.resources.push(resource);
        }
        for (id, output) in read::entries(&stack.template, "Outputs") {
            if resolver.exists(stack, output) {
                let name = format!("{}/{id}", stack.name);
                let value =
                    resolver.value(stack, &name, output.get("Value").unwrap_or(&Value::Null));
                self.outputs.insert(name, value);
            }
        }
    }

    /// The resources of one type.
    pub fn kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Resource> {
        self.resources.iter().filter(move |resource| resource.kind == kind)
    }

    /// The resource called `stack/LogicalId`.
    pub fn named(&self, name: &str) -> Option<&Resource> {
        self.by_name.get(name).and_then(|at| self.resources.get(*at))
    }

    /// The resource that the whole of a resolved text refers to.
    pub fn target(&self, value: &Value) -> Option<&Resource> {
        let inside = value.as_str()?.strip_prefix("${")?.strip_suffix('}')?;
        self.named(inside.split('.').next().unwrap_or(inside))
    }

    /// The names of all resources that occur anywhere in `value`.
    pub fn mentioned(&self, value: &Value) -> Vec<&Resource> {
        let mut found = Vec::new();
        texts(value, &mut |text| {
            for mark in marks(text) {
                found.extend(self.named(mark.split('.').next().unwrap_or(mark)));
            }
        });
        found
    }
}

/// The insides of all `${…}` of a text.
pub fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(inside, _)| inside))
}

/// Calls `each` with every text in `value`, however deep.
pub fn texts<'a>(value: &'a Value, each: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, each)),
        Value::Object(map) => map.values().for_each(|item| texts(item, each)),
        _ => {}
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
