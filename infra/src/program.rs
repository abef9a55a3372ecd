//! What the templates must know of the program: its ports, its health path, its subcommands and
//! its settings. One table; `accepted` says what `kura` understands today, and a test holds it
//! against the program's own source.

/// The path that answers 200 while a process serves.
pub const HEALTH_PATH: &str = "/healthz";

/// The port of the customers' site in its task.
pub const CUSTOMER_PORT: u16 = 8080;

/// The port of the staff's site in its task.
pub const STAFF_PORT: u16 = 8081;

/// Where PostgreSQL listens.
pub const DATABASE_PORT: u16 = 5432;

/// Where SES takes letters over TLS from the first byte.
pub const MAIL_PORT: u16 = 465;

/// Where the proxy listens.
pub const PROXY_PORT: u16 = 3128;

/// The program in its image, and who runs it: nobody with a name or rights.
pub const PATH: &str = "/usr/local/bin/kura";
/// User and group.
pub const USER: &str = "10001:10001";

/// Where the image keeps RDS's certificate authority.
pub const DATABASE_AUTHORITY: &str = "/etc/kura/rds.pem";

/// The database and the role the services work as; migrations work as the owner.
pub const DATABASE_NAME: &str = "kura";
/// The owner of the tables, who migrates.
pub const DATABASE_OWNER: &str = "kura_owner";
/// Reads and writes rows; may not change tables, nor audit entries.
pub const DATABASE_ROLE: &str = "kura_app";

/// Seconds the program takes to end at most (`GRACE` in the program, and a margin).
pub const STOP_SECONDS: u32 = 20;

/// What a task is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Serves the customers' site.
    Customer,
    /// Serves the staff's site and does the background work.
    Staff,
    /// Brings the database up to date, once before a deployment.
    Migrate,
}

impl Role {
    /// The subcommand.
    pub fn command(self) -> &'static str {
        match self {
            Self::Customer => "serve",
            Self::Staff => "run",
            Self::Migrate => "migrate",
        }
    }

    /// Its word in names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
            Self::Migrate => "migrate",
        }
    }
}

/// A setting, as an environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The variable.
    pub variable: &'static str,
    /// Whether the program understands it today.
    pub accepted: bool,
    /// Whether its value is a secret, and comes from Secrets Manager.
    pub secret: bool,
}

const fn plain(variable: &'static str) -> Setting {
    Setting { variable, accepted: true, secret: false }
}

const fn secret(variable: &'static str) -> Setting {
    Setting { variable, accepted: true, secret: true }
}

const fn wanted(setting: Setting) -> Setting {
    Setting { accepted: false, ..setting }
}

/// Address of the database, without a password.
pub const DATABASE_URL: Setting = plain("KURA_DATABASE_URL");
/// Most connections of one process.
pub const DATABASE_CONNECTIONS: Setting = plain("KURA_DATABASE_CONNECTIONS");
/// The role's password; read by the program's database library.
pub const DATABASE_PASSWORD: Setting = secret("PGPASSWORD");
/// For `migrate`: the password of [`DATABASE_ROLE`], which it makes and gives its rights.
pub const DATABASE_APP_PASSWORD: Setting = secret("KURA_DATABASE_APP_PASSWORD");
/// The content of the key file.
pub const KEYS: Setting = secret("KURA_KEYS_CONTENT");
/// The bucket of sealed files: `s3://BUCKET?region=REGION`.
pub const DOCUMENTS: Setting = plain("KURA_DOCUMENTS_STORE");
/// The mail server.
pub const MAIL_TRANSPORT: Setting = plain("KURA_MAIL_TRANSPORT");
/// The sender.
pub const MAIL_FROM: Setting = plain("KURA_MAIL_FROM");
/// The mail server's user.
pub const MAIL_USER: Setting = secret("KURA_MAIL_USER");
/// The mail server's password.
pub const MAIL_PASSWORD: Setting = secret("KURA_MAIL_PASSWORD");
/// Where the customers' site listens.
pub const CUSTOMER_LISTEN: Setting = plain("KURA_CUSTOMER_LISTEN");
/// The certificate of the customers' site in its task.
pub const CUSTOMER_CERTIFICATE: Setting = plain("KURA_CUSTOMER_CERTIFICATE");
/// What customers type.
pub const CUSTOMER_URL: Setting = plain("KURA_CUSTOMER_PUBLIC_URL");
/// Whose word on a browser's address the customers' site believes.
pub const CUSTOMER_PROXIES: Setting = plain("KURA_CUSTOMER_TRUSTED_PROXIES");
/// Where the staff's site listens.
pub const STAFF_LISTEN: Setting = plain("KURA_STAFF_LISTEN");
/// The certificate of the staff's site in its task.
pub const STAFF_CERTIFICATE: Setting = plain("KURA_STAFF_CERTIFICATE");
/// What staff type.
pub const STAFF_URL: Setting = plain("KURA_STAFF_PUBLIC_URL");
/// Whom the staff's site is open to.
pub const STAFF_NETWORKS: Setting = plain("KURA_STAFF_NETWORKS");
/// Whose word on a browser's address the staff's site believes.
pub const STAFF_PROXIES: Setting = plain("KURA_STAFF_TRUSTED_PROXIES");
/// What is logged.
pub const LOG_FILTER: Setting = plain("KURA_LOG_FILTER");
/// The branches, in the bucket of the bank's files: `s3://BUCKET/KEY?region=REGION`.
pub const BANK_BRANCHES: Setting = plain("KURA_BANK_BRANCHES");
/// The public holidays, likewise.
pub const BANK_HOLIDAYS: Setting = plain("KURA_BANK_HOLIDAYS");
/// What the bank has recorded of accounts, likewise; for the staff's tasks only.
pub const BANK_RECORDS: Setting = plain("KURA_BANK_RECORDS");
/// The proxy to the Internet, with an egress only.
pub const PROXY: Setting = wanted(plain("KURA_OUTSIDE_PROXY"));
/// The issuer of customers' log-ins, with Cognito only.
pub const SIGN_IN_ISSUER: Setting = wanted(plain("KURA_SIGN_IN_ISSUER"));
/// The client the issuer knows Kura as.
pub const SIGN_IN_CLIENT: Setting = wanted(plain("KURA_SIGN_IN_CLIENT"));

/// Every setting the templates give.
#[cfg(test)]
pub const SETTINGS: &[Setting] = &[
    DATABASE_URL,
    DATABASE_CONNECTIONS,
    DATABASE_PASSWORD,
    DATABASE_APP_PASSWORD,
    KEYS,
    DOCUMENTS,
    MAIL_TRANSPORT,
    MAIL_FROM,
    MAIL_USER,
    MAIL_PASSWORD,
    CUSTOMER_LISTEN,
    CUSTOMER_CERTIFICATE,
    CUSTOMER_URL,
    CUSTOMER_PROXIES,
    STAFF_LISTEN,
    STAFF_CERTIFICATE,
    STAFF_URL,
    STAFF_NETWORKS,
    STAFF_PROXIES,
    LOG_FILTER,
    BANK_BRANCHES,
    BANK_HOLIDAYS,
    BANK_RECORDS,
    PROXY,
    SIGN_IN_ISSUER,
    SIGN_IN_CLIENT,
];

/// The subcommand a container asks its own health by.
pub const HEALTH_COMMAND: &str = "health";

/// The certificate of a site in its task: one made at start, whose key is never written down. Load balancers do not judge
/// a target's certificate, so it protects from listeners, not from impostors; against these stand the groups.
pub const SELF_SIGNED: &str = "self-signed";

#[cfg(test)]
#[path = "program_tests.rs"]
mod tests;
