//! What customers see of their applications: never who works on them, never what the bank's
//! people note for themselves.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    application::{
        self, Event, Life, Mended, PATIENCE, State,
        declaration::{Declaration, Lacking, Picture},
        reason::Mend,
    },
    person::Corrected,
};
use store::{Conn, application::Application, application_event::ApplicationEvent};
use uuid::Uuid;

use super::{DETAILS, Destroyed, TOLD, Told, standing, step};
use crate::{App, AppError, Asker, Vault, customer::Profile, document::Document};

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Identity.
    pub id: Uuid,
    /// Where it stands.
    pub state: State,
    /// When begun.
    pub created_at: DateTime<Utc>,
    /// When sent first.
    pub submitted_at: Option<DateTime<Utc>>,
}

/// An application, with what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Identity, state, times.
    pub summary: Summary,
    /// The version forms carry.
    pub version: i64,
    /// What was declared.
    pub declaration: Declaration,
    /// What happened, oldest first.
    pub milestones: Vec<(DateTime<Utc>, Milestone)>,
    /// Until when the customer can answer, if the bank waits for it.
    pub answer_by: Option<DateTime<Utc>>,
    /// What the bank asked to have mended, and when, if it waits for that.
    pub returned: Option<Returned>,
    /// What was done that may mend it, beside pictures.
    pub done: Done,
}

/// What a customer did that may mend a return, beside giving pictures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// When something was declared last.
    pub declared_at: Option<DateTime<Utc>>,
    /// When name and birth date were corrected.
    pub corrected: Corrected,
}

/// When an application was returned, and for what.
pub type Returned = (DateTime<Utc>, Vec<Mend>);

impl Shown {
    /// What is missing on a day before it can be sent, with these pictures given.
    pub fn lacks(&self, given: &[Document], day: NaiveDate) -> Vec<Lacking> {
        lacks((self.returned.as_ref(), self.done), &self.declaration, given, day)
    }
}

/// Something that happened to an application and concerns its customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Milestone {
    /// Begun.
    Begun,
    /// Sent, first or again.
    Submitted,
    /// Somebody at the bank has begun to look at it since it was sent.
    LookedAt,
    /// Returned, and why.
    Returned(Told),
    /// A picture that the bank may not keep was destroyed.
    PicturePurged(Option<Destroyed>),
    /// Approved.
    Approved,
    /// Rejected, with the reasons the customer may read.
    Rejected(Told),
    /// Taken back.
    Withdrawn,
    /// Ended for want of an answer.
    Expired,
}

/// The asker's applications, newest first.
///
/// # Errors
/// [`AppError`].
pub async fn mine(app: &App, asker: &Asker) -> Result<Vec<Summary>, AppError> {
    of_customer(&mut app.db.read().await?, asker.customer).await
}

/// A customer's applications, newest first.
pub(crate) async fn of_customer(conn: &mut Conn, customer: Uuid) -> Result<Vec<Summary>, AppError> {
    let rows = store::application::of_customer(conn, customer).await?;
    let mut summaries: Vec<Summary> = rows.iter().map(summary).collect::<Result<_, _>>()?;
    for never_sent in summaries.iter_mut().filter(|one| one.may_have_been_left()) {
        let events = store::application_event::of(conn, never_sent.id).await?;
        never_sent.told_by(&events)?;
    }
    Ok(summaries)
}

impl Summary {
    /// Whether it was a draft, taken back or left lying: the row is the same.
    fn may_have_been_left(&self) -> bool {
        self.state == State::Withdrawn && self.submitted_at.is_none()
    }

    /// Tells by what happened whether a draft was taken back or left lying.
    fn told_by(&mut self, events: &[ApplicationEvent]) -> Result<(), AppError> {
        for row in events {
            if self.may_have_been_left() && step::event(row)? == Event::Expired {
                self.state = State::Expired;
            }
        }
        Ok(())
    }
}

/// One of the asker's applications.
///
/// # Errors
/// [`AppError::NotFound`] when it is missing or another's.
pub async fn show(app: &App, asker: &Asker, id: Uuid) -> Result<Shown, AppError> {
    let mut conn = app.db.read().await?;
    let row = store::application::find(&mut conn, asker.customer, id).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let events = store::application_event::of(&mut conn, id).await?;
    let life = standing::life(&row.standing)?;
    let done = done(&mut conn, asker, (&row, life)).await?;
    drop(conn);
    let milestones = milestones(&asker.vault, &events)?;
    let answer_by = match life {
        Life::AwaitingCustomer(since) => Some(since + PATIENCE),
        _ => None,
    };
    // Forgotten, once the time of records is over.
    let declaration = match row.details.as_slice() {
        [] => Declaration::default(),
        sealed => asker.vault.unseal_json(DETAILS, id, sealed)?,
    };
    let mut summary = summary(&row)?;
    summary.told_by(&events)?;
    Ok(Shown {
        summary,
        version: row.version,
        declaration,
        returned: returned(life, &milestones),
        milestones,
        answer_by,
        done,
    })
}

/// What was done that may mend a return of an application, beside giving pictures; nothing of
/// one that does not wait for it.
pub(super) async fn done(
    conn: &mut Conn,
    asker: &Asker,
    (row, life): (&Application, Life),
) -> Result<Done, AppError> {
    let Life::AwaitingCustomer(_) = life else { return Ok(Done::default()) };
    let customer = store::customer::find(conn, asker.customer).await?.ok_or(AppError::NotFound)?;
    let corrected = Profile::unseal(&asker.vault, &customer)?.corrected;
    Ok(Done { declared_at: row.touched_at, corrected })
}

fn summary(row: &Application) -> Result<Summary, AppError> {
    Ok(Summary {
        id: row.id,
        state: standing::life(&row.standing)?.state(),
        created_at: row.created_at,
        submitted_at: row.standing.submitted_at,
    })
}

/// What the bank asked to have mended since the application was sent, if it waits for that.
pub(super) fn returned(life: Life, milestones: &[(DateTime<Utc>, Milestone)]) -> Option<Returned> {
    let Life::AwaitingCustomer(_) = life else { return None };
    let since_sent = milestones
        .iter()
        .rev()
        .take_while(|(_, milestone)| !matches!(milestone, Milestone::Submitted));
    since_sent
        .filter_map(|(at, milestone)| match milestone {
            Milestone::Returned(told) => Some((*at, told.returned.clone())),
            _ => None,
        })
        .next()
}

/// What a declaration lacks on a day before it can be sent, also of what a return asks for and
/// was not done since.
pub(super) fn lacks(
    (returned, done): (Option<&Returned>, Done),
    declared: &Declaration,
    given: &[Document],
    day: NaiveDate,
) -> Vec<Lacking> {
    let asked: Vec<Picture> =
        declared.pictures(day).into_iter().map(|(kind, asked)| (kind, asked.side)).collect();
    let times: Vec<_> = given.iter().map(|one| (one.shows(), one.given_at)).collect();
    let Done { declared_at, corrected } = done;
    let mended = Mended { pictures: &times, declared_at, corrected };
    let to_mend = returned
        .map(|(since, mends)| application::still_to_mend(mends, *since, &mended, &asked))
        .unwrap_or_default();
    let shows: Vec<Picture> = given.iter().map(Document::shows).collect();
    declared.lacks(day, &shows, &to_mend)
}

/// What concerns the customer of what happened.
pub(super) fn milestones(
    vault: &Vault,
    events: &[ApplicationEvent],
) -> Result<Vec<(DateTime<Utc>, Milestone)>, AppError> {
    let mut milestones: Vec<(DateTime<Utc>, Milestone)> = Vec::new();
    for event in events {
        let told = |column: Option<&Vec<u8>>| -> Result<Told, AppError> {
            column.map_or_else(
                || Ok(Told::default()),
                |sealed| vault.unseal_json(TOLD, event.id, sealed),
            )
        };
        let milestone = match step::event(event)? {
            Event::Begun => Milestone::Begun,
            Event::Submitted => Milestone::Submitted,
            // Of all claims the first since it was sent; who, and how often, is the bank's.
            Event::Claimed if matches!(milestones.last(), Some((_, Milestone::Submitted))) => {
                Milestone::LookedAt
            }
            // These are among the bank's people.
            Event::Claimed | Event::Released | Event::Recommended => continue,
            Event::Returned => Milestone::Returned(told(event.told.as_ref())?),
            Event::PicturePurged => Milestone::PicturePurged(told(event.told.as_ref())?.destroyed),
            Event::Approved => Milestone::Approved,
            Event::Rejected => Milestone::Rejected(told(event.told.as_ref())?),
            Event::Withdrawn => Milestone::Withdrawn,
            Event::Expired => Milestone::Expired,
        };
        milestones.push((event.at, milestone));
    }
    Ok(milestones)
}
