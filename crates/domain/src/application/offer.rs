//! What a person may do with an application as it stands: the buttons of its page. The
//! steps themselves are judged anew when they are taken.

use chrono::{DateTime, Utc};

use super::{Life, Refusal, reason::Verdict};
use crate::{
    coded::coded,
    staff::{Permission, Role, StaffId},
};

coded! {
    /// Something a person may do.
    Offer {
        /// Claim it, or give a sign of life.
        Take = "take",
        /// Let it go.
        Release = "release",
        /// Return it to its customer.
        Return = "return",
        /// Say what should be decided.
        Recommend = "recommend",
        /// Decide.
        Decide = "decide",
        /// Take the claim from a colleague.
        PassOn = "pass-on",
        /// See masked values, for a purpose.
        Reveal = "reveal",
        /// Destroy a picture and ask for another.
        PurgePicture = "purge-picture",
    }
}

/// What a person may do with an application now, and why not the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    may: Vec<Offer>,
    refused: Vec<(Offer, Refusal)>,
}

impl Offers {
    /// What may be done.
    pub fn may(&self) -> &[Offer] {
        &self.may
    }

    /// Whether something may be done.
    pub fn has(&self, offer: Offer) -> bool {
        self.may.contains(&offer)
    }

    /// Why something may not be done; `None` where it may, or no role of the person permits it.
    pub fn why_not(&self, offer: Offer) -> Option<Refusal> {
        self.refused.iter().find(|(refused, _)| *refused == offer).map(|(_, why)| *why)
    }
}

impl FromIterator<Offer> for Offers {
    fn from_iter<I: IntoIterator<Item = Offer>>(may: I) -> Self {
        Self { may: may.into_iter().collect(), refused: Vec::new() }
    }
}

/// What a person in these roles may do now.
pub fn offers(
    life: Life,
    (by, roles): (StaffId, &[Role]),
    applicant: Option<StaffId>,
    now: DateTime<Utc>,
) -> Offers {
    let is_permitted = |offer: Offer| {
        offer.needs(life).is_none_or(|needs| roles.iter().any(|role| role.may(needs)))
    };
    let mut all = Offers::default();
    for offer in Offer::ALL.iter().copied().filter(|offer| is_permitted(*offer)) {
        match offer.judge(life, by, applicant, now) {
            Ok(()) => all.may.push(offer),
            Err(why) => all.refused.push((offer, why)),
        }
    }
    all
}

impl Offer {
    /// The permission it needs; letting go of what one has claimed needs none.
    const fn needs(self, life: Life) -> Option<Permission> {
        Some(match self {
            Self::Take => life.state().claim_needs(),
            Self::Release => return None,
            Self::Return => Permission::ReturnApplication,
            Self::Recommend => Permission::Recommend,
            Self::Decide => Permission::Decide,
            Self::PassOn => Permission::PassOn,
            Self::Reveal => Permission::RevealApplication,
            Self::PurgePicture => Permission::PurgePicture,
        })
    }

    /// Whether the application as it stands lets a person do it, who is permitted to.
    fn judge(
        self,
        life: Life,
        by: StaffId,
        applicant: Option<StaffId>,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        match self {
            Self::Take => life.take(by, applicant, now).map(drop),
            Self::Release => life.release(by, now).map(drop),
            Self::Return => life.return_to_customer(by, now).map(drop),
            Self::Recommend => life.recommend(by, Verdict::Approve, now).map(drop),
            Self::Decide => life.decide(by, applicant, Verdict::Approve, now).map(drop),
            Self::PassOn if life.claim().is_some_and(|claim| claim.by == by) => Err(Refusal::State),
            Self::PassOn => life.pass_on(by, applicant).map(drop),
            Self::Reveal | Self::PurgePicture => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    fn staff(number: u128) -> StaffId {
        StaffId(Uuid::from_u128(number))
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn whoever_claimed_it_may_go_on_and_others_look() {
        let claimed = Life::Submitted.take(staff(1), None, at(0)).unwrap();
        let reviewer = &[Role::Reviewer][..];
        let mine = offers(claimed, (staff(1), reviewer), None, at(1));
        let expected =
            [Offer::Take, Offer::Release, Offer::Return, Offer::Recommend, Offer::Reveal];
        assert_eq!(mine.may(), expected);
        let other = offers(claimed, (staff(2), reviewer), None, at(1));
        assert_eq!(other.may(), [Offer::Reveal]);
        assert_eq!(other.why_not(Offer::Recommend), Some(Refusal::ClaimedByAnother));
        assert_eq!(other.why_not(Offer::Decide), None, "no reviewer decides");
        let supervisor = offers(claimed, (staff(3), &[Role::Supervisor]), None, at(1));
        assert_eq!(supervisor.may(), [Offer::PassOn, Offer::Reveal, Offer::PurgePicture]);
        let own = offers(claimed, (staff(3), &[Role::Supervisor]), Some(staff(3)), at(1));
        assert_eq!(own.why_not(Offer::PassOn), Some(Refusal::OwnApplication));
        assert!(offers(claimed, (staff(4), &[Role::Auditor]), None, at(1)).may().is_empty());
    }

    #[test]
    fn the_decision_is_offered_to_a_second_person_only() {
        let claimed = Life::Submitted.take(staff(1), None, at(0)).unwrap();
        let recommended = claimed.recommend(staff(1), Verdict::Approve, at(1)).unwrap();
        let both = &[Role::Reviewer, Role::Approver][..];
        let first = offers(recommended, (staff(1), both), None, at(2));
        assert_eq!(first.may(), [Offer::Reveal]);
        assert_eq!(first.why_not(Offer::Decide), Some(Refusal::SamePerson));
        let second = offers(recommended, (staff(2), both), None, at(2));
        assert_eq!(second.may(), [Offer::Take, Offer::Reveal]);
        assert_eq!(second.why_not(Offer::Decide), Some(Refusal::NotClaimed));
        let taken = recommended.take(staff(2), None, at(2)).unwrap();
        let second = offers(taken, (staff(2), &[Role::Approver]), None, at(3));
        assert!(second.has(Offer::Decide) && !second.has(Offer::Recommend));
    }
}
