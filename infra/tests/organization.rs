//! The policy that the bank hangs into its organization keeps people to the bank's own addresses, and stops nothing that
//! works by itself: its exceptions are the roles of the templates and the one that deploys them, no more and no fewer.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by ending"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What AWS takes as one policy of an organization, in signs.
const LONGEST: usize = 5120;
const ENVIRONMENTS: [&str; 4] = ["dev", "stg", "prod", "tools"];

fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn policy() -> Value {
    read("organization/people-from-the-bank.json")
}

fn words(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn exceptions() -> BTreeSet<String> {
    words(&policy()["Statement"][0]["Condition"]["ArnNotLike"]["aws:PrincipalArn"])
}

/// Roles and users that templates make, and the role that `deploy.sh` makes in each account.
fn by_themselves() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for environment in ENVIRONMENTS {
        names.insert(format!("arn:aws:iam::1:role/kura-{environment}-deployer"));
        for entry in read(&format!("out/{environment}/stacks.json")).as_array().unwrap() {
            let template = entry["template"].as_str().unwrap();
            let template = read(&format!("out/{environment}/{template}"));
            for resource in template["Resources"].as_object().unwrap().values() {
                let own = &resource["Properties"];
                match resource["Type"].as_str().unwrap() {
                    "AWS::IAM::Role" => names.insert(format!(
                        "arn:aws:iam::1:role/{}",
                        own["RoleName"].as_str().unwrap()
                    )),
                    "AWS::IAM::User" => names.insert(format!(
                        "arn:aws:iam::1:user/{}",
                        own["UserName"].as_str().unwrap()
                    )),
                    _ => continue,
                };
            }
        }
    }
    names
}

/// As AWS compares: a star stands for any signs, or none.
fn like(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, rest)) => name.strip_prefix(before).is_some_and(|name| {
            let ends = (0..=name.len()).filter_map(|start| name.get(start..));
            ends.into_iter().any(|name| like(rest, name))
        }),
    }
}

#[test]
fn whatever_works_by_itself_is_excepted_and_no_person_is() {
    let (exceptions, names) = (exceptions(), by_themselves());
    for name in &names {
        assert!(exceptions.iter().any(|one| like(one, name)), "{name} would be stopped");
    }
    for one in &exceptions {
        assert!(names.iter().any(|name| like(one, name)), "{one} excepts nobody there is");
    }
    for person in [
        "role/kura-prod-last-resort",
        "role/aws-reserved/sso.amazonaws.com/Admin",
        "user/somebody",
        "root",
    ] {
        let person = format!("arn:aws:iam::1:{person}");
        assert!(
            !exceptions.iter().any(|one| like(one, &person)),
            "{person} could come from anywhere"
        );
    }
}

#[test]
fn the_addresses_are_those_the_staffs_door_lets_in() {
    let given = words(&policy()["Statement"][0]["Condition"]["NotIpAddress"]["aws:SourceIp"]);
    let network = read("out/prod/network.template.json");
    let let_in = network["Resources"].as_object().unwrap().values().filter_map(|resource| {
        let own = &resource["Properties"];
        own["CidrIp"].as_str().or_else(|| own["CidrIpv6"].as_str())
    });
    let let_in: BTreeSet<_> =
        let_in.filter(|network| !network.starts_with("127.")).map(str::to_owned).collect();
    assert_eq!(given, let_in);
}

#[test]
fn it_refuses_everything_else_and_is_short_enough() {
    let policy = policy();
    let [only] = policy["Statement"].as_array().unwrap().as_slice() else {
        panic!("one statement")
    };
    assert_eq!(
        (&only["Effect"], &only["Action"], &only["Resource"]),
        (&Value::from("Deny"), &Value::from("*"), &Value::from("*"))
    );
    let services = &only["Condition"]["BoolIfExists"];
    assert_eq!(services["aws:ViaAWSService"], "false");
    assert_eq!(services["aws:PrincipalIsAWSService"], "false");
    assert!(policy.to_string().len() <= LONGEST);
}
