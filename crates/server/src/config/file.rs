//! Reading the settings file.

use std::path::Path;

use super::Settings;
use crate::StartError;

/// The settings of a file.
pub(super) fn read(path: &Path) -> Result<Settings, StartError> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| StartError::SettingsUnread { path: path.to_owned(), cause })?;
    parse(path, &text)
}

/// The settings of a file's text.
pub(super) fn parse(path: &Path, text: &str) -> Result<Settings, StartError> {
    toml::from_str(text).map_err(|error| {
        // Only the message: the library's own display quotes the line, which may be a password.
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let why = error.message().trim_end_matches('.').replace('\n', " ");
        StartError::SettingsWrong { path: path.to_owned(), line, why }
    })
}
