//! Customers, for the bank's people: found for a purpose, seen masked, suspended and reinstated;
//! and the roster as a file.

pub mod detail;
mod names;
pub mod roster;
pub mod search;
pub mod suspend;

use app::{
    AppError, Refusal,
    domain::{
        audit::Action,
        staff::{
            FindPurpose,
            Permission::{ExportRoster, FindCustomer, SuspendCustomer},
        },
    },
    roster::{self as customers, Seen},
};
use uuid::Uuid;

use super::{Table, Who::May, visit::Visit};
use crate::{StaffSite, kit::error::Answer};

/// Adds the routes to the staff's table.
pub(crate) fn routes(table: Table) -> Table {
    let (find, suspend) = (May(FindCustomer), May(SuspendCustomer));
    table
        .get("/customers", find, search::show)
        .post("/customers", find, Action::FindCustomer, search::send)
        .get("/customers/roster", May(ExportRoster), roster::show)
        .post("/customers/roster", May(ExportRoster), Action::ExportRoster, roster::send)
        .look("/customers/{id}", find, Action::SeeCustomer, detail::show)
        .look("/customers/{id}/suspend", suspend, Action::SeeCustomer, suspend::show)
        .post("/customers/{id}/suspend", suspend, Action::SuspendCustomer, suspend::send)
        .post("/customers/{id}/reinstate", suspend, Action::ReinstateCustomer, detail::reinstate)
}

/// Where a customer's page is, opened for a purpose. Without one it asks for it.
fn path(id: Uuid, purpose: Option<FindPurpose>) -> String {
    match purpose {
        Some(purpose) => format!("/customers/{id}?purpose={}", purpose.code()),
        None => format!("/customers/{id}"),
    }
}

/// A customer, seen for a purpose; the answer where there is none to see. Without a purpose that
/// is the search, which asks for one.
async fn seen(
    site: &StaffSite,
    visit: &Visit,
    (id, purpose): (Uuid, Option<FindPurpose>),
) -> Result<(Seen, FindPurpose), Answer> {
    let officer = visit.officer().map_err(Err)?;
    match (customers::see(&site.app, officer, id, purpose).await, purpose) {
        (Ok(seen), Some(purpose)) => Ok((seen, purpose)),
        (Ok(_) | Err(AppError::Refused(Refusal::NoPurpose)), _) => Err(search::ask(visit, id)),
        (Err(error), _) => Err(Err(error.into())),
    }
}

/// The purpose an address states.
fn stated(query: Option<String>) -> Option<FindPurpose> {
    let query = query.unwrap_or_default();
    query.split('&').find_map(|pair| FindPurpose::from_code(pair.strip_prefix("purpose=")?))
}
