//! Writing the templates: the same bytes from the same parameters, always.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::{
    matrix,
    params::{self, Egress, Environment},
    stacks,
};

/// Files by their path below `infra`.
pub type Files = BTreeMap<String, String>;

/// What is replaced whole: the templates, and the lists of domains that go into the proxy's image.
const FOLDERS: [&str; 2] = ["out", "proxy/domains"];

/// Replaces `infra/out` and the proxy's lists by what the parameters say.
///
/// # Errors
/// When a stack makes no sense, or the folder cannot be written.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let files = files()?;
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("emptying {}", folder.display()))?;
        }
    }
    for (path, text) in &files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    matrix::questions::write(root)
}

/// All files of all environments.
///
/// # Errors
/// When a stack makes no sense.
pub fn files() -> anyhow::Result<Files> {
    let mut files = Files::new();
    for env in params::environments() {
        files.extend(environment(&env, &format!("out/{}", env.name))?);
    }
    for (name, env) in params::options() {
        files.extend(environment(&env, &format!("out/options/{name}"))?);
    }
    let tools = stacks::pipeline::tools();
    files.extend(folder(&tools, "out/tools", params::TOOLS_ACCOUNT, "tools")?);
    Ok(files)
}

/// The files of one environment in a folder.
///
/// # Errors
/// When a stack makes no sense.
pub fn environment(env: &Environment, path: &str) -> anyhow::Result<Files> {
    if let Some(why) = env.contradiction() {
        anyhow::bail!("{path}: {why}");
    }
    let mut files = folder(&stacks::all(env), path, env.account, env.name)?;
    if env.egress == Egress::Proxy {
        let list: String = env.outside().iter().map(|domain| format!("{domain}\n")).collect();
        files.insert(format!("proxy/domains/{}.txt", env.proxy_list()), list);
    }
    Ok(files)
}

fn folder(
    stacks: &[stacks::Stack],
    path: &str,
    account: &str,
    environment: &str,
) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let mut order = Vec::new();
    for stack in stacks {
        let template = format!("{}.template.json", stack.name);
        order.push(json!({
            "name": stack.name, "region": stack.region, "template": template,
            "stack": format!("kura-{environment}-{}", stack.name), "account": account,
        }));
        files.insert(format!("{path}/{template}"), text(&stack.template()?)?);
    }
    files.insert(format!("{path}/stacks.json"), text(&Value::Array(order))?);
    Ok(files)
}

/// JSON with sorted keys, whatever order a library keeps them in. What fits on a line stays on one:
/// templates are read by people, and `aws cloudformation deploy` takes 51,200 bytes without a bucket.
///
/// # Errors
/// None in practice: what is written is JSON already.
pub fn text(value: &Value) -> anyhow::Result<String> {
    let mut out = String::new();
    write(&sorted(value), 0, 0, &mut out)?;
    out.push('\n');
    Ok(out)
}

const WIDTH: usize = 100;

fn write(value: &Value, depth: usize, used: usize, out: &mut String) -> anyhow::Result<()> {
    let line = serde_json::to_string(value)?;
    let (open, close, items) = match value {
        Value::Object(map) if !map.is_empty() => {
            ('{', '}', map.iter().map(|(k, v)| (Some(k), v)).collect())
        }
        Value::Array(list) if !list.is_empty() => {
            ('[', ']', list.iter().map(|v| (None, v)).collect())
        }
        _ => {
            out.push_str(&line);
            return Ok(());
        }
    };
    if depth > 1 && depth + used + line.len() <= WIDTH {
        out.push_str(&line);
        return Ok(());
    }
    out.push(open);
    let items: Vec<(Option<&String>, &Value)> = items;
    let last = items.len().saturating_sub(1);
    for (index, (key, item)) in items.into_iter().enumerate() {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth + 1));
        let mut used = 1;
        if let Some(key) = key {
            let key = serde_json::to_string(key)? + ": ";
            used += key.len();
            out.push_str(&key);
        }
        write(item, depth + 1, used, out)?;
        if index != last {
            out.push(',');
        }
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
    out.push(close);
    Ok(())
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let by_name: BTreeMap<_, _> = map.iter().collect();
            let pairs = by_name.into_iter().map(|(key, value)| (key.clone(), sorted(value)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
#[path = "synth_tests.rs"]
mod tests;
