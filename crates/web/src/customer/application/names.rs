//! What codes of an application are called on its customer's pages.

use domain::{
    application::State,
    bank::identity_document::{Cover, DocumentKind},
    document::PurgeReason,
};

pub(super) use crate::kit::application_names::{
    deposit, document, picture, purpose, rejected_told, returned_told,
};
use crate::kit::words::Words;

fn word(w: Words, about: &str, code: &str) -> &'static str {
    w.lookup(&format!("application-{about}-{code}")).unwrap_or_default()
}

/// Where an application stands, as its customer may know it.
pub(super) fn state(w: Words, state: State) -> &'static str {
    word(w, "state", state.code())
}

/// What one must know of a kind of document before choosing it.
pub(super) fn about(w: Words, kind: DocumentKind) -> &'static str {
    word(w, "about", kind.code())
}

/// What must be covered.
pub(super) fn cover(w: Words, cover: Cover) -> &'static str {
    word(w, "cover", cover.code())
}

/// Why a picture was destroyed, and what to do.
pub(super) fn purged(w: Words, reason: PurgeReason) -> &'static str {
    word(w, "purged", reason.code())
}

/// Why a picture was destroyed, and no more: nothing may be left to do.
pub(super) fn purged_for(w: Words, reason: PurgeReason) -> &'static str {
    word(w, "purged-for", reason.code())
}

/// Whether the other side of a document says something.
pub(super) fn question(w: Words, kind: DocumentKind) -> &'static str {
    word(w, "asks", kind.code())
}

/// What helps to answer the question.
pub(super) fn question_hint(w: Words, kind: DocumentKind) -> Option<&'static str> {
    w.lookup(&format!("application-asks-hint-{}", kind.code()))
}

/// Why a picture is not taken.
pub(super) fn refused(w: Words, code: &str) -> Option<&'static str> {
    w.lookup(&format!("application-refused-{code}"))
}

#[cfg(test)]
mod tests {
    use domain::application::declaration::DeclaredDocument;

    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn every_code_has_a_name_in_both_languages() {
        for w in Lang::ALL.map(Words::new) {
            let mut names: Vec<&str> = Vec::new();
            names.extend(State::ALL.iter().map(|code| state(w, *code)));
            names.extend(DocumentKind::ALL.iter().map(|code| about(w, *code)));
            names.extend(Cover::ALL.iter().map(|code| cover(w, *code)));
            names.extend(PurgeReason::ALL.iter().map(|code| purged(w, *code)));
            names.extend(PurgeReason::ALL.iter().map(|code| purged_for(w, *code)));
            assert!(names.iter().all(|name| !name.is_empty()), "{names:?}");
        }
    }

    #[test]
    fn every_document_with_a_side_in_question_has_its_question() {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 12, 1).unwrap();
        let asked = |kind: &&DocumentKind| {
            DeclaredDocument { kind: **kind, other_side: false }.side_in_question(day).is_some()
        };
        let kinds: Vec<_> = DocumentKind::ALL.iter().filter(asked).collect();
        assert!(kinds.len() >= 6);
        for w in Lang::ALL.map(Words::new) {
            assert!(kinds.iter().all(|kind| !question(w, **kind).is_empty()));
        }
    }
}
