//! `[keys]`: the keys everything customers enter is sealed under.

use std::path::PathBuf;

use super::Name;
use crate::StartError;

/// `[keys]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [keys]")]
pub struct KeysSettings {
    /// The file of the master keys, made once by `kura keys init`. Only its owner
    /// may be able to read it (mode 0600). Without it no data can be read: keep a
    /// copy apart from the database's backups.
    #[arg(id = "keys.file", long = "keys-file", env = "KURA_KEYS_FILE", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// `[keys]` as needed.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The key file.
    pub file: PathBuf,
}

impl KeysSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self { file: self.file.or(other.file) }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Keys, StartError> {
        let file = Name { section: "keys", key: "file" }.needed(self.file)?;
        Ok(Keys { file })
    }
}
