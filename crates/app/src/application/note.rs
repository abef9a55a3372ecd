//! What is said of a step: to the customer, and among the bank's people.

use domain::{
    application::{
        Checked, Finding,
        reason::{Mend, RejectReason},
    },
    bank::identity_document::{DocumentKind, Side},
    document::PurgeReason,
};

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
    pub returned: Vec<Mend>,
    /// Why it was rejected, as far as the customer may read it.
    pub rejected: Vec<RejectReason>,
    /// What the bank's people write.
    pub text: String,
    /// Of an event `picture-purged`: which picture was destroyed, and why.
    #[serde(default)]
    pub destroyed: Option<Destroyed>,
}

/// A picture that was destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Destroyed {
    /// Of which document.
    pub kind: DocumentKind,
    /// Which side.
    pub side: Side,
    /// Why.
    pub reason: PurgeReason,
}

/// What the bank's people note, as it is sealed. All reasons are here, also those the
/// customer is not told.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Noted {
    /// Every reason of a rejection.
    pub rejected: Vec<RejectReason>,
    /// What was looked at and in order.
    #[serde(default)]
    pub checked: Vec<Checked>,
    /// What was noted; may be empty.
    pub text: String,
}

impl Noted {
    /// What is noted of a finding.
    pub(super) fn of(finding: &Finding<'_>, text: &str) -> Self {
        Self {
            rejected: finding.reasons.to_vec(),
            checked: finding.checked.to_vec(),
            text: text.to_owned(),
        }
    }
}
