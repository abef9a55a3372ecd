//! Suspending a customer, for a reason.

use app::roster::{self, Person};
use askama::Template;
use axum::extract::{Path, State};
use domain::staff::{Role, SuspendReason};

use super::{detail, names, search::sample};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, Oops, path_id},
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
    reason: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, person: Person, error: Option<&'static str>) -> Self {
        let w = frame.w;
        let reason = Field::new("reason", w.staff_suspend_reason(), "")
            .hint(w.staff_suspend_reason_hint())
            .input(Input::radio(names::suspend_reasons(w)))
            .mark(w.required(), true)
            .error(error);
        let errors = summary([&reason]);
        Self { frame, person, reason, errors }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |error| {
            let title = w.staff_suspend_title();
            let frame = Frame::sample(lang, Place::Customers, &[Role::Supervisor], title);
            Self::new(frame, sample(0), error)
        };
        vec![page(None), page(Some(w.staff_suspend_reason_missing()))]
    }
}

async fn page(
    site: &StaffSite,
    visit: &Visit,
    id: &str,
    error: Option<&'static str>,
) -> Result<Page, Oops> {
    let seen = roster::see(&site.app, visit.officer()?, path_id(id)?).await?;
    let frame = Frame::new(visit, Place::Customers, visit.words.staff_suspend_title());
    Ok(Page::new(frame, seen.person, error))
}

/// Shows what suspending does, and asks why.
///
/// # Errors
/// [`Oops`].
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    render(&page(&site, &visit, &id, None).await?)
}

/// Suspends.
///
/// # Errors
/// [`Oops`].
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let Some(reason) = SuspendReason::from_code(form.text("reason")) else {
        let missing = visit.words.staff_suspend_reason_missing();
        return correct(&page(&site, &visit, &id, Some(missing)).await?);
    };
    let id = path_id(&id)?;
    match roster::suspend(&site.app, visit.officer()?, id, reason).await {
        Ok(()) => Ok(go(&format!("/customers/{id}"), Some("staff-customer-suspended"))),
        Err(error) => detail::told(&site, &visit, id, error).await,
    }
}
