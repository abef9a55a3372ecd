//! Mail a demonstration keeps instead of sending, for people to read.

use crate::{App, AppError};

/// A mail that would have been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapturedMail {
    /// The recipient's address.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// The plain part.
    pub text: String,
}

/// Mails kept in memory or in a folder, oldest first; none when a mail server takes
/// them. Whoever calls sees to it that this is a demonstration: mails hold secrets.
///
/// # Errors
/// [`AppError::Broken`] when the folder cannot be read.
pub fn list(app: &App) -> Result<Vec<CapturedMail>, AppError> {
    let mails = app.mailer.captured().map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "captured mail cannot be read");
        AppError::Broken("captured mail cannot be read")
    })?;
    Ok(mails
        .into_iter()
        .map(|mail| CapturedMail { to: mail.to, subject: mail.subject, text: mail.text })
        .collect())
}
