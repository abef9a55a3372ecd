//! Who may reach whom, as tables for people: what the whole network lets through, as the checker
//! computes it, and the rules of the security groups with their intent.

pub mod questions;

use std::{fmt::Write as _, io::Write as _, path::Path};

use anyhow::Context as _;
use serde_json::Value;

use crate::{
    check,
    templates::{Environment, Resource},
};

/// A rule that lets something in, or out to where no group of ours stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Whose security group.
    pub from: String,
    /// Whom it reaches.
    pub to: String,
    /// The port.
    pub port: String,
    /// The intent, as it stands in the rule.
    pub why: String,
}

/// Prints the tables of every environment.
///
/// # Errors
/// Templates that cannot be read.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for environment in Environment::all(root)? {
        let rows = rows(&environment);
        if !rows.is_empty() {
            let (computed, rules) = (computed(root, &environment.name)?, table(&rows)?);
            writeln!(out, "## {}\n\n{computed}\n{rules}", environment.name)?;
        }
    }
    Ok(())
}

/// Every flow the checker computes in an environment, as Markdown.
///
/// # Errors
/// Templates that cannot be read, or no such environment.
pub fn computed(root: &Path, name: &str) -> anyhow::Result<String> {
    let all = check::environments(root)?;
    let one = all.iter().find(|environment| environment.name == name);
    let judged = check::judge(one.context("no such environment")?, &check::Reviewed::read(root)?);
    let mut out = String::from("| from | to | what may pass |\n|---|---|---|\n");
    for flow in &judged.matrix.flows {
        writeln!(out, "| {} | {} | {} |", flow.from, flow.to, flow.written())?;
    }
    Ok(out)
}

/// The table of an environment, without doubles.
pub fn rows(environment: &Environment) -> Vec<Row> {
    let inward = environment.kind("AWS::EC2::SecurityGroupIngress").map(|rule| Row {
        from: far(environment, rule, "Source"),
        to: near(environment, rule),
        port: port(rule),
        why: rule.text("/Description"),
    });
    let outward = environment
        .kind("AWS::EC2::SecurityGroupEgress")
        .filter(|rule| rule.at("/DestinationSecurityGroupId").is_none())
        .map(|rule| Row {
            from: near(environment, rule),
            to: far(environment, rule, "Destination"),
            port: port(rule),
            why: rule.text("/Description"),
        });
    let mut rows: Vec<_> = inward.chain(outward).collect();
    rows.sort();
    rows.dedup();
    rows
}

/// As Markdown.
///
/// # Errors
/// None in practice: text is written into memory.
pub fn table(rows: &[Row]) -> anyhow::Result<String> {
    let mut out = String::from("| from | to | TCP port | intent |\n|---|---|---:|---|\n");
    for Row { from, to, port, why } in rows {
        writeln!(out, "| {from} | {to} | {port} | {why} |").context("writing the table")?;
    }
    Ok(out)
}

fn port(rule: Resource<'_>) -> String {
    let (from, to) = (rule.text("/FromPort"), rule.text("/ToPort"));
    if from == to { from } else { format!("{from}–{to}") }
}

fn near(environment: &Environment, rule: Resource<'_>) -> String {
    rule.at("/GroupId").map_or_else(String::new, |value| group(environment, value))
}

fn far(environment: &Environment, rule: Resource<'_>, side: &str) -> String {
    if let Some(value) = rule.at(&format!("/{side}SecurityGroupId")) {
        return group(environment, value);
    }
    if let Some(list) = rule.refers(&format!("/{side}PrefixListId")) {
        return list.trim_end_matches("PrefixList").to_owned();
    }
    let (v4, v6) = (rule.text("/CidrIp"), rule.text("/CidrIpv6"));
    if v4.is_empty() { v6 } else { v4 }
}

/// A group by the name people see in the console.
fn group(environment: &Environment, value: &Value) -> String {
    let id = value.pointer("/Fn::GetAtt/0").and_then(Value::as_str).unwrap_or_default();
    let mut groups = environment.kind("AWS::EC2::SecurityGroup");
    groups
        .find(|group| group.id == id)
        .map_or_else(|| value.to_string(), |group| group.text("/Tags/0/Value"))
}

#[cfg(test)]
#[path = "matrix_tests.rs"]
mod tests;
