//! Why applications are returned and rejected. The reasons are sealed under each customer's
//! key; they are opened by the program to be counted, and shown to nobody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::application::{
    Event,
    reason::{RejectReason, ReturnReason},
};
use store::{Conn, application_event::ApplicationEvent};

use crate::{
    App, AppError, Vault,
    application::{NOTED, Noted, TOLD, Told, step},
};

/// The most returns and rejections looked through, the newest ones.
pub const MOST_COUNTED: usize = 5_000;

/// How often each reason was given; one return or rejection may have several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Of returns.
    pub returned: BTreeMap<ReturnReason, i64>,
    /// Of rejections.
    pub rejected: BTreeMap<RejectReason, i64>,
    /// Whether there were more returns and rejections than are looked through.
    pub is_cut: bool,
}

/// Counts the reasons given since a time. Those of erased customers, and those whose time is
/// over, cannot be read any more.
pub(super) async fn count(
    app: &App,
    conn: &mut Conn,
    since: DateTime<Utc>,
) -> Result<Reasons, AppError> {
    let limit = i64::try_from(MOST_COUNTED + 1).unwrap_or(i64::MAX);
    let events = store::application_count::reasoned(conn, since, limit).await?;
    let mut reasons = Reasons { is_cut: events.len() > MOST_COUNTED, ..Reasons::default() };
    for (event, key) in events.iter().take(MOST_COUNTED) {
        reasons.add(&Vault::open(app, key)?, event)?;
    }
    Ok(reasons)
}

impl Reasons {
    fn add(&mut self, vault: &Vault, event: &ApplicationEvent) -> Result<(), AppError> {
        match (step::event(event)?, &event.told, &event.noted) {
            (Event::Returned, Some(sealed), _) => {
                let told: Told = vault.unseal_json(TOLD, event.id, sealed)?;
                // Of two pictures for the same reason: one return for it.
                let once: BTreeSet<_> = told.returned.iter().map(|mend| mend.reason).collect();
                for reason in once {
                    *self.returned.entry(reason).or_default() += 1;
                }
            }
            // Among the bank's people all reasons stand, also those the customer is not told.
            (Event::Rejected, _, Some(sealed)) => {
                let noted: Noted = vault.unseal_json(NOTED, event.id, sealed)?;
                for reason in noted.rejected {
                    *self.rejected.entry(reason).or_default() += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
