//! Incidents: what the bank's people must look into, such as a file in which the scanner found
//! something.

use chrono::{DateTime, Utc};
use domain::{audit::Action, staff::Permission};
use store::StoreError;
use uuid::Uuid;

use crate::{App, AppError, Officer, Refusal};

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
}

/// The open incidents, oldest first, at most 100. Reading them is in the audit trail.
///
/// # Errors
/// [`AppError`].
pub async fn open(app: &App, officer: &Officer) -> Result<Vec<Incident>, AppError> {
    let needs = (Permission::HandleIncidents, Action::SeeIncidents);
    let mut deed = app.begin_as(officer, needs, None).await?;
    let rows = store::incident::open(&mut deed.conn).await?;
    // The look is at all of them, not at one record.
    deed.done(Uuid::nil()).await?;
    let incidents = rows.into_iter().map(|row| Incident {
        id: row.id,
        at: row.at,
        customer: row.customer_id,
        document: row.subject_id,
        signature: row.detail,
    });
    Ok(incidents.collect())
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

/// Notes that an incident was looked into. It stays, with who closed it.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; [`Refusal::Stale`] when somebody has closed it.
pub async fn close(app: &App, officer: &Officer, id: Uuid) -> Result<(), AppError> {
    let needs = (Permission::HandleIncidents, Action::CloseIncident);
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    let now = deed.now;
    match store::incident::close(&mut deed.conn, id, officer.staff.0, now).await {
        Err(StoreError::Conflict { .. }) => {
            return Err(match store::incident::is_closed(&mut deed.conn, id).await? {
                Some(_) => deed.refused(Some(id), Refusal::Stale).await,
                None => deed.missing(id).await,
            });
        }
        other => other?,
    }
    deed.done(id).await.map(drop)
}
