//! The second person's decision, beside what the first person said.

use app::{application, review};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
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
    names,
    pictures::Pictures,
    sample,
    step::{self, Opened, Wrong},
    timeline,
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        form::Form,
        moment,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

const STEP: Offer = Offer::Decide;

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/application/decide.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    head: Head,
    first: First,
    pictures: Pictures,
    compare: Compare,
    form: FindingForm,
}

/// What the first person said.
#[derive(Debug, Default)]
struct First {
    verdict: &'static str,
    verdict_code: &'static str,
    name: String,
    at: String,
    noted: Vec<String>,
}

impl First {
    fn of(w: Words, case: &review::Case) -> Option<Self> {
        let advice = case.advice.as_ref()?;
        Some(Self {
            verdict: names::verdict(w, advice.verdict),
            verdict_code: advice.verdict.code(),
            name: claim::name(w, &advice.by).to_owned(),
            at: moment::time(w, advice.at),
            noted: advice.noted.iter().flat_map(|noted| timeline::noted(w, noted)).collect(),
        })
    }
}

impl Page {
    fn new(frame: Frame, branch: Option<&str>, case: &review::Case, filled: &Filled) -> Self {
        let w = frame.w;
        Self {
            id: case.id,
            head: Head::new(w, case),
            first: First::of(w, case).unwrap_or_default(),
            pictures: Pictures::new(w, case, None),
            compare: Compare::new(w, case, branch, On::Decide),
            form: FindingForm::decide(w, case, filled),
            frame,
        }
    }

    pub(super) fn of(
        site: &StaffSite,
        visit: &Visit,
        case: &review::Case,
        filled: &Filled,
    ) -> Self {
        let frame = Frame::new(visit, Place::Queue, visit.words.staff_decide());
        // What is shown may have been sent by a form; switching the language asks anew.
        let frame = Frame { path: format!("/applications/{}/decide", case.id), ..frame };
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

    /// For the test that renders every page: as it comes, with the customer's text to look
    /// over, and with what is wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, Place::Queue, &[Role::Approver], w.staff_decide());
        let case = sample::second();
        let mut rejects = Filled { verdict: Some(Verdict::Reject), ..Filled::default() };
        rejects.draft(&case);
        let wrong = Self::new(frame(), None, &case, &rejects);
        vec![
            Self::new(frame(), None, &case, &Filled::default()),
            Self::new(frame(), None, &case, &rejects),
            wrong.wrong(Some(Wrong::Reason(ReasonError::ToldTooLong))),
        ]
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

/// Takes it. A rejection is first shown with the text the customer will read.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (shown, mut filled) = ((path_id(&id)?, form.version()?), Filled::of(&form));
    let draft = (STEP, filled.wants_draft());
    let opened = match step::open_to_draft(&site, &visit, shown, draft).await {
        Ok(Some(opened)) => {
            filled.draft(&opened.0);
            Ok(opened)
        }
        Ok(None) => match decide(&site, &visit, shown, &filled).await {
            Ok(done) => return Ok(done),
            Err(opened) => opened,
        },
        Err(answer) => Err(answer),
    };
    step::page(opened, |case, wrong| Page::of(&site, &visit, case, &filled).wrong(wrong))
}

/// # Errors
/// What to show instead.
async fn decide(
    site: &StaffSite,
    visit: &Visit,
    shown: (Uuid, i64),
    filled: &Filled,
) -> Result<Response, Opened> {
    let Some(finding) = filled.finding() else {
        return Err(step::open_to_correct(site, visit, shown, (STEP, Wrong::Verdict)).await);
    };
    let officer = match visit.officer() {
        Ok(officer) => officer,
        Err(oops) => return Err(Err(Err(oops))),
    };
    match application::decide(&site.app, officer, shown, &finding, &filled.note).await {
        Ok(()) => Ok(claim::done(shown.0, notice(finding.verdict))),
        Err(error) => Err(step::again(site, visit, shown, STEP, error).await),
    }
}

const fn notice(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approve => "staff-approved",
        Verdict::Reject => "staff-rejected",
    }
}
