//! How long an application has waited for the bank, and which look it waits for.

use chrono::{DateTime, Utc};

use super::State;
use crate::{
    bank::{BankCalendar, BeyondHorizon},
    coded::coded,
    date,
    staff::Permission,
};

/// More bank days than this and an application is overdue: a working week.
pub const OVERDUE_AFTER: u32 = 5;

coded! {
    /// Whose eyes an application waits for.
    Look {
        /// The first person's.
        First = "first",
        /// The second person's.
        Second = "second",
    }
}

impl State {
    /// Which look it waits for, if it waits for the bank.
    pub const fn look(self) -> Option<Look> {
        match self {
            Self::Submitted | Self::InReview => Some(Look::First),
            Self::Recommended => Some(Look::Second),
            _ => None,
        }
    }

    /// What whoever claims it must be permitted: by which look it waits for. Where it waits for
    /// none a claim is refused anyhow.
    pub const fn claim_needs(self) -> Permission {
        match self.look() {
            Some(Look::Second) => Permission::Decide,
            Some(Look::First) | None => Permission::Review,
        }
    }
}

/// How long something has waited, in bank days in Japan: sent on Friday, it is one day old
/// on Monday.
///
/// # Errors
/// [`BeyondHorizon`] when the holidays of a day between are not known.
pub fn age(
    calendar: &BankCalendar,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u32, BeyondHorizon> {
    calendar.days_between(date::today(since), date::today(now))
}

/// Whether an age is too great.
pub const fn is_overdue(age: u32) -> bool {
    age > OVERDUE_AFTER
}

/// Before what instant something must have been sent to be overdue now.
///
/// # Errors
/// [`BeyondHorizon`] when the holidays of a day between are not known.
pub fn overdue_before(
    calendar: &BankCalendar,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, BeyondHorizon> {
    let today = date::today(now);
    let mut first_in_time = today;
    for day in today.iter_days().rev() {
        if is_overdue(calendar.days_between(day, today)?) {
            break;
        }
        first_in_time = day;
    }
    Ok(date::begins(first_in_time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::HOLIDAYS;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn age_is_counted_in_bank_days_of_japan() {
        let calendar = BankCalendar::parse(HOLIDAYS).unwrap();
        let sent = at("2026-11-20T14:59:00Z");
        assert_eq!(age(&calendar, sent, at("2026-11-23T14:59:00Z")), Ok(0), "a holiday");
        assert_eq!(age(&calendar, sent, at("2026-11-23T15:00:00Z")), Ok(1), "Tuesday in Japan");
        assert!(!is_overdue(5) && is_overdue(6));
        let never = age(&calendar, sent, at("2031-01-10T00:00:00Z"));
        assert!(never.is_err(), "nothing is guessed: {never:?}");
    }

    #[test]
    fn what_was_sent_before_the_day_told_is_overdue_and_nothing_else() {
        let calendar = BankCalendar::parse(HOLIDAYS).unwrap();
        for now in ["2026-11-24T03:00:00Z", "2026-05-07T23:00:00Z", "2027-01-05T00:00:00Z"].map(at)
        {
            let before = overdue_before(&calendar, now).unwrap();
            let is_overdue = |sent| is_overdue(age(&calendar, sent, now).unwrap());
            assert!(!is_overdue(before), "{now}");
            assert!(is_overdue(before - chrono::TimeDelta::microseconds(1)), "{now}");
        }
        assert!(
            overdue_before(&calendar, at("2031-01-10T00:00:00Z")).is_err(),
            "nothing is guessed"
        );
    }

    #[test]
    fn only_what_waits_for_the_bank_waits_for_a_look() {
        for state in State::ALL {
            assert_eq!(state.look().is_some(), state.waits_for_bank(), "{state:?}");
        }
        assert_eq!(State::Recommended.look(), Some(Look::Second));
    }

    #[test]
    fn the_second_look_needs_another_permission_than_the_first() {
        for state in [State::Submitted, State::InReview] {
            assert_eq!(state.claim_needs(), Permission::Review, "{state:?}");
        }
        assert_eq!(State::Recommended.claim_needs(), Permission::Decide);
    }
}
