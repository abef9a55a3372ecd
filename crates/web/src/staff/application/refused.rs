//! A step that is not taken: the page says in words why, and leads back to the application.

use app::{AppError, Refusal, review::Case};
use askama::Template;
use domain::{
    application::{Offer, Refusal as Rule},
    document::Refusal as Picture,
    staff::Role,
};
use uuid::Uuid;

use crate::{
    kit::{
        error::{Answer, Oops},
        frame::show_as,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::Visit,
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/application/refused.html")]
pub struct Page {
    frame: Frame,
    text: &'static str,
    /// The application to go back to; a picture does not say of which it is.
    id: Option<Uuid>,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, Place::Queue, &[Role::Approver], w.staff_refused_title());
        Self { frame, text: w.staff_refused_same_person(), id: Some(Uuid::nil()) }
    }
}

/// What is said of a refusal, if its words are this site's.
pub(super) fn text(w: Words, refusal: Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::Stale => w.staff_refused_stale(),
        Refusal::NoPurpose => w.staff_refused_no_purpose(),
        Refusal::CustomerInactive => w.staff_refused_customer_inactive(),
        Refusal::Document(Picture::Held) => w.staff_refused_picture_held(),
        Refusal::Application(Rule::State) => w.staff_refused_state(),
        Refusal::Application(Rule::ClaimedByAnother) => w.staff_refused_claimed_by_another(),
        Refusal::Application(Rule::NotClaimed) => w.staff_refused_not_claimed(),
        Refusal::Application(Rule::SamePerson) => w.staff_refused_same_person(),
        Refusal::Application(Rule::OwnApplication) => w.staff_refused_own_application(),
        _ => return None,
    })
}

/// The page of a step that is not taken.
///
/// # Errors
/// [`Oops`] for what has no words here.
pub(super) fn told(visit: &Visit, id: Uuid, error: AppError) -> Answer {
    of(visit, Some(id), error)
}

/// The page of a picture that is not shown.
///
/// # Errors
/// As [`told`].
pub(super) fn picture(visit: &Visit, error: AppError) -> Answer {
    of(visit, None, error)
}

fn of(visit: &Visit, id: Option<Uuid>, error: AppError) -> Answer {
    let w = visit.words;
    let text = match &error {
        AppError::Refused(refusal) => text(w, *refusal),
        _ => None,
    };
    let oops = Oops::from(error);
    let Some(text) = text else { return Err(oops) };
    let frame = Frame::new(visit, Place::Queue, w.staff_refused_title());
    show_as(oops.status(), &Page { frame, text, id })
}

/// The page of a step an application does not offer its visitor now.
///
/// # Errors
/// As [`told`].
pub(super) fn not_offered(visit: &Visit, case: &Case, step: Offer) -> Answer {
    let rule = case.offers.why_not(step).ok_or(Oops::NotPermitted)?;
    told(visit, case.id, AppError::Refused(Refusal::Application(rule)))
}
