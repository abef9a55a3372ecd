//! Clause 6-3: what `deploy.sh` makes in an account before any template is what people have read, in `reviewed/prepared.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use super::finding::Finding;
use super::model::{Model, texts};

const RULE: &str = "6-3 what no template makes was read";
const FILE: &str = "reviewed/prepared.toml";
const SCRIPT: &str = "deploy.sh";
/// A reason shorter than this says nothing.
const A_SENTENCE: usize = 15;
/// What the script may ask of IAM: each with what is compared of it, if it makes anything.
const VERBS: [&str; 4] =
    ["attach-role-policy", "create-role", "create-service-linked-role", "get-role"];

/// The script, and what was read of it.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// `deploy.sh`.
    pub script: String,
    read: Read,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    service: Vec<Service>,
    role: Vec<Role>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    name: String,
    why: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    name: String,
    taken_by: String,
    policies: Vec<String>,
    why: String,
}

impl Prepared {
    /// Reads both from the folder `infra`.
    ///
    /// # Errors
    /// One is missing or is not in its form.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let text =
            |name: &str| fs::read_to_string(root.join(name)).with_context(|| name.to_owned());
        Ok(Self { script: text(SCRIPT)?, read: toml::from_str(&text(FILE)?).context(FILE)? })
    }

    /// What is made and was not read, what was read and is not made, and what lacks a reason.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut tell = |message: String| findings.push(Finding::new(RULE, SCRIPT, message));
        let read = |all: &mut dyn Iterator<Item = &String>| all.cloned().collect::<BTreeSet<_>>();
        let roles = &self.read.role;
        let pairs = [
            (
                "role of a service",
                self.services(),
                read(&mut self.read.service.iter().map(|one| &one.name)),
            ),
            ("role", self.after("deployer="), read(&mut roles.iter().map(|one| &one.name))),
            (
                "policy",
                self.after("--policy-arn "),
                read(&mut roles.iter().flat_map(|one| &one.policies)),
            ),
            (
                "service that takes a role",
                self.after("Principal: {Service: \""),
                read(&mut roles.iter().map(|one| &one.taken_by)),
            ),
        ];
        for (what, made, read) in pairs {
            for one in made.difference(&read) {
                tell(format!("the {what} {one} is made, and nobody has read it"));
            }
            for one in read.difference(&made) {
                tell(format!("the {what} {one} was read, and is not made"));
            }
        }
        for verb in self.after("aws iam ").iter().filter(|verb| !VERBS.contains(&verb.as_str())) {
            tell(format!("asks IAM to {verb}, which nobody compares"));
        }
        if self.script.matches("aws iam create-role ").count() != roles.len() {
            tell("makes more roles than were read, or fewer".to_owned());
        }
        let reasons = self.read.service.iter().map(|one| (&one.name, &one.why));
        for (name, why) in reasons.chain(roles.iter().map(|one| (&one.name, &one.why))) {
            if why.chars().count() < A_SENTENCE {
                tell(format!("{name}: nobody has written why it is so"));
            }
        }
        findings
    }

    /// Whether the roles of services that templates name are made.
    pub fn needed(&self, model: &Model) -> Vec<Finding> {
        let made = self.services();
        let mut findings = Vec::new();
        for resource in &model.resources {
            texts(&resource.properties, &mut |text| {
                let service = text
                    .split_once(":role/aws-service-role/")
                    .and_then(|(_, rest)| rest.split_once(".amazonaws.com/"));
                if let Some((service, _)) = service.filter(|(service, _)| !made.contains(*service))
                {
                    let message = format!("acts with the role of {service}, which nobody makes");
                    findings.push(Finding::new(RULE, &resource.name, message));
                }
            });
        }
        findings
    }

    fn services(&self) -> BTreeSet<String> {
        let list =
            self.script.split_once("for service in ").and_then(|(_, rest)| rest.split_once(';'));
        list.map_or("", |(list, _)| list).split_whitespace().map(str::to_owned).collect()
    }

    /// The words that follow each place of these signs.
    fn after(&self, signs: &str) -> BTreeSet<String> {
        let ends = |sign: char| sign.is_whitespace() || "\"';)".contains(sign);
        let lines = self.script.lines().filter(|line| !line.trim_start().starts_with('#'));
        lines
            .flat_map(|line| line.split(signs).skip(1))
            .filter_map(|rest| rest.split(ends).next())
            .map(str::to_owned)
            .collect()
    }
}
