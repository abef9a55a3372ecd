//! Suspending a customer, for a reason.

use app::roster::{self, Person};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use domain::staff::{FindPurpose, Role, SuspendReason};
use uuid::Uuid;

use super::{detail, names, path, search::sample, stated};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        field::{Field, Input, summary},
        form::Form,
        frame::{correct, go, show as render},
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/customer/suspend.html")]
pub struct Page {
    frame: Frame,
    person: Person,
    /// What the customer's page was opened for.
    purpose: FindPurpose,
    reason: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(
        frame: Frame,
        (person, purpose): (Person, FindPurpose),
        error: Option<&'static str>,
    ) -> Self {
        let w = frame.w;
        let reason = Field::new("reason", w.staff_suspend_reason(), "")
            .hint(w.staff_suspend_reason_hint())
            .input(Input::radio(names::suspend_reasons(w)))
            .mark(w.required(), true)
            .error(error);
        let errors = summary([&reason]);
        Self { frame, person, purpose, reason, errors }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |error| {
            let title = w.staff_suspend_title();
            let frame = Frame::sample(lang, Place::Customers, &[Role::Supervisor], title);
            Self::new(frame, (sample(0), FindPurpose::AnswerCustomer), error)
        };
        vec![page(None), page(Some(w.staff_suspend_reason_missing()))]
    }
}

/// The page; without a purpose the search, which asks for one.
async fn on(
    site: &StaffSite,
    visit: &Visit,
    of: (Uuid, Option<FindPurpose>),
    error: Option<&'static str>,
) -> Answer {
    let (seen, purpose) = match super::seen(site, visit, of).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let frame = Frame::new(visit, Place::Customers, visit.words.staff_suspend_title());
    let page = Page::new(frame, (seen.person, purpose), error);
    if error.is_some() { correct(&page) } else { render(&page) }
}

/// Shows what suspending does, and asks why.
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

/// Suspends.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, purpose) = (path_id(&id)?, FindPurpose::from_code(form.text("purpose")));
    let Some(reason) = SuspendReason::from_code(form.text("reason")) else {
        let missing = visit.words.staff_suspend_reason_missing();
        return on(&site, &visit, (id, purpose), Some(missing)).await;
    };
    match roster::suspend(&site.app, visit.officer()?, id, reason).await {
        Ok(()) => Ok(go(&path(id, purpose), Some("staff-customer-suspended"))),
        Err(error) => detail::told(&site, &visit, (id, purpose), error).await,
    }
}
