//! The audit trail as an auditor reads it: newest first, without network addresses, and with
//! nobody's name but those of the bank's people.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    audit::{Action, ActorKind, Outcome},
    date,
    staff::{Permission, StaffId},
};
use store::audit_entry::AuditEntry;
use uuid::Uuid;

use crate::{
    App, AppError, Officer,
    review::{Colleague, Colleagues},
};

/// Entries of a page.
pub const PAGE: usize = 50;

/// The most entries looked through for a page, so that a search for what is rare ends in time.
pub const MOST_SEARCHED: i64 = 20_000;

/// Which entries are wanted; all by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of that action only.
    pub action: Option<Action>,
    /// Made on that day in Japan only.
    pub day: Option<NaiveDate>,
}

/// A place in the trail, before which a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(Uuid);

/// A page of the trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
    /// Whether the page ends because so many entries were looked through.
    pub is_cut: bool,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Nobody known.
    Anonymous,
    /// A customer.
    Customer(Option<Uuid>),
    /// One of the bank's people.
    Staff(Option<Colleague>),
    /// The program itself.
    System,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: By,
    /// The code of what was done.
    pub action: String,
    /// Upon which record; `None` for what is upon no one record.
    pub subject: Option<Uuid>,
    /// The code of why it was refused; `None` when it was done.
    pub refused: Option<String>,
    /// The code of what it was said to be for; empty where nothing was asked.
    pub purpose: String,
}

impl Place {
    /// The place as an address has it.
    pub fn code(self) -> String {
        self.0.simple().to_string()
    }

    /// The place of an address.
    pub fn from_code(code: &str) -> Option<Self> {
        Uuid::try_parse(code).ok().map(Self)
    }
}

/// A page of the trail before a place, or from its newest entry. That it was read is in the
/// trail afterwards, or nothing is shown.
///
/// # Errors
/// [`AppError`]; [`crate::Refusal::NotPermitted`].
pub async fn audit_trail(
    app: &App,
    officer: &Officer,
    wanted: Wanted,
    before: Option<Place>,
) -> Result<Trail, AppError> {
    let needs = (Permission::ReadAudit, Action::SeeAudit);
    let mut conn = app.read_as(officer, needs).await?;
    let (from, end) = span(wanted.day);
    let before = before.map_or(end, |place| place.0.min(end));
    // Of all actions a page is soon full; of one it may take long.
    let reach = match wanted.action {
        Some(_) => store::audit_entry::reach(&mut conn, (from, before), MOST_SEARCHED).await?,
        None => None,
    };
    let action = wanted.action.map_or("any", Action::code);
    let within = (reach.unwrap_or(from), before);
    // One more than a page tells whether there is a next.
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = store::audit_entry::page(&mut conn, within, action, limit).await?;
    let is_full = rows.len() > PAGE;
    let shown = if is_full { rows.get(..PAGE).unwrap_or_default() } else { &rows };
    let staff = shown.iter().filter(|row| row.actor_kind == ActorKind::Staff.code());
    let people: Vec<Uuid> = staff.filter_map(|row| row.actor_id).collect();
    let colleagues = Colleagues::read(app, &mut conn, people).await?;
    let last = shown.last().filter(|_| is_full).map(|row| row.id);
    drop(conn);
    // It concerns everybody, and no one record.
    app.begin_as(officer, needs, None).await?.done(Uuid::nil()).await?;
    let mut entries: Vec<Entry> = shown.iter().map(|row| entry(row, &colleagues)).collect();
    // Identities know milliseconds, entries microseconds.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    Ok(Trail { entries, next: last.or(reach).map(Place), is_cut: !is_full && reach.is_some() })
}

fn entry(row: &AuditEntry, colleagues: &Colleagues) -> Entry {
    let who = row.actor_id;
    let by = match ActorKind::from_code(&row.actor_kind) {
        Some(ActorKind::Customer) => By::Customer(who),
        Some(ActorKind::Staff) => By::Staff(who.map(|id| colleagues.get(StaffId(id)))),
        Some(ActorKind::System) => By::System,
        Some(ActorKind::Anonymous) | None => By::Anonymous,
    };
    Entry {
        at: row.at,
        by,
        action: row.action.clone(),
        subject: row.subject_id.filter(|id| !id.is_nil()),
        refused: (row.outcome != Outcome::Done.code()).then(|| row.reason.clone()),
        purpose: row.purpose.clone(),
    }
}

/// The identities entries of a day can have, or of all days: the first, and the one after the
/// last. An identity begins with its time (RFC 9562, version 7).
fn span(day: Option<NaiveDate>) -> (Uuid, Uuid) {
    let next = day.and_then(|day| day.checked_add_days(Days::new(1)));
    (day.map_or(Uuid::nil(), first_of), next.map_or(Uuid::max(), first_of))
}

/// The least identity of a day in Japan.
fn first_of(day: NaiveDate) -> Uuid {
    let millis = u64::try_from(date::begins(day).timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_from_its_address() {
        let place = Place(Uuid::from_u128(7));
        assert_eq!(Place::from_code(&place.code()), Some(place));
        assert_eq!(Place::from_code("x"), None);
    }

    #[test]
    fn a_day_holds_the_identities_made_between_its_midnights_in_japan() {
        let (first, end) = span(Some("2026-11-22".parse().unwrap()));
        let made = |at: &str| {
            let millis = at.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
            let millis = u64::try_from(millis).unwrap();
            uuid::Builder::from_unix_timestamp_millis(millis, &[0x5a; 10]).into_uuid()
        };
        assert!(made("2026-11-21T14:59:59.999Z") < first);
        assert!(made("2026-11-21T15:00:00Z") >= first);
        assert!(made("2026-11-22T14:59:59.999Z") < end);
        assert!(made("2026-11-22T15:00:00Z") >= end);
        assert_eq!(span(None), (Uuid::nil(), Uuid::max()));
    }
}
