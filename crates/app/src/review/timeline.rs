//! What happened to an application, as the bank's people read it.

use chrono::{DateTime, Utc};
use domain::{application::Event, staff::StaffId};
use store::application_event::ApplicationEvent;

use super::{Colleague, colleague::Colleagues};
use crate::{
    AppError, Vault,
    application::{NOTED, Noted, TOLD, Told, step},
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub event: Event,
    /// By whom, if one of the bank's people.
    pub by: Option<Colleague>,
    /// What the customer was told.
    pub told: Option<Told>,
    /// What was noted among the bank's people.
    pub noted: Option<Noted>,
}

/// What happened, opened; oldest first.
pub(super) fn timeline(
    vault: &Vault,
    events: Vec<ApplicationEvent>,
    colleagues: &Colleagues,
) -> Result<Vec<Happened>, AppError> {
    let opened = events.into_iter().map(|event| {
        let what = step::event(&event)?;
        let told = event.told.map(|sealed| vault.unseal_json(TOLD, event.id, &sealed));
        let noted = event.noted.map(|sealed| vault.unseal_json(NOTED, event.id, &sealed));
        Ok(Happened {
            at: event.at,
            event: what,
            by: event.staff_id.map(|by| colleagues.get(StaffId(by))),
            told: told.transpose()?,
            noted: noted.transpose()?,
        })
    });
    opened.collect()
}
