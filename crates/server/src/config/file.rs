//! Reading the settings file.

use std::{io, os::unix::fs::MetadataExt as _, path::Path};

use super::Settings;
use crate::StartError;

/// The settings of a file. One with the master keys in it is its owner's only, as a key file is.
pub(super) fn read(path: &Path) -> Result<Settings, StartError> {
    let unread = |cause| StartError::SettingsUnread { path: path.to_owned(), cause };
    let text = std::fs::read_to_string(path).map_err(unread)?;
    let settings = parse(path, &text)?;
    let mode = std::fs::metadata(path).map_err(unread)?.mode() & 0o777;
    if settings.keys.content.is_some() && mode & 0o077 != 0 {
        return Err(unread(io::Error::other(format!(
            "it holds [keys] content and has mode {mode:04o}; only its owner may read it: chmod 600 {}",
            path.display()
        ))));
    }
    Ok(settings)
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
