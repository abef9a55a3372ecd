//! Who works on an application, and the steps that only change that.

use app::{
    AppError, application,
    review::{Claimed, Colleague},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;

use super::refused;
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        form::Form,
        frame::go,
        moment,
        words::Words,
    },
    staff::visit::{Facts, Visit},
};

/// A colleague's name.
pub fn name(w: Words, colleague: &Colleague) -> &str {
    colleague.name.as_deref().unwrap_or_else(|| w.staff_nameless())
}

/// Who works on it, and until when.
pub fn words(w: Words, claimed: &Claimed) -> String {
    let until = moment::time(w, claimed.until);
    if claimed.is_mine {
        w.staff_claim_mine(until)
    } else {
        w.staff_claim_others(name(w, &claimed.by), until)
    }
}

/// Claims it, or gives a sign of life.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn take(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let shown = (path_id(&id)?, form.version()?);
    let taken = application::take(&site.app, visit.officer()?, shown).await;
    ended(&visit, shown.0, taken, "staff-taken")
}

/// Lets it go.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn release(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let shown = (path_id(&id)?, form.version()?);
    let released = application::release(&site.app, visit.officer()?, shown).await;
    ended(&visit, shown.0, released, "staff-released")
}

/// Takes the claim from whoever holds it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn pass_on(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let shown = (path_id(&id)?, form.version()?);
    let passed = application::pass_on(&site.app, visit.officer()?, shown).await;
    ended(&visit, shown.0, passed, "staff-passed-on")
}

/// Back to the application after a step.
pub(super) fn done(id: Uuid, notice: &'static str) -> Response {
    go(&format!("/applications/{id}"), Some(notice))
}

/// Back to the application after a step, or to what is said against the step.
pub(super) fn ended(
    visit: &Visit,
    id: Uuid,
    outcome: Result<(), AppError>,
    notice: &'static str,
) -> Answer {
    match outcome {
        Ok(()) => Ok(done(id, notice)),
        Err(error) => refused::told(visit, id, error),
    }
}
