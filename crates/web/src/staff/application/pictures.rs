//! The pictures of an application: large, to zoom, turn and contrast. They show a person's
//! document, so they are shown to who works on the application, and to others who say what for.

use app::{document::Document, review::Case};
use askama::{Template, filters::HtmlSafe};
use domain::{document::State, staff::RevealPurpose};
use uuid::Uuid;

use super::names;
use crate::kit::{
    field::{Field, Input},
    moment,
    words::Words,
};

/// The field that says what pictures are looked at for, in the address of an application.
const PURPOSE: &str = "picture-purpose";

/// They.
#[derive(Debug, Template)]
#[template(path = "staff/application/pictures.html")]
pub struct Pictures {
    w: Words,
    id: Uuid,
    shown: Shown,
    living: Vec<Living>,
    ended: Vec<Ended>,
}

/// Whether they are shown.
#[derive(Debug)]
enum Shown {
    /// To who works on the application.
    AtWork,
    /// For a stated purpose: its name.
    For(&'static str),
    /// Once it is said what for.
    Once(Box<Field>),
}

/// A picture there is.
#[derive(Debug)]
struct Living {
    /// Where it is: with the purpose stated, if it is not implied.
    address: String,
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
    /// Of a case. Shown if the visitor works on it, or has asked for them with the code of a
    /// purpose.
    pub fn new(w: Words, case: &Case, asked: Option<&str>) -> Self {
        let works_on_it = case.claim.as_ref().is_some_and(|claimed| claimed.is_mine);
        let stated = asked.and_then(RevealPurpose::from_code).filter(|_| !works_on_it);
        let shown = match stated {
            _ if works_on_it => Shown::AtWork,
            Some(purpose) => Shown::For(names::reveal(w, purpose)),
            None => Shown::Once(Box::new(purpose_field(w, asked.is_some()))),
        };
        Self {
            w,
            id: case.id,
            shown,
            living: living(case).map(|document| Living::new(w, document, stated)).collect(),
            ended: case.pictures.iter().filter_map(|document| Ended::new(w, document)).collect(),
        }
    }

    /// Whether they were asked for without saying what for.
    pub fn lacks_purpose(&self) -> bool {
        matches!(&self.shown, Shown::Once(field) if field.error.is_some())
    }
}

/// The purpose pictures were asked for with, in the query of an address; empty if none was
/// chosen, `None` if they were not asked for.
pub(super) fn asked(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix(PURPOSE)?.strip_prefix('='))
}

fn purpose_field(w: Words, is_missing: bool) -> Field {
    let error = is_missing.then(|| w.staff_reveal_missing());
    let field = Field::new(PURPOSE, w.staff_pictures_purpose(), "");
    field.input(Input::Select(names::reveal_purposes(w))).error(error)
}

/// The pictures there are, in the order they were given.
pub(super) fn living(case: &Case) -> impl Iterator<Item = &Document> {
    case.pictures.iter().filter(|document| document.state.is_living())
}

impl Living {
    fn new(w: Words, document: &Document, stated: Option<RevealPurpose>) -> Self {
        let stated = stated.map(|purpose| format!("?purpose={}", purpose.code()));
        Self {
            address: format!("/documents/{}/picture{}", document.id, stated.unwrap_or_default()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_purpose_is_read_from_the_address() {
        assert_eq!(asked("picture-purpose=check-work&x=1"), Some("check-work"));
        assert_eq!(asked("a=b&picture-purpose="), Some(""));
        assert_eq!(asked("picture-purposes=check-work"), None);
        assert_eq!(asked(""), None);
    }
}
