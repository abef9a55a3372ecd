//! What happened to an application, as the bank's people read it.

use chrono::{DateTime, Utc};
use domain::staff::StaffId;
use store::Conn;
use uuid::Uuid;

use super::Colleague;
use crate::{
    AppError, Vault,
    application::{NOTED, Noted, TOLD, Told},
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// What, such as `returned`.
    pub kind: String,
    /// By whom, if one of the bank's people.
    pub by: Option<Colleague>,
    /// What the customer was told.
    pub told: Option<Told>,
    /// What was noted among the bank's people.
    pub noted: Option<Noted>,
}

/// What happened to an application, oldest first.
pub(super) async fn timeline(
    conn: &mut Conn,
    vault: &Vault,
    application: Uuid,
) -> Result<Vec<Happened>, AppError> {
    let events = store::application_event::of(conn, application).await?;
    let mut timeline = Vec::with_capacity(events.len());
    for event in events {
        let told = event.told.map(|sealed| vault.unseal_json(TOLD, event.id, &sealed));
        let noted = event.noted.map(|sealed| vault.unseal_json(NOTED, event.id, &sealed));
        timeline.push(Happened {
            at: event.at,
            kind: event.kind,
            by: event.staff_id.map(|by| Colleague::of(StaffId(by))),
            told: told.transpose()?,
            noted: noted.transpose()?,
        });
    }
    Ok(timeline)
}
