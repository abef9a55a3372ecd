//! Clauses 6-1, 7-2: a backup every day, kept, tried, and copied far away.

use crate::check::model::Resource;
use crate::check::model::resource::{items, number_of, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("6-1 daily backup", daily),
    Rule::new("6-1 backups keep clear of the database's own hours", clear),
    Rule::new("6-1 database and documents are backed up", covered),
    Rule::new("6-1 backups are sealed and locked", vaults),
    Rule::new("6-1 restores are tried", tried),
    Rule::new("6-1 the database can be put back to a second", point_in_time),
    Rule::new("7-2 backups are copied to Osaka", distant),
];

const DISTANT: &str = "ap-northeast-3";

fn plans<'a>(scene: &Scene<'a>) -> Vec<&'a Resource> {
    scene.model.kind("AWS::Backup::BackupPlan").collect()
}

fn daily(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Backup::BackupPlan", |said, plan| {
        let rules = plan.list("BackupPlan/BackupPlanRule");
        let daily =
            rules.iter().any(|rule| every_day(&text_of(within(rule, "ScheduleExpression"))));
        said.demand(daily, plan, "does not run every day");
        for rule in rules {
            let days = number_of(within(rule, "Lifecycle/DeleteAfterDays")).unwrap_or(0);
            let least = if scene.is_prod() { 30 } else { 7 };
            said.demand(days >= least, plan, &format!("keeps backups for less than {least} days"));
        }
    });
}

/// `cron(minute hour ? * * *)` with day, month and weekday left open.
fn every_day(schedule: &str) -> bool {
    let inside = schedule.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')'));
    let fields: Vec<&str> = inside.unwrap_or_default().split_whitespace().collect();
    match fields.as_slice() {
        [_, _, rest @ ..] => rest.len() == 4 && rest.iter().all(|field| ["*", "?"].contains(field)),
        _ => schedule == "rate(1 day)",
    }
}

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// An hour before and behind; a backup may begin as late as an hour after its time.
fn clear(scene: &Scene, said: &mut Said) {
    let plans = plans(scene);
    let rules = plans.iter().flat_map(|plan| plan.list("BackupPlan/BackupPlanRule"));
    let starts: Vec<i64> =
        rules.filter_map(|rule| minute(&text_of(within(rule, "ScheduleExpression")))).collect();
    for database in
        scene.model.resources.iter().filter(|one| {
            ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"].contains(&one.kind.as_str())
        })
    {
        for hours in ["PreferredBackupWindow", "PreferredMaintenanceWindow"] {
            let text = database.text(hours);
            let Some((from, to)) = window(&text) else { continue };
            let length = (to - from).rem_euclid(DAY);
            // Counted from an hour before the window: the start lies in what is left of the day.
            let near = |start: &i64| (start - from + 60).rem_euclid(DAY) < length + 120;
            said.demand(
                !starts.is_empty() && !starts.iter().any(near),
                database,
                &format!("is backed up within an hour of its {hours}"),
            );
        }
    }
}

/// The minute of the day of `cron(minute hour …)`.
fn minute(schedule: &str) -> Option<i64> {
    let mut fields = schedule.strip_prefix("cron(")?.split_whitespace();
    let minute: i64 = fields.next()?.parse().ok()?;
    Some(fields.next()?.parse::<i64>().ok()? * 60 + minute)
}

/// The minutes of `17:00-18:00` or `sat:18:30-sat:19:30`; the day does not matter to what is daily.
fn window(text: &str) -> Option<(i64, i64)> {
    let of = |part: &str| {
        let mut fields = part.rsplit(':');
        let minute: i64 = fields.next()?.parse().ok()?;
        Some(fields.next()?.parse::<i64>().ok()? * 60 + minute)
    };
    let (from, to) = text.split_once('-')?;
    Some((of(from)?, of(to)?))
}

fn covered(scene: &Scene, said: &mut Said) {
    let selected: Vec<String> = scene
        .model
        .kind("AWS::Backup::BackupSelection")
        .filter(|selection| scene.model.target(selection.at("BackupPlanId")).is_some())
        .flat_map(|selection| items(selection.at("BackupSelection/Resources")).iter().map(text_of))
        .collect();
    let stored = scene.model.resources.iter().filter(|one| match one.kind.as_str() {
        "AWS::RDS::DBInstance" => one.at("DBClusterIdentifier").is_null(),
        "AWS::RDS::DBCluster" => true,
        "AWS::S3::Bucket" => one.name.to_lowercase().contains("document"),
        _ => false,
    });
    let mut seen = 0;
    for one in stored {
        seen += 1;
        let name =
            ["BucketName", "DBInstanceIdentifier", "DBClusterIdentifier"].map(|key| one.text(key));
        let by_reference = format!("${{{}", one.name);
        let is_selected = selected.iter().any(|arn| {
            arn.starts_with(&by_reference)
                || name.iter().any(|name| !name.is_empty() && arn.rsplit(':').next() == Some(name))
        });
        said.demand(is_selected, one, "is not backed up");
    }
    if seen < 2 {
        said.missing("a database and a bucket of documents must be there");
    }
}

fn vaults(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Backup::BackupVault", |said, vault| {
        let key = scene.model.target(vault.at("EncryptionKeyArn"));
        said.demand(
            key.is_some_and(|key| key.kind == "AWS::KMS::Key"),
            vault,
            "has no key of ours",
        );
        if scene.is_prod() {
            said.demand(
                vault.number("LockConfiguration/MinRetentionDays").is_some_and(|days| days >= 7),
                vault,
                "is not locked",
            );
        }
    });
}

fn tried(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Backup::RestoreTestingPlan", |said, plan| {
        let mut selections = scene.model.kind("AWS::Backup::RestoreTestingSelection");
        let own = selections.any(|one| {
            scene
                .model
                .target(one.at("RestoreTestingPlanName"))
                .is_some_and(|two| two.name == plan.name)
        });
        said.demand(own, plan, "tries nothing");
    });
}

fn point_in_time(scene: &Scene, said: &mut Said) {
    let databases = scene.model.resources.iter().filter(|one| {
        one.kind == "AWS::RDS::DBCluster"
            || (one.kind == "AWS::RDS::DBInstance" && one.at("DBClusterIdentifier").is_null())
    });
    for database in databases {
        let days = database.number("BackupRetentionPeriod").unwrap_or(0);
        let least = if scene.is_prod() { 7 } else { 1 };
        said.demand(
            days >= least,
            database,
            &format!("cannot be put back to a second of the last {least} days"),
        );
    }
}

fn distant(scene: &Scene, said: &mut Said) {
    let vaults: Vec<&Resource> = scene
        .model
        .kind("AWS::Backup::BackupVault")
        .filter(|vault| vault.region == DISTANT)
        .collect();
    if vaults.is_empty() {
        said.missing("there is no vault in Osaka");
    }
    for vault in &vaults {
        let key = scene.model.target(vault.at("EncryptionKeyArn"));
        said.demand(
            key.is_some_and(|key| key.region == DISTANT),
            vault,
            "has a key of another region",
        );
    }
    for plan in plans(scene) {
        for rule in plan.list("BackupPlan/BackupPlanRule") {
            let copies = items(within(rule, "CopyActions"));
            let arrives = copies.iter().any(|copy| {
                let arn = text_of(within(copy, "DestinationBackupVaultArn"));
                vaults.iter().any(|vault| {
                    let named = arn
                        .ends_with(&format!(":backup-vault:{}", vault.text("BackupVaultName")))
                        && arn.contains(DISTANT);
                    named || arn.starts_with(&format!("${{{}.", vault.name))
                })
            });
            said.demand(arrives, plan, "is not copied to the vault in Osaka");
            for copy in copies {
                let days = number_of(within(copy, "Lifecycle/DeleteAfterDays")).unwrap_or(0);
                said.demand(days >= 7, plan, "keeps the distant copy for less than 7 days");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_daily_only_if_no_day_is_left_out() {
        assert!(
            every_day("cron(10 18 * * ? *)")
                && every_day("cron(0 5 ? * * *)")
                && every_day("rate(1 day)")
        );
        assert!(
            !every_day("cron(0 5 ? * SUN *)")
                && !every_day("cron(0 5 1 * ? *)")
                && !every_day("rate(7 days)")
        );
    }
}
