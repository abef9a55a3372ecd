//! The life of an application: what may follow what, and who may do it.
//!
//! draft → submitted → in review, claimed by one → awaiting the customer, or recommended
//! by the first person → approved or rejected by a second. Withdrawn and expired end it too.
//! That a decision has two persons is in the type: [`FourEyes`] cannot be made of one.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{application::reason::Verdict, coded::coded, staff::StaffId};

/// How long a claim lasts without a sign of life: long enough for a telephone call, short
/// enough that a colleague's absence holds nobody up.
pub const CLAIM: TimeDelta = TimeDelta::minutes(30);

/// How long an application waits for its customer's answer before it expires.
pub const PATIENCE: TimeDelta = TimeDelta::days(60);

coded! {
    /// Where an application stands.
    State {
        /// Begun by the customer; the bank sees nothing of it.
        Draft = "draft",
        /// Sent; nobody works on it.
        Submitted = "submitted",
        /// Claimed by a first person.
        InReview = "in-review",
        /// Returned; the customer is asked for something.
        AwaitingCustomer = "awaiting-customer",
        /// The first person has said what should be decided.
        Recommended = "recommended",
        /// Approved by a second person: the service is open.
        Approved = "approved",
        /// Rejected by a second person.
        Rejected = "rejected",
        /// Taken back by the customer.
        Withdrawn = "withdrawn",
        /// The customer did not answer in time, or left the draft lying.
        Expired = "expired",
    }
}

impl State {
    /// Whether nothing follows.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Approved | Self::Rejected | Self::Withdrawn | Self::Expired)
    }

    /// Whether it is its customer's to change.
    pub const fn waits_for_customer(self) -> bool {
        matches!(self, Self::Draft | Self::AwaitingCustomer)
    }

    /// Whether what its customer did at a time has come to the bank, to which it was sent last at
    /// another. What is changed after a return has not, until it is sent again; nor has it ever
    /// where the application ended before that.
    pub fn has_come(self, done_at: DateTime<Utc>, sent_at: DateTime<Utc>) -> bool {
        match self {
            Self::Submitted
            | Self::InReview
            | Self::Recommended
            | Self::Approved
            | Self::Rejected => true,
            Self::Draft | Self::AwaitingCustomer | Self::Withdrawn | Self::Expired => {
                done_at <= sent_at
            }
        }
    }

    /// Whether it waits for the bank.
    pub const fn waits_for_bank(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview | Self::Recommended)
    }
}

/// One person works on it until a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub by: StaffId,
    /// Until when, if they give no sign of life.
    pub until: DateTime<Utc>,
}

/// What a first person says should be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recommendation {
    /// Who.
    pub by: StaffId,
    /// What.
    pub verdict: Verdict,
}

/// Two different persons, neither of them the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FourEyes {
    first: StaffId,
    second: StaffId,
}

impl FourEyes {
    /// Two persons' eyes on the application of a customer who may be a member of staff.
    ///
    /// # Errors
    /// [`Refusal::SamePerson`], [`Refusal::OwnApplication`].
    pub fn new(
        first: StaffId,
        second: StaffId,
        applicant: Option<StaffId>,
    ) -> Result<Self, Refusal> {
        if first == second {
            return Err(Refusal::SamePerson);
        }
        if applicant == Some(first) || applicant == Some(second) {
            return Err(Refusal::OwnApplication);
        }
        Ok(Self { first, second })
    }

    /// Who decided.
    pub const fn second(self) -> StaffId {
        self.second
    }
}

/// A decision, made by two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Whose eyes.
    pub eyes: FourEyes,
    /// What was decided, as recommended or otherwise.
    pub verdict: Verdict,
}

/// An application's life, with what its state must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// As [`State::Draft`].
    Draft,
    /// As [`State::Submitted`].
    Submitted,
    /// As [`State::InReview`]. The claim may be over.
    InReview(Claim),
    /// As [`State::AwaitingCustomer`], since when.
    AwaitingCustomer(DateTime<Utc>),
    /// As [`State::Recommended`]. The second person claims it too.
    Recommended(Recommendation, Option<Claim>),
    /// As [`State::Approved`] or [`State::Rejected`].
    Decided(Decision),
    /// As [`State::Withdrawn`].
    Withdrawn,
    /// As [`State::Expired`].
    Expired,
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not follow what the application is.
    #[error("the application is not in the state this needs")]
    State,
    /// Another person has claimed it.
    #[error("another person works on the application")]
    ClaimedByAnother,
    /// Whoever decides must have claimed it, and the claim must not be over.
    #[error("the application must be claimed first")]
    NotClaimed,
    /// The person who recommended cannot decide.
    #[error("the person who recommended cannot decide")]
    SamePerson,
    /// A member of staff has no part in an application of their own.
    #[error("an application of one's own")]
    OwnApplication,
    /// The customer still has time to answer.
    #[error("the customer still has time")]
    TooEarly,
    /// The customer has another application under way.
    #[error("another application is under way")]
    UnderWay,
    /// The service is open to the customer already.
    #[error("the service is open already")]
    AlreadyApproved,
    /// The customer has applied too often.
    #[error("too many applications")]
    TooMany,
    /// The bank looks at an application of the customer's.
    #[error("an application is with the bank")]
    WithBank,
}

impl Refusal {
    /// The stable code, for the audit trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "application-state",
            Self::ClaimedByAnother => "claimed-by-another",
            Self::NotClaimed => "not-claimed",
            Self::SamePerson => "same-person",
            Self::OwnApplication => "own-application",
            Self::TooEarly => "too-early",
            Self::UnderWay => "application-under-way",
            Self::AlreadyApproved => "already-approved",
            Self::TooMany => "too-many-applications",
            Self::WithBank => "application-with-bank",
        }
    }
}

type Step = Result<Life, Refusal>;

impl Life {
    /// Where it stands.
    pub const fn state(self) -> State {
        match self {
            Self::Draft => State::Draft,
            Self::Submitted => State::Submitted,
            Self::InReview(_) => State::InReview,
            Self::AwaitingCustomer(_) => State::AwaitingCustomer,
            Self::Recommended(..) => State::Recommended,
            Self::Decided(Decision { verdict: Verdict::Approve, .. }) => State::Approved,
            Self::Decided(Decision { verdict: Verdict::Reject, .. }) => State::Rejected,
            Self::Withdrawn => State::Withdrawn,
            Self::Expired => State::Expired,
        }
    }

    /// The claim on it, over or not.
    pub const fn claim(self) -> Option<Claim> {
        match self {
            Self::InReview(claim) => Some(claim),
            Self::Recommended(_, claim) => claim,
            _ => None,
        }
    }

    /// The customer sends it, first or again.
    ///
    /// # Errors
    /// [`Refusal::State`].
    pub const fn submit(self) -> Step {
        match self {
            Self::Draft | Self::AwaitingCustomer(_) => Ok(Self::Submitted),
            _ => Err(Refusal::State),
        }
    }

    /// The customer takes it back; not once it is decided.
    ///
    /// # Errors
    /// [`Refusal::State`].
    pub const fn withdraw(self) -> Step {
        if self.state().is_end() { Err(Refusal::State) } else { Ok(Self::Withdrawn) }
    }

    /// It ends because the customer did not answer, or left the draft lying. How long a draft
    /// may lie is not asked here: as long as its pictures are kept.
    ///
    /// # Errors
    /// [`Refusal::State`], [`Refusal::TooEarly`].
    pub fn expire(self, now: DateTime<Utc>) -> Step {
        match self {
            Self::Draft => Ok(Self::Expired),
            Self::AwaitingCustomer(since) if now - since >= PATIENCE => Ok(Self::Expired),
            Self::AwaitingCustomer(_) => Err(Refusal::TooEarly),
            _ => Err(Refusal::State),
        }
    }

    /// A person claims it to work on it, or gives a sign of life. Whoever recommended may
    /// not claim it again for the decision: nobody else could then decide meanwhile.
    ///
    /// # Errors
    /// [`Refusal::State`], [`Refusal::ClaimedByAnother`], [`Refusal::SamePerson`],
    /// [`Refusal::OwnApplication`].
    pub fn take(self, by: StaffId, applicant: Option<StaffId>, now: DateTime<Utc>) -> Step {
        if applicant == Some(by) {
            return Err(Refusal::OwnApplication);
        }
        if self.claim().is_some_and(|claim| claim.by != by && claim.until > now) {
            return Err(Refusal::ClaimedByAnother);
        }
        let claim = Claim { by, until: now + CLAIM };
        match self {
            Self::Submitted | Self::InReview(_) => Ok(Self::InReview(claim)),
            Self::Recommended(first, _) if first.by == by => Err(Refusal::SamePerson),
            Self::Recommended(first, _) => Ok(Self::Recommended(first, Some(claim))),
            _ => Err(Refusal::State),
        }
    }

    /// The person who claimed it lets go.
    ///
    /// # Errors
    /// As [`Life::hold`].
    pub fn release(self, by: StaffId, now: DateTime<Utc>) -> Step {
        self.hold(by, now)?;
        match self {
            Self::InReview(_) => Ok(Self::Submitted),
            Self::Recommended(first, _) => Ok(Self::Recommended(first, None)),
            _ => Err(Refusal::State),
        }
    }

    /// Somebody who leads the team takes the claim from whoever holds it, over or not. Who works
    /// on an application is not for its applicant to say.
    ///
    /// # Errors
    /// [`Refusal::OwnApplication`]; [`Refusal::State`] where nothing can be claimed,
    /// [`Refusal::NotClaimed`] when nobody did.
    pub fn pass_on(self, by: StaffId, applicant: Option<StaffId>) -> Step {
        if applicant == Some(by) {
            return Err(Refusal::OwnApplication);
        }
        match self {
            Self::InReview(_) => Ok(Self::Submitted),
            Self::Recommended(first, Some(_)) => Ok(Self::Recommended(first, None)),
            Self::Recommended(_, None) | Self::Submitted => Err(Refusal::NotClaimed),
            _ => Err(Refusal::State),
        }
    }

    /// The person who claimed it asks the customer for something. From a second person it
    /// undoes the recommendation: what the customer sends is looked at anew by both.
    ///
    /// # Errors
    /// As [`Life::hold`].
    pub fn return_to_customer(self, by: StaffId, now: DateTime<Utc>) -> Step {
        self.hold(by, now)?;
        Ok(Self::AwaitingCustomer(now))
    }

    /// A picture of it was destroyed: what waits for the bank goes back to its customer, whoever
    /// works on it, and a recommendation is undone, for it was made upon that picture. What
    /// has ended, or is the customer's already, stays as it is.
    #[must_use]
    pub const fn ask_again(self, now: DateTime<Utc>) -> Self {
        if self.state().waits_for_bank() { Self::AwaitingCustomer(now) } else { self }
    }

    /// The first person says what should be decided.
    ///
    /// # Errors
    /// [`Refusal::State`], and as [`Life::hold`].
    pub fn recommend(self, by: StaffId, verdict: Verdict, now: DateTime<Utc>) -> Step {
        if let Self::Recommended(..) = self {
            return Err(Refusal::State);
        }
        self.hold(by, now)?;
        Ok(Self::Recommended(Recommendation { by, verdict }, None))
    }

    /// The second person decides.
    ///
    /// # Errors
    /// [`Refusal::State`], [`Refusal::SamePerson`], [`Refusal::OwnApplication`], and as
    /// [`Life::hold`].
    pub fn decide(
        self,
        by: StaffId,
        applicant: Option<StaffId>,
        verdict: Verdict,
        now: DateTime<Utc>,
    ) -> Step {
        let Self::Recommended(first, _) = self else { return Err(Refusal::State) };
        let eyes = FourEyes::new(first.by, by, applicant)?;
        self.hold(by, now)?;
        Ok(Self::Decided(Decision { eyes, verdict }))
    }

    /// Whether a person has it in hand: they claimed it, and the claim is not over.
    pub fn is_held_by(self, by: StaffId, now: DateTime<Utc>) -> bool {
        self.hold(by, now).is_ok()
    }

    /// Holds a step to the person who claimed the application.
    ///
    /// # Errors
    /// [`Refusal::State`] where nothing can be claimed, [`Refusal::ClaimedByAnother`],
    /// [`Refusal::NotClaimed`] when nobody did or the claim is over.
    fn hold(self, by: StaffId, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.state().waits_for_bank() {
            return Err(Refusal::State);
        }
        match self.claim() {
            Some(claim) if claim.until <= now => Err(Refusal::NotClaimed),
            Some(claim) if claim.by != by => Err(Refusal::ClaimedByAnother),
            Some(_) => Ok(()),
            None => Err(Refusal::NotClaimed),
        }
    }
}

#[cfg(test)]
#[path = "life_tests.rs"]
mod tests;
