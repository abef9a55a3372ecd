//! What a setting is called, in the file and in the environment.

use std::fmt;

use crate::StartError;

/// A setting's name; shown as it stands in the file: `[mail] from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The section.
    pub section: &'static str,
    /// The key in the section.
    pub key: &'static str,
}

impl Name {
    /// The environment variable: `KURA_MAIL_FROM`.
    pub fn variable(self) -> String {
        format!("KURA_{}_{}", self.section, self.key).to_uppercase()
    }

    /// The value, which must have been given.
    ///
    /// # Errors
    /// [`StartError::Missing`].
    pub fn needed<T>(self, value: Option<T>) -> Result<T, StartError> {
        value.ok_or(StartError::Missing(self))
    }

    /// The error for a value that makes no sense.
    pub fn wrong(self, why: impl Into<String>) -> StartError {
        StartError::Wrong { name: self, why: why.into() }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{}] {}", self.section, self.key)
    }
}
