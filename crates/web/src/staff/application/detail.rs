//! An application: what was declared, recorded and registered side by side, its pictures, what
//! happened, and what the visitor may do with it. Values are masked until the visitor says
//! what they are needed for.

use app::review::{self, Case};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use domain::{
    application::{Offer, Offers},
    staff::{RevealPurpose, Role},
};
use uuid::Uuid;

use super::{
    branch,
    compare::{Compare, On},
    decide,
    finding_form::Filled,
    head::Head,
    names,
    pictures::{self, Pictures},
    recommend, refused, sample, step,
    timeline::{self, Event},
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
#[template(path = "staff/application/detail.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    head: Head,
    compare: Compare,
    pictures: Pictures,
    offers: Offers,
    earlier: Vec<Earlier>,
    duplicates: Vec<Duplicate>,
    checklists: Vec<(&'static str, Vec<&'static str>)>,
    events: Vec<Event>,
}

/// An earlier application of the same customer.
#[derive(Debug)]
struct Earlier {
    id: Uuid,
    state: &'static str,
    at: String,
}

/// Another customer's application that is like it.
#[derive(Debug)]
struct Duplicate {
    id: Uuid,
    likeness: &'static str,
    state: &'static str,
    at: String,
}

impl Page {
    fn new(frame: Frame, branch: Option<&str>, case: &Case, asked: Option<&str>) -> Self {
        let w = frame.w;
        Self {
            id: case.id,
            version: case.version,
            head: Head::new(w, case),
            compare: Compare::new(w, case, branch, On::Detail),
            pictures: Pictures::new(w, case, asked),
            offers: case.offers.clone(),
            earlier: case.earlier.iter().map(|earlier| Earlier::new(w, *earlier)).collect(),
            duplicates: case.duplicates.iter().map(|like| Duplicate::new(w, *like)).collect(),
            checklists: checklists(w, case),
            events: timeline::events(w, &case.timeline),
            frame,
        }
    }

    fn of(site: &StaffSite, visit: &Visit, case: &Case, asked: Option<&str>) -> Self {
        let frame = Frame::new(visit, Place::Queue, visit.words.staff_case_title());
        // What is shown may have been sent by a form; switching the language asks anew.
        let frame = Frame { path: format!("/applications/{}", case.id), ..frame };
        Self::new(frame, branch(site, case), case, asked)
    }

    /// For the test that renders every page: claimed, revealed, and in others' hands.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let roles = [Role::Reviewer, Role::Supervisor];
        let frame = || Frame::sample(lang, Place::Queue, &roles, w.staff_case_title());
        let cases = [
            sample::mine(),
            sample::revealed(),
            sample::recommended(),
            sample::bare(),
            sample::unsent(),
        ];
        let page = |case: &Case, asked| Self::new(frame(), Some("本店営業部"), case, asked);
        let looked =
            [Some("check-work"), Some("")].map(|asked| page(&sample::recommended(), asked));
        cases.iter().map(|case| page(case, None)).chain(looked).collect()
    }
}

impl Earlier {
    fn new(w: Words, of: review::Earlier) -> Self {
        let at = moment::time(w, of.submitted_at);
        Self { id: of.id, state: names::state(w, of.state), at }
    }
}

impl Duplicate {
    fn new(w: Words, of: review::Duplicate) -> Self {
        Self {
            id: of.id,
            likeness: names::likeness(w, of.likeness),
            state: names::state(w, of.state),
            at: moment::time(w, of.submitted_at),
        }
    }
}

fn checklists(w: Words, case: &Case) -> Vec<(&'static str, Vec<&'static str>)> {
    let of = |(kind, checks): &(_, &[_])| {
        let checks = checks.iter().map(|check| names::check(w, *check)).collect();
        (names::document(w, *kind), checks)
    };
    case.checklists.iter().map(of).collect()
}

/// Shows it, masked; its pictures only to who works on it, or for the purpose the address states.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let id = path_id(&id)?;
    let case = match review::open(&site.app, visit.officer()?, id).await {
        Ok(case) => case,
        Err(error) => return refused::told(&visit, id, error),
    };
    let query = query.unwrap_or_default();
    let page = Page::of(&site, &visit, &case, pictures::asked(&query));
    if page.pictures.lacks_purpose() { correct(&page) } else { render(&page) }
}

/// Shows it with the values as they are, for a purpose, on the page it was asked from; or
/// masked again.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn reveal(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, officer) = (path_id(&id)?, visit.officer()?);
    let hide = form.ticked("hide");
    let purpose = RevealPurpose::from_code(form.text("purpose")).filter(|_| !hide);
    let case = match purpose {
        Some(purpose) => review::reveal(&site.app, officer, id, purpose).await,
        None => review::open(&site.app, officer, id).await,
    };
    let case = match case {
        Ok(case) => case,
        Err(error) => return refused::told(&visit, id, error),
    };
    let missing = purpose.is_none() && !hide;
    // What is filled in already beside the values stays, and is told if it was of others.
    let filled = Filled::of(&form);
    match On::from_code(form.text("on")) {
        On::Recommend if case.offers.has(Offer::Recommend) => {
            let changed = step::changed(&visit, &case, form.version()?);
            let page = recommend::Page::of(&site, &visit, &case, &filled);
            revealed(&page.asked_for(missing).wrong(changed), missing || changed.is_some())
        }
        On::Decide if case.offers.has(Offer::Decide) => {
            let changed = step::changed(&visit, &case, form.version()?);
            let page = decide::Page::of(&site, &visit, &case, &filled);
            revealed(&page.asked_for(missing).wrong(changed), missing || changed.is_some())
        }
        _ => {
            let page = Page::of(&site, &visit, &case, None);
            let compare = page.compare.asked_for(missing);
            revealed(&Page { compare, ..page }, missing)
        }
    }
}

/// A page with the values shown or masked again, or to be corrected.
fn revealed(page: &impl Template, is_wrong: bool) -> Answer {
    if is_wrong { correct(page) } else { render(page) }
}
