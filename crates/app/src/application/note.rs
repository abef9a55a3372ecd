//! What is said of a step: to the customer, and among the bank's people.

use domain::application::reason::{RejectReason, ReturnReason};

/// Two texts of one step, never to be mixed up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// What the customer reads, in their language; may be empty.
    pub told: String,
    /// What the bank's people note for themselves; may be empty.
    pub noted: String,
}

/// What the customer is told, as it is sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Told {
    /// What to mend.
    pub returned: Vec<ReturnReason>,
    /// Why it was rejected, as far as the customer may read it.
    pub rejected: Vec<RejectReason>,
    /// What the bank's people write.
    pub text: String,
}

/// What the bank's people note, as it is sealed. All reasons are here, also those the
/// customer is not told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Noted {
    pub rejected: Vec<RejectReason>,
    pub text: String,
}
