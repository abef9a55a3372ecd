//! Clauses 4-1 ウ, 6-4, 7-4: threats and weaknesses are looked for, and told.

use crate::check::model::resource::{items, text_of, within};

use super::watch::rule_about;
use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[
    Rule::new("7-4 threats are looked for", threats),
    Rule::new("4-1 ウ incidents are told", told),
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
        for feature in ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS"] {
            said.demand(on(feature), detector, &format!("does not look at {feature}"));
        }
    });
}

fn told(scene: &Scene, said: &mut Said) {
    for source in ["aws.guardduty", "aws.securityhub"] {
        if rule_about(scene, source).is_none() {
            said.missing(format!("no rule hands events of {source} to a topic"));
        }
    }
}

fn settings(scene: &Scene, said: &mut Said) {
    said.each(scene, "AWS::Config::ConfigurationRecorder", |said, recorder| {
        let all = recorder.is_true("RecordingGroup/AllSupported");
        let chosen = !recorder.list("RecordingGroup/ResourceTypes").is_empty();
        said.demand(all || chosen, recorder, "records nothing");
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
    said.each(scene, "AWS::SecurityHub::Standard", |_, _| {});
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
