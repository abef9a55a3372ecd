//! What codes of an application are called among the bank's people.

use app::review::Likeness;
use domain::{
    application::{
        Event, State,
        checklist::Check,
        comparison::Mark,
        reason::{RejectReason, ReturnReason, Verdict},
        waiting::Look,
    },
    bank::record::AccountState,
    document::PurgeReason,
    staff::RevealPurpose,
};

pub use crate::kit::application_names::{
    deposit, document, picture, purpose, rejected_told, returned_told,
};
use crate::kit::words::Words;

fn word(w: Words, about: &str, code: &str) -> &'static str {
    w.lookup(&format!("staff-{about}-{code}")).unwrap_or_default()
}

/// Where an application stands.
pub fn state(w: Words, state: State) -> &'static str {
    word(w, "state", state.code())
}

/// Which look.
pub fn look(w: Words, look: Look) -> &'static str {
    word(w, "look", look.code())
}

/// Where an account stands.
pub fn account_state(w: Words, state: AccountState) -> &'static str {
    word(w, "account", state.code())
}

/// How two values compare.
pub fn mark(w: Words, mark: Mark) -> &'static str {
    word(w, "mark", mark.code())
}

/// One thing to look at.
pub fn check(w: Words, check: Check) -> &'static str {
    word(w, "check", check.code())
}

/// A verdict.
pub fn verdict(w: Words, verdict: Verdict) -> &'static str {
    word(w, "verdict", verdict.code())
}

/// A reason to return an application.
pub fn returned(w: Words, reason: ReturnReason) -> &'static str {
    word(w, "return", reason.code())
}

/// A reason to reject an application.
pub fn rejected(w: Words, reason: RejectReason) -> &'static str {
    word(w, "reject", reason.code())
}

/// Why a picture is destroyed.
pub fn purge(w: Words, reason: PurgeReason) -> &'static str {
    word(w, "purge", reason.code())
}

/// In what another's application is like this one.
pub fn likeness(w: Words, likeness: Likeness) -> &'static str {
    word(w, "same", likeness.code())
}

/// What masked values are shown for.
pub fn reveal(w: Words, purpose: RevealPurpose) -> &'static str {
    word(w, "reveal", purpose.code())
}

/// What can be stated before something masked is shown, to choose from; nothing is chosen.
pub fn reveal_purposes(w: Words) -> Vec<(String, String)> {
    let none = (String::new(), w.staff_reveal_choose().to_owned());
    let purposes = RevealPurpose::ALL.iter().map(|purpose| {
        let name = reveal(w, *purpose);
        (purpose.code().to_owned(), name.to_owned())
    });
    std::iter::once(none).chain(purposes).collect()
}

/// Something that happened.
pub fn happened(w: Words, event: Event) -> &'static str {
    word(w, "happened", event.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn every_code_has_a_name_in_both_languages() {
        for w in Lang::ALL.map(Words::new) {
            let mut names: Vec<&str> = Vec::new();
            names.extend(State::ALL.iter().map(|code| state(w, *code)));
            names.extend(Look::ALL.iter().map(|code| look(w, *code)));
            names.extend(AccountState::ALL.iter().map(|code| account_state(w, *code)));
            names.extend(Mark::ALL.iter().map(|code| mark(w, *code)));
            names.extend(Check::ALL.iter().map(|code| check(w, *code)));
            names.extend(Verdict::ALL.iter().map(|code| verdict(w, *code)));
            names.extend(ReturnReason::ALL.iter().map(|code| returned(w, *code)));
            names.extend(RejectReason::ALL.iter().map(|code| rejected(w, *code)));
            names.extend(PurgeReason::ALL.iter().map(|code| purge(w, *code)));
            names.extend(RevealPurpose::ALL.iter().map(|code| reveal(w, *code)));
            let alike = [Likeness::Account, Likeness::Person, Likeness::Picture];
            names.extend(alike.map(|code| likeness(w, code)));
            assert!(names.iter().all(|name| !name.is_empty()), "{names:?}");
        }
    }

    #[test]
    fn everything_that_happens_to_an_application_has_its_words() {
        for w in Lang::ALL.map(Words::new) {
            for event in Event::ALL {
                assert!(!happened(w, *event).is_empty(), "{event:?}");
            }
        }
    }
}
