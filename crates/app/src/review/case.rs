//! An application as its page shows it to the bank's people.

use chrono::{DateTime, Utc};
use domain::{
    application::{
        Claim, Offers, State,
        checklist::Check,
        declaration::{DeclaredDocument, Purpose},
        reason::Verdict,
    },
    bank::identity_document::DocumentKind,
    person::Corrected,
    staff::{RevealPurpose, StaffId},
};
use store::customer::Status;
use uuid::Uuid;

use super::{Colleague, Duplicate, Earlier, Happened, Particulars};
use crate::{application::Noted, document::Document};

/// A case.
#[derive(Debug)]
pub struct Case {
    /// Which application.
    pub id: Uuid,
    /// Its version, for the forms of the page.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// Whose.
    pub customer: Uuid,
    /// The language the customer reads.
    pub language: String,
    /// Where the customer's account stands.
    pub customer_status: Status,
    /// Since when the bank has suspended the customer.
    pub suspended_at: Option<DateTime<Utc>>,
    /// When it was sent first.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Who works on it.
    pub claim: Option<Claimed>,
    /// What the first person said.
    pub advice: Option<Advice>,
    /// What whoever asks may do with it now.
    pub offers: Offers,
    /// Whether what was declared and said was forgotten, its time being over.
    pub is_forgotten: bool,
    /// Whether the customer has changed what was declared and not sent it again: it is left out.
    pub is_unsent: bool,
    /// When the customer corrected what is shown as registered, which may be after the bank saw
    /// something else.
    pub corrected: Corrected,
    /// For what the values are shown; `None` while they are masked.
    pub revealed_for: Option<RevealPurpose>,
    /// The person and the account, masked or not.
    pub particulars: Particulars,
    /// The documents declared, the main one first.
    pub documents: Vec<DeclaredDocument>,
    /// What to look at on each of them.
    pub checklists: Vec<(DocumentKind, &'static [Check])>,
    /// The pictures sent, ended ones too, oldest first. [`crate::document::look`] opens one.
    pub pictures: Vec<Document>,
    /// What the service is wanted for.
    pub purpose: Option<Purpose>,
    /// The customer's earlier applications, newest first.
    pub earlier: Vec<Earlier>,
    /// Other customers' applications that are like it.
    pub duplicates: Vec<Duplicate>,
    /// What happened, oldest first.
    pub timeline: Vec<Happened>,
}

/// A claim that is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Who works on it.
    pub by: Colleague,
    /// Until when, without a sign of life.
    pub until: DateTime<Utc>,
    /// Whether it is whoever asks.
    pub is_mine: bool,
}

/// What a first person said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Who.
    pub by: Colleague,
    /// What.
    pub verdict: Verdict,
    /// When.
    pub at: DateTime<Utc>,
    /// What they noted, and had looked at.
    pub noted: Option<Noted>,
}

impl Claimed {
    /// A claim as it stands; `None` when it is over.
    pub(super) fn now(
        claim: Claim,
        by: Colleague,
        me: StaffId,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let is_mine = claim.by == me;
        (claim.until > now).then_some(Self { by, until: claim.until, is_mine })
    }
}
