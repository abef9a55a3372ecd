//! The first person's word: what was looked at, and what should be decided.

use app::{application, review};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    application::{
        Offer,
        reason::{ReasonError, Verdict},
    },
    staff::Role,
};
use uuid::Uuid;

use super::{
    branch, claim,
    compare::{Compare, On},
    finding_form::{Filled, FindingForm},
    head::Head,
    pictures::Pictures,
    sample,
    step::{self, Wrong},
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        form::Form,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

const STEP: Offer = Offer::Recommend;

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
            pictures: Pictures::new(w, case, None),
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

    /// With the values asked for: what is wrong, if the purpose is missing.
    #[must_use]
    pub(super) fn asked_for(self, missing: bool) -> Self {
        Self { compare: self.compare.asked_for(missing), ..self }
    }

    /// With what is said against the form, if anything is.
    #[must_use]
    pub(super) fn wrong(self, wrong: Option<Wrong>) -> Self {
        Self { form: self.form.wrong(wrong), ..self }
    }

    /// For the test that renders every page: as it comes, and with what is wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, Place::Queue, &[Role::Reviewer], w.staff_recommend());
        let case = sample::mine();
        let filled = Filled { verdict: Some(Verdict::Approve), ..Filled::default() };
        let reasons = [ReasonError::Unchecked, ReasonError::Missing].map(Wrong::Reason);
        let said = [Wrong::Verdict, Wrong::Said(w.staff_again_claimed())];
        let wrong = reasons
            .into_iter()
            .chain(said)
            .map(|wrong| Self::new(frame(), None, &case, &filled).wrong(Some(wrong)));
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
    let opened = step::open(&site, &visit, path_id(&id)?, STEP).await;
    step::page(opened, |case, _| Page::of(&site, &visit, case, &Filled::default()))
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
    let opened = if let Some(finding) = filled.finding() {
        let (officer, noted) = (visit.officer()?, &filled.note.noted);
        match application::recommend(&site.app, officer, shown, &finding, noted).await {
            Ok(()) => return Ok(claim::done(shown.0, "staff-recommended")),
            Err(error) => step::again(&site, &visit, shown, STEP, error).await,
        }
    } else {
        step::open_to_correct(&site, &visit, shown, (STEP, Wrong::Verdict)).await
    };
    step::page(opened, |case, wrong| Page::of(&site, &visit, case, &filled).wrong(wrong))
}
