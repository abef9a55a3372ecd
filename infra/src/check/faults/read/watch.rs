//! Faults of watching: rules and alarms that are there and never speak.

use serde_json::json;

use super::fewer;
use crate::check::faults::Fault;
use crate::check::faults::plot::Plot;

const EVENT: &str = "AWS::Events::Rule";
const ALARM: &str = "AWS::CloudWatch::Alarm";
const READ: &[&str] = &["4-1 イ what is watched is what was read"];

fn silent(plot: &mut Plot, event: &str) -> usize {
    plot.set((EVENT, event), "State", json!("DISABLED"))
}

pub const FAULTS: &[Fault] = &[
    Fault::new("what GuardDuty finds is told no more", READ, |p| silent(p, "GuardFindingEvent")),
    Fault::new("who blinds the watch is told no more", READ, |p| silent(p, "WatchBlindedEvent")),
    Fault::new("who endangers keys is told no more", READ, |p| silent(p, "KeysEndangeredEvent")),
    Fault::new("the use of the account's root is told no more", READ, |p| {
        silent(p, "RootUsedEvent")
    }),
    Fault::new("what Security Hub finds is told no more", READ, |p| silent(p, "HubFindingEvent")),
    Fault::new("backups that fail are told no more", READ, |p| silent(p, "BackupFailedEvent")),
    Fault::new("only what cannot be is told of GuardDuty's", READ, |p| {
        let never = json!([{"numeric": [">=", 99]}]);
        p.set((EVENT, "GuardFindingEvent"), "EventPattern/detail/severity", never)
    }),
    Fault::new("an alarm at ten to the twelfth", READ, |p| {
        p.set((ALARM, "CustomerErrorsAlarm"), "Threshold", json!(1e12))
    }),
    Fault::new("nobody asks from outside whether the site is there", READ, |p| {
        p.drop((ALARM, "EdgeUnreachableAlarm"))
    }),
    Fault::new("names that are refused are told no more", READ, |p| {
        p.drop((ALARM, "RefusedNamesAlarm"))
            * p.drop(("AWS::Logs::MetricFilter", "RefusedNamesInNames"))
    }),
    Fault::new("the administrators' notices go to somebody else", READ, |p| {
        let other = json!([{"Endpoint": "x@attacker.example", "Protocol": "email"}]);
        p.set(("AWS::SNS::Topic", "AdministratorsTopic"), "Subscription", other)
    }),
    Fault::new("a budget of a million", READ, |p| {
        p.set(("AWS::Budgets::Budget", ""), "Budget/BudgetLimit/Amount", json!(1_000_000))
    }),
    Fault::new("the settings of one type are recorded", READ, |p| {
        let one = json!({"AllSupported": false, "ResourceTypes": ["AWS::EC2::EIP"]});
        p.set(("AWS::Config::ConfigurationRecorder", ""), "RecordingGroup", one)
    }),
    Fault::new("the trail has no deeds of administrators", READ, |p| {
        p.one(("AWS::CloudTrail::Trail", "Trail"), |trail| {
            fewer(trail, "/Properties/AdvancedEventSelectors", "Management")
        })
    }),
];
