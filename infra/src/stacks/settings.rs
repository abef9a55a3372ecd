//! The settings each task is given: values here, names in `program`.

use serde_json::{Value, json};

use super::data::mail::sender;
use crate::{
    params::{Egress, Environment, SignIn, StaffAccess},
    program::{self, Role, Setting},
    stacks::{
        data::bank::BankFile,
        network::{Tier, dns::INTERNAL},
    },
    template::{TOKYO, import, sub_with},
};

/// Connections of one task. All tasks there may be, twice while a deployment holds both versions,
/// stay below what the environment's database lends (see the alarm `database-connections`).
pub const CONNECTIONS: u32 = 6;

/// Settings that are no secrets.
pub fn plain(env: &Environment, of: Role) -> Vec<Value> {
    let mut given = vec![(program::DATABASE_URL, database_url(env, of))];
    if of != Role::Migrate {
        given.extend(serving(env, of));
    }
    if of == Role::Customer {
        given
            .push((program::CUSTOMER_LISTEN, json!(format!("0.0.0.0:{}", program::CUSTOMER_PORT))));
        given.push((program::CUSTOMER_CERTIFICATE, json!(program::SELF_SIGNED)));
        given.push((program::CUSTOMER_PROXIES, json!(Tier::Door.networks(env).join(","))));
    }
    if of == Role::Staff {
        given.extend(staff(env));
    }
    let mut all: Vec<_> =
        given.into_iter().map(|(setting, value)| variable(setting, &value)).collect();
    all.push(variable(program::LOG_FILTER, &json!("info")));
    all
}

fn variable(setting: Setting, value: &Value) -> Value {
    json!({"Name": setting.variable, "Value": value})
}

/// The certificate of the database is judged by name, against the authority in the image.
fn database_url(env: &Environment, of: Role) -> Value {
    let user = if of == Role::Migrate { program::DATABASE_OWNER } else { program::DATABASE_ROLE };
    let (port, name) = (program::DATABASE_PORT, program::DATABASE_NAME);
    let authority = program::DATABASE_AUTHORITY;
    let url = format!(
        "postgres://{user}@${{Host}}:{port}/{name}?sslmode=verify-full&sslrootcert={authority}"
    );
    sub_with(&url, &[("Host", import(env, "database-address"))])
}

/// What both sites need.
fn serving(env: &Environment, of: Role) -> Vec<(Setting, Value)> {
    let mail = format!("smtps://email-smtp.{TOKYO}.amazonaws.com:{}", program::MAIL_PORT);
    let store = |bucket: &str| json!(format!("s3://{}?region={TOKYO}", env.bucket(bucket)));
    let mut given = vec![
        (program::DATABASE_CONNECTIONS, json!(CONNECTIONS.to_string())),
        (program::DOCUMENTS, store("documents")),
        (program::MAIL_TRANSPORT, json!(mail)),
        (program::MAIL_FROM, json!(format!("Kura <{}>", sender(env)))),
        (program::CUSTOMER_URL, json!(format!("https://{}", env.customer_host()))),
    ];
    let file = |name: &str| json!(format!("s3://{}/{name}?region={TOKYO}", env.bucket("bank")));
    given.push((program::BANK_BRANCHES, file(BankFile::Branches.key())));
    given.push((program::BANK_HOLIDAYS, file(BankFile::Holidays.key())));
    if of == Role::Staff {
        given.push((program::BANK_RECORDS, file(BankFile::Records.key())));
    }
    if env.egress == Egress::Proxy {
        let proxy = format!("http://proxy.{INTERNAL}:{}", program::PROXY_PORT);
        given.push((program::PROXY, json!(proxy)));
    }
    if env.sign_in == SignIn::Cognito {
        given.push((program::SIGN_IN_ISSUER, import(env, "sign-in-issuer")));
        given.push((program::SIGN_IN_CLIENT, import(env, "sign-in-client")));
    }
    given
}

fn staff(env: &Environment) -> Vec<(Setting, Value)> {
    let tier = match env.staff_access {
        StaffAccess::Internet => Tier::Public,
        StaffAccess::Internal => Tier::Door,
    };
    let networks: Vec<_> =
        env.staff_networks().iter().chain(env.staff_networks_v6()).copied().collect();
    vec![
        // Nowhere does it listen for customers: it serves the staff's site alone.
        (program::STAFF_LISTEN, json!(format!("0.0.0.0:{}", program::STAFF_PORT))),
        (program::STAFF_CERTIFICATE, json!(program::SELF_SIGNED)),
        (program::STAFF_URL, json!(format!("https://{}", env.staff_host()))),
        (program::STAFF_NETWORKS, json!(networks.join(","))),
        (program::STAFF_PROXIES, json!(tier.networks(env).join(","))),
    ]
}

/// Secrets, as ECS reads them when a task starts.
pub fn secrets(env: &Environment, of: Role) -> Vec<Value> {
    let whole = |what: &str| import(env, what);
    let part =
        |what: &str, key: &str| json!({"Fn::Join": ["", [import(env, what), format!(":{key}::")]]});
    let mut given = match of {
        Role::Migrate => vec![
            (program::DATABASE_PASSWORD, part("database-owner-secret", "password")),
            (program::DATABASE_APP_PASSWORD, whole("database-password-secret")),
        ],
        Role::Customer | Role::Staff => vec![
            (program::DATABASE_PASSWORD, whole("database-password-secret")),
            (program::KEYS, whole("keys-secret")),
        ],
    };
    if of == Role::Staff {
        given.push((program::MAIL_USER, part("mail-secret", "user")));
        given.push((program::MAIL_PASSWORD, part("mail-secret", "password")));
    }
    given
        .into_iter()
        .map(|(setting, value)| json!({"Name": setting.variable, "ValueFrom": value}))
        .collect()
}

/// The secrets a task's starter may read: those it is given, and no others.
pub fn secret_arns(env: &Environment, of: Role) -> Vec<Value> {
    let names: &[&str] = match of {
        Role::Customer => &["database-password-secret", "keys-secret"],
        Role::Staff => &["database-password-secret", "keys-secret", "mail-secret"],
        Role::Migrate => &["database-owner-secret", "database-password-secret"],
    };
    names.iter().map(|name| import(env, name)).collect()
}
