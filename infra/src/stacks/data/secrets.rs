//! Secrets: made empty or by chance here, and filled by the bank's people (see the runbooks), so
//! that none stands in a template. Their names begin with `kura/<environment>/`.

use serde_json::{Value, json};

use crate::{
    params::Environment,
    template::{Id, OSAKA, Resource, Stack},
};

/// A secret of the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// The password of the role the services work as.
    DatabasePassword,
    /// The content of the key file everything is sealed under.
    Keys,
    /// User and password of the mail server.
    Mail,
}

impl Secret {
    /// Its word in names.
    pub fn name(self) -> &'static str {
        match self {
            Self::DatabasePassword => "database-password",
            Self::Keys => "keys",
            Self::Mail => "mail",
        }
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::DatabasePassword => "The password of the role Kura works as in the database",
            Self::Keys => {
                "The content of the key file, made by `kura keys init` on the first day; whoever \
                 loses it loses every customer's data"
            }
            Self::Mail => {
                "User and password of the mail server, put in by the bank (docs/runbooks/rotate-mail-key.md)"
            }
        }
    }

    /// What it holds before anybody fills it.
    fn generated(self) -> Value {
        match self {
            Self::DatabasePassword => json!({"PasswordLength": 48, "ExcludePunctuation": true}),
            // A password by chance stands in until the real one is put in: never an empty secret.
            Self::Keys => json!({"PasswordLength": 32, "ExcludePunctuation": true}),
            Self::Mail => json!({
                "SecretStringTemplate": "{\"user\":\"unset\"}", "GenerateStringKey": "password",
                "PasswordLength": 32, "ExcludePunctuation": true,
            }),
        }
    }
}

/// Without the keys the backups in Osaka are unreadable: a copy lies there, sealed under Osaka's own key, which the
/// stack `dr` makes before.
fn distant_copy(env: &Environment) -> Value {
    json!([{"Region": OSAKA, "KmsKeyId": format!("alias/{}", env.named("distant"))}])
}

pub(super) fn add(stack: &mut Stack, env: &Environment, key: &Id) {
    for secret in [Secret::DatabasePassword, Secret::Keys, Secret::Mail] {
        let mut body = json!({
            "Name": format!("kura/{}/{}", env.name, secret.name()),
            "Description": secret.purpose(), "KmsKeyId": key.arn(),
            "GenerateSecretString": secret.generated(),
        });
        if let (Secret::Keys, Some(body)) = (secret, body.as_object_mut()) {
            body.insert("ReplicaRegions".to_owned(), distant_copy(env));
        }
        let id = crate::template::camel(secret.name());
        let id = stack
            .add(format!("{id}Secret"), Resource::new("AWS::SecretsManager::Secret", body).kept());
        let export = format!("{}-secret", secret.name());
        stack.export(&export, secret.purpose(), &id.reference());
        let refused = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "OnlyThisAccount", "Effect": "Deny", "Principal": "*",
                "Action": "secretsmanager:GetSecretValue", "Resource": "*",
                "Condition": {"StringNotEquals": {
                    "aws:PrincipalAccount": {"Ref": "AWS::AccountId"},
                }},
            }],
        });
        let body = json!({
            "SecretId": id.reference(), "ResourcePolicy": refused, "BlockPublicPolicy": true,
        });
        let policy = Resource::new("AWS::SecretsManager::ResourcePolicy", body).because(
            "OnlyThisAccount",
            "In a secret's policy the only resource is the secret; it refuses, and allows nothing",
        );
        stack.add(format!("{}Policy", id.name()), policy);
    }
}
