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
    let changed = changed(visit, &case, version);
    Ok(case.offers.has(step).then_some((case, changed)))
}

/// Opens an application whose step was not taken again, with what is said against it. A claim
/// that was over is renewed, if nobody else has the application by now.
pub async fn again(
    site: &StaffSite,
    visit: &Visit,
    shown: (Uuid, i64),
    step: Offer,
    error: AppError,
) -> Opened {
    let AppError::Refused(refusal) = error else {
        return Err(refused::told(visit, shown.0, error));
    };
    let wrong = match refusal {
        Refusal::Reason(reason) => Some(Wrong::Reason(reason)),
        Refusal::Application(Rule::NotClaimed) => {
            let said = claim_again(site, visit, shown).await?;
            let (case, _) = open(site, visit, shown.0, step).await?;
            return Ok((case, Some(Wrong::Said(said))));
        }
        other => refused::text(visit.words, other).map(Wrong::Said),
    };
    match wrong {
        None => Err(refused::told(visit, shown.0, error)),
        Some(wrong) => open_to_correct(site, visit, shown, (step, wrong)).await,
    }
}

/// Opens an application to show a form again with what is said against it; above all that
/// the application is another than the form was made of.
pub async fn open_to_correct(
    site: &StaffSite,
    visit: &Visit,
    shown: (Uuid, i64),
    (step, wrong): (Offer, Wrong),
) -> Opened {
    let (case, _) = open(site, visit, shown.0, step).await?;
    let changed = changed(visit, &case, shown.1);
    Ok((case, changed.or(Some(wrong))))
}

/// What is said where an application is another than a form was made of: what was ticked or
/// written there was of other pictures or values.
pub fn changed(visit: &Visit, case: &Case, version: i64) -> Option<Wrong> {
    (case.version != version).then(|| Wrong::Said(visit.words.staff_again_stale()))
}

/// Claims again what a form was made of, and says so; or what it has become, and says that.
async fn claim_again(
    site: &StaffSite,
    visit: &Visit,
    shown: (Uuid, i64),
) -> Result<&'static str, Answer> {
    let (w, officer) = (visit.words, visit.officer().map_err(Err)?);
    let told = |error| refused::told(visit, shown.0, error);
    match application::take(&site.app, officer, shown).await {
        Ok(()) => Ok(w.staff_again_claimed()),
        Err(AppError::Refused(Refusal::Stale)) => {
            let (case, _) = open(site, visit, shown.0, Offer::Take).await?;
            let now = (shown.0, case.version);
            application::take(&site.app, officer, now).await.map_err(told)?;
            Ok(w.staff_again_stale())
        }
        Err(error) => Err(told(error)),
    }
}

/// Answers with the page of a step.
pub fn page<P: Template>(opened: Opened, page: impl FnOnce(&Case, Option<Wrong>) -> P) -> Answer {
    match opened {
        Ok((case, None)) => render(&page(&case, None)),
        Ok((case, wrong)) => correct(&page(&case, wrong)),
        Err(answer) => answer,
    }
}
