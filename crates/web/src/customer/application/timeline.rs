//! What happened to an application, in plain words.

use app::application::{Destroyed, Milestone, Shown, Told};
use domain::application::{
    State,
    reason::{self, MendedOn},
};

use super::{names, steps};
use crate::kit::{moment, text::lines, words::Words};

/// Something that happened.
#[derive(Debug)]
pub(super) struct Event {
    pub at: String,
    pub what: String,
}

/// What happened, oldest first.
pub(super) fn events(w: Words, shown: &Shown) -> Vec<Event> {
    let event = |(at, milestone): &(_, Milestone)| Event {
        at: moment::time(w, *at),
        what: match milestone {
            Milestone::PicturePurged(Some(destroyed)) => purged(w, *destroyed),
            other => happened(w, shown, other).to_owned(),
        },
    };
    shown.milestones.iter().map(event).collect()
}

/// That a picture was destroyed, which, and why. The letter promises that the page says so,
/// and it does however the application stands.
fn purged(w: Words, destroyed: Destroyed) -> String {
    let picture = names::picture(w, (destroyed.kind, destroyed.side));
    w.application_happened_purged_for(picture, names::purged_for(w, destroyed.reason))
}

fn happened(w: Words, shown: &Shown, milestone: &Milestone) -> &'static str {
    match milestone {
        Milestone::Begun => w.application_happened_begun(),
        Milestone::Submitted => w.application_happened_submitted(),
        Milestone::LookedAt => w.application_happened_looked_at(),
        Milestone::Returned(_) => w.application_happened_returned(),
        // Why is forgotten, once the time of records is over.
        Milestone::PicturePurged(_) => w.application_happened_purged(),
        Milestone::Approved => w.application_happened_approved(),
        Milestone::Rejected(_) => w.application_happened_rejected(),
        Milestone::Withdrawn => w.application_happened_withdrawn(),
        Milestone::Expired if shown.summary.submitted_at.is_none() => {
            w.application_happened_left_lying()
        }
        Milestone::Expired => w.application_happened_expired(),
    }
}

/// Something to mend.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mend {
    /// Which picture, if it is one's only.
    pub about: Option<String>,
    /// What is wrong and what to do; nothing where the bank's own words say it.
    pub text: Option<&'static str>,
    /// The pages on which it is mended, and what the links to them say.
    pub links: Vec<(String, &'static str)>,
}

/// What the bank said last, while it still matters: what to mend, or why it was rejected.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// What to mend.
    pub mend: Vec<Mend>,
    /// Why it was rejected, where the bank's own words do not say it.
    pub reasons: Vec<&'static str>,
    /// What the bank's people write, a line each.
    pub text: Vec<String>,
}

impl Said {
    /// The page on which the first thing is mended.
    pub fn first_page(&self) -> Option<&str> {
        self.mend.iter().find_map(|mend| mend.links.first()).map(|(page, _)| page.as_str())
    }

    /// Nobody reads a thing twice: where the bank's people wrote, their words stand alone, and
    /// the list says only what they are about and where it is mended.
    fn returned(&mut self, w: Words, shown: &Shown, told: &Told) {
        let written: Vec<String> = lines(&told.text).collect();
        for asked in &told.returned {
            let text = written.is_empty().then(|| names::returned_told(w, asked.reason));
            let mend = Mend {
                about: asked.picture.map(|picture| names::picture(w, picture)),
                text,
                links: links(w, shown, *asked),
            };
            if !self.mend.contains(&mend) {
                self.mend.push(mend);
            }
        }
        self.text.extend(written);
    }

    fn rejected(&mut self, w: Words, told: &Told) {
        self.text.extend(lines(&told.text));
        if self.text.is_empty() {
            self.reasons.extend(told.rejected.iter().map(|code| names::rejected_told(w, *code)));
            // Several reasons have one text.
            self.reasons.sort_unstable();
            self.reasons.dedup();
        }
    }
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
            (State::AwaitingCustomer, Milestone::Returned(told)) => said.returned(w, shown, told),
            (State::AwaitingCustomer, Milestone::PicturePurged(Some(destroyed))) => {
                said.mend.push(Mend {
                    about: Some(names::picture(w, (destroyed.kind, destroyed.side))),
                    text: Some(names::purged(w, destroyed.reason)),
                    links: vec![(
                        format!("{}/pictures", steps::status(shown.summary.id)),
                        w.application_mend_picture(),
                    )],
                });
            }
            (State::Rejected, Milestone::Rejected(told)) => said.rejected(w, told),
            _ => {}
        }
    }
    Some(said)
}

/// The pages on which it is mended, and what the links to them say.
fn links(w: Words, shown: &Shown, asked: reason::Mend) -> Vec<(String, &'static str)> {
    let second = shown.declaration.complement.map(|second| second.kind);
    let of_second = asked.picture.is_some_and(|(kind, _)| Some(kind) == second);
    let own = |page: &str| format!("{}/{page}", steps::status(shown.summary.id));
    let link = |place: &MendedOn| match place {
        MendedOn::Account => (own("account"), w.application_mend_declared()),
        MendedOn::Document if of_second => (own("complement"), w.application_mend_document()),
        MendedOn::Document => (own("document"), w.application_mend_document()),
        MendedOn::Pictures => (own("pictures"), w.application_mend_picture()),
        MendedOn::Profile => (steps::PROFILE.to_owned(), w.application_mend_profile()),
    };
    asked.reason.mended_on().iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use domain::{
        application::reason::ReturnReason,
        bank::identity_document::{DocumentKind, Side},
    };

    use super::super::sample;
    use super::*;
    use crate::kit::words::Lang;

    /// A passport with an eligibility certificate, returned.
    fn returned(reasons: Vec<reason::Mend>, text: &str) -> Said {
        let told = Told { returned: reasons, text: text.to_owned(), ..Told::default() };
        let mut shown = sample::shown(State::AwaitingCustomer);
        shown.milestones.truncate(3);
        shown.milestones.push((shown.summary.created_at, Milestone::Returned(told)));
        said(Words::new(Lang::Ja), &shown).unwrap()
    }

    /// The last part of the address of each page something is mended on.
    fn pages(said: &Said) -> Vec<Vec<&str>> {
        let each = said.mend.iter().map(|mend| mend.links.iter());
        each.map(|links| links.map(|(page, _)| page.rsplit('/').next().unwrap()).collect())
            .collect()
    }

    #[test]
    fn what_the_bank_said_stands_only_while_it_matters() {
        let w = Words::new(Lang::Ja);
        let waits = said(w, &sample::returned()).unwrap();
        assert_eq!(pages(&waits), [vec!["pictures"], vec!["account", "profile"], vec!["pictures"]]);
        assert_eq!(waits.mend[0].about.as_deref(), Some("運転免許証の裏面"));
        assert_eq!(waits.mend[2].about.as_deref(), Some("運転免許証の表面"));
        assert_eq!((waits.reasons.len(), waits.text.len()), (0, 2));
        let rejected = said(w, &sample::shown(State::Rejected)).unwrap();
        assert_eq!((rejected.mend.len(), rejected.text.len()), (0, 2));
        for state in [State::Draft, State::Submitted, State::Approved, State::Withdrawn] {
            assert!(said(w, &sample::shown(state)).is_none(), "{state:?}");
        }
    }

    #[test]
    fn why_a_picture_was_destroyed_is_told_however_the_application_stands() {
        let purged = sample::returned().milestones.pop().unwrap();
        for state in State::ALL {
            let mut shown = sample::shown(*state);
            shown.milestones.push(purged.clone());
            let line = events(Words::new(Lang::Ja), &shown).pop().unwrap().what;
            assert!(line.contains("運転免許証の表面"), "{state:?}: {line}");
            assert!(line.contains("マイナンバー（個人番号）が写っていたため"), "{state:?}: {line}");
        }
    }

    #[test]
    fn what_was_mended_before_is_not_said_again() {
        let mut shown = sample::returned();
        let now = shown.summary.created_at;
        shown.milestones.push((now, Milestone::Submitted));
        assert!(said(Words::new(Lang::Ja), &shown).unwrap().mend.is_empty());
    }

    #[test]
    fn each_thing_to_mend_leads_to_where_it_can_be_mended() {
        let certificate = (DocumentKind::EligibilityCertificate, Side::Front);
        let said = returned(
            vec![
                ReturnReason::WrongDocument.into(),
                (ReturnReason::DocumentExpired, certificate).into(),
                ReturnReason::AddressDiffers.into(),
                ReturnReason::BirthDateDiffers.into(),
            ],
            "",
        );
        let places = ["document", "complement", "document", "profile"];
        assert_eq!(pages(&said), places.map(|place| vec![place]));
        let birth_date = said.mend[3].text.unwrap();
        assert!(birth_date.contains("ご登録の生年月日を直してください。"), "{birth_date}");
    }

    #[test]
    fn nothing_is_said_twice_where_the_banks_people_wrote() {
        let front = (DocumentKind::Passport, Side::Front);
        let reasons = || {
            let first = [ReturnReason::Glare, ReturnReason::CutOff].map(|reason| (reason, front));
            let all = first.map(reason::Mend::from).into_iter();
            all.chain([ReturnReason::BirthDateDiffers.into()]).collect()
        };
        let written = returned(reasons(), "光っています。\n生年月日をお直しください。");
        assert_eq!((written.mend.len(), written.text.len()), (2, 2), "{written:?}");
        assert!(written.mend.iter().all(|mend| mend.text.is_none()), "{written:?}");
        let unwritten = returned(reasons(), " \n");
        assert_eq!((unwritten.mend.len(), unwritten.text.len()), (3, 0), "{unwritten:?}");
        assert!(unwritten.mend.iter().all(|mend| mend.text.is_some()), "{unwritten:?}");
        let mut shown = sample::shown(State::Rejected);
        let w = Words::new(Lang::Ja);
        assert!(said(w, &shown).unwrap().reasons.is_empty());
        for (_, milestone) in &mut shown.milestones {
            if let Milestone::Rejected(told) = milestone {
                told.text = String::new();
            }
        }
        assert_eq!(said(w, &shown).unwrap().reasons.len(), 1);
    }
}
