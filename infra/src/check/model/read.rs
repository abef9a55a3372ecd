//! The committed files of one environment.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;

/// The sections of a template that are understood, or mean nothing for what exists.
pub const SECTIONS: &[&str] = &[
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Rules",
    "Resources",
    "Outputs",
];

/// The templates of one environment as they are on disk.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `dev`, `stg` or `prod`.
    pub name: String,
    /// In order of deployment.
    pub stacks: Vec<Stack>,
}

/// One template and where it goes.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// `network`.
    pub name: String,
    /// The AWS account it is deployed to; empty if that is not said.
    pub account: String,
    /// `ap-northeast-1`.
    pub region: String,
    /// The file's name.
    pub file: String,
    /// Where the values of parameters without a default come from.
    pub parameters: BTreeMap<String, Value>,
    /// The template.
    pub template: Value,
}

#[derive(Deserialize)]
struct Listed {
    name: String,
    #[serde(default)]
    account: String,
    region: String,
    template: String,
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
}

impl Environment {
    /// Reads `stacks.json` and every template it names; a template it does not name is an error.
    ///
    /// # Errors
    /// A file that is missing, is no JSON, or is not listed.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let list: Vec<Listed> = serde_json::from_value(json(&folder.join("stacks.json"))?)
            .with_context(|| format!("{}/stacks.json", folder.display()))?;
        for file in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let file = file?.file_name().to_string_lossy().into_owned();
            let known = file == "stacks.json" || list.iter().any(|stack| stack.template == file);
            let is_template = file.ends_with(".template.json");
            anyhow::ensure!(known || !is_template, "{name}/{file} is not listed in stacks.json");
        }
        let mut stacks = Vec::new();
        for one in list {
            let template = json(&folder.join(&one.template))?;
            let Listed { name, account, region, template: file, parameters } = one;
            stacks.push(Stack { name, account, region, file, parameters, template });
        }
        Ok(Self { name, stacks })
    }

    /// The stack of a name.
    pub fn stack(&self, name: &str) -> Option<&Stack> {
        self.stacks.iter().find(|stack| stack.name == name)
    }
}

fn json(path: &Path) -> anyhow::Result<Value> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

/// The named entries of a section of a template.
pub fn entries<'a>(
    template: &'a Value,
    section: &str,
) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let map = template.get(section).and_then(Value::as_object);
    map.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
