//! The first person's word: what was looked at, and what should be decided.

use app::{AppError, Refusal, application, review};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    application::{
        Offer,
        reason::{ReasonError, Verdict},
    },
    staff::{RevealPurpose, Role},
};
use uuid::Uuid;

use super::{
    branch, claim,
    compare::{Compare, On},
    finding_form::{Filled, FindingForm},
    head::Head,
    pictures::Pictures,
    refused, sample,
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        form::Form,
        frame::{correct, show as render},
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/application/recommend.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    head: Head,
    pictures: Pictures,
    compare: Compare,
    form: FindingForm,
}

impl Page {
    fn new(frame: Frame, branch: Option<&str>, case: &review::Case, filled: &Filled) -> Self {
        let w = frame.w;
        Self {
            id: case.id,
            head: Head::new(w, case),
            pictures: Pictures::new(w, case, false),
            compare: Compare::new(w, case, branch, On::Recommend),
            form: FindingForm::recommend(w, case, filled),
            frame,
        }
    }

    pub(super) fn of(
        site: &StaffSite,
        visit: &Visit,
        case: &review::Case,
        filled: &Filled,
    ) -> Self {
        let frame = Frame::new(visit, Place::Queue, visit.words.staff_recommend());
        // What is shown may have been sent by a form; switching the language asks anew.
        let frame = Frame { path: format!("/applications/{}/recommend", case.id), ..frame };
        Self::new(frame, branch(site, case), case, filled)
    }

    /// With the values asked for: what is wrong, if no purpose was chosen.
    #[must_use]
    pub(super) fn asked_for(self, purpose: Option<RevealPurpose>) -> Self {
        Self { compare: self.compare.asked_for(purpose), ..self }
    }

    /// For the test that renders every page: as it comes, and with what is wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, Place::Queue, &[Role::Reviewer], w.staff_recommend());
        let case = sample::mine();
        let filled = Filled { verdict: Some(Verdict::Approve), ..Filled::default() };
        let errors = [None, Some(ReasonError::Unchecked), Some(ReasonError::Missing)];
        let wrong = errors.map(|error| {
            let page = Self::new(frame(), None, &case, &filled);
            Self { form: page.form.wrong(error), ..page }
        });
        let first = Self::new(frame(), None, &case, &Filled::default());
        std::iter::once(first).chain(wrong).collect()
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    let id = path_id(&id)?;
    match review::open(&site.app, visit.officer()?, id).await {
        Ok(case) if !case.offers.contains(&Offer::Recommend) => refused::not_offered(&visit, &case),
        Ok(case) => render(&Page::of(&site, &visit, &case, &Filled::default())),
        Err(error) => refused::told(&visit, id, error),
    }
}

/// Takes it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (shown, filled) = ((path_id(&id)?, form.version()?), Filled::of(&form));
    let (app, officer) = (&site.app, visit.officer()?);
    let error = match filled.finding() {
        None => None,
        Some(finding) => {
            let noted = &filled.note.noted;
            match application::recommend(app, officer, shown, &finding, noted).await {
                Err(AppError::Refused(Refusal::Reason(error))) => Some(error),
                other => return claim::done(&visit, shown.0, other, "staff-recommended"),
            }
        }
    };
    let case = review::open(app, officer, shown.0).await?;
    let page = Page::of(&site, &visit, &case, &filled);
    correct(&Page { form: page.form.wrong(error), ..page })
}
