//! A step that has a form of its own: opened where it is offered, and shown again, filled in as
//! it was, when the step is not taken.

use app::{
    AppError, Refusal, application,
    review::{self, Case},
};
use askama::Template;
use domain::application::{Offer, Refusal as Rule, reason::ReasonError};
use uuid::Uuid;

use super::refused;
use crate::{
    StaffSite,
    kit::{
        error::Answer,
        frame::{correct, show as render},
    },
    staff::visit::Visit,
};

/// What is said against a form that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// No verdict was chosen.
    Verdict,
    /// A rule about what was filled in.
    Reason(ReasonError),
    /// The application, not the form: what the visitor must know before sending it again.
    Said(&'static str),
}

/// An application opened for a step, and what is said against the form sent; or the answer to
/// give where the step is not the visitor's now.
pub type Opened = Result<(Case, Option<Wrong>), Answer>;

/// Opens an application for a step.
pub async fn open(site: &StaffSite, visit: &Visit, id: Uuid, step: Offer) -> Opened {
    let officer = visit.officer().map_err(Err)?;
    match review::open(&site.app, officer, id).await {
        Ok(case) if case.offers.has(step) => Ok((case, None)),
        Ok(case) => Err(refused::not_offered(visit, &case, step)),
        Err(error) => Err(refused::told(visit, id, error)),
    }
}

/// Opens an application to show the customer's text first, if that is wanted and the step is
/// the visitor's now: if it is not, the verb says why, and leaves it in the audit trail. Says so
/// if the application is another than the form was made of.
///
/// # Errors
/// The answer to give where it cannot be asked.
pub async fn open_to_draft(
    site: &StaffSite,
    visit: &Visit,
    (id, version): (Uuid, i64),
    (step, is_wanted): (Offer, bool),
) -> Result<Option<(Case, Option<Wrong>)>, Answer> {
    if !is_wanted {
        return Ok(None);
    }
    let officer = visit.officer().map_err(Err)?;
    let case = review::open(&site.app, officer, id).await;
    let case = case.map_err(|error| refused::told(visit, id, error))?;
    let changed = (case.version != version).then(|| Wrong::Said(visit.words.staff_again_stale()));
    Ok(case.offers.has(step).then_some((case, changed)))
}

/// Opens an application whose step was not taken again, with what is said against it. A claim
/// that was over is renewed, if nobody else has the application by now.
pub async fn again(
    site: &StaffSite,
    visit: &Visit,
    id: Uuid,
    step: Offer,
    error: AppError,
) -> Opened {
    let w = visit.words;
    let AppError::Refused(refusal) = error else { return Err(refused::told(visit, id, error)) };
    let wrong = match refusal {
        Refusal::Reason(reason) => Some(Wrong::Reason(reason)),
        Refusal::Stale => Some(Wrong::Said(w.staff_again_stale())),
        Refusal::Application(Rule::NotClaimed) => {
            claim_again(site, visit, id).await?;
            Some(Wrong::Said(w.staff_again_claimed()))
        }
        other => refused::text(w, other).map(Wrong::Said),
    };
    if wrong.is_none() {
        return Err(refused::told(visit, id, error));
    }
    Ok((open(site, visit, id, step).await?.0, wrong))
}

async fn claim_again(site: &StaffSite, visit: &Visit, id: Uuid) -> Result<(), Answer> {
    let (case, _) = open(site, visit, id, Offer::Take).await?;
    let officer = visit.officer().map_err(Err)?;
    let taken = application::take(&site.app, officer, (id, case.version)).await;
    taken.map_err(|error| refused::told(visit, id, error))
}

/// Answers with the page of a step.
pub fn page<P: Template>(opened: Opened, page: impl FnOnce(&Case, Option<Wrong>) -> P) -> Answer {
    match opened {
        Ok((case, None)) => render(&page(&case, None)),
        Ok((case, wrong)) => correct(&page(&case, wrong)),
        Err(answer) => answer,
    }
}
