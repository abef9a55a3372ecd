//! What a check has to say.

use std::fmt;

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule, with the clause it stands for: `6-5 staff from the bank only`.
    pub rule: String,
    /// `stack/LogicalId`, or the file.
    pub place: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Finding {
    /// A finding of `rule` at `place`.
    pub fn new(rule: &str, place: &str, message: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), place: place.to_owned(), message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{}] {}: {}", self.rule, self.place, self.message)
    }
}
