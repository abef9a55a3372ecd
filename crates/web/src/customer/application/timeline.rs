//! What happened to an application, in plain words.

use app::application::{Milestone, Shown, Told};
use domain::application::{State, reason};

use super::names;
use crate::kit::{moment, words::Words};

/// Something that happened.
#[derive(Debug)]
pub(super) struct Event {
    pub at: String,
    pub what: &'static str,
}

/// What happened, oldest first.
pub(super) fn events(w: Words, shown: &Shown) -> Vec<Event> {
    let event = |(at, milestone): &(_, Milestone)| Event {
        at: moment::time(w, *at),
        what: match milestone {
            Milestone::Begun => w.application_happened_begun(),
            Milestone::Submitted => w.application_happened_submitted(),
            Milestone::LookedAt => w.application_happened_looked_at(),
            Milestone::Returned(_) => w.application_happened_returned(),
            Milestone::PicturePurged(_) => w.application_happened_purged(),
            Milestone::Approved => w.application_happened_approved(),
            Milestone::Rejected(_) => w.application_happened_rejected(),
            Milestone::Withdrawn => w.application_happened_withdrawn(),
            Milestone::Expired => w.application_happened_expired(),
        },
    };
    shown.milestones.iter().map(event).collect()
}

/// Something to mend.
#[derive(Debug)]
pub(super) struct Mend {
    /// Which picture, if it is one's only.
    pub about: Option<String>,
    pub text: &'static str,
    /// The page on which it is mended.
    pub page: &'static str,
}

/// What the bank said last, while it still matters: what to mend, or why it was rejected.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// What to mend.
    pub mend: Vec<Mend>,
    /// Why it was rejected.
    pub reasons: Vec<&'static str>,
    /// What the bank's people write, a line each.
    pub text: Vec<String>,
}

/// What the bank said of an application that waits for its customer or was rejected, since
/// it was sent last.
pub(super) fn said(w: Words, shown: &Shown) -> Option<Said> {
    let state = shown.summary.state;
    if !matches!(state, State::AwaitingCustomer | State::Rejected) {
        return None;
    }
    let sent = shown.milestones.iter().rposition(|(_, what)| *what == Milestone::Submitted);
    let since = shown.milestones.iter().skip(sent.unwrap_or_default());
    let mut said = Said::default();
    for (_, milestone) in since {
        match (state, milestone) {
            (State::AwaitingCustomer, Milestone::Returned(told)) => {
                said.mend.extend(told.returned.iter().map(|asked| mend(w, *asked)));
                said.text.extend(lines(told));
            }
            (State::AwaitingCustomer, Milestone::PicturePurged(Some(destroyed))) => {
                said.mend.push(Mend {
                    about: Some(names::picture(w, (destroyed.kind, destroyed.side))),
                    text: names::purged(w, destroyed.reason),
                    page: "pictures",
                });
            }
            (State::Rejected, Milestone::Rejected(told)) => {
                said.reasons.extend(told.rejected.iter().map(|code| names::rejected(w, *code)));
                said.text.extend(lines(told));
            }
            _ => {}
        }
    }
    Some(said)
}

fn mend(w: Words, asked: reason::Mend) -> Mend {
    Mend {
        about: asked.picture.map(|picture| names::picture(w, picture)),
        text: names::returned(w, asked.reason),
        page: if asked.reason.asks_for_picture() { "pictures" } else { "account" },
    }
}

fn lines(told: &Told) -> impl Iterator<Item = String> {
    told.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn what_the_bank_said_stands_only_while_it_matters() {
        let w = Words::new(Lang::Ja);
        let waits = said(w, &sample::returned()).unwrap();
        let pages: Vec<_> = waits.mend.iter().map(|mend| mend.page).collect();
        assert_eq!(pages, ["pictures", "account", "pictures"]);
        assert_eq!(waits.mend[0].about.as_deref(), Some("運転免許証の裏面"));
        assert_eq!(waits.mend[2].about.as_deref(), Some("運転免許証の表面"));
        assert_eq!((waits.reasons.len(), waits.text.len()), (0, 2));
        let rejected = said(w, &sample::shown(State::Rejected)).unwrap();
        assert_eq!((rejected.mend.len(), rejected.reasons.len()), (0, 1));
        for state in [State::Draft, State::Submitted, State::Approved, State::Withdrawn] {
            assert!(said(w, &sample::shown(state)).is_none(), "{state:?}");
        }
    }

    #[test]
    fn what_was_mended_before_is_not_said_again() {
        let mut shown = sample::returned();
        let now = shown.summary.created_at;
        shown.milestones.push((now, Milestone::Submitted));
        assert!(said(Words::new(Lang::Ja), &shown).unwrap().mend.is_empty());
    }
}
