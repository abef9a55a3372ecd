//! The second person's decision, beside what the first person said.

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
    names,
    pictures::Pictures,
    refused, sample, timeline,
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        form::Form,
        frame::{correct, show as render},
        moment,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

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
        let said = case.timeline.iter().rev().find(|event| event.kind == "recommended");
        let noted = said.and_then(|event| event.noted.as_ref());
        Some(Self {
            verdict: names::verdict(w, advice.verdict),
            verdict_code: advice.verdict.code(),
            name: claim::name(w, &advice.by).to_owned(),
            at: moment::time(w, advice.at),
            noted: noted.map(|noted| timeline::noted(w, noted)).unwrap_or_default(),
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
            pictures: Pictures::new(w, case, false),
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

    /// With the values asked for: what is wrong, if no purpose was chosen.
    #[must_use]
    pub(super) fn asked_for(self, purpose: Option<RevealPurpose>) -> Self {
        Self { compare: self.compare.asked_for(purpose), ..self }
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
            Self { form: wrong.form.wrong(Some(ReasonError::TooLong)), ..wrong },
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
    let id = path_id(&id)?;
    match review::open(&site.app, visit.officer()?, id).await {
        Ok(case) if !case.offers.contains(&Offer::Decide) => refused::not_offered(&visit, &case),
        Ok(case) => render(&Page::of(&site, &visit, &case, &Filled::default())),
        Err(error) => refused::told(&visit, id, error),
    }
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
    let (app, officer) = (&site.app, visit.officer()?);
    let case = match review::open(app, officer, shown.0).await {
        Ok(case) => case,
        Err(error) => return refused::told(&visit, shown.0, error),
    };
    let is_theirs = case.version == shown.1 && case.offers.contains(&Offer::Decide);
    if is_theirs && filled.wants_draft() {
        filled.draft(&case);
        return render(&Page::of(&site, &visit, &case, &filled));
    }
    let error = match filled.finding() {
        None => None,
        Some(finding) => {
            let notice = match finding.verdict {
                Verdict::Approve => "staff-approved",
                Verdict::Reject => "staff-rejected",
            };
            match application::decide(app, officer, shown, &finding, &filled.note).await {
                Err(AppError::Refused(Refusal::Reason(error))) => Some(error),
                other => return claim::done(&visit, shown.0, other, notice),
            }
        }
    };
    let page = Page::of(&site, &visit, &case, &filled);
    correct(&Page { form: page.form.wrong(error), ..page })
}
