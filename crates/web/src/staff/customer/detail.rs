//! One customer, masked, and what may be done with them.

use app::{
    AppError, Refusal,
    roster::{self, Seen},
};
use askama::Template;
use axum::extract::{Path, State};
use domain::staff::{Permission, Role};
use uuid::Uuid;

use super::{names, search::sample};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, Oops, path_id},
        frame::{correct, go, show as render},
        moment,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place, last_login},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/customer/detail.html")]
pub struct Page {
    frame: Frame,
    seen: Seen,
    standing: (&'static str, &'static str),
    since: String,
    last_login: String,
    suspended: Option<String>,
    applications: Vec<Line>,
    /// Whether whoever asks may suspend and reinstate, and open applications.
    may: (bool, bool),
    message: Option<&'static str>,
}

/// An application of the customer's.
#[derive(Debug)]
struct Line {
    id: String,
    sent: String,
    state: (&'static str, &'static str),
}

impl Page {
    fn new(frame: Frame, seen: Seen, may: (bool, bool), message: Option<&'static str>) -> Self {
        let w = frame.w;
        let time = |at| moment::time(w, at);
        let person = &seen.person;
        let line = |application: &app::application::Summary| Line {
            id: application.id.to_string(),
            sent: application.submitted_at.map(time).unwrap_or_default(),
            state: (application.state.code(), names::state(w, application.state)),
        };
        Self {
            standing: names::standing(w, person),
            since: time(person.created_at),
            last_login: last_login(w, person.last_login_at),
            suspended: person.suspended_at.map(time),
            applications: seen.applications.iter().map(line).collect(),
            frame,
            seen,
            may,
            message,
        }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |number, is_oneself, may, message| {
            let title = "山** 花** <b>";
            let frame = Frame::sample(lang, Place::Customers, &[Role::Supervisor], title);
            let application = app::application::Summary {
                id: Uuid::nil(),
                state: domain::application::State::InReview,
                created_at: chrono::DateTime::UNIX_EPOCH,
                submitted_at: Some(chrono::DateTime::UNIX_EPOCH),
            };
            let applications = if number == 0 { vec![application] } else { Vec::new() };
            let seen = Seen { person: sample(number), applications, is_oneself };
            Self::new(frame, seen, may, message)
        };
        vec![
            page(0, false, (true, true), None),
            page(1, false, (true, true), Some(w.staff_customer_not_suspended())),
            page(2, true, (true, true), None),
            page(0, false, (false, false), None),
        ]
    }
}

/// Shows a customer.
///
/// # Errors
/// [`Oops`].
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    render(&page(&site, &visit, path_id(&id)?, None).await?)
}

pub(super) async fn page(
    site: &StaffSite,
    visit: &Visit,
    id: Uuid,
    message: Option<&'static str>,
) -> Result<Page, Oops> {
    let signed = visit.signed()?;
    let seen = roster::see(&site.app, &signed.officer, id).await?;
    let may = (signed.may(Permission::SuspendCustomer), signed.may(Permission::SeeApplication));
    let frame = Frame::new(visit, Place::Customers, seen.person.name.clone());
    Ok(Page::new(frame, seen, may, message))
}

/// Takes a suspended customer up again.
///
/// # Errors
/// [`Oops`].
pub async fn reinstate(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    let id = path_id(&id)?;
    match roster::reinstate(&site.app, visit.officer()?, id).await {
        Ok(()) => Ok(go(&format!("/customers/{id}"), Some("staff-customer-reinstated"))),
        Err(error) => told(&site, &visit, id, error).await,
    }
}

/// The page with what stands against a step.
pub(super) async fn told(site: &StaffSite, visit: &Visit, id: Uuid, error: AppError) -> Answer {
    let w = visit.words;
    let message = match &error {
        AppError::Refused(Refusal::Suspended) => w.staff_customer_suspended_already(),
        AppError::Refused(Refusal::NotSuspended) => w.staff_customer_not_suspended(),
        AppError::Refused(Refusal::Staff(_)) => w.staff_customer_oneself(),
        _ => return Err(error.into()),
    };
    correct(&page(site, visit, id, Some(message)).await?)
}
