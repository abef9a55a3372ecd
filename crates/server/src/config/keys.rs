//! `[keys]`: the keys everything customers enter is sealed under.

use std::path::PathBuf;

use super::{Name, Secret};
use crate::StartError;

const fn name(key: &'static str) -> Name {
    Name { section: "keys", key }
}

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
    /// What stands in that file, instead of it: for machines that are given secrets in
    /// the environment. Made once by `kura keys init --print`, rotated by hand:
    /// docs/runbooks/rotate-keys.md. On the command line others on the machine can see it.
    #[arg(id = "keys.content", long = "keys-content", env = "KURA_KEYS_CONTENT")]
    #[arg(value_name = "CONTENT", hide_env_values = true)]
    pub content: Option<Secret>,
}

/// `[keys]` as needed.
#[derive(Debug, Clone)]
pub enum Keys {
    /// In a file.
    File(PathBuf),
    /// Given as content.
    Content(Secret),
}

impl KeysSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self { file: self.file.or(other.file), content: self.content.or(other.content) }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the settings.
    pub fn judged(self) -> Result<Keys, StartError> {
        match (self.file, self.content) {
            (Some(file), None) => Ok(Keys::File(file)),
            (None, Some(content)) => Ok(Keys::Content(content)),
            (None, None) => Err(StartError::NeitherOf(name("file"), name("content"))),
            (Some(_), Some(_)) => Err(StartError::BothOf(name("file"), name("content"))),
        }
    }
}

impl Keys {
    /// The error for a content that is no key file's.
    pub fn wrong_content() -> StartError {
        name("content").wrong("it is not what `kura keys init --print` prints")
    }
}
