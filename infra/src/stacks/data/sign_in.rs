//! The option of log-ins by Cognito. The program speaks OpenID Connect with the pool's domain, which
//! is on the Internet only: it needs the proxy (see decision 0017).

use serde_json::json;

use crate::{
    params::Environment,
    template::{Resource, Stack, TOKYO, sub_with},
};

pub(super) fn add(stack: &mut Stack, env: &Environment) {
    let body = json!({
        "UserPoolName": env.named("customers"), "UserPoolTier": "PLUS",
        "UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
        "UsernameConfiguration": {"CaseSensitive": false},
        "DeletionProtection": "ACTIVE", "MfaConfiguration": "OPTIONAL",
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "Policies": {"PasswordPolicy": {
            "MinimumLength": 15, "RequireLowercase": false, "RequireNumbers": false,
            "RequireSymbols": false, "RequireUppercase": false,
        }},
        "AccountRecoverySetting": {"RecoveryMechanisms": [
            {"Name": "verified_email", "Priority": 1},
        ]},
        "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"},
        "Schema": [{"Name": "email", "AttributeDataType": "String", "Required": true,
                    "Mutable": true}],
    });
    let pool = stack.add("Customers", Resource::new("AWS::Cognito::UserPool", body).kept());
    let body = json!({"Domain": env.named("customers"), "UserPoolId": pool.reference()});
    stack.add("CustomersDomain", Resource::new("AWS::Cognito::UserPoolDomain", body));
    let host = env.customer_host();
    let body = json!({
        "ClientName": env.named("web"), "UserPoolId": pool.reference(), "GenerateSecret": true,
        "AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid", "email"], "SupportedIdentityProviders": ["COGNITO"],
        "CallbackURLs": [format!("https://{host}/sign-in/back")],
        "LogoutURLs": [format!("https://{host}/")],
        "PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": true,
    });
    let client = stack.add("CustomersClient", Resource::new("AWS::Cognito::UserPoolClient", body));
    let issuer = sub_with(
        &format!("https://cognito-idp.{TOKYO}.amazonaws.com/${{Pool}}"),
        &[("Pool", pool.reference())],
    );
    stack.export("sign-in-issuer", "Who knows the customers' passwords", &issuer);
    stack.export("sign-in-client", "The client Kura is", &client.reference());
}
