//! Clauses 4-1 ウ, 6-4, 7-4: threats and weaknesses are looked for, and told.

use serde_json::Value;

use crate::check::iam;
use crate::check::model::resource::{items, text_of, within};

use super::watch::rule_about;
use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("7-4 threats are looked for", threats),
    Rule::new("4-1 ウ incidents are told", told),
    Rule::new("4-1 ウ deeds against the watch are told", deeds),
    Rule::new("7-2 the key of the copies cannot be taken away", last_resort),
    Rule::new("7-4 settings are recorded and judged", settings),
    Rule::new("7-4 access from outside is looked for", access),
    Rule::new("7-4 uploaded files are scanned", malware),
    Rule::of_tools("6-4 images are scanned and cannot be replaced", images),
];

fn threats(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::GuardDuty::Detector", |said, detector| {
        said.demand(detector.is_true("Enable"), detector, "is off");
        let on = |name: &str| {
            detector.list("Features").iter().any(|one| {
                text_of(within(one, "Name")) == name && text_of(within(one, "Status")) == "ENABLED"
            })
        };
        said.demand(on("S3_DATA_EVENTS"), detector, "does not look at objects");
    });
    let logins = scene.model.kind("AWS::GuardDuty::Detector").any(|detector| {
        let on = |one: &Value| {
            text_of(within(one, "Name")) == "RDS_LOGIN_EVENTS"
                && text_of(within(one, "Status")) == "ENABLED"
        };
        detector.list("Features").iter().any(on)
    });
    if !logins {
        said.missing("no detector looks at log-ins to the database");
    }
    if scene.model.kind("AWS::GuardDuty::Detector").count() < REGIONS {
        said.missing("a region of ours has no detector");
    }
}

fn told(scene: &Scene, said: &mut Said) {
    for source in ["aws.guardduty", "aws.securityhub"] {
        if rule_about(scene, source).is_none() {
            said.missing(format!("no rule hands events of {source} to a topic"));
        }
    }
    // It hands in everything it looks at, again and again: what holds, and what somebody has read, is no news.
    if let Some(rule) = rule_about(scene, "aws.securityhub") {
        let of =
            |path: &str| items(rule.at(&format!("EventPattern/detail/findings/{path}"))).iter();
        let only = |path: &str, word: &str| {
            of(path).count() == 1 && of(path).all(|one| text_of(one) == word)
        };
        said.demand(only("Compliance/Status", "FAILED"), rule, "tells of settings that hold");
        said.demand(only("Workflow/Status", "NEW"), rule, "tells of what was read");
    }
}

/// How the role ends that AWS keeps for Config in each account.
const OF_CONFIG: &str = ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

/// Tokyo, Osaka and Virginia.
const REGIONS: usize = 3;

/// Calls nobody makes unseen, and in how many regions.
const DEEDS: &[(&str, usize)] = &[
    ("StopLogging", REGIONS),
    ("DeleteDetector", REGIONS),
    ("DisableRule", REGIONS),
    ("RemoveTargets", REGIONS),
    ("Unsubscribe", REGIONS),
    ("DeleteTopic", REGIONS),
    ("ScheduleKeyDeletion", REGIONS),
    ("PutKeyPolicy", REGIONS),
    ("AuthorizeSecurityGroupIngress", 1),
    ("RevokeSecurityGroupEgress", 1),
    ("ReplaceNetworkAclEntry", 1),
    ("UpdateFirewallRule", 1),
    ("DisassociateFirewallRuleGroup", 1),
    ("UpdateWebACL", 2),
    ("UpdateDistribution", 1),
    ("ModifyDBSnapshotAttribute", 1),
    ("ModifyDBInstance", 1),
    ("PutBackupVaultAccessPolicy", 2),
    ("DeleteBackupVaultLockConfiguration", 2),
    ("PutBucketPolicy", 1),
    ("CreatePolicyVersion", 1),
    ("AttachGroupPolicy", 1),
    ("DetachRolePolicy", 1),
    ("CreateSAMLProvider", 1),
    ("CreateOpenIDConnectProvider", 1),
];

fn deeds(scene: &Scene, said: &mut Said) {
    let rules = || {
        scene
            .model
            .kind("AWS::Events::Rule")
            .filter(|rule| rule.text("State") != "DISABLED" && !rule.list("Targets").is_empty())
    };
    for (call, regions) in DEEDS {
        let heard = rules().filter(|rule| {
            items(rule.at("EventPattern/detail/eventName")).iter().any(|name| {
                let prefix = text_of(within(name, "prefix"));
                text_of(name) == *call || (!prefix.is_empty() && call.starts_with(&prefix))
            })
        });
        if heard.count() < *regions {
            said.missing(format!("{call} is not told wherever it may happen"));
        }
    }
    let roots = rules().filter(|rule| {
        let kinds = items(rule.at("EventPattern/detail/userIdentity/type"));
        kinds.iter().any(|kind| text_of(kind) == "Root")
            && items(rule.at("EventPattern/detail-type")).len() == 2
    });
    if roots.count() < REGIONS {
        said.missing("the root may be used somewhere and nobody is told");
    }
}

/// Keys of vaults far away.
fn last_resort(scene: &Scene, said: &mut Said) {
    for key in scene.model.kind("AWS::KMS::Key").filter(|key| key.name.contains("Distant")) {
        let kept = iam::all(scene.model).into_iter().filter(|one| one.owner.name == key.name).any(
            |policy| {
                policy.statements.iter().any(|one| {
                    !one.allows
                        && ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy"]
                            .iter()
                            .all(|action| one.has(action))
                })
            },
        );
        said.demand(kept, key, "can be taken away from the copies by any administrator");
    }
}

fn settings(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Config::ConfigurationRecorder", |said, recorder| {
        let all = recorder.is_true("RecordingGroup/AllSupported");
        let chosen = !recorder.list("RecordingGroup/ResourceTypes").is_empty();
        said.demand(all || chosen, recorder, "records nothing");
        said.demand(
            recorder.text("RoleARN").ends_with(OF_CONFIG),
            recorder,
            "looks with a role of ours, which Security Hub calls critical every day",
        );
    });
    said.each(scene, "AWS::Config::DeliveryChannel", |said, channel| {
        said.demand(!channel.text("S3BucketName").is_empty(), channel, "delivers nowhere");
    });
    said.each(scene, "AWS::SecurityHub::Hub", |said, hub| {
        // Otherwise it takes standards of its own choice, and ours clash with them.
        said.demand(
            hub.is_false("EnableDefaultStandards"),
            hub,
            "takes standards of its own choice",
        );
    });
    said.each(scene, "AWS::SecurityHub::Standard", |said, standard| {
        let reason = |one: &Value| text_of(within(one, "Reason")).chars().count() >= 15;
        let all = standard.list("DisabledStandardsControls").iter().all(reason);
        said.demand(all, standard, "leaves out a control, and nobody says why");
    });
}

fn access(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::AccessAnalyzer::Analyzer", |said, one| {
        said.demand(
            ["ACCOUNT", "ORGANIZATION"].contains(&one.text("Type").as_str()),
            one,
            "does not look for access from outside",
        );
    });
}

fn malware(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::GuardDuty::MalwareProtectionPlan", |said, plan| {
        let bucket = text_of(plan.at("ProtectedResource/S3Bucket/BucketName"));
        let ours = scene.model.kind("AWS::S3::Bucket").any(|one| {
            let same = bucket == one.text("BucketName") || bucket == format!("${{{}}}", one.name);
            same && one.id().to_lowercase().contains("document")
        });
        said.demand(ours, plan, "does not scan the documents");
    });
}

fn images(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::ECR::Repository", |said, repository| {
        said.demand(
            repository.text("ImageTagMutability").starts_with("IMMUTABLE"),
            repository,
            "lets an image be replaced under its name",
        );
        let registry = scene
            .model
            .kind("AWS::ECR::RegistryScanningConfiguration")
            .any(|one| one.text("ScanType") == "ENHANCED" || !items(one.at("Rules")).is_empty());
        said.demand(
            repository.is_true("ImageScanningConfiguration/ScanOnPush") || registry,
            repository,
            "takes images unscanned",
        );
        // Images hold no secrets: Amazon's key is enough, but it must be said.
        let way = repository.text("EncryptionConfiguration/EncryptionType");
        said.demand(
            ["KMS", "AES256"].contains(&way.as_str()),
            repository,
            "does not say how it encrypts",
        );
        said.demand(
            !repository.at("LifecyclePolicy").is_null(),
            repository,
            "keeps every image for ever",
        );
    });
}
