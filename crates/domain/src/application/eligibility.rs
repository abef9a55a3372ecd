//! Whether a customer may apply, or correct who they are, given how their applications stand.

use super::{Refusal, State};

/// The most applications a customer may begin; nobody needs so many, and each keeps a row.
pub const MOST_APPLICATIONS: usize = 30;

/// Judges whether another application may be begun. A rejected, withdrawn or expired one is
/// in nobody's way; one that was approved has opened the service already.
///
/// # Errors
/// [`Refusal::AlreadyApproved`], [`Refusal::UnderWay`], [`Refusal::TooMany`].
pub fn may_apply(earlier: &[State]) -> Result<(), Refusal> {
    if earlier.contains(&State::Approved) {
        Err(Refusal::AlreadyApproved)
    } else if earlier.iter().any(|state| !state.is_end()) {
        Err(Refusal::UnderWay)
    } else if earlier.len() >= MOST_APPLICATIONS {
        Err(Refusal::TooMany)
    } else {
        Ok(())
    }
}

/// Judges whether a customer may correct their name and birth date. Not while the bank looks
/// at them: they would change under the reviewers' eyes. Nor after an approval, for then the
/// bank has compared them with a document: a correction needs a new one.
///
/// # Errors
/// [`Refusal::AlreadyApproved`], [`Refusal::WithBank`].
pub fn may_correct(applications: &[State]) -> Result<(), Refusal> {
    if applications.contains(&State::Approved) {
        Err(Refusal::AlreadyApproved)
    } else if applications.iter().any(|state| state.waits_for_bank()) {
        Err(Refusal::WithBank)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_refused_or_gave_up_may_apply_again() {
        assert_eq!(may_apply(&[]), Ok(()));
        assert_eq!(may_apply(&[State::Rejected, State::Withdrawn, State::Expired]), Ok(()));
    }

    #[test]
    fn nobody_has_two_applications_under_way_and_nobody_applies_for_what_is_open() {
        for state in State::ALL.iter().filter(|state| !state.is_end()) {
            assert_eq!(may_apply(&[State::Rejected, *state]), Err(Refusal::UnderWay), "{state:?}");
        }
        let approved = [State::Rejected, State::Approved, State::Withdrawn];
        assert_eq!(may_apply(&approved), Err(Refusal::AlreadyApproved));
    }

    #[test]
    fn name_and_birth_date_stand_still_while_the_bank_looks_and_once_it_has_approved() {
        use State as S;
        assert_eq!(may_correct(&[]), Ok(()));
        for state in [S::Draft, S::AwaitingCustomer, S::Rejected, S::Withdrawn, S::Expired] {
            assert_eq!(may_correct(&[S::Rejected, state]), Ok(()), "{state:?}");
        }
        for state in [S::Submitted, S::InReview, S::Recommended] {
            assert_eq!(may_correct(&[S::Rejected, state]), Err(Refusal::WithBank), "{state:?}");
        }
        assert_eq!(may_correct(&[S::Approved]), Err(Refusal::AlreadyApproved));
    }

    #[test]
    fn applications_that_all_ended_are_too_many_one_day() {
        let ended = vec![State::Withdrawn; MOST_APPLICATIONS];
        assert_eq!(may_apply(&ended), Err(Refusal::TooMany));
        assert_eq!(may_apply(ended.get(1..).unwrap()), Ok(()));
    }
}
