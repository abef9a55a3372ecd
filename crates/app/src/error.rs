//! How a verb can end other than well.

use std::error::Error;

use outside::{dice::NoRandomness, documents::DocumentError, keys::KeyError};
use store::StoreError;
use uuid::Uuid;

/// A verb's error.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A rule says no; the person is told which.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// There is no such record, or it is another's: the same answer.
    #[error("no such record")]
    NotFound,
    /// The database could not be asked, a row makes no sense, or one changed meanwhile of which
    /// the verb had not thought: a refusal leaves its audit entry, this leaves none.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key is missing or a sealed value does not open.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The document store could not be asked.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The picture gate could not be asked, or has no time; it never means a refusal.
    #[error(transparent)]
    Gate(picture::Failed),
    /// Password hashing failed, or what was opened is not what was sealed.
    #[error("{0}")]
    Broken(&'static str),
}

/// Why a rule says no. The code is what the audit trail keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The record was changed since the form was shown.
    Stale,
    /// The form says what is recorded already.
    Unchanged,
    /// The form's key was used for something else.
    FormReused,
    /// Address or password is wrong.
    WrongCredentials,
    /// Too many tries; wait.
    SlowDown {
        /// How long.
        seconds: i64,
    },
    /// The code is wrong.
    WrongCode {
        /// Tries left.
        left: i64,
    },
    /// The proof is used, over, or its tries are used up.
    ProofEnded,
    /// Another customer proved the address meanwhile.
    EmailTaken,
    /// The current password is wrong.
    WrongPassword,
    /// The form was sent from a foreign page.
    ForeignForm,
    /// The account is closing; nothing may be changed.
    Closing,
    /// The account is not closing.
    NotClosing,
    /// More records than an account may hold.
    TooMany,
    /// The import is not in the state this needs.
    ImportState,
    /// The file has problems and the person asked for all or nothing.
    ImportProblems,
    /// None of the person's roles permits it.
    NotPermitted,
    /// A rule of an application's life says no.
    Application(domain::application::Refusal),
    /// The reasons of a step, or what is said of it, are not taken.
    Reason(domain::application::reason::ReasonError),
    /// The picture is not taken.
    Picture(picture::Refusal),
    /// A rule of documents in the bank's keeping says no.
    Document(domain::document::Refusal),
    /// Something an application needs is missing.
    Incomplete,
    /// The terms agreed to are not those in force.
    OldTerms,
    /// The bank has no such branch.
    UnknownBranch,
    /// A My Number was typed, which the bank may not know.
    MyNumber,
    /// The customer's account is not in use, so nothing is opened for them.
    CustomerInactive,
    /// A code of the second factor is wrong.
    WrongSecondFactor,
    /// The code of the second factor was used before; the next one will do.
    UsedSecondFactor,
    /// Address or code of an invitation is wrong, or it is over.
    WrongInvitation,
    /// The address is a member's already.
    AlreadyStaff,
    /// A rule of incidents says no.
    Incident(domain::incident::Refusal),
    /// A rule of a member's way through the service says no.
    Staff(domain::staff::Refusal),
    /// Not from a network the staff's site is open to.
    ForeignNetwork,
    /// The customer is suspended by the bank.
    Suspended,
    /// The customer is not suspended.
    NotSuspended,
    /// It is not said what a look at personal data is for.
    NoPurpose,
    /// The schema refused what the rules had let through.
    Schema,
}

impl Refusal {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Unchanged => "unchanged",
            Self::FormReused => "form-reused",
            Self::WrongCredentials => "wrong-credentials",
            Self::SlowDown { .. } => "slow-down",
            Self::WrongCode { .. } => "wrong-code",
            Self::ProofEnded => "proof-ended",
            Self::EmailTaken => "email-taken",
            Self::WrongPassword => "wrong-password",
            Self::ForeignForm => "foreign-form",
            Self::Closing => "closing",
            Self::NotClosing => "not-closing",
            Self::TooMany => "too-many",
            Self::ImportState => "import-state",
            Self::ImportProblems => "import-problems",
            Self::NotPermitted => "not-permitted",
            Self::Application(refusal) => refusal.code(),
            Self::Reason(error) => error.code(),
            Self::Picture(refusal) => refusal.code(),
            Self::Document(refusal) => refusal.code(),
            Self::Incomplete => "incomplete",
            Self::OldTerms => "old-terms",
            Self::UnknownBranch => "unknown-branch",
            Self::MyNumber => "my-number",
            Self::CustomerInactive => "customer-inactive",
            Self::WrongSecondFactor => "wrong-second-factor",
            Self::UsedSecondFactor => "used-second-factor",
            Self::WrongInvitation => "wrong-invitation",
            Self::AlreadyStaff => "already-staff",
            Self::Incident(refusal) => refusal.code(),
            Self::Staff(refusal) => refusal.code(),
            Self::ForeignNetwork => "foreign-network",
            Self::Suspended => "suspended",
            Self::NotSuspended => "not-suspended",
            Self::NoPurpose => "no-purpose",
            Self::Schema => "schema",
        }
    }
}

impl AppError {
    /// Whether a row was not as a write by condition needed it.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Store(StoreError::Conflict { .. }))
    }

    /// Whether a neighbour could not be asked just now: trying again may help.
    pub const fn is_unavailable(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Unavailable(_) | StoreError::Full(_))
                | Self::Document(DocumentError::Unavailable(_))
                | Self::Gate(_)
        )
    }
}

/// Logs that something nobody waits for failed for a record, with all that caused it.
pub(crate) fn log_failure(failed: &str, record: Uuid, error: &(dyn Error + 'static)) {
    tracing::error!(%record, error, "{failed}");
}

impl From<NoRandomness> for AppError {
    fn from(error: NoRandomness) -> Self {
        Self::Key(error.into())
    }
}
