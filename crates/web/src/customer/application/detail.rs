//! How an application stands: what comes next, what to mend, what happened so far.

use app::{
    application::{self, Shown},
    document::{self, Document},
    domain::{
        application::{State as Stands, declaration::Lacking, may_apply},
        bank::{Branches, SAMPLE_BRANCHES},
        document::State as Picture,
    },
};
use askama::Template;
use axum::extract::{Path, State};
use domain::date;
use uuid::Uuid;

use super::{
    declared::{self, Fact},
    names, sample, steps,
    timeline::{self, Event, Said},
};
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        frame::{self, Frame, Place},
        moment,
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/detail.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    stands: Stands,
    state: &'static str,
    answer_by: Option<String>,
    /// Whether this one has ended without success, and another may be begun.
    again: bool,
    /// Where it goes on, if the customer may change it.
    next: Option<String>,
    said: Option<Said>,
    facts: Vec<Fact>,
    /// Whether what was declared is forgotten.
    forgotten: bool,
    /// Whether it never was more than a draft.
    never_sent: bool,
    pictures: Vec<(String, &'static str)>,
    events: Vec<Event>,
}

impl Page {
    fn new(
        frame: Frame,
        (branches, day): (&Branches, chrono::NaiveDate),
        (shown, documents): (&Shown, &[Document]),
        mine: &[Stands],
    ) -> Self {
        let (w, id, stands) = (frame.w, shown.summary.id, shown.summary.state);
        let (said, lacks) = (timeline::said(w, shown), shown.lacks(documents, day));
        // Where a new picture is wanted, it may be another document's.
        let first = said
            .as_ref()
            .and_then(Said::first_page)
            .filter(|_| matches!(lacks.first(), Some(Lacking::NewPicture(..))));
        let next = first.map_or_else(|| steps::next(id, &lacks), str::to_owned);
        let picture = |document: &Document| {
            let (kind, side) = document.shows();
            let state = match document.state {
                _ if lacks.contains(&Lacking::NewPicture(kind, side)) => {
                    w.application_picture_wanted_anew()
                }
                Picture::Held => w.application_picture_held(),
                _ => w.application_picture_kept(),
            };
            (names::picture(w, (kind, side)), state)
        };
        Self {
            id,
            stands,
            state: names::state(w, stands),
            again: stands.is_end() && may_apply(mine).is_ok(),
            answer_by: shown.answer_by.map(|at| moment::day(w, date::today(at))),
            next: stands.waits_for_customer().then_some(next),
            said,
            facts: facts(w, branches, shown, day),
            forgotten: stands.is_end()
                && shown.declaration == Default::default()
                && shown.summary.submitted_at.is_some(),
            never_sent: shown.summary.submitted_at.is_none(),
            pictures: documents.iter().map(picture).collect(),
            events: timeline::events(w, shown),
            frame,
        }
    }

    /// For the test that renders every page: one of each state.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let Ok(branches) = Branches::parse(SAMPLE_BRANCHES) else { return Vec::new() };
        let title = Words::new(lang).application_status_title();
        let page = |state: &Stands| {
            let frame = Frame::sample(lang, true, title);
            let frame = Frame { place: Place::Application, ..frame };
            let shown = match state {
                Stands::AwaitingCustomer => sample::returned(),
                _ => sample::shown(*state),
            };
            let bank = (&branches, sample::day());
            Self::new(frame, bank, (&shown, &sample::documents()), &[*state])
        };
        Stands::ALL.iter().map(page).collect()
    }

    /// What comes next, in a sentence; nothing where the notice of an open service says it.
    fn next_text(&self) -> Option<String> {
        let w = self.frame.w;
        Some(match self.stands {
            Stands::Draft => w.application_next_draft().to_owned(),
            Stands::Submitted => w.application_next_submitted().to_owned(),
            Stands::InReview | Stands::Recommended => w.application_next_in_review().to_owned(),
            Stands::AwaitingCustomer => {
                w.application_next_awaiting_customer(self.answer_by.as_deref().unwrap_or_default())
            }
            Stands::Approved => return None,
            Stands::Rejected => w.application_next_rejected().to_owned(),
            Stands::Withdrawn => w.application_next_withdrawn().to_owned(),
            Stands::Expired if self.never_sent => w.application_next_left_lying().to_owned(),
            Stands::Expired => w.application_next_expired().to_owned(),
        })
    }

    fn is_warning(&self) -> bool {
        self.stands.waits_for_customer()
    }

    fn go_on(&self) -> &'static str {
        match self.stands {
            Stands::AwaitingCustomer => self.frame.w.application_mend(),
            _ => self.frame.w.application_go_on(),
        }
    }

    fn is_end(&self) -> bool {
        self.stands.is_end()
    }
}

/// What was declared, the purpose too, which is no page's own.
fn facts(w: Words, branches: &Branches, shown: &Shown, day: chrono::NaiveDate) -> Vec<Fact> {
    let id = shown.summary.id;
    let mut facts = declared::facts(w, (id, branches), (&shown.declaration, day), true);
    facts.extend(shown.declaration.purpose.map(|purpose| Fact {
        name: w.application_purpose(),
        value: Some(names::purpose(w, purpose).to_owned()),
        page: steps::next(id, &[Lacking::Purpose]),
    }));
    facts
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let (id, asker) = (path_id(&id)?, visit.asker()?);
    let shown = application::show(&site.app, asker, id).await?;
    let documents = document::of_application(&site.app, asker, id).await?;
    let frame = Frame::new(&visit, Place::Application, visit.words.application_status_title());
    let today = date::today(site.app.clock.now());
    let mine = application::mine(&site.app, asker).await?;
    let mine: Vec<Stands> = mine.iter().map(|one| one.state).collect();
    let bank = (&site.app.bank.branches, today);
    frame::show(&Page::new(frame, bank, (&shown, &documents), &mine))
}

#[cfg(test)]
mod tests {
    use domain::application::MOST_APPLICATIONS;

    use super::*;

    const AGAIN: &str = "あらためてお申込みいただけます。";

    #[test]
    fn each_state_says_what_comes_next_and_offers_only_what_can_be_done() {
        for page in Page::samples(Lang::Ja) {
            let html = page.render().unwrap();
            let stands = page.stands;
            assert_eq!(html.contains("/withdraw\""), !stands.is_end(), "{stands:?}");
            assert_eq!(page.next.is_some(), stands.waits_for_customer(), "{stands:?}");
            assert!(html.contains("****345") && !html.contains("0012345"), "{stands:?}");
            assert!(!html.contains("recommended"), "{stands:?}");
            assert_eq!(html.contains(AGAIN), may_apply(&[stands]).is_ok(), "{stands:?}");
        }
    }

    #[test]
    fn nobody_is_promised_what_they_may_not_do() {
        let branches = Branches::parse(SAMPLE_BRANCHES).unwrap();
        let shown = sample::shown(Stands::Rejected);
        for (mine, may) in [
            (vec![Stands::Rejected], true),
            (vec![Stands::Draft, Stands::Rejected], false),
            (vec![Stands::Rejected; MOST_APPLICATIONS], false),
        ] {
            let frame = Frame::sample(Lang::Ja, true, "");
            let page = Page::new(frame, (&branches, sample::day()), (&shown, &[]), &mine);
            assert_eq!(page.render().unwrap().contains(AGAIN), may, "{mine:?}");
        }
    }
}
