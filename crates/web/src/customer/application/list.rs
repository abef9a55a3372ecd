//! The additional service: whether it is open, applying for it, and the applications so far.

use app::{
    application::{self, Summary},
    domain::application::{MOST_APPLICATIONS, Refusal as Rule, State, may_apply},
};
use askama::Template;
use axum::extract::State as Served;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{names, steps};
use crate::{
    Site,
    kit::{
        error::Answer,
        frame::{self, Frame, Place, go},
        moment,
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/list.html")]
pub struct Page {
    frame: Frame,
    /// Whether one was approved.
    open: bool,
    /// Whether one may be begun; and whether too many were.
    may: Result<(), Rule>,
    current: Option<Item>,
    items: Vec<Item>,
}

/// An application of the list.
#[derive(Debug, Clone)]
struct Item {
    id: Uuid,
    state: State,
    name: &'static str,
    begun: String,
    sent: Option<String>,
}

impl Item {
    fn of(w: Words, summary: &Summary) -> Self {
        let time = |at| moment::time(w, at);
        Self {
            id: summary.id,
            state: summary.state,
            name: names::state(w, summary.state),
            begun: time(summary.created_at),
            sent: summary.submitted_at.map(time),
        }
    }

    fn waits(&self) -> bool {
        self.state.waits_for_customer()
    }

    /// What can be done with it.
    fn action(&self, w: &Words) -> &'static str {
        match self.state {
            State::Draft => w.application_go_on(),
            State::AwaitingCustomer => w.application_mend(),
            _ => w.application_look(),
        }
    }
}

impl Page {
    fn new(frame: Frame, summaries: &[Summary]) -> Self {
        let states: Vec<State> = summaries.iter().map(|summary| summary.state).collect();
        let items: Vec<Item> = summaries.iter().map(|summary| Item::of(frame.w, summary)).collect();
        Self {
            open: states.contains(&State::Approved),
            may: may_apply(&states),
            current: items.iter().find(|item| !item.state.is_end()).cloned(),
            items,
            frame,
        }
    }

    fn too_many(&self) -> bool {
        self.may == Err(Rule::TooMany)
    }

    /// For the test that renders every page: none, one of each state, one approved, too many.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let at: DateTime<Utc> = DateTime::UNIX_EPOCH;
        let summary = |state: &State| Summary {
            id: Uuid::nil(),
            state: *state,
            created_at: at,
            submitted_at: (*state != State::Draft).then_some(at),
        };
        let page = |states: &[State]| {
            let frame = Frame::sample(lang, true, Words::new(lang).application_title());
            let frame = Frame { place: Place::Application, ..frame };
            let summaries: Vec<Summary> = states.iter().map(summary).collect();
            Self::new(frame, &summaries)
        };
        let not_approved: Vec<State> =
            State::ALL.iter().copied().filter(|state| *state != State::Approved).collect();
        vec![
            page(&[]),
            page(&not_approved),
            page(&[State::Approved, State::Rejected]),
            page(&[State::Withdrawn; MOST_APPLICATIONS]),
        ]
    }
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Served(site): Served<Site>, Here(visit): Here) -> Answer {
    let summaries = application::mine(&site.app, visit.asker()?).await?;
    let frame = Frame::new(&visit, Place::Application, visit.words.application_title());
    frame::show(&Page::new(frame, &summaries))
}

/// Begins an application, or goes to the one under way.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn begin(Served(site): Served<Site>, Here(visit): Here) -> Answer {
    let asker = visit.asker()?;
    match application::begin(&site.app, asker).await {
        Ok(id) => match application::show(&site.app, asker, id).await?.summary.state {
            State::Draft => super::account::on(&site, &visit, id).await,
            _ => Ok(go(&steps::status(id), None)),
        },
        // The page says why not.
        Err(app::AppError::Refused(app::Refusal::Application(_))) => Ok(go("/applications", None)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_may_apply_where_nothing_is_under_way_or_open() {
        let [none, under_way, open, too_many] = Page::samples(Lang::Ja).try_into().unwrap();
        let begins = |page: &Page| page.render().unwrap().contains("action=\"/applications\"");
        assert!(begins(&none) && !begins(&under_way) && !begins(&open) && !begins(&too_many));
        assert!(open.render().unwrap().contains("まだご用意できていません"));
        assert!(too_many.render().unwrap().contains("上限"));
    }

    #[test]
    fn nobody_outside_the_bank_learns_that_a_first_person_has_recommended() {
        let [_, all, _, _] = Page::samples(Lang::Ja).try_into().unwrap();
        let name = |state| all.items.iter().find(|item| item.state == state).unwrap().name;
        assert_eq!(name(State::Recommended), name(State::InReview));
    }
}
