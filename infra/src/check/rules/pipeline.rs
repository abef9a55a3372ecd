//! Clause 7-3: source, build with tests, test environment, staging, a person's approval, production.

use crate::check::iam;
use crate::check::model::Resource;
use crate::check::model::resource::{items, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::of_tools("7-3 stages in their order", stages),
    Rule::of_tools("7-3 a person approves what goes to customers", approval),
    Rule::of_tools("7-3 what is built is sealed", artifacts),
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
