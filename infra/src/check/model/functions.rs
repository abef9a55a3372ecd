//! The functions of CloudFormation, one by one. One that is not here is a finding.

use ipnet::IpNet;
use serde_json::Value;

use super::intrinsic::Resolver;
use super::read::Stack;
use super::resource::{items, number_of, text_of};

/// Availability zones by region, as a new account sees them.
const ZONES: &[(&str, &[&str])] = &[
    ("ap-northeast-1", &["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]),
    ("ap-northeast-3", &["ap-northeast-3a", "ap-northeast-3b", "ap-northeast-3c"]),
    ("us-east-1", &["us-east-1a", "us-east-1b", "us-east-1c"]),
];

/// Carries out the function `name` on its argument.
pub fn call(by: &Resolver, stack: &Stack, place: &str, (name, argument): (&str, &Value)) -> Value {
    let part = |index: usize| {
        let raw = argument.get(index).unwrap_or(&Value::Null);
        by.value(stack, place, raw)
    };
    match name {
        "Fn::GetAtt" => get_att(by, stack, place, argument),
        "Fn::Sub" => substitute(by, stack, place, argument),
        "Fn::ImportValue" => {
            let export = text_of(&by.value(stack, place, argument));
            by.import(stack, place, &export)
        }
        "Fn::Join" => join(&text_of(&part(0)), &part(1)),
        "Fn::Split" => {
            let (mark, text) = (text_of(&part(0)), text_of(&part(1)));
            text.split(mark.as_str()).map(Value::from).collect()
        }
        "Fn::Select" => select(by, place, &part(0), &part(1)),
        "Fn::GetAZs" => zones(by, stack, place, &text_of(&by.value(stack, place, argument))),
        "Fn::Cidr" => cidr(by, place, [&part(0), &part(1), &part(2)]),
        "Fn::FindInMap" => find_in_map(by, stack, place, [&part(0), &part(1), &part(2)]),
        "Fn::Base64" => by.value(stack, place, argument),
        "Fn::ToJsonString" => by.value(stack, place, argument).to_string().into(),
        "Fn::Length" => items(&by.value(stack, place, argument)).len().into(),
        "Fn::If" => {
            let holds =
                by.condition(stack, argument.get(0).and_then(Value::as_str).unwrap_or_default());
            part(if holds { 1 } else { 2 })
        }
        _ => decide(by, stack, place, (name, argument)),
    }
}

/// The functions that conditions are made of.
fn decide(by: &Resolver, stack: &Stack, place: &str, (name, argument): (&str, &Value)) -> Value {
    let truth = |raw: &Value| match raw.get("Condition").and_then(Value::as_str) {
        Some(condition) => by.condition(stack, condition),
        None => text_of(&by.value(stack, place, raw)) == "true",
    };
    let sides = items(argument);
    match name {
        "Fn::Equals" => {
            let mut values = sides.iter().map(|side| text_of(&by.value(stack, place, side)));
            (values.next() == values.next()).into()
        }
        "Fn::And" => sides.iter().all(truth).into(),
        "Fn::Or" => sides.iter().any(truth).into(),
        "Fn::Not" => sides.iter().all(|side| !truth(side)).into(),
        _ => {
            by.problem(place, format!("function `{name}` is not known to the checker"));
            Value::Null
        }
    }
}

fn get_att(by: &Resolver, stack: &Stack, place: &str, argument: &Value) -> Value {
    let words: Vec<String> = match argument {
        Value::String(text) => text.splitn(2, '.').map(str::to_owned).collect(),
        list => items(list).iter().map(text_of).collect(),
    };
    let Some((id, attribute)) = words.split_first() else { return Value::Null };
    by.resource(stack, place, (id, Some(&attribute.join("."))))
}

/// `Fn::Sub`: `${Name}`, `${Name.Attribute}`, `${Own}` from the map, `${!as it is}`.
fn substitute(by: &Resolver, stack: &Stack, place: &str, argument: &Value) -> Value {
    let (text, own) = match argument {
        Value::String(text) => (text.as_str(), &Value::Null),
        list => (
            list.get(0).and_then(Value::as_str).unwrap_or_default(),
            list.get(1).unwrap_or(&Value::Null),
        ),
    };
    let mut pieces = text.split("${");
    let mut done = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let value = if let Some(literal) = name.strip_prefix('!') {
            format!("${{{literal}}}").into()
        } else if let Some(value) = own.get(name) {
            by.value(stack, place, value)
        } else if let Some((id, attribute)) = name.split_once('.') {
            by.resource(stack, place, (id, Some(attribute)))
        } else {
            by.reference(stack, place, name)
        };
        done.push_str(&text_of(&value));
        done.push_str(rest);
    }
    done.into()
}

fn join(mark: &str, parts: &Value) -> Value {
    let words: Vec<String> = items(parts).iter().map(text_of).collect();
    words.join(mark).into()
}

fn select(by: &Resolver, place: &str, index: &Value, list: &Value) -> Value {
    let at = number_of(index).and_then(|index| usize::try_from(index).ok());
    let found = at.and_then(|at| items(list).get(at)).cloned();
    found.unwrap_or_else(|| {
        by.problem(place, "Fn::Select asks for more than there is");
        Value::Null
    })
}

fn zones(by: &Resolver, stack: &Stack, place: &str, asked: &str) -> Value {
    let region = if asked.is_empty() { stack.region.as_str() } else { asked };
    match ZONES.iter().find(|(name, _)| *name == region) {
        Some((_, zones)) => zones.iter().copied().map(Value::from).collect(),
        None => {
            by.problem(place, format!("the zones of {region} are not known to the checker"));
            Value::Null
        }
    }
}

/// The first so many subnets of a block; the bits count from the end of the address.
fn cidr(by: &Resolver, place: &str, [block, count, bits]: [&Value; 3]) -> Value {
    let block: Option<IpNet> = text_of(block).parse().ok();
    let count = number_of(count).and_then(|count| usize::try_from(count).ok());
    let subnets = block.zip(count).and_then(|(block, count)| {
        let widest = block.max_prefix_len();
        let default = if widest == 32 { 8 } else { 64 };
        let bits = number_of(bits).map_or(Some(default), |bits| u8::try_from(bits).ok())?;
        let subnets = block.subnets(widest.checked_sub(bits)?).ok()?;
        Some(subnets.take(count).map(|net| Value::from(net.to_string())).collect())
    });
    subnets.unwrap_or_else(|| {
        by.problem(place, "Fn::Cidr of something that is no network");
        Value::Null
    })
}

fn find_in_map(by: &Resolver, stack: &Stack, place: &str, keys: [&Value; 3]) -> Value {
    let steps = keys.iter().map(|key| text_of(key));
    let start = stack.template.get("Mappings");
    let found = steps.fold(start, |at, key| at.and_then(|at| at.get(&key))).cloned();
    found.unwrap_or_else(|| {
        by.problem(place, "Fn::FindInMap finds nothing");
        Value::Null
    })
}

/// A stand-in for the block that Amazon would give a VPC: documentation space (RFC 9637), one /56 per name.
pub fn amazon_v6(vpc: &str) -> String {
    let sum = vpc.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    format!("3fff:0:{:x}:{:x}00::/56", (sum >> 8) & 0xffff, sum & 0xff)
}
