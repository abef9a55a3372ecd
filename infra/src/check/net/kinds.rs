//! Every type of resource the checker knows. One it does not know is a finding: it might be a way in or out.

use serde_json::Value;

use crate::check::finding::Finding;
use crate::check::model::resource::items;
use crate::check::model::{Model, Resource};

use super::RULE;

/// Types that make the network, and all their properties that are understood.
const NETWORK: &[(&str, &str)] = &[
    ("AWS::EC2::VPC", "CidrBlock EnableDnsHostnames EnableDnsSupport InstanceTenancy"),
    ("AWS::EC2::VPCCidrBlock", "VpcId CidrBlock AmazonProvidedIpv6CidrBlock"),
    (
        "AWS::EC2::Subnet",
        "VpcId CidrBlock AvailabilityZone MapPublicIpOnLaunch Ipv6CidrBlock AssignIpv6AddressOnCreation",
    ),
    ("AWS::EC2::InternetGateway", ""),
    ("AWS::EC2::VPCGatewayAttachment", "VpcId InternetGatewayId VpnGatewayId"),
    ("AWS::EC2::EgressOnlyInternetGateway", "VpcId"),
    ("AWS::EC2::EIP", "Domain"),
    ("AWS::EC2::NatGateway", "SubnetId AllocationId ConnectivityType"),
    ("AWS::EC2::RouteTable", "VpcId"),
    (
        "AWS::EC2::Route",
        "RouteTableId DestinationCidrBlock DestinationIpv6CidrBlock DestinationPrefixListId GatewayId \
         NatGatewayId EgressOnlyInternetGatewayId TransitGatewayId VpcPeeringConnectionId",
    ),
    ("AWS::EC2::SubnetRouteTableAssociation", "SubnetId RouteTableId"),
    ("AWS::EC2::NetworkAcl", "VpcId"),
    (
        "AWS::EC2::NetworkAclEntry",
        "NetworkAclId RuleNumber Protocol RuleAction Egress CidrBlock Ipv6CidrBlock PortRange Icmp",
    ),
    ("AWS::EC2::SubnetNetworkAclAssociation", "SubnetId NetworkAclId"),
    (
        "AWS::EC2::SecurityGroup",
        "GroupName GroupDescription VpcId SecurityGroupIngress SecurityGroupEgress",
    ),
    (
        "AWS::EC2::SecurityGroupIngress",
        "GroupId IpProtocol FromPort ToPort CidrIp CidrIpv6 SourcePrefixListId SourceSecurityGroupId Description",
    ),
    (
        "AWS::EC2::SecurityGroupEgress",
        "GroupId IpProtocol FromPort ToPort CidrIp CidrIpv6 DestinationPrefixListId \
         DestinationSecurityGroupId Description",
    ),
    ("AWS::EC2::PrefixList", "PrefixListName AddressFamily MaxEntries Entries"),
    (
        "AWS::EC2::VPCEndpoint",
        "VpcId ServiceName VpcEndpointType PrivateDnsEnabled SubnetIds SecurityGroupIds RouteTableIds \
         PolicyDocument",
    ),
    ("AWS::EC2::VPCPeeringConnection", "VpcId PeerVpcId PeerOwnerId PeerRegion PeerRoleArn"),
    (
        "AWS::EC2::TransitGateway",
        "AmazonSideAsn Description DefaultRouteTableAssociation DefaultRouteTablePropagation AutoAcceptSharedAttachments DnsSupport",
    ),
    ("AWS::EC2::TransitGatewayAttachment", "TransitGatewayId VpcId SubnetIds Options"),
    ("AWS::EC2::TransitGatewayVpcAttachment", "TransitGatewayId VpcId SubnetIds Options"),
    ("AWS::EC2::VPNGateway", "Type AmazonSideAsn"),
    ("AWS::EC2::VPNGatewayRoutePropagation", "RouteTableIds VpnGatewayId"),
    ("AWS::EC2::VPNConnectionRoute", "DestinationCidrBlock VpnConnectionId"),
    (
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Name Scheme Type Subnets SecurityGroups IpAddressType LoadBalancerAttributes",
    ),
    (
        "AWS::ECS::Service",
        "ServiceName Cluster TaskDefinition DesiredCount LaunchType PlatformVersion NetworkConfiguration \
         LoadBalancers HealthCheckGracePeriodSeconds DeploymentConfiguration DeploymentController \
         EnableExecuteCommand EnableECSManagedTags PropagateTags CapacityProviderStrategy \
         AvailabilityZoneRebalancing SchedulingStrategy ServiceRegistries",
    ),
];

/// Types that stand in the network with some properties; each is read in `nic.rs`, or has no address.
const PLACED: &[&str] = &[
    "AWS::CodeBuild::Project",
    "AWS::ECS::TaskDefinition",
    "AWS::EC2::FlowLog",
    "AWS::EC2::VPNConnection",
    "AWS::Events::Rule",
    "AWS::Lambda::Function",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBSubnetGroup",
    "AWS::Route53::HostedZone",
    "AWS::Route53Resolver::FirewallRuleGroupAssociation",
    "AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation",
    "AWS::Scheduler::Schedule",
    "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "AWS::ServiceDiscovery::Service",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
];

/// Types without any place in the network: naming a subnet, group or cloud in one is a finding.
const APART: &[&str] = &[
    "AWS::AccessAnalyzer::Analyzer",
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Backup::BackupPlan",
    "AWS::Backup::BackupSelection",
    "AWS::Backup::BackupVault",
    "AWS::Backup::RestoreTestingPlan",
    "AWS::Backup::RestoreTestingSelection",
    "AWS::Backup::Framework",
    "AWS::Budgets::Budget",
    "AWS::BCMDataExports::Export",
    "AWS::CE::AnomalyMonitor",
    "AWS::CE::AnomalySubscription",
    "AWS::CertificateManager::Certificate",
    "AWS::CertificateManager::Account",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudFront::MonitoringSubscription",
    "AWS::CloudFront::VpcOrigin",
    "AWS::CloudFront::Function",
    "AWS::CloudTrail::Trail",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::AnomalyDetector",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::CodeConnections::Connection",
    "AWS::CodeCommit::Repository",
    "AWS::CodePipeline::Pipeline",
    "AWS::CodeStarConnections::Connection",
    "AWS::CodeStarNotifications::NotificationRule",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolRiskConfigurationAttachment",
    "AWS::Config::ConfigRule",
    "AWS::Config::ConfigurationRecorder",
    "AWS::Config::ConformancePack",
    "AWS::Config::DeliveryChannel",
    "AWS::ECR::PullThroughCacheRule",
    "AWS::ECR::RegistryScanningConfiguration",
    "AWS::ECR::SigningConfiguration",
    "AWS::ECR::Repository",
    "AWS::ECR::ReplicationConfiguration",
    "AWS::EC2::CustomerGateway",
    "AWS::DirectConnect::DirectConnectGatewayAssociation",
    "AWS::ECS::Cluster",
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    "AWS::Events::EventBusPolicy",
    "AWS::GuardDuty::Detector",
    "AWS::GuardDuty::MalwareProtectionPlan",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::OIDCProvider",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::IAM::ServiceLinkedRole",
    "AWS::IAM::User",
    "AWS::IAM::UserPolicy",
    "AWS::InspectorV2::Filter",
    "AWS::InspectorV2::CisScanConfiguration",
    "AWS::KMS::Alias",
    "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey",
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::Lambda::Permission",
    "AWS::Logs::DeliveryDestination",
    "AWS::Logs::Delivery",
    "AWS::Logs::DeliverySource",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
    "AWS::Logs::QueryDefinition",
    "AWS::Logs::ResourcePolicy",
    "AWS::Logs::SubscriptionFilter",
    "AWS::RDS::DBClusterParameterGroup",
    "AWS::RDS::DBParameterGroup",
    "AWS::RDS::EventSubscription",
    "AWS::RDS::OptionGroup",
    "AWS::Route53::HealthCheck",
    "AWS::Route53::RecordSet",
    "AWS::Route53::RecordSetGroup",
    "AWS::Route53::KeySigningKey",
    "AWS::Route53::DNSSEC",
    "AWS::Route53Resolver::FirewallDomainList",
    "AWS::Route53Resolver::FirewallRuleGroup",
    "AWS::Route53Resolver::ResolverQueryLoggingConfig",
    "AWS::Route53Resolver::ResolverDNSSECConfig",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::S3::StorageLens",
    "AWS::SES::ConfigurationSet",
    "AWS::SES::ConfigurationSetEventDestination",
    "AWS::SES::EmailIdentity",
    "AWS::SES::VdmAttributes",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SNS::TopicInlinePolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::SSM::Parameter",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::SecretsManager::Secret",
    "AWS::SecretsManager::SecretTargetAttachment",
    "AWS::SecurityHub::AutomationRule",
    "AWS::SecurityHub::Hub",
    "AWS::SecurityHub::Standard",
    "AWS::Signer::SigningProfile",
    "AWS::Chatbot::SlackChannelConfiguration",
    "AWS::UserNotifications::NotificationConfiguration",
    "AWS::WAFv2::IPSet",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::RegexPatternSet",
    "AWS::WAFv2::RuleGroup",
    "AWS::WAFv2::WebACL",
    "AWS::WAFv2::WebACLAssociation",
    "AWS::ResourceGroups::Group",
    "AWS::XRay::Group",
    "AWS::ApplicationSignals::ServiceLevelObjective",
    "AWS::Synthetics::Group",
];

/// Types whose naming outside the network would place something in it.
const PLACES: &[&str] = &["AWS::EC2::Subnet", "AWS::EC2::SecurityGroup", "AWS::EC2::VPC"];

/// What ties a resource to the network: a thing of this environment, or nobody knows to what.
const TIES: &[&str] =
    &["VpcId", "SubnetId", "SubnetIds", "RouteTableId", "RouteTableIds", "NetworkAclId"];

/// Findings for types and properties that nobody taught the checker.
pub fn unknown(model: &Model) -> Vec<Finding> {
    model.resources.iter().flat_map(|resource| of(model, resource)).collect()
}

fn of(model: &Model, resource: &Resource) -> Vec<Finding> {
    let tell = |message: String| Finding::new(RULE, &resource.name, message);
    if let Some((_, known)) = NETWORK.iter().find(|(kind, _)| *kind == resource.kind) {
        let properties =
            resource.properties.as_object().into_iter().flatten().map(|(name, _)| name);
        let known = |name: &str| name == "Tags" || known.split_whitespace().any(|one| one == name);
        let strange = properties.filter(|name| !known(name));
        let unknown =
            strange.map(|name| tell(format!("property `{name}` is not known to the checker")));
        let elsewhere =
            TIES.iter().flat_map(|key| items(resource.at(key)).iter().map(move |to| (key, to)));
        let elsewhere = elsewhere.filter(|(_, to)| model.target(to).is_none()).map(|(key, to)| {
            tell(format!(
                "its {key} is {to}, which is not here: nobody can tell what it is tied to"
            ))
        });
        return unknown.chain(elsewhere).collect();
    }
    if resource.kind == "AWS::Lambda::Function" && resource.at("VpcConfig/SubnetIds").is_null() {
        return vec![tell("stands outside the network: it may call the whole Internet".to_owned())];
    }
    if PLACED.contains(&resource.kind.as_str()) {
        return Vec::new();
    }
    if !APART.contains(&resource.kind.as_str()) {
        return vec![tell(format!("type `{}` is not known to the checker", resource.kind))];
    }
    let placed = model.mentioned(&resource.properties).into_iter();
    let mut found: Vec<Finding> = placed
        .filter(|other| PLACES.contains(&other.kind.as_str()))
        .map(|other| {
            tell(format!(
                "names {}, but has no place in the network that the checker knows",
                other.name
            ))
        })
        .collect();
    if has_key(
        &resource.properties,
        &["VpcConfig", "VpcConfiguration", "NetworkConfiguration", "SecurityGroupIds"],
    ) {
        found.push(tell("is placed in a network in a way the checker does not know".to_owned()));
    }
    found
}

fn has_key(value: &Value, names: &[&str]) -> bool {
    match value {
        Value::Object(map) => {
            map.iter().any(|(key, item)| names.contains(&key.as_str()) || has_key(item, names))
        }
        Value::Array(items) => items.iter().any(|item| has_key(item, names)),
        _ => false,
    }
}
