//! What the bank's people must look into: files in which the scanner found something.

use app::{
    AppError, Refusal,
    incident::{self, Incident},
};
use askama::Template;
use axum::extract::{Path, State};
use domain::staff::{Permission, Role};
use uuid::Uuid;

use super::{
    frame::{Frame, Place},
    visit::Facts,
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        frame::{go, show as render},
        moment,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/incidents.html")]
pub struct Page {
    frame: Frame,
    lines: Vec<Line>,
    /// Whether whoever asks may open a customer.
    may_see_customer: bool,
}

/// An incident, as shown.
#[derive(Debug)]
struct Line {
    id: Uuid,
    at: String,
    signature: String,
    customer: Uuid,
    document: Uuid,
}

impl Page {
    fn new(frame: Frame, open: Vec<Incident>, may_see_customer: bool) -> Self {
        let w = frame.w;
        let lines = open.into_iter().map(|incident| Line {
            id: incident.id,
            at: moment::time(w, incident.at),
            signature: incident.signature,
            customer: incident.customer,
            document: incident.document,
        });
        Self { lines: lines.collect(), frame, may_see_customer }
    }

    /// For the test that renders every page: none, and two seen by each who may.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let incident = |signature: &str| Incident {
            id: Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
            customer: Uuid::nil(),
            document: Uuid::nil(),
            signature: signature.to_owned(),
        };
        let page = |role: Role, signatures: &[&str]| {
            let title = Words::new(lang).staff_incidents_title();
            let frame = Frame::sample(lang, Place::Incidents, &[role], title);
            let open = signatures.iter().map(|signature| incident(signature)).collect();
            Self::new(frame, open, role.may(Permission::FindCustomer))
        };
        let two = ["Win.Test.EICAR_HDB-1", "Heuristics.<b>.Broken"];
        vec![
            page(Role::Supervisor, &[]),
            page(Role::Supervisor, &two),
            page(Role::Administrator, &two),
        ]
    }
}

/// Shows the open ones.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let signed = visit.signed()?;
    let open = incident::open(&site.app, &signed.officer).await?;
    let frame = Frame::new(&visit, Place::Incidents, visit.words.staff_incidents_title());
    render(&Page::new(frame, open, signed.may(Permission::FindCustomer)))
}

/// Closes one. Whoever comes second to it, or presses twice, is told that it is closed.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn close(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    match incident::close(&site.app, visit.officer()?, path_id(&id)?).await {
        Ok(()) => Ok(go("/incidents", Some("staff-incident-closed"))),
        Err(AppError::Refused(Refusal::Stale)) => Ok(go("/incidents", Some("staff-incident-gone"))),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_a_link_only_for_who_may_open_it() {
        let [none, supervisor, administrator] = Page::samples(Lang::Ja).try_into().unwrap();
        let none = none.render().unwrap();
        assert!(!none.contains("<table") && !none.contains("/close\""));
        for (page, links) in [(supervisor, 2), (administrator, 0)] {
            let html = page.render().unwrap();
            assert_eq!(html.matches("href=\"/customers/").count(), links);
            assert_eq!(html.matches("/close\"").count(), 2);
        }
    }
}
