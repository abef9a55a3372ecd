//! One customer, masked, and what may be done with them.

use app::{
    AppError, Refusal,
    roster::{self, Seen},
};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use domain::staff::{FindPurpose, Permission, Role};
use uuid::Uuid;

use super::{names, path, search::sample, stated};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        form::Form,
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
    /// What the page was opened for; what is done on it comes back for the same.
    purpose: FindPurpose,
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
    fn new(
        frame: Frame,
        (seen, purpose): (Seen, FindPurpose),
        may: (bool, bool),
        message: Option<&'static str>,
    ) -> Self {
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
            purpose,
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
            Self::new(frame, (seen, FindPurpose::AnswerCustomer), may, message)
        };
        vec![
            page(0, false, (true, true), None),
            page(1, false, (true, true), Some(w.staff_customer_not_suspended())),
            page(2, true, (true, true), None),
            page(0, false, (false, false), None),
        ]
    }
}

/// Shows a customer, for the purpose the address states.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    on(&site, &visit, (path_id(&id)?, stated(query)), None).await
}

/// The page, with what stands against a step; without a purpose the search, which asks for one.
async fn on(
    site: &StaffSite,
    visit: &Visit,
    of: (Uuid, Option<FindPurpose>),
    message: Option<&'static str>,
) -> Answer {
    let (seen, purpose) = match super::seen(site, visit, of).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let signed = visit.signed()?;
    let may = (signed.may(Permission::SuspendCustomer), signed.may(Permission::SeeApplication));
    let frame = Frame::new(visit, Place::Customers, seen.person.name.clone());
    let page = Page::new(frame, (seen, purpose), may, message);
    if message.is_some() { correct(&page) } else { render(&page) }
}

/// Takes a suspended customer up again.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn reinstate(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, purpose) = (path_id(&id)?, FindPurpose::from_code(form.text("purpose")));
    match roster::reinstate(&site.app, visit.officer()?, id).await {
        Ok(()) => Ok(go(&path(id, purpose), Some("staff-customer-reinstated"))),
        Err(error) => told(&site, &visit, (id, purpose), error).await,
    }
}

/// The page with what stands against a step.
pub(super) async fn told(
    site: &StaffSite,
    visit: &Visit,
    of: (Uuid, Option<FindPurpose>),
    error: AppError,
) -> Answer {
    let w = visit.words;
    let message = match &error {
        AppError::Refused(Refusal::Suspended) => w.staff_customer_suspended_already(),
        AppError::Refused(Refusal::NotSuspended) => w.staff_customer_not_suspended(),
        AppError::Refused(Refusal::Staff(_)) => w.staff_customer_oneself(),
        _ => return Err(error.into()),
    };
    on(site, visit, of, Some(message)).await
}
