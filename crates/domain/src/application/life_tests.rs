//! An application's days, and every step that must not be taken.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn staff(number: u128) -> StaffId {
    StaffId(Uuid::from_u128(number))
}

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
}

fn recommended(verdict: Verdict) -> Life {
    let submitted = Life::Draft.submit().unwrap();
    let claimed = submitted.take(staff(1), None, at(0)).unwrap();
    claimed.recommend(staff(1), verdict, at(5)).unwrap()
}

#[test]
fn an_application_is_recommended_by_one_and_approved_by_another() {
    let life = recommended(Verdict::Approve);
    let life = life.take(staff(2), None, at(6)).unwrap();
    let life = life.decide(staff(2), None, Verdict::Approve, at(9)).unwrap();
    assert_eq!(life.state(), State::Approved);
    let Life::Decided(decision) = life else { panic!("decided") };
    assert_eq!((decision.eyes.first, decision.eyes.second()), (staff(1), staff(2)));
    assert_eq!(decision.verdict, Verdict::Approve);
}

#[test]
fn the_second_person_may_decide_otherwise_and_it_is_kept() {
    let life = recommended(Verdict::Approve).take(staff(2), None, at(6)).unwrap();
    let life = life.decide(staff(2), None, Verdict::Reject, at(9)).unwrap();
    assert_eq!(life.state(), State::Rejected);
    assert!(matches!(life, Life::Decided(Decision { verdict: Verdict::Reject, .. })));
}

#[test]
fn whoever_recommended_can_neither_claim_nor_decide() {
    let life = recommended(Verdict::Approve);
    assert_eq!(life.take(staff(1), None, at(6)), Err(Refusal::SamePerson));
    assert_eq!(life.decide(staff(1), None, Verdict::Approve, at(6)), Err(Refusal::SamePerson));
    assert_eq!(FourEyes::new(staff(1), staff(1), None), Err(Refusal::SamePerson));
}

#[test]
fn nobody_works_on_an_application_of_their_own() {
    let mine = Some(staff(2));
    assert_eq!(Life::Submitted.take(staff(2), mine, at(0)), Err(Refusal::OwnApplication));
    let life = recommended(Verdict::Approve);
    assert_eq!(life.take(staff(2), mine, at(6)), Err(Refusal::OwnApplication));
    let taken = life.take(staff(2), None, at(6)).unwrap();
    let decided = taken.decide(staff(2), mine, Verdict::Approve, at(7));
    assert_eq!(decided, Err(Refusal::OwnApplication));
    assert_eq!(FourEyes::new(staff(1), staff(2), Some(staff(1))), Err(Refusal::OwnApplication));
}

#[test]
fn two_people_never_work_on_one_application() {
    let claimed = Life::Submitted.take(staff(1), None, at(0)).unwrap();
    assert_eq!(claimed.take(staff(2), None, at(29)), Err(Refusal::ClaimedByAnother));
    let refused = claimed.recommend(staff(2), Verdict::Approve, at(1));
    assert_eq!(refused, Err(Refusal::ClaimedByAnother));
    assert_eq!(claimed.release(staff(2), at(1)), Err(Refusal::ClaimedByAnother));
    let passed_on = claimed.release(staff(1), at(1)).unwrap();
    assert_eq!(passed_on.take(staff(2), None, at(2)).unwrap().claim().unwrap().by, staff(2));
}

#[test]
fn a_claim_that_is_over_is_anybodys_and_no_longer_its_own() {
    let claimed = Life::Submitted.take(staff(1), None, at(0)).unwrap();
    let late = claimed.recommend(staff(1), Verdict::Approve, at(30));
    assert_eq!(late, Err(Refusal::NotClaimed));
    assert_eq!(claimed.take(staff(2), None, at(30)).unwrap().claim().unwrap().by, staff(2));
    let renewed = claimed.take(staff(1), None, at(29)).unwrap();
    assert!(renewed.recommend(staff(1), Verdict::Approve, at(58)).is_ok());
}

#[test]
fn a_returned_application_comes_back_and_is_looked_at_anew_by_both() {
    let second = recommended(Verdict::Approve).take(staff(2), None, at(6)).unwrap();
    let returned = second.return_to_customer(staff(2), at(7)).unwrap();
    assert_eq!(returned.state(), State::AwaitingCustomer);
    let again = returned.submit().unwrap();
    assert_eq!(again, Life::Submitted, "no recommendation is left");
    // The roles may change: what was recommended before counts no more.
    assert!(again.take(staff(1), None, at(99)).is_ok());
}

#[test]
fn an_answer_that_does_not_come_ends_it_after_sixty_days() {
    let returned = Life::AwaitingCustomer(at(0));
    assert_eq!(returned.expire(at(0) + PATIENCE - TimeDelta::seconds(1)), Err(Refusal::TooEarly));
    assert_eq!(returned.expire(at(0) + PATIENCE), Ok(Life::Expired));
    assert_eq!(Life::Submitted.expire(at(0) + PATIENCE), Err(Refusal::State));
}

#[test]
fn a_draft_left_lying_expires_and_nobody_is_said_to_have_taken_it_back() {
    assert_eq!(Life::Draft.expire(at(0)), Ok(Life::Expired));
    assert_eq!(Life::Draft.withdraw(), Ok(Life::Withdrawn), "by its customer");
}

#[test]
fn what_has_ended_stays_as_it_is() {
    let eyes = FourEyes::new(staff(1), staff(2), None).unwrap();
    let decided = |verdict| Life::Decided(Decision { eyes, verdict });
    let ends =
        [decided(Verdict::Approve), decided(Verdict::Reject), Life::Withdrawn, Life::Expired];
    for life in ends {
        assert!(life.state().is_end());
        for refused in [
            life.submit(),
            life.withdraw(),
            life.take(staff(3), None, at(0)),
            life.release(staff(3), at(0)),
            life.pass_on(staff(3), None),
            life.return_to_customer(staff(3), at(0)),
            life.recommend(staff(3), Verdict::Approve, at(0)),
            life.decide(staff(3), None, Verdict::Approve, at(0)),
            life.expire(at(0) + PATIENCE),
        ] {
            assert_eq!(refused, Err(Refusal::State), "{life:?}");
        }
    }
}

#[test]
fn a_destroyed_picture_sends_what_waits_for_the_bank_back_and_nothing_else() {
    let second_look = recommended(Verdict::Approve).take(staff(2), None, at(6)).unwrap();
    let in_review = Life::Submitted.take(staff(1), None, at(0)).unwrap();
    for life in [Life::Submitted, in_review, recommended(Verdict::Reject), second_look] {
        assert_eq!(life.ask_again(at(9)), Life::AwaitingCustomer(at(9)), "{life:?}");
    }
    let eyes = FourEyes::new(staff(1), staff(2), None).unwrap();
    let decided = Life::Decided(Decision { eyes, verdict: Verdict::Approve });
    let asked = Life::AwaitingCustomer(at(1));
    for life in [Life::Draft, asked, decided, Life::Withdrawn, Life::Expired] {
        assert_eq!(life.ask_again(at(9)), life);
    }
}

#[test]
fn a_claim_is_taken_from_whoever_holds_it_and_the_recommendation_stays() {
    let claimed = Life::Submitted.take(staff(1), None, at(0)).unwrap();
    let lead = staff(3);
    assert_eq!(claimed.pass_on(lead, None), Ok(Life::Submitted));
    assert_eq!(claimed.pass_on(lead, Some(lead)), Err(Refusal::OwnApplication));
    assert_eq!(Life::Submitted.pass_on(lead, None), Err(Refusal::NotClaimed));
    let recommended = claimed.recommend(staff(1), Verdict::Approve, at(1)).unwrap();
    assert_eq!(recommended.pass_on(lead, None), Err(Refusal::NotClaimed));
    let second = recommended.take(staff(2), None, at(2)).unwrap();
    assert_eq!(second.pass_on(lead, None), Ok(recommended));
    assert_eq!(second.pass_on(lead, Some(lead)), Err(Refusal::OwnApplication));
}

#[test]
fn what_is_not_yet_sent_is_nobody_elses() {
    assert_eq!(Life::Draft.take(staff(1), None, at(0)), Err(Refusal::State));
    assert_eq!(Life::Draft.decide(staff(1), None, Verdict::Approve, at(0)), Err(Refusal::State));
    assert_eq!(Life::Draft.withdraw(), Ok(Life::Withdrawn));
}

/// Any step by any of three persons, one of whom may be the applicant, at any minute.
fn any_step() -> impl Strategy<Value = (u8, u128, bool, i64)> {
    (0_u8..10, 1_u128..4, any::<bool>(), 0_i64..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_tried_a_decision_has_two_persons_and_neither_is_the_applicant(
        applicant in proptest::option::of(1_u128..4),
        steps in proptest::collection::vec(any_step(), 0..60),
    ) {
        let applicant = applicant.map(staff);
        let (mut life, mut clock) = (Life::Draft, 0);
        for (step, by, approve, minutes) in steps {
            clock += minutes;
            let (by, now) = (staff(by), at(clock));
            let verdict = if approve { Verdict::Approve } else { Verdict::Reject };
            let tried = match step {
                0 => life.submit(),
                1 | 2 => life.take(by, applicant, now),
                3 => life.release(by, now),
                4 => life.return_to_customer(by, now),
                5 => life.recommend(by, verdict, now),
                6 => life.decide(by, applicant, verdict, now),
                7 if minutes == 0 => life.withdraw(),
                8 => life.pass_on(by, applicant),
                _ => life.expire(now),
            };
            life = tried.unwrap_or(life);
            if let Life::Decided(Decision { eyes, .. }) = life {
                prop_assert_ne!(eyes.first, eyes.second());
                prop_assert!(applicant != Some(eyes.first) && applicant != Some(eyes.second()));
            }
        }
    }
}

#[test]
fn what_is_changed_after_a_return_comes_to_the_bank_when_it_is_sent_again() {
    let sent = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(1);
    let (before, after) = (sent - TimeDelta::minutes(1), sent + TimeDelta::minutes(1));
    for state in State::ALL {
        assert!(state.has_come(before, sent) && state.has_come(sent, sent), "{state:?}");
    }
    for state in [State::Draft, State::AwaitingCustomer, State::Withdrawn, State::Expired] {
        assert!(!state.has_come(after, sent), "{state:?}");
    }
    // Clocks of two machines need not agree: what was sent stands.
    for state in [State::Submitted, State::InReview, State::Recommended, State::Approved] {
        assert!(state.has_come(after, sent), "{state:?}");
    }
}
