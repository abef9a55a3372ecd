//! Which table a type of resource is read in, and the rule that compares it.

/// A table that people read as one.
pub struct Topic {
    /// From the folder `infra`.
    pub file: &'static str,
    /// The rule, with its clause.
    pub rule: &'static str,
    /// How the types begin that are read in it.
    kinds: &'static [&'static str],
}

const PERMISSIONS: &str = "6-3 permissions are those that were read";
const DOORS: &str = "7-5 doors are those that were read";
const KEPT: &str = "6-1 what is kept is kept as it was read";
const WATCH: &str = "4-1 イ what is watched is what was read";
const RUNS: &str = "6-4 what runs is what was read";
const WAYS: &str = "6-8 ways and settings are those that were read";

/// All of them; the last takes what no other does.
pub const TOPICS: &[Topic] = &[
    Topic {
        file: "reviewed/permissions.toml",
        rule: PERMISSIONS,
        kinds: &[
            "AWS::IAM::",
            "AWS::KMS::",
            "AWS::S3::BucketPolicy",
            "AWS::SNS::TopicPolicy",
            "AWS::SNS::TopicInlinePolicy",
            "AWS::SQS::QueuePolicy",
            "AWS::Logs::ResourcePolicy",
            "AWS::SecretsManager::ResourcePolicy",
            "AWS::Events::EventBusPolicy",
            "AWS::Lambda::Permission",
        ],
    },
    Topic {
        file: "reviewed/doors.toml",
        rule: DOORS,
        kinds: &[
            "AWS::CloudFront::",
            "AWS::WAFv2::",
            "AWS::ElasticLoadBalancingV2::",
            "AWS::Route53::",
            "AWS::CertificateManager::",
            "AWS::Cognito::",
        ],
    },
    Topic {
        file: "reviewed/kept.toml",
        rule: KEPT,
        kinds: &[
            "AWS::S3::",
            "AWS::RDS::",
            "AWS::Backup::",
            "AWS::SecretsManager::",
            "AWS::Logs::LogGroup",
        ],
    },
    Topic {
        file: "reviewed/watch.toml",
        rule: WATCH,
        kinds: &[
            "AWS::AccessAnalyzer::",
            "AWS::Budgets::",
            "AWS::CloudTrail::",
            "AWS::CloudWatch::",
            "AWS::Config::",
            "AWS::Events::",
            "AWS::GuardDuty::",
            "AWS::Logs::",
            "AWS::SNS::",
            "AWS::SecurityHub::",
        ],
    },
    Topic {
        file: "reviewed/runs.toml",
        rule: RUNS,
        kinds: &[
            "AWS::ApplicationAutoScaling::",
            "AWS::CodeBuild::",
            "AWS::CodePipeline::",
            "AWS::ECR::",
            "AWS::ECS::",
            "AWS::Lambda::",
            "AWS::Scheduler::",
            "AWS::Signer::",
        ],
    },
    Topic { file: "reviewed/ways.toml", rule: WAYS, kinds: &[] },
];

/// The place in `TOPICS` of a type's table: the one that names it longest.
pub fn of(kind: &str) -> usize {
    let longest = |topic: &Topic| {
        topic.kinds.iter().filter(|one| kind.starts_with(*one)).map(|one| one.len()).max()
    };
    let named = TOPICS.iter().enumerate().filter_map(|(at, topic)| Some((longest(topic)?, at)));
    named.max().map_or(TOPICS.len() - 1, |(_, at)| at)
}

/// Types that the network is computed from, whole: `reviewed/network.toml` says what comes of them.
pub const COMPUTED: &[&str] = &[
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetRouteTableAssociation",
];

/// Types of which each one needs a reason of its own; for others the type's is enough.
pub const EXPLAINED: &[&str] = &[
    "AWS::IAM::Role",
    "AWS::IAM::User",
    "AWS::IAM::ManagedPolicy",
    "AWS::EC2::Route",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::VPCEndpoint",
    "AWS::WAFv2::IPSet",
    "AWS::WAFv2::WebACL",
    "AWS::S3::Bucket",
    "AWS::Events::Rule",
    "AWS::CloudWatch::Alarm",
    "AWS::ECS::TaskDefinition",
    "AWS::CodeBuild::Project",
    "Parameter",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_decides_and_what_nobody_names_is_read_all_the_same() {
        let file = |kind: &str| TOPICS.get(of(kind)).map(|topic| topic.file).unwrap_or_default();
        assert_eq!(file("AWS::S3::BucketPolicy"), "reviewed/permissions.toml");
        assert_eq!(file("AWS::S3::Bucket"), "reviewed/kept.toml");
        assert_eq!(file("AWS::Logs::LogGroup"), "reviewed/kept.toml");
        assert_eq!(file("AWS::Something::New"), "reviewed/ways.toml");
    }
}
