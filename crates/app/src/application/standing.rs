//! An application's life as its row tells it, and the row its life leaves.

use chrono::{DateTime, Utc};
use domain::{
    application::{Claim, Decision, Event, FourEyes, Life, Recommendation, State, reason::Verdict},
    staff::StaffId,
};
use store::{application::Standing, application_event::ApplicationEvent};

use crate::AppError;

const NO_SENSE: AppError = AppError::Broken("an application's row makes no sense");

/// The life a row tells.
pub(crate) fn life(row: &Standing) -> Result<Life, AppError> {
    let claim = row.claim.map(|(by, until)| Claim { by: StaffId(by), until });
    Ok(match State::from_code(&row.state).ok_or(NO_SENSE)? {
        State::Draft => Life::Draft,
        State::Submitted => Life::Submitted,
        State::InReview => Life::InReview(claim.ok_or(NO_SENSE)?),
        State::AwaitingCustomer => Life::AwaitingCustomer(row.returned_at.ok_or(NO_SENSE)?),
        State::Recommended => Life::Recommended(recommendation(row)?, claim),
        State::Approved => Life::Decided(decision(row, Verdict::Approve)?),
        State::Rejected => Life::Decided(decision(row, Verdict::Reject)?),
        State::Withdrawn => Life::Withdrawn,
        State::Expired => Life::Expired,
    })
}

/// What of an application has come to the bank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent {
    state: State,
    /// When it was sent last; `None` of one never sent.
    at: Option<DateTime<Utc>>,
}

impl Sent {
    /// As an application's row and events tell it.
    pub fn of(row: &Standing, events: &[ApplicationEvent]) -> Result<Self, AppError> {
        let mut sent = events.iter().filter(|event| event.kind == Event::Submitted.code());
        let at = sent.next_back().map(|event| event.at).or(row.submitted_at);
        Ok(Self { state: State::from_code(&row.state).ok_or(NO_SENSE)?, at })
    }

    /// Whether what its customer did at a time is of it.
    pub fn has(self, done_at: DateTime<Utc>) -> bool {
        self.at.is_some_and(|sent_at| self.state.has_come(done_at, sent_at))
    }
}

fn recommendation(row: &Standing) -> Result<Recommendation, AppError> {
    let (by, verdict, _) = row.recommendation.as_ref().ok_or(NO_SENSE)?;
    let verdict = Verdict::from_code(verdict).ok_or(NO_SENSE)?;
    Ok(Recommendation { by: StaffId(*by), verdict })
}

fn decision(row: &Standing, verdict: Verdict) -> Result<Decision, AppError> {
    let first = recommendation(row)?;
    let (second, _) = row.decision.ok_or(NO_SENSE)?;
    let eyes = FourEyes::new(first.by, StaffId(second), None).map_err(|_| NO_SENSE)?;
    Ok(Decision { eyes, verdict })
}

/// The row a life leaves, after what stood before. Whoever was first in the queue stays
/// there when a returned application comes back.
pub(crate) fn standing(life: Life, before: &Standing, now: DateTime<Utc>) -> Standing {
    // The schema knows as expired what was returned first. A draft left lying was not: its row
    // says that nothing comes of it any more, and its event says why.
    let state = match life {
        Life::Expired if before.returned_at.is_none() => State::Withdrawn,
        _ => life.state(),
    };
    let advice = |first: Recommendation| (first.by.0, first.verdict.code().to_owned(), now);
    Standing {
        state: state.code().to_owned(),
        submitted_at: match state {
            State::Submitted => before.submitted_at.or(Some(now)),
            _ => before.submitted_at,
        },
        returned_at: match life {
            Life::AwaitingCustomer(since) => Some(since),
            _ => before.returned_at,
        },
        claim: life.claim().map(|claim| (claim.by.0, claim.until)),
        recommendation: match life {
            Life::Recommended(..) if before.state == state.code() => before.recommendation.clone(),
            Life::Recommended(first, _) => Some(advice(first)),
            Life::Decided(_) => before.recommendation.clone(),
            _ => None,
        },
        decision: match life {
            Life::Decided(decision) => Some((decision.eyes.second().0, now)),
            _ => None,
        },
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

    #[test]
    fn every_step_of_a_life_comes_back_from_its_row() {
        let at = |minutes| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let mut row = Standing::draft();
        let mut life_now = Life::Draft;
        type Step = fn(Life, DateTime<Utc>) -> Result<Life, domain::application::Refusal>;
        let steps: [Step; 8] = [
            |life, _| life.submit(),
            |life, now| life.take(staff(1), None, now),
            |life, now| life.return_to_customer(staff(1), now),
            |life, _| life.submit(),
            |life, now| life.take(staff(1), None, now),
            |life, now| life.recommend(staff(1), Verdict::Approve, now),
            |life, now| life.take(staff(2), None, now),
            |life, now| life.decide(staff(2), None, Verdict::Reject, now),
        ];
        for (step, minute) in steps.into_iter().zip(0..) {
            life_now = step(life_now, at(minute)).unwrap();
            row = standing(life_now, &row, at(minute));
            assert_eq!(life(&row).unwrap(), life_now, "{row:?}");
        }
        assert_eq!(row.submitted_at, Some(at(0)), "its place in the queue");
        assert_eq!(row.recommendation, Some((staff(1).0, "approve".to_owned(), at(5))));
        assert_eq!(row.decision, Some((staff(2).0, at(7))));
    }

    #[test]
    fn a_row_that_makes_no_sense_is_an_error_and_no_decision() {
        let bare = |state: &str| Standing { state: state.to_owned(), ..Standing::draft() };
        for state in ["in-review", "awaiting-customer", "recommended", "approved", "lost"] {
            assert!(life(&bare(state)).is_err(), "{state}");
        }
        let one = Uuid::from_u128(1);
        let recommendation = Some((one, "approve".to_owned(), DateTime::UNIX_EPOCH));
        let decision = Some((one, DateTime::UNIX_EPOCH));
        assert!(life(&Standing { recommendation, decision, ..bare("approved") }).is_err());
    }
}
