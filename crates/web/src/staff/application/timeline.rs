//! What happened to an application, with the names of who did it, what the customer was told,
//! and what was noted among the bank's people.

use app::{
    application::{Noted, Told},
    review::Happened,
};

use super::{claim, names};
use crate::kit::{moment, text::lines, words::Words};

/// Something that happened.
#[derive(Debug)]
pub struct Event {
    /// When.
    pub at: String,
    /// What.
    pub what: &'static str,
    /// By whom.
    pub by: Option<String>,
    /// What the customer was told, a line each.
    pub told: Vec<String>,
    /// What was noted, a line each.
    pub noted: Vec<String>,
}

/// What happened, newest first.
pub fn events(w: Words, timeline: &[Happened]) -> Vec<Event> {
    timeline.iter().rev().map(|happened| Event::new(w, happened)).collect()
}

impl Event {
    fn new(w: Words, happened: &Happened) -> Self {
        Self {
            at: moment::time(w, happened.at),
            what: names::happened(w, happened.event),
            by: happened.by.as_ref().map(|by| claim::name(w, by).to_owned()),
            told: happened.told.as_ref().map(|said| told(w, said)).unwrap_or_default(),
            noted: happened.noted.as_ref().map(|said| noted(w, said)).unwrap_or_default(),
        }
    }
}

fn told(w: Words, told: &Told) -> Vec<String> {
    let returned = told.returned.iter().map(|mend| {
        let reason = names::returned(w, mend.reason);
        match mend.picture {
            Some(picture) => w.staff_return_of(names::picture(w, picture), reason),
            None => reason.to_owned(),
        }
    });
    let rejected = told.rejected.iter().map(|reason| names::rejected(w, *reason).to_owned());
    let destroyed = told.destroyed.iter().map(|destroyed| {
        let picture = names::picture(w, (destroyed.kind, destroyed.side));
        w.staff_timeline_destroyed(picture, names::purge(w, destroyed.reason))
    });
    returned.chain(rejected).chain(destroyed).chain(lines(&told.text)).collect()
}

/// What was noted, a line each; the reasons first.
pub(super) fn noted(w: Words, noted: &Noted) -> Vec<String> {
    let rejected = noted.rejected.iter().map(|reason| names::rejected(w, *reason).to_owned());
    let looked = (!noted.checked.is_empty()).then(|| w.staff_timeline_checked(noted.checked.len()));
    rejected.chain(looked).chain(lines(&noted.text)).collect()
}
