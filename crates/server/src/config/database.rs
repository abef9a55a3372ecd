//! `[database]`: where the rows are kept.

use super::{Name, Secret};
use crate::StartError;

const fn name(key: &'static str) -> Name {
    Name { section: "database", key }
}

const APP_PASSWORD: Name = name("app_password");

/// A machine makes it up and a machine types it, so it may be long.
const LEAST_PASSWORD: usize = 16;

/// `[database]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [database]")]
pub struct DatabaseSettings {
    /// The database: `sqlite:PATH` for a file (one machine), or
    /// `postgres://USER:PASSWORD@HOST/NAME` for a server (many replicas).
    #[arg(id = "database.url", long = "database-url", env = "KURA_DATABASE_URL")]
    #[arg(value_name = "URL", hide_env_values = true)]
    pub url: Option<Secret>,
    /// The most connections one process opens, 2 to 1000 [default: 10].
    #[arg(id = "database.connections", long = "database-connections")]
    #[arg(env = "KURA_DATABASE_CONNECTIONS", value_name = "NUMBER")]
    pub connections: Option<u32>,
    /// For `kura migrate` with the owner of a server's tables alone: the password of the role
    /// `kura_app`, which it makes, or mends, for the other commands to work as. That role may do
    /// what they need, and can change neither tables nor the audit trail. 16 letters, digits or
    /// signs (ASCII) or more [default: none; no role is made].
    #[arg(id = "database.app_password", long = "database-app-password")]
    #[arg(env = "KURA_DATABASE_APP_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    pub app_password: Option<Secret>,
}

/// `[database]` as needed.
#[derive(Debug, Clone)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: Secret,
    /// The most connections.
    pub connections: u32,
    /// The password of the role the program works as on a server.
    pub app_password: Option<Secret>,
}

impl DatabaseSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            url: self.url.or(other.url),
            connections: self.connections.or(other.connections),
            app_password: self.app_password.or(other.app_password),
        }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Database, StartError> {
        let url = name("url").needed(self.url)?;
        // The value may hold a password, so no message quotes it.
        if url.reveal().starts_with("sqlite://") {
            let why = "a SQLite database is named by its path alone, such as sqlite:./kura.sqlite";
            return Err(name("url").wrong(why));
        }
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known
            .iter()
            .any(|scheme| url.reveal().strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
        {
            return Err(name("url").wrong("it must be sqlite:PATH or postgres://…"));
        }
        let connections = self.connections.unwrap_or(10);
        if !(2..=1000).contains(&connections) {
            return Err(name("connections").wrong("it must be a number from 2 to 1000"));
        }
        let config = Database { url, connections, app_password: self.app_password };
        config.judge_role()?;
        Ok(config)
    }
}

impl Database {
    fn judge_role(&self) -> Result<(), StartError> {
        let Some(password) = &self.app_password else { return Ok(()) };
        if self.file().is_some() {
            return Err(APP_PASSWORD.wrong("a SQLite database is a file and has no roles"));
        }
        let text = password.reveal();
        if text.len() < LEAST_PASSWORD || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let why = "it must be 16 letters, digits or signs (ASCII) or more";
            return Err(APP_PASSWORD.wrong(why));
        }
        Ok(())
    }

    /// The file of a SQLite database.
    pub fn file(&self) -> Option<&str> {
        self.url.reveal().strip_prefix("sqlite:")
    }
}
