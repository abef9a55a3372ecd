//! Incidents: what the bank's people must look into, such as a file in which the scanner found
//! something.

use chrono::{DateTime, Utc};
use domain::{
    audit::Action,
    incident::{Outcome, Refusal as Rule, judge_note},
    staff::{Permission, StaffId},
};
use store::{Conn, incident::Closing};
use uuid::Uuid;

use crate::{
    App, AppError, Officer, Refusal, Vault,
    review::{Colleague, Colleagues},
};

/// The column of what was found.
const NOTE: &str = "incident.note";

/// An incident nobody has looked into yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose doing.
    pub customer: Uuid,
    /// The document it is about; it may be gone with its customer.
    pub document: Uuid,
    /// The signature's name, as the scanner gave it.
    pub signature: String,
    /// Whether it is about whoever asks, who is a customer too: another closes it.
    pub is_own: bool,
}

/// An incident somebody has looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The signature's name, as the scanner gave it.
    pub signature: String,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// By whom.
    pub by: Colleague,
    /// What came of it; `None` of one closed before that was asked.
    pub outcome: Option<Outcome>,
    /// What was found, for who may open customers, if it is not about themself.
    pub note: Option<String>,
}

/// The incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incidents {
    /// Those nobody has looked into, oldest first, at most 100.
    pub open: Vec<Incident>,
    /// The twenty closed last, newest first.
    pub closed: Vec<Closed>,
}

/// The incidents. Reading them is in the audit trail.
///
/// # Errors
/// [`AppError`].
pub async fn all(app: &App, officer: &Officer) -> Result<Incidents, AppError> {
    let needs = (Permission::HandleIncidents, Action::SeeIncidents);
    let mut deed = app.begin_as(officer, needs, None).await?;
    let mut open = Vec::new();
    for row in store::incident::open(&mut deed.conn).await? {
        open.push(incident(&mut deed.conn, officer.staff, row).await?);
    }
    let rows = store::incident::closed(&mut deed.conn).await?;
    let who = rows.iter().filter_map(|row| row.closed.as_ref()).map(|closing| closing.by);
    let colleagues = Colleagues::read(app, &mut deed.conn, who.collect()).await?;
    let mut closed = Vec::new();
    for row in rows {
        let Some(closing) = row.closed else { continue };
        let note = match closing.note {
            Some(sealed) => {
                let of = (row.id, row.customer_id);
                note(app, officer, &mut deed.conn, of, &sealed).await?
            }
            None => None,
        };
        closed.push(Closed {
            at: row.at,
            signature: row.detail,
            closed_at: closing.at,
            by: colleagues.get(StaffId(closing.by)),
            outcome: closing.outcome.as_deref().and_then(Outcome::from_code),
            note,
        });
    }
    // The look is at all of them, not at one record.
    deed.done(Uuid::nil()).await?;
    Ok(Incidents { open, closed })
}

/// What was found, opened, for who may read it.
async fn note(
    app: &App,
    officer: &Officer,
    conn: &mut Conn,
    (id, customer): (Uuid, Uuid),
    sealed: &[u8],
) -> Result<Option<String>, AppError> {
    let may_read = officer.may(conn, Permission::FindCustomer).await?;
    if !may_read || is_own(conn, officer.staff, customer).await? {
        return Ok(None);
    }
    match Vault::of(app, conn, customer).await {
        Ok(vault) => vault.unseal_json(NOTE, id, sealed).map(Some),
        // It went with its customer.
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn incident(
    conn: &mut Conn,
    asks: StaffId,
    row: store::incident::Incident,
) -> Result<Incident, AppError> {
    Ok(Incident {
        id: row.id,
        at: row.at,
        customer: row.customer_id,
        document: row.subject_id,
        signature: row.detail,
        is_own: is_own(conn, asks, row.customer_id).await?,
    })
}

/// Whether a customer is the member of staff who asks.
async fn is_own(conn: &mut Conn, staff: StaffId, customer: Uuid) -> Result<bool, AppError> {
    Ok(store::staff_member::of_customer(conn, customer).await? == Some(staff.0))
}

/// How many incidents are open; `None` for who may not handle them. No customer's data.
///
/// # Errors
/// [`AppError`].
pub async fn count(app: &App, officer: &Officer) -> Result<Option<i64>, AppError> {
    let mut conn = app.db.read().await?;
    if !officer.may(&mut conn, Permission::HandleIncidents).await? {
        return Ok(None);
    }
    Ok(Some(store::incident::count_open(&mut conn).await?))
}

/// An open incident, to be closed. The look is in the audit trail.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; [`Refusal::Stale`] when it is closed;
/// [`Refusal::Incident`] when it is about oneself.
pub async fn find(app: &App, officer: &Officer, id: Uuid) -> Result<Incident, AppError> {
    let needs = (Permission::HandleIncidents, Action::SeeIncidents);
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    let Some(row) = store::incident::find(&mut deed.conn, id).await? else {
        return Err(deed.missing(id).await);
    };
    let is_closed = row.closed.is_some();
    let incident = incident(&mut deed.conn, officer.staff, row).await?;
    if incident.is_own {
        return Err(deed.refused(Some(id), Refusal::Incident(Rule::Oneself)).await);
    }
    if is_closed {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    deed.done(id).await?;
    Ok(incident)
}

/// Notes that an incident was looked into, what came of it, and what was found. It stays, with
/// who closed it. What was found is kept under the key of the customer it is about. Whether it
/// could be: once the customer is erased there is no such key, and nothing more is kept of them.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; [`Refusal::Stale`] when somebody has closed it;
/// [`Refusal::Incident`] when it is about oneself, or what was found is not taken.
pub async fn close(
    app: &App,
    officer: &Officer,
    id: Uuid,
    outcome: Outcome,
    found: &str,
) -> Result<bool, AppError> {
    let needs = (Permission::HandleIncidents, Action::CloseIncident);
    let deed = app.begin_as(officer, needs, Some(id)).await?;
    let mut deed = deed.stating(outcome.code());
    let Some(row) = store::incident::find(&mut deed.conn, id).await? else {
        return Err(deed.missing(id).await);
    };
    if is_own(&mut deed.conn, officer.staff, row.customer_id).await? {
        return Err(deed.refused(Some(id), Refusal::Incident(Rule::Oneself)).await);
    }
    if let Err(rule) = judge_note(found) {
        return Err(deed.refused(Some(id), Refusal::Incident(rule)).await);
    }
    let note = match Vault::of(app, &mut deed.conn, row.customer_id).await {
        Ok(vault) => Some(vault.seal_json(&app.dice, NOTE, id, &found)?),
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let is_kept = note.is_some();
    let outcome = Some(outcome.code().to_owned());
    let closing = Closing { at: deed.now, by: officer.staff.0, outcome, note };
    let closed = store::incident::close(&mut deed.conn, id, &closing).await;
    let (deed, ()) = deed.unless_changed(closed, Some(id), Refusal::Stale).await?;
    deed.done(id).await?;
    Ok(is_kept)
}
