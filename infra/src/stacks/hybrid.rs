//! The way into the bank's own network, off until it is wanted: a gateway at the VPC, and either two
//! IPsec tunnels to the bank's router or a private line's gateway. Routes are learnt from the bank
//! and reach the tiers that need them: the doors (staff come in) and the tasks (the core system).

use serde_json::json;

use crate::{
    params::{Environment, Hybrid},
    template::{Id, Resource, Stack, TOKYO, import, name_tag},
};

/// The system number of the VPC's side.
const OWN_SYSTEM: u32 = 64_512;

/// The stack, if there is a way.
pub fn stack(env: &Environment) -> Option<Stack> {
    if env.hybrid == Hybrid::Off {
        return None;
    }
    let mut stack = Stack::new(env, "hybrid", TOKYO, "the way into the bank's own network");
    let body = json!({
        "Type": "ipsec.1", "AmazonSideAsn": OWN_SYSTEM, "Tags": name_tag(&env.named("bank")),
    });
    let gateway = stack.add("BankGateway", Resource::new("AWS::EC2::VPNGateway", body));
    let body = json!({"VpcId": import(env, "vpc"), "VpnGatewayId": gateway.reference()});
    let attached =
        stack.add("BankGatewayOfVpc", Resource::new("AWS::EC2::VPCGatewayAttachment", body));
    let tables = ["door-routes", "task-routes-a", "task-routes-c"];
    let body = json!({
        "RouteTableIds": tables.map(|table| import(env, table)),
        "VpnGatewayId": gateway.reference(),
    });
    stack.add(
        "BankRoutes",
        Resource::new("AWS::EC2::VPNGatewayRoutePropagation", body).after(&attached),
    );
    match env.hybrid {
        Hybrid::Vpn { router, system } => tunnels(&mut stack, env, &gateway, router, system),
        Hybrid::DirectConnect { gateway: line } => {
            let body = json!({
                "DirectConnectGatewayId": line, "AssociatedGatewayId": gateway.reference(),
                "AllowedPrefixesToDirectConnectGateway": [env.vpc.to_string()],
            });
            let kind = "AWS::DirectConnect::DirectConnectGatewayAssociation";
            stack.add("BankLine", Resource::new(kind, body).after(&attached));
        }
        Hybrid::Off => {}
    }
    Some(stack)
}

fn tunnels(stack: &mut Stack, env: &Environment, gateway: &Id, router: &str, system: u32) {
    let body = json!({
        "Type": "ipsec.1", "IpAddress": router, "BgpAsn": system,
        "Tags": name_tag(&env.named("bank-router")),
    });
    let bank = stack.add("BankRouter", Resource::new("AWS::EC2::CustomerGateway", body));
    // No old ciphers; the shared secrets are made by AWS and kept in Secrets Manager.
    let tunnel = json!({
        "IKEVersions": [{"Value": "ikev2"}],
        "Phase1EncryptionAlgorithms": [{"Value": "AES256-GCM-16"}],
        "Phase2EncryptionAlgorithms": [{"Value": "AES256-GCM-16"}],
        "Phase1IntegrityAlgorithms": [{"Value": "SHA2-384"}],
        "Phase2IntegrityAlgorithms": [{"Value": "SHA2-384"}],
        "Phase1DHGroupNumbers": [{"Value": 20}], "Phase2DHGroupNumbers": [{"Value": 20}],
        "DPDTimeoutAction": "restart",
    });
    let body = json!({
        "Type": "ipsec.1", "CustomerGatewayId": bank.reference(),
        "VpnGatewayId": gateway.reference(), "StaticRoutesOnly": false,
        "PreSharedKeyStorage": "SecretsManager",
        "VpnTunnelOptionsSpecifications": [tunnel, tunnel],
        "Tags": name_tag(&env.named("bank")),
    });
    stack.add("BankTunnels", Resource::new("AWS::EC2::VPNConnection", body));
    // Over both tunnels together the mean is one while both are up.
    let body = json!({
        "AlarmName": env.named("tunnels"),
        "AlarmDescription": format!("A tunnel to the bank is down ({})", env.name),
        "Namespace": "AWS/VPN", "MetricName": "TunnelState", "Statistic": "Average",
        "Period": 300, "EvaluationPeriods": 2, "DatapointsToAlarm": 2,
        "ComparisonOperator": "LessThanThreshold", "Threshold": 1,
        "TreatMissingData": "breaching",
        "Dimensions": [{"Name": "VpnId", "Value": {"Ref": "BankTunnels"}}],
        "AlarmActions": [import(env, "administrators-topic")],
        "OKActions": [import(env, "administrators-topic")],
    });
    stack.add("TunnelsAlarm", Resource::new("AWS::CloudWatch::Alarm", body));
}
