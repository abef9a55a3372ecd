//! `[documents]`: where files beside the database are kept.

use std::path::PathBuf;

use super::Name;
use crate::StartError;

/// `[documents]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [documents]")]
pub struct DocumentsSettings {
    /// The folder of sealed files, such as those uploaded for import. Made if it
    /// does not exist; all processes must share it.
    #[arg(id = "documents.folder", long = "documents-folder", env = "KURA_DOCUMENTS_FOLDER")]
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// `[documents]` as needed.
#[derive(Debug, Clone)]
pub struct Documents {
    /// The folder.
    pub folder: PathBuf,
}

impl DocumentsSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self { folder: self.folder.or(other.folder) }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Documents, StartError> {
        let folder = Name { section: "documents", key: "folder" }.needed(self.folder)?;
        Ok(Documents { folder })
    }
}
