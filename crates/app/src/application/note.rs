//! What is said of a step: to the customer, and among the bank's people.

use domain::application::reason::{RejectReason, ReturnReason};

/// The longest text of either sort, in characters.
pub const LONGEST: usize = 2_000;

/// Two texts of one step, never to be mixed up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// What the customer reads, in their language; may be empty.
    pub told: String,
    /// What the bank's people note for themselves; may be empty.
    pub noted: String,
}

/// What the customer is told, as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Told {
    pub returned: Vec<ReturnReason>,
    pub rejected: Vec<RejectReason>,
    pub text: String,
}

/// What the bank's people note, as it is sealed. All reasons are here, also those the
/// customer is not told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Noted {
    pub rejected: Vec<RejectReason>,
    pub text: String,
}

impl Note {
    /// A note from a form, whose lines end as browsers end them.
    pub fn typed(told: &str, noted: &str) -> Self {
        let lines = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Self { told: lines(told), noted: lines(noted) }
    }

    /// Whether a text is longer than [`LONGEST`].
    pub fn is_too_long(&self) -> bool {
        [&self.told, &self.noted].iter().any(|text| text.chars().count() > LONGEST)
    }
}
