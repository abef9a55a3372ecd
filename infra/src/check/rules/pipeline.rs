//! Clause 7-3: source, build with tests, test environment, staging, a person's approval, production.

use serde_json::Value;

use crate::check::iam;
use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::of_tools("7-3 stages in their order", stages),
    Rule::of_tools("7-3 a person approves what goes to customers", approval),
    Rule::of_tools("7-3 what is built is sealed", artifacts),
    Rule::of_tools("7-3 every update names its role", roles),
    Rule::of_tools("7-3 what runs is not thrown away", kept),
    Rule::of_tools("7-3 only what is signed is released", signed),
    Rule::of_tools("6-4 the image is built anew each week", weekly),
    Rule::anywhere("7-3 no keys that live long", keys),
];

/// The names of a pipeline's stages, in order, and their actions.
fn order(pipeline: &Resource) -> Vec<(String, Vec<(String, String)>)> {
    let stages = pipeline.list("Stages").iter();
    stages
        .map(|stage| {
            let actions = items(within(stage, "Actions")).iter();
            let actions = actions.map(|action| {
                (
                    text_of(within(action, "ActionTypeId/Category")),
                    text_of(within(action, "ActionTypeId/Provider")),
                )
            });
            (text_of(within(stage, "Name")).to_lowercase(), actions.collect())
        })
        .collect()
}

fn place(stages: &[(String, Vec<(String, String)>)], word: &str) -> Option<usize> {
    stages.iter().position(|(name, _)| name.contains(word))
}

fn stages(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CodePipeline::Pipeline", |said, pipeline| {
        let stages = order(pipeline);
        let places = ["source", "build", "dev", "stg", "prod"].map(|word| place(&stages, word));
        let complete = places.iter().all(Option::is_some);
        said.demand(
            complete && places.is_sorted(),
            pipeline,
            "does not lead from source over build, dev and stg to prod",
        );
    });
}

fn approval(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CodePipeline::Pipeline", |said, pipeline| {
        let stages = order(pipeline);
        let manual = stages
            .iter()
            .position(|(_, actions)| actions.iter().any(|(category, _)| category == "Approval"));
        // In a stage of its own before prod, or as the first action of prod.
        let first = place(&stages, "prod");
        let before = manual.zip(first).is_some_and(|(manual, prod)| manual <= prod);
        let own =
            place(&stages, "prod").and_then(|at| stages.get(at)).is_some_and(|(_, actions)| {
                actions
                    .iter()
                    .position(|(category, _)| category == "Approval")
                    .is_none_or(|at| at == 0)
            });
        said.demand(before && own, pipeline, "nobody approves what goes to customers");
        let after = manual.zip(place(&stages, "stg")).is_some_and(|(manual, stg)| manual > stg);
        said.demand(after, pipeline, "is approved before it was accepted in staging");
    });
}

fn artifacts(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CodePipeline::Pipeline", |said, pipeline| {
        let mut stores = vec![pipeline.at("ArtifactStore")];
        stores
            .extend(pipeline.list("ArtifactStores").iter().map(|one| within(one, "ArtifactStore")));
        let sealed = stores.into_iter().filter(|store| !store.is_null()).all(|store| {
            scene
                .model
                .target(within(store, "EncryptionKey/Id"))
                .is_some_and(|key| key.kind == "AWS::KMS::Key")
        });
        said.demand(sealed, pipeline, "keeps what it built without a key of ours");
    });
    for project in scene.model.kind("AWS::CodeBuild::Project") {
        said.demand(
            scene.model.target(project.at("EncryptionKey")).is_some(),
            project,
            "keeps what it built without a key of ours",
        );
        let variables = items(project.at("Environment/EnvironmentVariables")).iter();
        let open = variables
            .filter(|one| ["", "PLAINTEXT"].contains(&text_of(within(one, "Type")).as_str()));
        let mut names = open.map(|one| text_of(within(one, "Name")).to_uppercase());
        let secret = names.any(|name| {
            ["PASSWORD", "SECRET", "TOKEN", "ACCESS_KEY"].iter().any(|word| name.contains(word))
        });
        said.demand(!secret, project, "shows a secret");
        said.demand(
            project.number("TimeoutInMinutes").is_some(),
            project,
            "may run for eight hours",
        );
    }
}

/// The commands of a step.
fn commands(project: &Resource) -> Vec<String> {
    let spec: Value = serde_json::from_str(&project.text("Source/BuildSpec")).unwrap_or_default();
    items(within(&spec, "phases/build/commands")).iter().map(text_of).collect()
}

/// Without a name CloudFormation goes on with the role it was given last, whosever that was.
fn roles(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::CodeBuild::Project", |said, project| {
        for command in commands(project) {
            let updates = command.matches("cloudformation update-stack").count();
            said.demand(
                updates <= command.matches("--role-arn arn:").count(),
                project,
                "updates a stack as whoever did it last",
            );
        }
    });
}

/// Before anything of an environment is touched the signature of the very digest is asked for, and its lack ends the step.
fn signed(scene: &Scene, said: &mut Said) {
    let updates = |command: &String| command.contains("cloudformation update-stack");
    let mut releases = 0;
    for project in scene.model.kind("AWS::CodeBuild::Project") {
        let commands = commands(project);
        let Some(takes) = commands.iter().position(|one| one.contains("sts assume-role")) else {
            continue;
        };
        if !commands.iter().any(updates) {
            continue;
        }
        releases += 1;
        let before = commands.get(..takes).unwrap_or_default();
        let asked = before.iter().position(|one| {
            one.starts_with("signed()")
                && ["describe-image-signing-status", "imageDigest=$DIGEST", "= COMPLETE"]
                    .iter()
                    .all(|part| one.contains(part))
        });
        let ended =
            before.iter().position(|one| one.starts_with("signed || ") && one.contains("exit 1"));
        let holds = asked.zip(ended).is_some_and(|(asked, ended)| asked < ended);
        said.demand(holds, project, "releases an image without asking who signed it");
    }
    if releases == 0 {
        said.missing("no step releases anything");
    }
}

/// Images are thrown away by age; those that were released are exempt by their names.
fn kept(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECR::Repository", |said, repository| {
        let text = repository.text("LifecyclePolicy/LifecyclePolicyText");
        let policy: Value = serde_json::from_str(&text).unwrap_or_default();
        for rule in items(within(&policy, "rules")) {
            let whole = text_of(within(rule, "selection/tagStatus")) == "any";
            let earlier = items(within(&policy, "rules")).iter().any(|other| {
                let named = items(within(other, "selection/tagPrefixList")).iter().map(text_of);
                let before =
                    within(other, "rulePriority").as_u64() < within(rule, "rulePriority").as_u64();
                before && named.into_iter().any(|prefix| prefix.starts_with("released-prod"))
            });
            said.demand(!whole || earlier, repository, "throws away what prod runs");
        }
    });
    let named = scene.model.kind("AWS::CodeBuild::Project").filter(|project| {
        commands(project).iter().any(|command| command.contains("--image-tag released-prod-"))
    });
    if named.count() == 0 {
        said.missing("no step names the image that prod runs");
    }
}

fn weekly(scene: &Scene, said: &mut Said) {
    let starts = scene.model.kind("AWS::Events::Rule").any(|rule| {
        let on = rule.text("State") != "DISABLED";
        let line = |target: &Value| text_of(within(target, "Arn")).contains(":codepipeline:");
        on && !rule.text("ScheduleExpression").is_empty() && rule.list("Targets").iter().any(line)
    });
    if !starts {
        said.missing("nothing starts the pipeline when nobody changes anything");
    }
}

fn keys(scene: &Scene, said: &mut Said) {
    for user in scene.model.kind("AWS::IAM::User") {
        let reason = user
            .metadata
            .get("Reasons")
            .and_then(|all| all.get("User"))
            .map(text_of)
            .unwrap_or_default();
        said.demand(
            reason.chars().count() >= 15,
            user,
            "is a user with a key that lives long, and nobody says why",
        );
    }
    for policy in iam::all(scene.model) {
        for statement in policy.statements.iter().filter(|one| one.allows) {
            let makes = ["iam:CreateAccessKey", "iam:CreateUser"]
                .iter()
                .any(|action| statement.has(action));
            said.demand(!makes, policy.owner, "may make keys that live long");
        }
    }
}
