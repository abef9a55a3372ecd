//! The pictures of an application: large, to zoom, turn and contrast. They show a person's
//! document, so they are shown to who works on the application, and to others who ask.

use app::{document::Document, review::Case};
use askama::{Template, filters::HtmlSafe};
use domain::document::State;
use uuid::Uuid;

use super::names;
use crate::kit::{moment, words::Words};

/// They.
#[derive(Debug, Template)]
#[template(path = "staff/application/pictures.html")]
pub struct Pictures {
    w: Words,
    /// Where to ask for them, if they are not shown.
    ask: Option<String>,
    living: Vec<Living>,
    ended: Vec<Ended>,
}

/// A picture there is.
#[derive(Debug)]
struct Living {
    id: Uuid,
    name: String,
    given: String,
    held: bool,
}

/// A picture there was.
#[derive(Debug)]
struct Ended {
    name: String,
    what: String,
}

impl HtmlSafe for Pictures {}

impl Pictures {
    /// Of a case; shown if the visitor works on it or asked for them.
    pub fn new(w: Words, case: &Case, asked: bool) -> Self {
        let works_on_it = case.claim.as_ref().is_some_and(|claimed| claimed.is_mine);
        let shown = works_on_it || asked;
        Self {
            w,
            ask: (!shown).then(|| format!("/applications/{}?pictures=yes", case.id)),
            living: living(case).map(|document| Living::new(w, document)).collect(),
            ended: case.pictures.iter().filter_map(|document| Ended::new(w, document)).collect(),
        }
    }
}

/// The pictures there are, in the order they were given.
pub(super) fn living(case: &Case) -> impl Iterator<Item = &Document> {
    case.pictures.iter().filter(|document| document.state.is_living())
}

impl Living {
    fn new(w: Words, document: &Document) -> Self {
        Self {
            id: document.id,
            name: names::picture(w, document.shows()),
            given: moment::time(w, document.given_at),
            held: document.state == State::Held,
        }
    }
}

impl Ended {
    fn new(w: Words, document: &Document) -> Option<Self> {
        let at = moment::time(w, document.ended_at?);
        let what = match (document.state, document.reason) {
            (State::Purged, Some(reason)) => {
                w.staff_picture_purged_because(at, names::purge(w, reason))
            }
            (State::Purged, None) => w.staff_picture_purged(at),
            (State::Replaced, _) => w.staff_picture_replaced(at),
            (State::Removed, _) => w.staff_picture_removed(at),
            _ => w.staff_picture_expired(at),
        };
        Some(Self { name: names::picture(w, document.shows()), what })
    }
}
