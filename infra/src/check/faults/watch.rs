//! Faults of watching: logs, alarms, incidents, the bill.

use serde_json::{Value, json};

use super::Fault;
use super::plot::{Plot, write};

const ALARM: &str = "AWS::CloudWatch::Alarm";
const TRAIL: &str = "AWS::CloudTrail::Trail";
const ELSEWHERE: &[&str] = &["4-1 イ what is seen elsewhere"];

/// Takes away the rules about events of a source.
fn deaf(plot: &mut Plot, source: &'static str) -> usize {
    plot.all(("AWS::Events::Rule", ""), |rule| {
        let about = rule
            .pointer("/Properties/EventPattern")
            .is_some_and(|pattern| pattern.to_string().contains(source));
        about && write(rule, "/Properties/State", &json!("DISABLED"))
    })
}

pub const FAULTS: &[Fault] = &[
    Fault::new("21 a log that is kept for ever", &["4-1 エ logs are kept"], |p| {
        p.unset(("AWS::Logs::LogGroup", "Customer"), "RetentionInDays")
    }),
    Fault::new("a log that is kept for a day", &["4-1 エ logs are kept"], |p| {
        p.set(("AWS::Logs::LogGroup", "Staff"), "RetentionInDays", json!(1))
    }),
    Fault::new("a log without a key of ours", &["6-2 logs"], |p| {
        p.unset(("AWS::Logs::LogGroup", "Customer"), "KmsKeyId")
    }),
    Fault::new("32 no budget", &["5-1"], |p| p.drop(("AWS::Budgets::Budget", ""))),
    Fault::new("no budget for the account that builds", &["5-1"], |p| {
        p.drop(("AWS::Budgets::Budget", ""))
    })
    .within("tools"),
    Fault::new("a budget that tells nobody", &["5-1"], |p| {
        p.set(("AWS::Budgets::Budget", ""), "NotificationsWithSubscribers", json!([]))
    }),
    Fault::new("33 an alarm that tells nobody", &["4-1 イ alarms"], |p| {
        p.one((ALARM, "Malware"), |alarm| {
            let list = alarm.pointer_mut("/Properties/AlarmActions").and_then(Value::as_array_mut);
            list.is_some_and(|list| !std::mem::take(list).is_empty())
        })
    }),
    Fault::new("an alarm that does not tell when it is over", &["4-1 イ alarms"], |p| {
        p.one((ALARM, ""), |alarm| {
            let properties = alarm.get_mut("Properties").and_then(Value::as_object_mut);
            properties.is_some_and(|all| {
                all.contains_key("AlarmActions") && all.remove("OKActions").is_some()
            })
        })
    }),
    Fault::new("nobody watches the database's disk", &["4-1 イ what can fail"], |p| {
        p.all((ALARM, ""), |alarm| {
            let about = alarm.to_string().contains("FreeStorageSpace");
            about && write(alarm, "/Properties/MetricName", &json!("ReadIOPS"))
        })
    }),
    Fault::new("no dashboard", &["4-1 ア"], |p| p.drop(("AWS::CloudWatch::Dashboard", ""))),
    Fault::new("a topic nobody reads", &["4-1 イ topics"], |p| {
        p.all(("AWS::SNS::Topic", ""), |topic| {
            topic
                .get_mut("Properties")
                .and_then(Value::as_object_mut)
                .is_some_and(|all| all.remove("Subscription").is_some())
        }) + p.drop(("AWS::SNS::Subscription", ""))
    }),
    Fault::new("a topic that answers without TLS", &["6-2 topics"], |p| {
        p.drop(("AWS::SNS::TopicPolicy", ""))
    }),
    Fault::new("Amazon's trouble is not told", &["4-1 イ Amazon"], |p| deaf(p, "aws.health")),
    Fault::new("threats are found and not told", &["4-1 ウ incidents"], |p| {
        deaf(p, "aws.guardduty")
    }),
    Fault::new("34 the trail is not validated", &["4-1 エ deeds"], |p| {
        p.set((TRAIL, ""), "EnableLogFileValidation", json!(false))
    }),
    Fault::new("the trail of one region", &["4-1 エ deeds"], |p| {
        p.set((TRAIL, ""), "IsMultiRegionTrail", json!(false))
    }),
    Fault::new("the trail is switched off", &["4-1 エ deeds"], |p| {
        p.set((TRAIL, ""), "IsLogging", json!(false))
    }),
    Fault::new("flows are recorded in part", &["4-1 エ the network"], |p| {
        p.set(("AWS::EC2::FlowLog", ""), "TrafficType", json!("REJECT"))
    }),
    Fault::new("questions for names are not recorded", &["4-1 エ questions"], |p| {
        p.drop(("AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation", ""))
    }),
    Fault::new("the staff's door does not write down who came", &["4-1 エ doors"], |p| {
        p.one(("AWS::ElasticLoadBalancingV2::LoadBalancer", "Staff"), |one| {
            let list = one.pointer_mut("/Properties/LoadBalancerAttributes");
            let list = list.and_then(Value::as_array_mut).into_iter().flatten();
            let mut own = list.filter(|one| one.to_string().contains("access_logs.s3.enabled"));
            own.next().is_some_and(|one| write(one, "/Value", &json!("false")))
        })
    }),
    Fault::new("the database keeps its log", &["4-1 エ the database"], |p| {
        p.unset(("AWS::RDS::DBInstance", ""), "EnableCloudwatchLogsExports")
    }),
    Fault::new("nobody hears that the trail is stopped", &["4-1 ウ deeds"], |p| {
        p.replace(("AWS::Events::Rule", "WatchBlinded"), "StopLogging", "StartLogging")
    }),
    Fault::new("nobody hears that a rule of events is off", &["4-1 ウ deeds"], |p| {
        p.replace(("AWS::Events::Rule", "WatchBlinded"), "DisableRule", "EnableRule")
    }),
    Fault::new("nobody hears that mails are unsubscribed", &["4-1 ウ deeds"], |p| {
        p.replace(("AWS::Events::Rule", "WatchBlinded"), "Unsubscribe", "Subscribe")
    }),
    Fault::new("nobody hears of the root in Osaka", &["4-1 ウ deeds"], |p| {
        p.set(("AWS::Events::Rule", "RootUsed"), "State", json!("DISABLED"))
    }),
    Fault::new("what Osaka sees goes to a region where nobody is", ELSEWHERE, |p| {
        p.replace(("AWS::Events::Rule", ""), "events:ap-northeast-1:", "events:us-west-2:")
    }),
    Fault::new("what Osaka sees may not go to Tokyo", ELSEWHERE, |p| {
        p.statement(
            ("AWS::IAM::Role", "TellerRole"),
            |one| one.get("Sid").is_some_and(|sid| sid == "HandOn"),
            |one| drop(one.insert("Action".to_owned(), json!(["events:DescribeRule"]))),
        )
    }),
    Fault::new("what Osaka sees is not listened for in Tokyo", ELSEWHERE, |p| {
        let more = json!({"detail-type": ["something else"]});
        p.set(("AWS::Events::Rule", "WeakSignIn"), "EventPattern", more)
    }),
    Fault::new("nobody hears that a snapshot is given away", &["4-1 ウ deeds"], |p| {
        p.all(("AWS::Events::Rule", "StorageChanged"), |rule| {
            let names = rule.pointer_mut("/Properties/EventPattern/detail/eventName");
            let names = names.and_then(Value::as_array_mut);
            names.is_some_and(|all| {
                let before = all.len();
                all.retain(|one| !one.to_string().contains("ModifyDB"));
                all.len() < before
            })
        })
    }),
    Fault::new("nobody hears that a rule of the network is taken away", &["4-1 ウ deeds"], |p| {
        p.replace(("AWS::Events::Rule", "NetworkChanged"), "RevokeSecurityGroup", "Revoke-")
    }),
    Fault::new("nobody hears of a new identity provider", &["4-1 ウ deeds"], |p| {
        p.set(("AWS::Events::Rule", "PeopleChanged"), "State", json!("DISABLED"))
    }),
    Fault::new("the copies' key can be destroyed", &["7-2 the key"], |p| {
        p.statement(
            ("AWS::KMS::Key", "DistantKey"),
            |one| one.get("Effect").is_some_and(|effect| effect == "Deny"),
            |one| {
                one.insert("Action".to_owned(), json!(["kms:DisableKey"]));
            },
        )
    }),
    Fault::new("a region without a detector", &["7-4 threats"], |p| {
        let dr = p.environment.stacks.iter_mut().find(|one| one.name == "dr");
        let all = dr.and_then(|one| one.template.pointer_mut("/Resources"));
        let all = all.and_then(Value::as_object_mut);
        all.map_or(0, |all| usize::from(all.remove("Guard").is_some()))
    }),
    Fault::new("GuardDuty is off", &["7-4 threats"], |p| {
        p.set(("AWS::GuardDuty::Detector", ""), "Enable", json!(false))
    }),
    Fault::new("uploaded files are not scanned", &["7-4 uploaded"], |p| {
        p.drop(("AWS::GuardDuty::MalwareProtectionPlan", ""))
    }),
    Fault::new("nobody looks for access from outside", &["7-4 access"], |p| {
        p.drop(("AWS::AccessAnalyzer::Analyzer", ""))
    }),
    Fault::new("Config looks with a role of ours", &["7-4 settings"], |p| {
        let own = json!("arn:aws:iam::123456789012:role/kura-prod-recorder");
        p.set(("AWS::Config::ConfigurationRecorder", ""), "RoleARN", own)
    }),
    Fault::new("a control is left out without a reason", &["7-4 settings"], |p| {
        let place = ("AWS::SecurityHub::Standard", "");
        p.set(place, "DisabledStandardsControls/0/Reason", json!("none"))
    }),
    Fault::new("Security Hub mails settings that hold", &["4-1 ウ incidents"], |p| {
        let place = ("AWS::Events::Rule", "HubFinding");
        p.unset(place, "EventPattern/detail/findings/Compliance")
    }),
    Fault::new("Security Hub mails what was read, every day", &["4-1 ウ incidents"], |p| {
        let place = ("AWS::Events::Rule", "HubFinding");
        let all = json!(["NEW", "NOTIFIED"]);
        p.set(place, "EventPattern/detail/findings/Workflow/Status", all)
    }),
    Fault::new("settings are not recorded", &["7-4 settings"], |p| {
        p.drop(("AWS::Config::ConfigurationRecorder", ""))
    }),
];
