//! Applications in numbers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    application::waiting::is_overdue, audit::Action, bank::BankCalendar, date, staff::Permission,
};

use super::{Reasons, Span, ahead, day_of, every_day, reasons};
use crate::{App, AppError, Officer};

/// Applications in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applications {
    /// Sent for the first time on each day of the span.
    pub sent_per_day: Vec<(NaiveDate, i64)>,
    /// Decided on each day of the span.
    pub decided_per_day: Vec<(NaiveDate, i64)>,
    /// What waits now, by age.
    pub backlog: Backlog,
    /// Approved in the span.
    pub approved: i64,
    /// Rejected in the span.
    pub rejected: i64,
    /// Decided in the span without ever having been returned.
    pub at_first_pass: i64,
    /// Decided in the span otherwise than the first person recommended.
    pub otherwise: i64,
    /// Returned to their customers in the span by a second person, after a recommendation.
    pub returned_at_second_look: i64,
    /// Ended in the span without a decision: taken back, or ended with their customer's account.
    pub withdrawn: i64,
    /// Ended in the span without a decision: not answered in time.
    pub expired: i64,
    /// Of those that ended without a decision, the ones that had been returned.
    pub returned_undecided: i64,
    /// Of those decided in the span: bank days from first sending to decision, and how many
    /// took so many.
    pub days_to_decision: BTreeMap<u32, i64>,
    /// Decided in the span, over days the calendar does not know.
    pub days_unknown: i64,
    /// Why applications were returned and rejected in the span.
    pub reasons: Reasons,
}

/// What waits for the bank, by bank days since it was sent last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlog {
    /// How many have waited so many days.
    pub by_age: BTreeMap<u32, i64>,
    /// Whose age the calendar does not tell.
    pub unknown: i64,
}

impl Backlog {
    /// How many wait.
    pub fn all(&self) -> i64 {
        self.by_age.values().sum::<i64>() + self.unknown
    }

    /// How many have waited too long, as far as ages are known.
    pub fn overdue(&self) -> i64 {
        self.by_age.iter().filter(|(age, _)| is_overdue(**age)).map(|(_, number)| number).sum()
    }
}

impl Applications {
    /// How many were decided.
    pub const fn decided(&self) -> i64 {
        self.approved + self.rejected
    }

    /// How many the bank has had its word on: decided, or returned and ended without a decision.
    pub const fn answered(&self) -> i64 {
        self.decided() + self.returned_undecided
    }

    /// How many second looks came to an end: in a decision or in a return.
    pub const fn second_looks(&self) -> i64 {
        self.decided() + self.returned_at_second_look
    }

    /// In how many of them the second person did not follow the first.
    pub const fn disagreed(&self) -> i64 {
        self.otherwise + self.returned_at_second_look
    }

    /// Within how many bank days half of the decisions were made; `None` without any.
    pub fn median_days(&self) -> Option<u32> {
        self.days_within(50)
    }

    /// Within how many bank days so many percent of the decisions were made, those over
    /// unknown days left out.
    pub fn days_within(&self, percent: i64) -> Option<u32> {
        let all: i64 = self.days_to_decision.values().sum();
        let mut made = 0;
        self.days_to_decision.iter().find_map(|(days, number)| {
            made += number;
            (made * 100 >= all * percent).then_some(*days)
        })
    }
}

/// Applications in numbers.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::NotPermitted`].
pub async fn applications(
    app: &App,
    officer: &Officer,
    span: Span,
) -> Result<Applications, AppError> {
    let needs = (Permission::SeeStatistics, Action::SeeStatistics);
    let mut conn = app.read_as(officer, needs).await?;
    let (calendar, today) = (&app.bank.calendar, date::today(app.clock.now()));
    let first = span.first_day(today);
    let (since, ahead) = (date::begins(first), ahead());
    let sent = store::application_count::sent_per_day(&mut conn, since, ahead).await?;
    let decided = store::application_count::decided_per_day(&mut conn, since, ahead).await?;
    let waiting = store::application_count::waiting_by_day(&mut conn, ahead).await?;
    let numbers = store::application_count::decided(&mut conn, since).await?;
    let undecided = store::application_count::undecided(&mut conn, since).await?;
    let returned_at_second_look =
        store::application_count::returned_at_second_look(&mut conn, since).await?;
    let spans = store::application_count::decided_spans(&mut conn, since, ahead).await?;
    let reasons = reasons::count(app, &mut conn, since).await?;
    let waits = waiting.into_iter().map(|(day, number)| (day_of(day), today, number));
    let (by_age, unknown) = in_bank_days(calendar, waits);
    let took = spans.into_iter().map(|(from, to, number)| (day_of(from), day_of(to), number));
    let (days_to_decision, days_unknown) = in_bank_days(calendar, took);
    Ok(Applications {
        sent_per_day: every_day((first, today), &sent),
        decided_per_day: every_day((first, today), &decided),
        backlog: Backlog { by_age, unknown },
        approved: numbers.approved,
        rejected: numbers.rejected,
        at_first_pass: numbers.at_first_pass,
        otherwise: numbers.otherwise,
        returned_at_second_look,
        withdrawn: undecided.withdrawn,
        expired: undecided.expired,
        returned_undecided: undecided.returned,
        days_to_decision,
        days_unknown,
        reasons,
    })
}

/// How many spans last so many bank days, and how many reach beyond the calendar.
fn in_bank_days(
    calendar: &BankCalendar,
    spans: impl Iterator<Item = (NaiveDate, NaiveDate, i64)>,
) -> (BTreeMap<u32, i64>, i64) {
    let (mut known, mut unknown) = (BTreeMap::new(), 0);
    for (from, to, number) in spans {
        match calendar.days_between(from, to) {
            Ok(days) => *known.entry(days).or_default() += number,
            Err(_) => unknown += number,
        }
    }
    (known, unknown)
}

#[cfg(test)]
mod tests {
    use domain::bank::HOLIDAYS;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn spans_are_counted_in_bank_days_and_none_is_guessed() {
        let calendar = BankCalendar::parse(HOLIDAYS).unwrap();
        let spans = [
            (day("2026-11-20"), day("2026-11-24"), 3),
            (day("2026-11-19"), day("2026-11-20"), 2),
            (day("2027-12-20"), day("2028-01-05"), 1),
        ];
        let (known, unknown) = in_bank_days(&calendar, spans.into_iter());
        assert_eq!((known, unknown), (BTreeMap::from([(1, 5)]), 1));
    }

    #[test]
    fn what_is_overdue_is_part_of_the_backlog() {
        let backlog = Backlog { by_age: BTreeMap::from([(0, 4), (5, 2), (6, 1)]), unknown: 1 };
        assert_eq!((backlog.all(), backlog.overdue()), (8, 1));
    }
}
