//! Faults of types: only AWS's own schemas know them, so cfn-lint must find them, by this code.

use serde_json::{Value, json};

use super::plot::{Plot, write};

/// Makes the mistake and tells how many places it changed.
type Plant = fn(&mut Plot) -> usize;

/// The code cfn-lint answers with, what went wrong, and the edit.
pub const FAULTS: &[(&str, &str, Plant)] = &[
    ("E3002", "01 a property mistyped", |p| {
        p.one(("AWS::EC2::VPC", ""), |vpc| {
            let properties = vpc.get_mut("Properties").and_then(Value::as_object_mut);
            properties.is_some_and(|all| {
                all.insert("EnableDnsHostname".to_owned(), json!(true)).is_none()
            })
        })
    }),
    ("E3030", "02 a value that is none of the choices", |p| {
        p.set(("AWS::ElasticLoadBalancingV2::LoadBalancer", "Customer"), "Scheme", json!("interna"))
    }),
    ("E1010", "03 an attribute that is not there", |p| {
        p.one(("AWS::KMS::Alias", ""), |alias| {
            let name = json!({"Fn::GetAtt": ["WatchKey", "Name"]});
            write(alias, "/Properties/TargetKeyId", &name)
        })
    }),
    ("E3691", "27 an engine version that is not there", |p| {
        p.set(("AWS::RDS::DBInstance", ""), "EngineVersion", json!("1.2"))
    }),
    ("E3047", "28 a size Fargate does not have", |p| {
        p.set(("AWS::ECS::TaskDefinition", "Customer"), "Memory", json!("9999"))
    }),
    ("E3003", "a required property is missing", |p| {
        p.unset(("AWS::EC2::FlowLog", ""), "ResourceId")
    }),
    ("E3012", "a list where a number belongs", |p| {
        p.set(("AWS::Logs::LogGroup", ""), "RetentionInDays", json!(["a"]))
    }),
];
