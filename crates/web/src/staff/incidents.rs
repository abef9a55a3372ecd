//! What the bank's people must look into: files in which the scanner found something.

use app::{
    incident::{self, Closed, Incident, Incidents},
    review::Colleague,
};
use askama::Template;
use axum::extract::State;
use domain::{
    incident::Outcome,
    staff::{Permission, Role, StaffId},
};
use uuid::Uuid;

use super::{
    application::claim,
    close_incident,
    frame::{Frame, Place},
    visit::Facts,
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::Answer,
        frame::show as render,
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
    closed: Vec<Past>,
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
    is_own: bool,
}

/// An incident that was closed, as shown.
#[derive(Debug)]
struct Past {
    at: String,
    signature: String,
    closed: String,
    outcome: &'static str,
    note: Option<String>,
}

impl Past {
    fn new(w: Words, closed: Closed) -> Self {
        let (by, at) = (claim::name(w, &closed.by), moment::time(w, closed.closed_at));
        Self {
            at: moment::time(w, closed.at),
            closed: w.staff_incidents_closed_by(at, by),
            outcome: match closed.outcome {
                Some(outcome) => close_incident::outcome(w, outcome),
                None => w.staff_incidents_no_outcome(),
            },
            signature: closed.signature,
            note: closed.note,
        }
    }
}

impl Page {
    fn new(frame: Frame, all: Incidents, may_see_customer: bool) -> Self {
        let w = frame.w;
        let lines = all.open.into_iter().map(|incident| Line {
            id: incident.id,
            at: moment::time(w, incident.at),
            signature: incident.signature,
            customer: incident.customer,
            document: incident.document,
            is_own: incident.is_own,
        });
        let closed = all.closed.into_iter().map(|closed| Past::new(w, closed));
        Self { lines: lines.collect(), closed: closed.collect(), frame, may_see_customer }
    }

    /// For the test that renders every page: none, two seen by each who may, and what was closed.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let at = chrono::DateTime::UNIX_EPOCH;
        let incident = |(number, signature): (usize, &&str)| Incident {
            id: Uuid::nil(),
            at,
            customer: Uuid::nil(),
            document: Uuid::nil(),
            signature: (*signature).to_owned(),
            is_own: number == 2,
        };
        let by =
            Colleague { staff: StaffId(Uuid::nil()), name: Some("佐藤 一郎 <b>".to_owned()) };
        let past = |outcome: Option<Outcome>| Closed {
            at,
            signature: "Win.Test.EICAR_HDB-1".to_owned(),
            closed_at: at,
            by: by.clone(),
            note: outcome.map(|_| "電話で確認。<b>\n問題なし。".to_owned()),
            outcome,
        };
        let page = |role: Role, signatures: &[&str], outcomes: &[Option<Outcome>]| {
            let title = Words::new(lang).staff_incidents_title();
            let frame = Frame::sample(lang, Place::Incidents, &[role], title);
            let open = signatures.iter().enumerate().map(incident).collect();
            let closed = outcomes.iter().copied().map(past).collect();
            Self::new(frame, Incidents { open, closed }, role.may(Permission::FindCustomer))
        };
        let three = ["Win.Test.EICAR_HDB-1", "Heuristics.<b>.Broken", "Home.Fox"];
        let closed: Vec<_> = Outcome::ALL.iter().copied().map(Some).chain([None]).collect();
        vec![
            page(Role::Supervisor, &[], &[]),
            page(Role::Supervisor, &three, &closed),
            page(Role::Administrator, &three, &closed),
        ]
    }
}

/// Shows the open ones, and what was closed last.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let signed = visit.signed()?;
    let all = incident::all(&site.app, &signed.officer).await?;
    let frame = Frame::new(&visit, Place::Incidents, visit.words.staff_incidents_title());
    render(&Page::new(frame, all, signed.may(Permission::FindCustomer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_a_link_only_for_who_may_open_it() {
        let [none, supervisor, administrator] = Page::samples(Lang::Ja).try_into().unwrap();
        let none = none.render().unwrap();
        assert!(!none.contains("<table") && !none.contains("/close\""));
        for (page, links) in [(supervisor, 3), (administrator, 0)] {
            let html = page.render().unwrap();
            assert_eq!(html.matches("href=\"/customers/").count(), links);
            assert_eq!(html.matches("/close\"").count(), 2, "and not for their own");
        }
    }
}
