//! The committed templates, as whoever draws, counts or tells something of them reads them.

use std::{fs, path::Path};

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;

/// The stacks of an environment.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `prod`, or the option's name.
    pub name: String,
    /// Whether it is prod with one choice made otherwise.
    pub option: bool,
    /// In the order they are deployed.
    pub stacks: Vec<Stack>,
}

/// A stack.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Its short name.
    pub name: String,
    /// Its template.
    pub template: Value,
}

/// A resource of a template.
#[derive(Debug, Clone, Copy)]
pub struct Resource<'a> {
    /// The stack's name.
    pub stack: &'a str,
    /// Its logical name.
    pub id: &'a str,
    /// Its type.
    pub kind: &'a str,
    body: &'a Value,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    template: String,
}

impl Environment {
    /// All that are committed below the folder `infra`.
    ///
    /// # Errors
    /// Templates that cannot be read.
    pub fn all(root: &Path) -> anyhow::Result<Vec<Self>> {
        let mut all = Vec::new();
        for (folder, option) in [("out", false), ("out/options", true)] {
            let folder = root.join(folder);
            let inside = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
            for entry in inside {
                let path = entry?.path();
                if path.join("stacks.json").is_file() {
                    all.push(Self::read(&path, option)?);
                }
            }
        }
        all.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(all)
    }

    /// One, from its folder.
    ///
    /// # Errors
    /// Templates that cannot be read.
    pub fn read(folder: &Path, option: bool) -> anyhow::Result<Self> {
        let json = |name: &str| {
            let path = folder.join(name);
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            serde_json::from_str::<Value>(&text).with_context(|| path.display().to_string())
        };
        let order: Vec<Entry> = serde_json::from_value(json("stacks.json")?)?;
        let stacks = order
            .into_iter()
            .map(|Entry { name, template }| Ok(Stack { name, template: json(&template)? }));
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        Ok(Self { name: name.to_owned(), option, stacks: stacks.collect::<anyhow::Result<_>>()? })
    }

    /// Every resource.
    pub fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        self.stacks.iter().flat_map(|stack| {
            let resources = stack.template.get("Resources").and_then(Value::as_object);
            resources.into_iter().flatten().map(move |(id, body)| Resource {
                stack: &stack.name,
                id,
                kind: body.get("Type").and_then(Value::as_str).unwrap_or_default(),
                body,
            })
        })
    }

    /// Every resource of a type.
    pub fn kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = Resource<'a>> {
        self.resources().filter(move |resource| resource.kind == kind)
    }

    /// How far a service grows by itself, if it does.
    pub fn scale(&self, service: Resource<'_>) -> Option<Resource<'_>> {
        let name = format!("\"{}\"", service.text("/ServiceName"));
        self.kind("AWS::ApplicationAutoScaling::ScalableTarget")
            .find(|scale| scale.text("/ResourceId").contains(&name))
    }

    /// A resource by its stack and name.
    pub fn find(&self, stack: &str, id: &str) -> Option<Resource<'_>> {
        self.resources().find(|resource| resource.stack == stack && resource.id == id)
    }
}

impl<'a> Resource<'a> {
    /// A property by its path, such as `/BackupPlan/BackupPlanName`.
    pub fn at(self, path: &str) -> Option<&'a Value> {
        self.body.get("Properties").and_then(|properties| properties.pointer(path))
    }

    /// A property as people would write it; empty when there is none.
    pub fn text(self, path: &str) -> String {
        match self.at(path) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    /// A property that is a list.
    pub fn list(self, path: &str) -> &'a [Value] {
        self.at(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The logical name a property refers to.
    pub fn refers(self, path: &str) -> Option<&'a str> {
        self.at(path)?.get("Ref")?.as_str()
    }
}
