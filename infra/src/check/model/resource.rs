//! One resource of one stack.

use serde_json::{Value, json};

use super::read::Stack;

/// What absent properties look like.
static NOTHING: Value = Value::Null;

/// A resource with its properties resolved.
#[derive(Debug, Clone)]
pub struct Resource {
    /// `stack/LogicalId`.
    pub name: String,
    /// The account and the region it would be made in.
    pub account: String,
    /// See `account`.
    pub region: String,
    /// `AWS::EC2::Subnet`.
    pub kind: String,
    /// Resolved.
    pub properties: Value,
    /// `Metadata`, resolved: written reasons, and where a task runs that no service runs.
    pub metadata: Value,
    /// All of it as it is in the template: `DeletionPolicy`, `DependsOn`.
    pub raw: Value,
}

impl Resource {
    pub(super) fn new(
        stack: &Stack,
        id: &str,
        raw: &Value,
        (properties, metadata): (Value, Value),
    ) -> Self {
        let kind = raw.get("Type").and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = format!("{}/{id}", stack.name);
        let metadata = with_place(metadata);
        Self {
            name,
            account: stack.account.clone(),
            region: stack.region.clone(),
            kind,
            properties,
            metadata,
            raw: raw.clone(),
        }
    }

    /// The property at a path like `VpcConfig/SubnetIds`; null if there is none.
    pub fn at(&self, path: &str) -> &Value {
        within(&self.properties, path)
    }

    /// A property that is a text; numbers as texts too.
    pub fn text(&self, path: &str) -> String {
        text_of(self.at(path))
    }

    /// A property that is a whole number, written as a number or as a text.
    pub fn number(&self, path: &str) -> Option<i64> {
        number_of(self.at(path))
    }

    /// A property that is true, written as `true` or as `"true"`.
    pub fn is_true(&self, path: &str) -> bool {
        is_true(self.at(path))
    }

    /// A property that is false, and said to be so.
    pub fn is_false(&self, path: &str) -> bool {
        text_of(self.at(path)) == "false"
    }

    /// The items of a property that is a list; none if it is not.
    pub fn list(&self, path: &str) -> &[Value] {
        self.at(path).as_array().map_or(&[], Vec::as_slice)
    }

    /// The part of the name after the stack.
    pub fn id(&self) -> &str {
        self.name.split_once('/').map_or(&self.name, |(_, id)| id)
    }

    /// An attribute beside the properties.
    pub fn attribute(&self, name: &str) -> &Value {
        self.raw.get(name).unwrap_or(&NOTHING)
    }
}

/// `Metadata.RunsIn` may be the text that the AWS CLI takes: see `spelt_out`.
fn with_place(mut metadata: Value) -> Value {
    let spelt = metadata.get("RunsIn").and_then(Value::as_str).and_then(spelt_out);
    if let (Some(spelt), Some(map)) = (spelt, metadata.as_object_mut()) {
        map.insert("RunsIn".to_owned(), spelt);
    }
    metadata
}

/// `awsvpcConfiguration={assignPublicIp=DISABLED,subnets=[a,b],securityGroups=[c]}`, as the AWS CLI takes it, in the
/// form of a template.
fn spelt_out(configuration: &str) -> Option<Value> {
    let inside = configuration.strip_prefix("awsvpcConfiguration={")?.strip_suffix('}')?;
    let list = |key: &str| -> Option<Vec<Value>> {
        let (_, rest) = inside.split_once(&format!("{key}=["))?;
        let (items, _) = rest.split_once(']')?;
        Some(items.split(',').map(|item| Value::from(item.trim())).collect())
    };
    let (_, public) = inside.split_once("assignPublicIp=")?;
    let public = public.split([',', '}']).next().unwrap_or(public);
    Some(
        json!({"AssignPublicIp": public, "Subnets": list("subnets")?, "SecurityGroups": list("securityGroups")?}),
    )
}

/// The value at a path of names and list positions, joined by `/`; null if there is none.
pub fn within<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('/').filter(|step| !step.is_empty()).fold(value, |at, step| {
        let next = match at {
            Value::Array(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
            _ => at.get(step),
        };
        next.unwrap_or(&NOTHING)
    })
}

/// A value as text: what it says, a number or truth value written out, else empty.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        _ => String::new(),
    }
}

/// A whole number, written as a number or as a text.
pub fn number_of(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// `true` or `"true"`.
pub fn is_true(value: &Value) -> bool {
    text_of(value) == "true"
}

/// A list's items; a single value is a list of one, nothing of none.
pub fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}
