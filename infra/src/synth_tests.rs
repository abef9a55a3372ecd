use std::{collections::BTreeSet, fs};

use super::*;
use crate::params::{Egress, Hybrid, SignIn, StaffAccess, dev, environments, options, prod};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn all_below(folder: &Path, found: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_below(&path, found);
        } else {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn templates(env: &Environment) -> Vec<Value> {
    let files = environment(env, "out").unwrap();
    let templates = files.iter().filter(|(path, _)| path.ends_with(".template.json"));
    templates.map(|(_, text)| serde_json::from_str(text).unwrap()).collect()
}

/// Every value under a key of this name, however deep.
fn under<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                if key == name {
                    found.push(item);
                }
                under(item, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| under(item, name, found)),
        _ => {}
    }
}

#[test]
fn what_is_committed_is_what_the_parameters_say() {
    let mut committed = Files::new();
    for folder in FOLDERS {
        all_below(&root().join(folder), &mut committed);
    }
    // Made from the network that the checker reads out of the templates; `check` compares it.
    committed.retain(|path, _| !path.ends_with("/matrix.json"));
    let made = files().unwrap();
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&made), "run `cargo run -p infra -- synth`");
    for (path, text) in &made {
        assert!(committed[path] == *text, "{path} is old: run `cargo run -p infra -- synth`");
    }
}

#[test]
fn a_template_can_be_deployed_without_a_bucket() {
    for (path, text) in files().unwrap() {
        // AWS takes 51,200; what is left is for the next change.
        assert!(text.len() <= 48_128, "{path} has {} bytes", text.len());
        assert_eq!(text.lines().filter(|line| line.ends_with(' ')).count(), 0, "{path}");
    }
}

#[test]
fn a_layout_keeps_the_meaning() {
    let value = json!({"b": [], "a": {"d": "x".repeat(120), "c": [1, {"y": null}]}, "e": {}});
    let text = text(&value).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    assert!(text.find("\"a\"") < text.find("\"b\""), "{text}");
}

/// Tests are run on what the program is made with, and what README asks for.
#[test]
fn the_pipeline_tests_on_the_image_the_program_is_made_with() {
    let made = fs::read_to_string(root().join("Containerfile")).unwrap();
    let image = made.lines().find_map(|line| line.strip_prefix("ARG RUST=")).unwrap();
    assert!(image.ends_with("-bookworm"), "Debian 12");
    let tools = &files().unwrap()["out/tools/pipeline.template.json"];
    let tools: Value = serde_json::from_str(tools).unwrap();
    let tester = tools.pointer("/Resources/TestStep/Properties/Environment/Image");
    assert_eq!(tester, Some(&json!(image)));
    let rust = fs::read_to_string(root().join("../Cargo.toml")).unwrap();
    let version = image.trim_start_matches("rust:").split('-').next().unwrap();
    assert!(rust.contains(&format!("rust-version = \"{version}\"")), "{version}");
}

/// Squid takes the list by the name it is started with, which has letters and digits only.
#[test]
fn each_proxy_has_a_list_of_its_own() {
    let with_proxy = |env: &Environment| env.egress == Egress::Proxy;
    let all = environments().into_iter().chain(options().into_iter().map(|(_, env)| env));
    let lists: Vec<_> = all.filter(with_proxy).map(|env| env.proxy_list()).collect();
    assert_eq!(lists.iter().collect::<BTreeSet<_>>().len(), lists.len(), "{lists:?}");
    assert!(lists.iter().all(|list| list.chars().all(|sign| sign.is_ascii_alphanumeric())));
}

/// Nothing asks for an environment's name but to write it: another one with prod's parameters is
/// prod, letter for letter.
#[test]
fn environments_differ_by_their_parameters_only() {
    let other = Environment { name: "zzzz", ..prod() };
    let made = environment(&other, "out").unwrap();
    for (path, text) in environment(&prod(), "out").unwrap() {
        assert_eq!(made[&path].replace("zzzz", "prod"), text, "{path}");
    }
}

#[test]
fn every_environment_has_the_same_stacks_in_the_same_order() {
    let names =
        |env: &Environment| stacks::all(env).iter().map(|stack| stack.name).collect::<Vec<_>>();
    for env in environments() {
        assert_eq!(names(&env), names(&prod()), "{}", env.name);
    }
}

/// Backups in Osaka cannot be read without the master keys: their copy lies there, under a key that is made there before.
#[test]
fn the_master_keys_lie_in_osaka_too() {
    let stacks = stacks::all(&prod());
    let place = |name: &str| stacks.iter().position(|stack| stack.name == name).unwrap();
    assert!(place("dr") < place("data"));
    let template = stacks[place("data")].template().unwrap();
    let copy = template.pointer("/Resources/KeysSecret/Properties/ReplicaRegions/0").unwrap();
    assert_eq!(copy["Region"], "ap-northeast-3");
    let distant = stacks[place("dr")].template().unwrap();
    let alias = distant.pointer("/Resources/DistantKeyAlias/Properties/AliasName").unwrap();
    assert_eq!(&copy["KmsKeyId"], alias);
}

#[test]
fn what_a_stack_imports_an_earlier_one_of_its_environment_exports() {
    let all = environments().into_iter().chain(options().into_iter().map(|(_, env)| env));
    for env in all {
        let mut exported = BTreeSet::new();
        for stack in stacks::all(&env) {
            let template = stack.template().unwrap();
            let mut imports = Vec::new();
            under(&template, "Fn::ImportValue", &mut imports);
            for import in imports {
                assert!(
                    exported.contains(&import.to_string()),
                    "{} {}: {import}",
                    env.name,
                    stack.name
                );
            }
            let mut exports = Vec::new();
            under(&template, "Export", &mut exports);
            for export in exports {
                let name = export.get("Name").unwrap().to_string();
                assert!(exported.insert(name), "{}: {export} twice", stack.name);
            }
        }
    }
}

/// Regions do not import from each other: what Virginia and Osaka need comes as a parameter.
#[test]
fn only_tokyo_imports() {
    for stack in stacks::all(&prod()).iter().filter(|stack| stack.region != crate::template::TOKYO)
    {
        let template = stack.template().unwrap();
        let mut imports = Vec::new();
        under(&template, "Fn::ImportValue", &mut imports);
        assert!(imports.is_empty(), "{}", stack.name);
    }
}

#[test]
fn parameters_that_contradict_each_other_are_refused() {
    let lonely = Environment { sign_in: SignIn::Cognito, egress: Egress::None, ..prod() };
    assert!(environment(&lonely, "out").is_err());
    let shut = Environment { staff_access: StaffAccess::Internal, hybrid: Hybrid::Off, ..prod() };
    assert!(environment(&shut, "out").is_err());
    let twice = Environment { vpc: "10.1.0.0/20".parse().unwrap(), ..prod() };
    assert!(environment(&twice, "out").is_err());
}

#[test]
fn no_two_environments_share_an_address_an_account_or_a_name() {
    let all = environments();
    for (index, one) in all.iter().enumerate() {
        for other in all.iter().skip(index + 1) {
            assert!(!one.vpc.contains(&other.vpc) && !other.vpc.contains(&one.vpc));
            assert!(one.account != other.account && one.zone != other.zone);
        }
    }
}

#[test]
fn each_alarm_tells_somebody_when_it_begins_and_when_it_is_over() {
    let alarms = ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"];
    let mut count = 0;
    for template in templates(&prod()) {
        for (name, resource) in template.get("Resources").unwrap().as_object().unwrap() {
            let kind = resource.get("Type").unwrap().as_str().unwrap();
            if !alarms.contains(&kind) {
                continue;
            }
            count += 1;
            for actions in ["AlarmActions", "OKActions"] {
                let told = resource.pointer(&format!("/Properties/{actions}/0"));
                assert!(told.is_some(), "{name} has no {actions}");
            }
        }
    }
    assert!(count > 30, "{count}");
}

/// A task's connections, of all tasks there may be and twice during a deployment, fit.
#[test]
fn the_database_lends_enough_connections() {
    for env in environments() {
        let tasks = env.customer.most + env.staff.most;
        let most = tasks * 2 * stacks::settings::CONNECTIONS;
        let lent = if env.name == "prod" { 170 } else { 80 };
        assert!(most < lent, "{}: {most} of {lent}", env.name);
    }
    assert_eq!(dev().endpoint_zones, 1, "dev saves a zone of endpoints, and nothing else does");
}

#[test]
fn a_deployment_leaves_to_ecs_which_version_is_asked() {
    let policy = fs::read_to_string(root().join("app-policy.json")).unwrap();
    let policy: Value = serde_json::from_str(&policy).unwrap();
    let kept = policy.pointer("/Statement/1/Resource").and_then(Value::as_array).unwrap();
    let files = files().unwrap();
    let app: Value = serde_json::from_str(&files["out/prod/app.template.json"]).unwrap();
    let rules = app["Resources"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, one)| one["Type"] == "AWS::ElasticLoadBalancingV2::ListenerRule");
    let rules: BTreeSet<_> = rules.map(|(id, _)| format!("LogicalResourceId/{id}")).collect();
    let kept: BTreeSet<_> = kept.iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    assert_eq!(kept, rules);
    let script = fs::read_to_string(root().join("deploy.sh")).unwrap();
    assert!(script.contains("app-policy.json"), "nobody sets the policy");
    assert!(script.contains("--role-arn"), "CloudFormation would deploy as whoever did last");
}
