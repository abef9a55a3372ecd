//! The sender of letters: SES by SMTP, which the program speaks. SMTP knows no roles: its user is
//! an IAM user who may do one thing, in one name. Its key is made by day1.sh, turned
//! every ninety days by the runbook, and kept as a secret.

use serde_json::json;

use crate::{
    iam::{Statement, policy},
    params::Environment,
    stacks::network::endpoints::own_arn,
    template::{Resource, Stack, TOKYO, import},
};

/// Who letters are from.
pub fn sender(env: &Environment) -> String {
    format!("no-reply@{}", env.zone)
}

pub(super) fn add(stack: &mut Stack, env: &Environment) {
    let body = json!({
        "Name": env.named("letters"),
        "DeliveryOptions": {"TlsPolicy": "REQUIRE"},
        "ReputationOptions": {"ReputationMetricsEnabled": true},
        "SuppressionOptions": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
        "SendingOptions": {"SendingEnabled": true},
    });
    let set = stack.add("LetterSet", Resource::new("AWS::SES::ConfigurationSet", body));
    let from = format!("mail.{}", env.zone);
    let body = json!({
        "EmailIdentity": env.zone,
        "ConfigurationSetAttributes": {"ConfigurationSetName": set.reference()},
        "DkimSigningAttributes": {"NextSigningKeyLength": "RSA_2048_BIT"},
        "MailFromAttributes": {"MailFromDomain": from, "BehaviorOnMxFailure": "REJECT_MESSAGE"},
        "FeedbackAttributes": {"EmailForwardingEnabled": true},
    });
    let identity = stack.add("LetterIdentity", Resource::new("AWS::SES::EmailIdentity", body));
    for index in 1..=3 {
        record(
            stack,
            env,
            &format!("LetterKey{index}"),
            json!({
                "Name": identity.get(&format!("DkimDNSTokenName{index}")), "Type": "CNAME",
                "ResourceRecords": [identity.get(&format!("DkimDNSTokenValue{index}"))],
            }),
        );
    }
    record(
        stack,
        env,
        "LetterReturns",
        json!({
            "Name": from, "Type": "MX",
            "ResourceRecords": [format!("10 feedback-smtp.{TOKYO}.amazonses.com")],
        }),
    );
    record(
        stack,
        env,
        "LetterSenders",
        json!({
            "Name": from, "Type": "TXT", "ResourceRecords": ["\"v=spf1 include:amazonses.com -all\""],
        }),
    );
    record(
        stack,
        env,
        "LetterPolicy",
        json!({
            "Name": format!("_dmarc.{}", env.zone), "Type": "TXT",
            "ResourceRecords": [format!(
                "\"v=DMARC1; p=reject; adkim=s; rua=mailto:{}\"", env.bank.administrators
            )],
        }),
    );
    let statement = Statement::allow(
        "Send",
        &["ses:SendRawEmail"],
        &[
            own_arn("ses", &format!("identity/{}", env.zone)),
            own_arn("ses", &format!("configuration-set/{}", env.named("letters"))),
        ],
    )
    .when(&json!({
        "StringEquals": {"ses:FromAddress": sender(env)},
    }));
    let body = json!({
        "UserName": env.named("letters"),
        "Policies": [{"PolicyName": "rights", "PolicyDocument": policy(&[statement])}],
    });
    let user = Resource::new("AWS::IAM::User", body).because(
        "User",
        "SES takes SMTP passwords of users only, and a role has none: its key is made on the first \
         day, put into the secret, and turned by the runbook",
    );
    stack.add("LetterUser", user);
}

fn record(stack: &mut Stack, env: &Environment, id: &str, mut body: serde_json::Value) {
    if let Some(body) = body.as_object_mut() {
        body.insert("HostedZoneId".to_owned(), import(env, "zone"));
        body.insert("TTL".to_owned(), json!("3600"));
    }
    stack.add(id, Resource::new("AWS::Route53::RecordSet", body));
}
