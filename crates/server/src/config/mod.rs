//! The settings: from the command line, the environment and a TOML file, in this
//! order of precedence. One file per section; its doc comments are the reference,
//! printed by `kura --help`.
//!
//! A section has two forms: as given, where everything may be missing, and as
//! needed. A command that needs few sections asks for no others.

mod aws;
mod bank;
mod customer;
mod database;
mod documents;
mod file;
mod keys;
mod log;
mod mail;
mod name;
mod secret;
mod site;
mod staff;

use std::path::PathBuf;

pub use aws::credentials;
pub use bank::BankSettings;
pub use customer::{Customer, CustomerSettings};
pub use database::{Database, DatabaseSettings};
pub use documents::{Documents, DocumentsSettings, DocumentsStore};
pub use keys::{Keys, KeysSettings};
pub use log::{Log, LogSettings};
pub use mail::{Mail, MailSettings, MailTransport};
pub use name::Name;
pub use secret::Secret;
pub use site::Tls;
pub use staff::{Staff, StaffSettings};

use crate::StartError;

/// Settings as given on the command line and in the environment, and the file
/// that may hold more.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Given {
    /// Settings file (TOML) with the settings that `kura --help` lists; what is given
    /// on the command line or in the environment wins.
    #[arg(long, env = "KURA_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// The settings themselves.
    #[command(flatten)]
    pub settings: Settings,
}

/// All sections as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `[database]`.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// `[keys]`.
    #[command(flatten)]
    pub keys: KeysSettings,
    /// `[documents]`.
    #[command(flatten)]
    pub documents: DocumentsSettings,
    /// `[mail]`.
    #[command(flatten)]
    pub mail: MailSettings,
    /// `[customer]`.
    #[command(flatten)]
    pub customer: CustomerSettings,
    /// `[staff]`.
    #[command(flatten)]
    pub staff: StaffSettings,
    /// `[bank]`.
    #[command(flatten)]
    pub bank: BankSettings,
    /// `[log]`.
    #[command(flatten)]
    pub log: LogSettings,
}

impl Given {
    /// Reads the file, if one is named, and puts what was given otherwise over it.
    ///
    /// # Errors
    /// [`StartError::SettingsUnread`], [`StartError::SettingsWrong`].
    pub fn settings(self) -> Result<Settings, StartError> {
        match self.config {
            Some(path) => Ok(self.settings.or(file::read(&path)?)),
            None => Ok(self.settings),
        }
    }
}

impl Settings {
    /// These settings, and where one is missing the other's.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            database: self.database.or(other.database),
            keys: self.keys.or(other.keys),
            documents: self.documents.or(other.documents),
            mail: self.mail.or(other.mail),
            customer: self.customer.or(other.customer),
            staff: self.staff.or(other.staff),
            bank: self.bank.or(other.bank),
            log: self.log.or(other.log),
        }
    }
}

/// All sections as needed by a role of the service.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[database]`.
    pub database: Database,
    /// `[keys]`.
    pub keys: Keys,
    /// `[documents]`.
    pub documents: Documents,
    /// `[mail]`.
    pub mail: Mail,
    /// `[customer]`.
    pub customer: Customer,
    /// `[staff]`; `None` when this process serves no such site.
    pub staff: Option<Staff>,
    /// `[bank]`.
    pub bank: BankSettings,
    /// `[log]`.
    pub log: Log,
}

impl Config {
    /// Judges all settings.
    ///
    /// # Errors
    /// [`StartError::Missing`] or [`StartError::Wrong`] for the first that does not do.
    pub fn of(settings: Settings) -> Result<Self, StartError> {
        Ok(Self {
            database: settings.database.judged()?,
            keys: settings.keys.judged()?,
            documents: settings.documents.judged()?,
            mail: settings.mail.judged()?,
            customer: settings.customer.judged()?,
            staff: settings.staff.judged()?,
            bank: settings.bank,
            log: settings.log.judged()?,
        })
    }

    /// Insists on a site to serve.
    ///
    /// # Errors
    /// [`StartError::NeitherOf`].
    pub fn require_site(&self) -> Result<(), StartError> {
        if self.customer.listen.is_empty() && self.staff.is_none() {
            return Err(no_site());
        }
        Ok(())
    }
}

/// The error for a process that listens nowhere.
pub(crate) fn no_site() -> StartError {
    let listen = |section| Name { section, key: "listen" };
    StartError::NeitherOf(listen("customer"), listen("staff"))
}

#[cfg(test)]
mod tests;
