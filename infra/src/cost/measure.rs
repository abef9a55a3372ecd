//! How much of a price a template's resources are. Words of `prices.toml`, each one rule of AWS's
//! bill.

use std::collections::BTreeSet;

use anyhow::Context as _;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::templates::{Environment, Resource};

/// Hours of a month, as AWS's own calculator takes them.
const HOURS: Decimal = Decimal::from_parts(730, 0, 0, false, 0);
/// CPU units of a core, megabytes of a gigabyte.
const WHOLE: Decimal = Decimal::from_parts(1024, 0, 0, false, 0);

/// Measures resources of one type.
///
/// # Errors
/// An unknown word, or a property that cannot be counted.
pub fn measure(
    word: &str,
    resources: &[Resource<'_>],
    environment: &Environment,
) -> anyhow::Result<Decimal> {
    let each = |one: &dyn Fn(Resource<'_>) -> anyhow::Result<Decimal>| {
        resources.iter().map(|resource| one(*resource)).sum::<anyhow::Result<Decimal>>()
    };
    let listed = |path: &'static str| each(&|resource| Ok(resource.list(path).len().into()));
    match word {
        // Once for the environment, however many there are.
        "once" => Ok(Decimal::from(u8::from(!resources.is_empty()))),
        "each" => Ok(resources.len().into()),
        "hours" => Ok(HOURS * Decimal::from(resources.len())),
        "subnet-hours" => Ok(listed("/SubnetIds")? * HOURS),
        "public-address-hours" => Ok(each(&addresses)? * HOURS),
        "vcpu-hours" => Ok(each(&|service| task(service, environment, "/Cpu"))? * HOURS),
        "memory-hours" => Ok(each(&|service| task(service, environment, "/Memory"))? * HOURS),
        "instance-hours" => Ok(each(&|one| Ok(zones(one)))? * HOURS),
        "instance-storage" => each(&|one| Ok(zones(one) * number(&one.text("/AllocatedStorage"))?)),
        "rules" => listed("/Rules"),
        "copies" => listed("/ReplicaRegions"),
        "domains" => listed("/Domains"),
        "alarm-metrics" => each(&|alarm| Ok(alarm_metrics(alarm))),
        "distinct-metrics" => Ok(distinct_metrics(resources).into()),
        other => anyhow::bail!("{other} is no measure"),
    }
}

fn number(text: &str) -> anyhow::Result<Decimal> {
    text.parse().with_context(|| format!("{text} is no number"))
}

/// A standby is paid for like the instance it stands by.
fn zones(instance: Resource<'_>) -> Decimal {
    Decimal::from(if instance.text("/MultiAZ") == "true" { 2 } else { 1 })
}

/// Public IPv4 addresses: one for each subnet of a load balancer, one for each task that has one.
fn addresses(resource: Resource<'_>) -> anyhow::Result<Decimal> {
    if resource.kind == "AWS::ElasticLoadBalancingV2::LoadBalancer" {
        let public = resource.text("/Scheme") == "internet-facing";
        return Ok(if public { resource.list("/Subnets").len().into() } else { Decimal::ZERO });
    }
    let public = "/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp";
    match resource.text(public).as_str() {
        "ENABLED" => number(&resource.text("/DesiredCount")),
        _ => Ok(Decimal::ZERO),
    }
}

/// A size of a service's task, times its tasks: where they grow by themselves, the least there are.
fn task(service: Resource<'_>, environment: &Environment, size: &str) -> anyhow::Result<Decimal> {
    let task = service.refers("/TaskDefinition").context("a service without a task")?;
    let task = environment.find(service.stack, task).context("a task that is not there")?;
    let count = match environment.scale(service) {
        Some(scale) => scale.text("/MinCapacity"),
        None => service.text("/DesiredCount"),
    };
    Ok(number(&task.text(size))? / WHOLE * number(&count)?)
}

/// An alarm on several metrics is charged for each of them.
fn alarm_metrics(alarm: Resource<'_>) -> Decimal {
    let metrics = alarm.list("/Metrics").iter();
    let counted = metrics.filter(|metric| metric.get("MetricStat").is_some()).count();
    Decimal::from(counted.max(1))
}

/// Several filters may feed one metric.
fn distinct_metrics(filters: &[Resource<'_>]) -> usize {
    let name = |filter: &Resource<'_>| {
        let metric = filter.list("/MetricTransformations").first()?;
        metric.get("MetricName").and_then(Value::as_str).map(str::to_owned)
    };
    filters.iter().filter_map(name).collect::<BTreeSet<_>>().len()
}
