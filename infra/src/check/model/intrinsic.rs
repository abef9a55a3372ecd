//! Follows `Ref`, `Fn::GetAtt`, `Fn::ImportValue` and the other functions of a template.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::functions;
use super::read::{Environment, Stack, entries};
use super::resource::{is_true, text_of};
use super::{Finding, RULE};

/// A template that refers to itself in a circle ends here.
const DEEPEST: usize = 48;

/// Attributes that are the resource's identity under another name.
const IDENTITY: &[(&str, &[&str])] = &[
    ("AWS::EC2::SecurityGroup", &["GroupId", "Id"]),
    ("AWS::EC2::Subnet", &["SubnetId"]),
    ("AWS::EC2::VPC", &["VpcId"]),
    ("AWS::EC2::RouteTable", &["RouteTableId"]),
    ("AWS::EC2::InternetGateway", &["InternetGatewayId"]),
    ("AWS::EC2::NatGateway", &["NatGatewayId"]),
    ("AWS::EC2::NetworkAcl", &["Id"]),
    ("AWS::EC2::PrefixList", &["PrefixListId"]),
    ("AWS::EC2::VPCEndpoint", &["Id"]),
    ("AWS::EC2::VPNGateway", &["VPNGatewayId"]),
    ("AWS::EC2::TransitGateway", &["Id"]),
    ("AWS::EC2::EgressOnlyInternetGateway", &["Id"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", &["LoadBalancerArn"]),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", &["TargetGroupArn"]),
    ("AWS::ElasticLoadBalancingV2::Listener", &["ListenerArn"]),
    ("AWS::ECS::TaskDefinition", &["TaskDefinitionArn"]),
    ("AWS::SNS::Topic", &["TopicArn"]),
    ("AWS::CloudFront::VpcOrigin", &["Id"]),
];

/// Attributes that say what a property says.
const PROPERTY: &[(&str, &str, &str)] = &[
    ("AWS::EC2::VPC", "CidrBlock", "CidrBlock"),
    ("AWS::EC2::Subnet", "CidrBlock", "CidrBlock"),
    ("AWS::EC2::Subnet", "AvailabilityZone", "AvailabilityZone"),
    ("AWS::EC2::Subnet", "VpcId", "VpcId"),
    ("AWS::RDS::DBInstance", "Endpoint.Port", "Port"),
    ("AWS::RDS::DBCluster", "Endpoint.Port", "Port"),
];

/// Ports of engines whose `Port` is not written.
const ENGINE_PORTS: &[(&str, &str)] = &[
    ("postgres", "5432"),
    ("aurora-postgresql", "5432"),
    ("mysql", "3306"),
    ("aurora-mysql", "3306"),
];

pub struct Resolver<'a> {
    environment: &'a Environment,
    /// Account with region, and export name: the stack's place in the order, and the value.
    exports: BTreeMap<(String, String), (usize, &'a Value)>,
    problems: RefCell<Vec<Finding>>,
    depth: RefCell<usize>,
}

impl<'a> Resolver<'a> {
    pub fn new(environment: &'a Environment) -> Self {
        let problems = RefCell::default();
        let mut resolver =
            Self { environment, exports: BTreeMap::new(), problems, depth: RefCell::new(0) };
        let mut exports = BTreeMap::new();
        for (order, stack) in environment.stacks.iter().enumerate() {
            for (id, output) in entries(&stack.template, "Outputs") {
                let (Some(name), Some(value)) =
                    (output.pointer("/Export/Name"), output.get("Value"))
                else {
                    continue;
                };
                let place = format!("{}/{id}", stack.name);
                let name = text_of(&resolver.value(stack, &place, name));
                if exports.insert((place_of(stack), name.clone()), (order, value)).is_some() {
                    resolver
                        .problem(&place, format!("`{name}` is exported twice in {}", stack.region));
                }
            }
        }
        resolver.exports = exports;
        resolver
    }

    pub fn into_problems(self) -> Vec<Finding> {
        self.problems.into_inner()
    }

    pub fn problem(&self, place: &str, message: impl Into<String>) {
        self.problems.borrow_mut().push(Finding::new(RULE, place, message));
    }

    /// Whether the condition of a resource or output, if it has one, holds.
    pub fn exists(&self, stack: &Stack, raw: &Value) -> bool {
        raw.get("Condition").and_then(Value::as_str).is_none_or(|name| self.condition(stack, name))
    }

    /// The resolved properties and metadata of a resource.
    pub fn parts(&self, stack: &Stack, id: &str) -> (Value, Value) {
        let place = format!("{}/{id}", stack.name);
        let metadata = stack.template.pointer(&format!("/Resources/{id}/Metadata"));
        let metadata = metadata.map_or(Value::Null, |raw| self.value(stack, &place, raw));
        (self.properties(stack, id), metadata)
    }

    fn properties(&self, stack: &Stack, id: &str) -> Value {
        let place = format!("{}/{id}", stack.name);
        let raw = stack.template.pointer(&format!("/Resources/{id}/Properties"));
        raw.map_or(Value::Object(Map::new()), |raw| self.value(stack, &place, raw))
    }

    /// A value with every function in it carried out.
    pub fn value(&self, stack: &Stack, place: &str, value: &Value) -> Value {
        if *self.depth.borrow() > DEEPEST {
            self.problem(place, "refers to itself in a circle");
            return Value::Null;
        }
        *self.depth.borrow_mut() += 1;
        let resolved = match value {
            Value::Object(map) => self.object(stack, place, map),
            Value::Array(list) => {
                let items = list.iter().map(|item| self.value(stack, place, item));
                Value::Array(items.filter(|item| !item.is_null()).collect())
            }
            plain => plain.clone(),
        };
        *self.depth.borrow_mut() -= 1;
        resolved
    }

    fn object(&self, stack: &Stack, place: &str, map: &Map<String, Value>) -> Value {
        let only = if map.len() == 1 { map.iter().next() } else { None };
        match only {
            Some((name, argument)) if name == "Ref" => {
                self.reference(stack, place, argument.as_str().unwrap_or_default())
            }
            Some((name, argument)) if name.starts_with("Fn::") => {
                functions::call(self, stack, place, (name, argument))
            }
            _ => {
                let fields =
                    map.iter().map(|(key, item)| (key.clone(), self.value(stack, place, item)));
                Value::Object(fields.filter(|(_, item)| !item.is_null()).collect())
            }
        }
    }

    /// What `Ref` means: a pseudo parameter, a parameter, or a resource.
    pub fn reference(&self, stack: &Stack, place: &str, name: &str) -> Value {
        match name {
            "AWS::Region" => stack.region.clone().into(),
            "AWS::Partition" => "aws".into(),
            "AWS::URLSuffix" => "amazonaws.com".into(),
            "AWS::StackName" => stack.name.clone().into(),
            "AWS::AccountId" if !stack.account.is_empty() => stack.account.clone().into(),
            "AWS::AccountId" | "AWS::StackId" => format!("${{{name}}}").into(),
            "AWS::NoValue" => Value::Null,
            _ => self
                .parameter(stack, place, name)
                .unwrap_or_else(|| self.resource(stack, place, (name, None))),
        }
    }

    fn parameter(&self, stack: &Stack, place: &str, name: &str) -> Option<Value> {
        let declared = stack.template.get("Parameters")?.get(name)?;
        let kind = declared.get("Type").and_then(Value::as_str).unwrap_or_default();
        let given = stack.parameters.get(name).map(|given| self.given(stack, place, given));
        let handed = handed_over(declared).map(|wanted| self.output(stack, place, &wanted));
        let given = given.or(handed);
        let value = given.or_else(|| declared.get("Default").cloned());
        let Some(value) = value else {
            // Told at deployment: no resource of ours, and no network may depend on it.
            return Some(format!("${{parameter {}.{name}}}", stack.name).into());
        };
        if kind.starts_with("AWS::SSM::Parameter::Value") {
            return Some(format!("{{{{resolve:ssm:{}}}}}", text_of(&value)).into());
        }
        let is_list = kind == "CommaDelimitedList" || kind.starts_with("List<");
        match value.as_str() {
            Some(text) if is_list => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Some(parts.map(Value::from).collect())
            }
            _ => Some(value),
        }
    }

    /// A parameter that the order of deployment hands over: another stack's output, or a value.
    fn given(&self, stack: &Stack, place: &str, given: &Value) -> Value {
        if let Some(value) = given.get("value") {
            return value.clone();
        }
        self.output(stack, place, given.get("output").and_then(Value::as_str).unwrap_or_default())
    }

    /// The output `stack/Name` of a stack that is deployed before.
    fn output(&self, stack: &Stack, place: &str, wanted: &str) -> Value {
        let (from, output) = wanted.split_once('/').unwrap_or_default();
        let before = self.environment.stacks.iter().take_while(|one| one.name != stack.name);
        let found = before.into_iter().find(|one| one.name == from).and_then(|one| {
            let value = one.template.pointer(&format!("/Outputs/{output}/Value"))?;
            Some(self.value(one, &format!("{from}/{output}"), value))
        });
        found.unwrap_or_else(|| {
            self.problem(place, format!("no stack before this one has the output `{wanted}`"));
            Value::Null
        })
    }

    /// `${stack/Id}` or `${stack/Id.Attribute}`; a plain value where the template itself tells it.
    pub fn resource(
        &self,
        stack: &Stack,
        place: &str,
        (id, attribute): (&str, Option<&str>),
    ) -> Value {
        let Some(raw) = stack.template.get("Resources").and_then(|all| all.get(id)) else {
            self.problem(place, format!("refers to `{id}`, which is not in stack {}", stack.name));
            return Value::Null;
        };
        if !self.exists(stack, raw) {
            self.problem(place, format!("refers to `{id}`, whose condition is false"));
        }
        let kind = raw.get("Type").and_then(Value::as_str).unwrap_or_default();
        let whole = format!("${{{}/{id}}}", stack.name);
        let Some(attribute) = attribute else { return whole.into() };
        let same = IDENTITY.iter().any(|(of, names)| *of == kind && names.contains(&attribute));
        if same {
            return whole.into();
        }
        if let Some((_, _, property)) =
            PROPERTY.iter().find(|(of, name, _)| *of == kind && *name == attribute)
        {
            let properties = self.properties(stack, id);
            let said = properties.get(*property).cloned();
            return said.unwrap_or_else(|| default_port(&properties));
        }
        if kind == "AWS::EC2::VPC" && attribute == "Ipv6CidrBlocks" {
            return Value::Array(vec![functions::amazon_v6(&whole).into()]);
        }
        format!("${{{}/{id}.{attribute}}}", stack.name).into()
    }

    /// The value that an earlier stack of the same region exports.
    pub fn import(&self, stack: &Stack, place: &str, name: &str) -> Value {
        let order = self.environment.stacks.iter().position(|one| one.name == stack.name);
        match self.exports.get(&(place_of(stack), name.to_owned())) {
            None => {
                self.problem(
                    place,
                    format!("imports `{name}`, which nothing in {} exports", place_of(stack)),
                );
                Value::Null
            }
            Some((from, _)) if Some(*from) >= order => {
                self.problem(place, format!("imports `{name}` of a stack that is deployed later"));
                Value::Null
            }
            Some((from, value)) => match self.environment.stacks.get(*from) {
                Some(other) => self.value(other, place, value),
                None => Value::Null,
            },
        }
    }

    /// Whether a named condition holds.
    pub fn condition(&self, stack: &Stack, name: &str) -> bool {
        let place = format!("{}/{name}", stack.name);
        match stack.template.get("Conditions").and_then(|all| all.get(name)) {
            Some(condition) => is_true(&self.value(stack, &place, condition)),
            None => {
                self.problem(&place, "is used as a condition and is none");
                false
            }
        }
    }
}

/// The output a parameter's description says it is: `… output Zone of the stack network`, as `network/Zone`.
fn handed_over(declared: &Value) -> Option<String> {
    let description = declared.get("Description")?.as_str()?;
    let (_, wanted) = description.rsplit_once("output ")?;
    let (output, stack) = wanted.split_once(" of the stack ")?;
    let is_name = |text: &str| {
        !text.is_empty() && text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
    };
    let stack = stack.trim_end_matches('.');
    (is_name(output) && is_name(stack)).then(|| format!("{stack}/{output}"))
}

/// Exports are known within one account and one region.
fn place_of(stack: &Stack) -> String {
    format!("{} {}", stack.account, stack.region)
}

fn default_port(properties: &Value) -> Value {
    let engine = text_of(properties.get("Engine").unwrap_or(&Value::Null));
    let port = ENGINE_PORTS.iter().find(|(name, _)| *name == engine);
    port.map_or(Value::Null, |(_, port)| (*port).into())
}
