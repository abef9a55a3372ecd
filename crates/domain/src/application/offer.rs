//! What a person may do with an application as it stands: the buttons of its page. The
//! steps themselves are judged anew when they are taken.

use chrono::{DateTime, Utc};

use super::{Life, reason::Verdict};
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

/// What a person in these roles may do now.
pub fn offers(
    life: Life,
    (by, roles): (StaffId, &[Role]),
    applicant: Option<StaffId>,
    now: DateTime<Utc>,
) -> Vec<Offer> {
    let may = |permission| roles.iter().any(|role| role.may(permission));
    let take = match life {
        Life::Recommended(..) => Permission::Decide,
        _ => Permission::Review,
    };
    let claimed_by_another = life.claim().is_some_and(|claim| claim.by != by);
    let is_possible = |offer: &Offer| match offer {
        Offer::Take => may(take) && life.take(by, applicant, now).is_ok(),
        Offer::Release => life.release(by, now).is_ok(),
        Offer::Return => {
            may(Permission::ReturnApplication) && life.return_to_customer(by, now).is_ok()
        }
        Offer::Recommend => {
            may(Permission::Recommend) && life.recommend(by, Verdict::Approve, now).is_ok()
        }
        Offer::Decide => {
            may(Permission::Decide) && life.decide(by, applicant, Verdict::Approve, now).is_ok()
        }
        Offer::PassOn => may(Permission::PassOn) && claimed_by_another && life.pass_on().is_ok(),
        Offer::Reveal => may(Permission::RevealApplication),
        Offer::PurgePicture => may(Permission::PurgePicture),
    };
    Offer::ALL.iter().copied().filter(is_possible).collect()
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
        assert_eq!(mine, expected);
        assert_eq!(offers(claimed, (staff(2), reviewer), None, at(1)), [Offer::Reveal]);
        let supervisor = offers(claimed, (staff(3), &[Role::Supervisor]), None, at(1));
        assert_eq!(supervisor, [Offer::PassOn, Offer::Reveal, Offer::PurgePicture]);
        assert!(offers(claimed, (staff(4), &[Role::Auditor]), None, at(1)).is_empty());
    }

    #[test]
    fn the_decision_is_offered_to_a_second_person_only() {
        let claimed = Life::Submitted.take(staff(1), None, at(0)).unwrap();
        let recommended = claimed.recommend(staff(1), Verdict::Approve, at(1)).unwrap();
        let both = &[Role::Reviewer, Role::Approver][..];
        assert_eq!(offers(recommended, (staff(1), both), None, at(2)), [Offer::Reveal]);
        let second = offers(recommended, (staff(2), both), None, at(2));
        assert_eq!(second, [Offer::Take, Offer::Reveal]);
        let taken = recommended.take(staff(2), None, at(2)).unwrap();
        let second = offers(taken, (staff(2), &[Role::Approver]), None, at(3));
        assert!(second.contains(&Offer::Decide) && !second.contains(&Offer::Recommend));
    }
}
