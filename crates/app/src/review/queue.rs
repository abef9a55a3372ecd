//! The queue: what waits for the bank, oldest first. It holds nothing personal.

use chrono::{DateTime, Utc};
use domain::{
    application::{
        Claim, State,
        waiting::{Look, age, is_overdue, overdue_before},
    },
    audit::Action,
    bank::{BankCalendar, BeyondHorizon},
    staff::{Permission, StaffId},
};
use store::queue::{Waiting, Wanted};
use uuid::Uuid;

use super::{Claimed, colleague::Colleagues};
use crate::{App, AppError, Officer};

/// Lines of a page.
const PAGE: usize = 50;

/// By whom a line is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Nobody, or no longer.
    Nobody,
    /// Whoever asks.
    Mine,
    /// Somebody else.
    Others,
}

/// Which lines are wanted; all by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Waiting for that look only.
    pub look: Option<Look>,
    /// Claimed so only.
    pub held: Option<Held>,
    /// Only what is overdue, whatever it waits for; where it is not known, nothing is.
    pub overdue: bool,
}

/// A place in the queue, after which a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    sent: DateTime<Utc>,
    id: Uuid,
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
    /// Whether the calendar lacks a day that counts, before its beginning or after its end, so
    /// that nobody knows what is overdue.
    pub calendar_short: bool,
}

/// An application that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: Uuid,
    /// Its version, for a form on the line.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// Which look it waits for.
    pub look: Look,
    /// When it was sent first: its place in the queue.
    pub submitted_at: DateTime<Utc>,
    /// When it was sent last, if it had been returned: since then it waits.
    pub sent_at: DateTime<Utc>,
    /// Bank days since it was sent last; nothing is guessed beyond the calendar.
    pub age: Result<u32, BeyondHorizon>,
    /// Who works on it.
    pub claim: Option<Claimed>,
    /// Whether whoever asks has recommended it, and so cannot decide it.
    pub is_recommended_by_me: bool,
    /// Whether its customer is suspended or leaving, so that it cannot be approved.
    pub is_customer_inactive: bool,
}

impl Line {
    /// Whether it has waited too long. Of an unknown age it is not said.
    pub fn is_overdue(&self) -> bool {
        self.age.is_ok_and(is_overdue)
    }

    /// Whether it came back from its customer.
    pub fn came_back(&self) -> bool {
        self.sent_at > self.submitted_at
    }
}

impl Held {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Mine => "mine",
            Self::Others => "others",
        }
    }

    /// The member of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Nobody, Self::Mine, Self::Others].into_iter().find(|held| held.code() == code)
    }
}

impl Place {
    const START: Self = Self { sent: DateTime::UNIX_EPOCH, id: Uuid::nil() };

    /// The place as an address has it.
    pub fn code(self) -> String {
        format!("{}.{}", self.sent.timestamp_micros(), self.id.simple())
    }

    /// The place of an address.
    pub fn from_code(code: &str) -> Option<Self> {
        let (sent, id) = code.split_once('.')?;
        let sent = DateTime::from_timestamp_micros(sent.parse().ok()?)?;
        Some(Self { sent, id: id.parse().ok()? })
    }
}

/// A page of the queue after a place, or from the beginning. Asked for one's own, all
/// come at once.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::NotPermitted`].
pub async fn queue(
    app: &App,
    officer: &Officer,
    filter: Filter,
    after: Option<Place>,
) -> Result<Queue, AppError> {
    let mut conn = app.read_as(officer, (Permission::SeeQueue, Action::SeeQueue)).await?;
    let now = app.clock.now();
    let by = (officer.staff.0, now);
    let place = after.unwrap_or(Place::START);
    let place = (place.sent, place.id);
    // One more than a page tells whether there is a next.
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let overdue = overdue_before(&app.bank.calendar, now);
    let rows = if filter.overdue {
        match overdue {
            Ok(before) => store::queue::sent_before(&mut conn, before, place, limit).await?,
            Err(_) => Vec::new(),
        }
    } else if filter.held == Some(Held::Mine) {
        let mut rows = store::queue::held_by(&mut conn, by.0, by.1).await?;
        rows.retain(|row| filter.look.is_none_or(|look| look_of(row) == Some(look)));
        rows
    } else {
        let look = filter.look.map_or("any", Look::code);
        let wanted = Wanted { look, held: filter.held.map_or("any", Held::code), by };
        store::queue::page(&mut conn, &wanted, place, limit).await?
    };
    // One's own are not limited; what is overdue is, whoever holds it.
    let is_limited = filter.overdue || filter.held != Some(Held::Mine);
    let more = is_limited && rows.len() > PAGE;
    let shown = if more { rows.get(..PAGE).unwrap_or_default() } else { &rows };
    let holders = shown.iter().filter_map(|row| Some(row.claim?.0)).collect();
    let colleagues = Colleagues::read(app, &mut conn, holders).await?;
    let lines: Result<Vec<_>, _> = shown
        .iter()
        .map(|row| line(row, officer.staff, (&app.bank.calendar, &colleagues), now))
        .collect();
    let last = shown.last().filter(|_| more);
    let next = last.map(|row| Place { sent: row.submitted_at, id: row.id });
    Ok(Queue { lines: lines?, next, calendar_short: overdue.is_err() })
}

fn look_of(row: &Waiting) -> Option<Look> {
    State::from_code(&row.state).and_then(State::look)
}

fn line(
    row: &Waiting,
    me: StaffId,
    (calendar, colleagues): (&BankCalendar, &Colleagues),
    now: DateTime<Utc>,
) -> Result<Line, AppError> {
    const NO_SENSE: AppError = AppError::Broken("a line of the queue makes no sense");
    let state = State::from_code(&row.state).ok_or(NO_SENSE)?;
    let claim = row.claim.map(|(by, until)| Claim { by: StaffId(by), until });
    Ok(Line {
        id: row.id,
        version: row.version,
        state,
        look: state.look().ok_or(NO_SENSE)?,
        submitted_at: row.submitted_at,
        sent_at: row.sent_at,
        age: age(calendar, row.sent_at, now),
        claim: claim.and_then(|claim| Claimed::now(claim, colleagues.get(claim.by), me, now)),
        is_recommended_by_me: row.recommended_by == Some(me.0),
        is_customer_inactive: row.is_customer_inactive,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_from_its_address() {
        let place = Place { sent: DateTime::UNIX_EPOCH, id: Uuid::from_u128(7) };
        assert_eq!(Place::from_code(&place.code()), Some(place));
        for wrong in ["", "1", "1.x", "x.00000000000000000000000000000007"] {
            assert_eq!(Place::from_code(wrong), None, "{wrong}");
        }
    }
}
