//! The matrix as questions to Reachability Analyzer, for the first day (`day1.sh`): between any two groups, from the
//! Internet, to it, and to S3 — that the ports which are open are, and that no other is. Made from the very matrix that the
//! checker computes and people have reviewed; what is closed is asked of all ports at once.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::{
    check::{
        self, Judged,
        reach::{Flow, INTERNET},
        space::{address, ranges::Ranges, traffic},
    },
    synth,
};

/// S3 by its gateway, in flows.
const S3: &str = "s3";
/// An address that is nobody's of ours: it stands for the rest of the Internet.
const STRANGER: &str = "203.0.113.1";

/// Writes them beside the templates of each environment.
///
/// # Errors
/// Templates that cannot be read, or a file that cannot be written.
pub fn write(root: &Path) -> anyhow::Result<()> {
    let reviewed = check::Reviewed::read(root)?;
    for environment in check::environments(root)? {
        if let Some((path, text)) = file(root, &check::judge(&environment, &reviewed))? {
            fs::write(root.join(&path), text).with_context(|| path)?;
        }
    }
    Ok(())
}

/// Path and content for an environment; none for an option, or where there is no network.
///
/// # Errors
/// Interfaces of one group that differ in what they reach.
pub fn file(root: &Path, judged: &Judged) -> anyhow::Result<Option<(String, String)>> {
    let folder = format!("out/{}", judged.model.environment);
    if judged.network.vpcs.is_empty() || !root.join(&folder).is_dir() {
        return Ok(None);
    }
    let questions = Value::Array(questions(judged)?);
    Ok(Some((format!("{folder}/matrix.json"), synth::text(&questions)?)))
}

/// The groups of the network by their names there, with the owners of their interfaces.
fn groups(judged: &Judged) -> BTreeMap<String, Vec<&str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for nic in &judged.network.nics {
        for group in &nic.groups {
            let name = group.rsplit('/').next().unwrap_or(group).to_owned();
            let owners = groups.entry(name).or_default();
            if !owners.contains(&nic.owner.as_str()) {
                owners.push(&nic.owner);
            }
        }
    }
    groups
}

fn questions(judged: &Judged) -> anyhow::Result<Vec<Value>> {
    let groups = groups(judged);
    let mut asked = Vec::new();
    for (from, owners) in &groups {
        for (to, others) in groups.iter().filter(|(to, _)| *to != from) {
            let what = same(
                owners.iter().flat_map(|one| others.iter().map(move |other| (*one, *other))),
                |(one, other)| judged.matrix.between(one, other),
            );
            let what =
                what.with_context(|| format!("{from} to {to}: interfaces of a group differ"))?;
            asked.extend(of(from, to, &what, None));
        }
        for far in [INTERNET, S3] {
            let what = same(owners.iter().copied(), |one| outward(judged, one, far));
            let what =
                what.with_context(|| format!("{from} to {far}: interfaces of a group differ"))?;
            asked.extend(of(from, far, &what, None));
        }
        asked.extend(from_internet(judged, from, owners)?);
    }
    Ok(asked)
}

/// What all of them have alike; nothing, if they differ.
fn same<T>(all: impl Iterator<Item = T>, what: impl Fn(T) -> Ranges) -> Option<Ranges> {
    let mut found = all.map(what);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn outward(judged: &Judged, owner: &str, far: &str) -> Ranges {
    let flows = judged.matrix.flows.iter();
    let fitting = flows.filter(|flow| flow.from == owner && flow.to.split(' ').next() == Some(far));
    fitting.fold(Ranges::default(), |all, flow| all.union(&flow.what))
}

/// What some addresses reach is asked of one of them, and of a stranger's.
fn from_internet(judged: &Judged, to: &str, owners: &[&str]) -> anyhow::Result<Vec<Value>> {
    let flows: Vec<&Flow> = judged
        .matrix
        .flows
        .iter()
        .filter(|flow| flow.from == INTERNET && owners.contains(&flow.to.as_str()))
        .collect();
    if flows.is_empty() {
        return Ok(of(INTERNET, to, &Ranges::default(), None));
    }
    let mut asked = Vec::new();
    for flow in flows {
        let nets = address::written(&flow.outside);
        let first = nets.split(['/', ',', ' ', '-']).next().filter(|first| first.contains('.'));
        let inside =
            first.with_context(|| format!("{to} is open to {nets}: no address of IPv4"))?;
        asked.extend(of(INTERNET, to, &flow.what, Some(inside)));
        let stranger = address::parse(&format!("{STRANGER}/32")).context(STRANGER)?;
        anyhow::ensure!(
            flow.outside.intersect(&stranger).is_empty(),
            "{STRANGER} is no stranger to {to}"
        );
        asked.extend(of(INTERNET, to, &Ranges::default(), Some(STRANGER)));
    }
    Ok(asked)
}

/// Every port by TCP, in spans that are open or closed as a whole.
fn of(from: &str, to: &str, what: &Ranges, address: Option<&str>) -> Vec<Value> {
    let every = traffic::ports(traffic::TCP, 0, u16::MAX);
    let open = what.intersect(&every);
    let closed = every.without(&open);
    let spans = |ports: &Ranges, reached: bool| {
        ports
            .spans()
            .iter()
            .map(|(low, high)| (low % traffic::PORTS, high % traffic::PORTS, reached))
            .collect::<Vec<_>>()
    };
    let mut all = [spans(&open, true), spans(&closed, false)].concat();
    all.sort_unstable();
    let question = |(low, high, reached): (u128, u128, bool)| {
        let (low, high) =
            (u64::try_from(low).unwrap_or_default(), u64::try_from(high).unwrap_or_default());
        let mut question =
            json!({"from": from, "to": to, "low": low, "high": high, "reached": reached});
        if let (Some(address), Some(question)) = (address, question.as_object_mut()) {
            question.insert("address".to_owned(), json!(address));
        }
        question
    };
    all.into_iter().map(question).collect()
}
