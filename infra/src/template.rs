//! A CloudFormation template as a value: resources, parameters, outputs, and the few functions
//! that refer from one to another. What a resource may say is judged by cfn-lint, not here.

use serde_json::{Map, Value, json};

use crate::params::Environment;

/// The region everything stands in that has no reason to stand elsewhere.
pub const TOKYO: &str = "ap-northeast-1";
/// The region backups are copied to.
pub const OSAKA: &str = "ap-northeast-3";
/// The region CloudFront, its certificate and its firewall are set up in.
pub const VIRGINIA: &str = "us-east-1";

/// A stack: what is deployed together.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Its short name; the deployed one is `kura-<environment>-<name>`.
    pub name: &'static str,
    /// Where it is deployed.
    pub region: &'static str,
    prefix: &'static str,
    description: String,
    parameters: Map<String, Value>,
    resources: Map<String, Value>,
    outputs: Map<String, Value>,
    doubles: Vec<String>,
}

/// The logical name of a resource in its stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id(String);

/// A resource before it has a name.
#[derive(Debug, Clone)]
pub struct Resource {
    kind: &'static str,
    properties: Value,
    keeping: Option<&'static str>,
    after: Vec<Id>,
    reasons: Map<String, Value>,
}

impl Stack {
    /// An empty stack of an environment.
    pub fn new(env: &Environment, name: &'static str, region: &'static str, purpose: &str) -> Self {
        Self {
            name,
            region,
            prefix: env.name,
            description: format!("Kura {}: {purpose}", env.name),
            parameters: Map::new(),
            resources: Map::new(),
            outputs: Map::new(),
            doubles: Vec::new(),
        }
    }

    /// A value that is only known when the stack is deployed; `default` if it can be guessed.
    pub fn parameter(
        &mut self,
        id: &str,
        why: &str,
        pattern: &str,
        default: Option<&str>,
    ) -> Value {
        let mut body = json!({"Type": "String", "Description": why, "AllowedPattern": pattern});
        if let (Some(default), Some(body)) = (default, body.as_object_mut()) {
            body.insert("Default".to_owned(), json!(default));
        }
        self.parameters.insert(id.to_owned(), body);
        json!({"Ref": id})
    }

    /// Adds a resource.
    pub fn add(&mut self, id: impl Into<String>, resource: Resource) -> Id {
        let id = id.into();
        if self.resources.insert(id.clone(), resource.rendered()).is_some() {
            self.doubles.push(id.clone());
        }
        Id(id)
    }

    /// The name of a resource that was added before.
    pub fn existing(&self, id: &str) -> Id {
        Id(id.to_owned())
    }

    /// Gives a resource one more property.
    pub fn amend(&mut self, id: &Id, property: &str, value: Value) {
        if let Some(properties) = self.part(id, "Properties") {
            properties.insert(property.to_owned(), value);
        }
    }

    /// Says of a resource why something in it is wider than one would wish.
    pub fn explain(&mut self, id: &Id, what: &str, reason: &str) {
        if let Some(metadata) = self.part(id, "Metadata") {
            let reasons = metadata.entry("Reasons").or_insert_with(|| json!({}));
            if let Some(reasons) = reasons.as_object_mut() {
                reasons.insert(what.to_owned(), json!(reason));
            }
        }
    }

    /// Says of a task that no service runs where it runs: nothing else in the templates does.
    pub fn runs_in(&mut self, id: &Id, place: Value) {
        if let Some(metadata) = self.part(id, "Metadata") {
            metadata.insert("RunsIn".to_owned(), place);
        }
    }

    fn part(&mut self, id: &Id, part: &str) -> Option<&mut Map<String, Value>> {
        let resource = self.resources.get_mut(&id.0)?.as_object_mut()?;
        resource.entry(part).or_insert_with(|| json!({})).as_object_mut()
    }

    /// Tells other stacks of the environment a value; they [`import`] it. Exports are a region's own:
    /// outside Tokyo the value is an output, for people and scripts.
    pub fn export(&mut self, what: &str, why: &str, value: &Value) {
        let mut body = json!({"Description": why, "Value": value});
        if let (TOKYO, Some(body)) = (self.region, body.as_object_mut()) {
            body.insert("Export".to_owned(), json!({"Name": export_name(self.prefix, what)}));
        }
        self.outputs.insert(camel(what), body);
    }

    /// The template.
    ///
    /// # Errors
    /// When two resources have one name.
    pub fn template(&self) -> anyhow::Result<Value> {
        anyhow::ensure!(
            self.doubles.is_empty(),
            "stack {}: two resources are called {:?}",
            self.name,
            self.doubles
        );
        let mut template = Map::new();
        template.insert("AWSTemplateFormatVersion".to_owned(), json!("2010-09-09"));
        template.insert("Description".to_owned(), json!(self.description));
        for (name, part) in [
            ("Parameters", &self.parameters),
            ("Resources", &self.resources),
            ("Outputs", &self.outputs),
        ] {
            if !part.is_empty() {
                template.insert(name.to_owned(), Value::Object(part.clone()));
            }
        }
        Ok(Value::Object(template))
    }
}

impl Resource {
    /// A resource of a type such as `AWS::EC2::VPC`.
    pub fn new(kind: &'static str, properties: Value) -> Self {
        Self { kind, properties, keeping: None, after: Vec::new(), reasons: Map::new() }
    }

    /// It outlives its stack and its replacement: deleting it is a deed of its own.
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.keeping = Some("Retain");
        self
    }

    /// A last snapshot is taken before it goes.
    #[must_use]
    pub fn snapshotted(mut self) -> Self {
        self.keeping = Some("Snapshot");
        self
    }

    /// It is made after another one it does not refer to.
    #[must_use]
    pub fn after(mut self, other: &Id) -> Self {
        self.after.push(other.clone());
        self
    }

    /// Why something in it is wider than one would wish, under a name that stands in it.
    #[must_use]
    pub fn because(mut self, what: &str, reason: &str) -> Self {
        self.reasons.insert(what.to_owned(), json!(reason));
        self
    }

    fn rendered(self) -> Value {
        let mut out = Map::new();
        out.insert("Type".to_owned(), json!(self.kind));
        if self.properties.as_object().is_some_and(|properties| !properties.is_empty()) {
            out.insert("Properties".to_owned(), self.properties);
        }
        if let Some(keeping) = self.keeping {
            out.insert("DeletionPolicy".to_owned(), json!(keeping));
            out.insert("UpdateReplacePolicy".to_owned(), json!(keeping));
        }
        if !self.after.is_empty() {
            let after: Vec<_> = self.after.into_iter().map(|id| id.0).collect();
            out.insert("DependsOn".to_owned(), json!(after));
        }
        if !self.reasons.is_empty() {
            out.insert("Metadata".to_owned(), json!({"Reasons": self.reasons}));
        }
        Value::Object(out)
    }
}

impl Id {
    /// `Ref`.
    pub fn reference(&self) -> Value {
        json!({"Ref": self.0})
    }

    /// `Fn::GetAtt`.
    pub fn get(&self, attribute: &str) -> Value {
        json!({"Fn::GetAtt": [self.0, attribute]})
    }

    /// `Fn::GetAtt … Arn`.
    pub fn arn(&self) -> Value {
        self.get("Arn")
    }

    /// The name itself.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// `Fn::Sub`.
pub fn sub(text: &str) -> Value {
    json!({"Fn::Sub": text})
}

/// `Fn::Sub` with values of its own, as `("Name", value)`.
pub fn sub_with(text: &str, values: &[(&str, Value)]) -> Value {
    let values: Map<_, _> =
        values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({"Fn::Sub": [text, values]})
}

/// What another stack of the environment exported under this name.
pub fn import(env: &Environment, what: &str) -> Value {
    json!({"Fn::ImportValue": export_name(env.name, what)})
}

fn export_name(environment: &str, what: &str) -> String {
    format!("{environment}-{what}")
}

/// `log-key` → `LogKey`, for logical names.
pub fn camel(name: &str) -> String {
    name.split('-').map(capital).collect()
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// Tags: a name, for people who look at the console.
pub fn name_tag(name: &str) -> Value {
    json!([{"Key": "Name", "Value": name}])
}
