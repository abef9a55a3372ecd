//! What codes of an application are called.

use domain::{
    application::{
        State,
        declaration::Purpose,
        reason::{RejectReason, ReturnReason},
    },
    bank::{
        DepositType,
        identity_document::{Cover, DocumentKind, Side},
    },
    document::PurgeReason,
};

use crate::kit::words::Words;

fn word(w: Words, about: &str, code: &str) -> &'static str {
    w.lookup(&format!("application-{about}-{code}")).unwrap_or_default()
}

/// Where an application stands, as its customer may know it.
pub(super) fn state(w: Words, state: State) -> &'static str {
    word(w, "state", state.code())
}

/// A kind of document.
pub(super) fn document(w: Words, kind: DocumentKind) -> &'static str {
    word(w, "document", kind.code())
}

/// What one must know of a kind of document before choosing it.
pub(super) fn about(w: Words, kind: DocumentKind) -> &'static str {
    word(w, "about", kind.code())
}

/// A side of a document.
fn side(w: Words, kind: DocumentKind, side: Side) -> &'static str {
    match (kind, side) {
        (DocumentKind::Passport, Side::Front) => w.application_side_photograph_page(),
        _ => word(w, "side", side.code()),
    }
}

/// A picture: the document and its side.
pub(super) fn picture(w: Words, (kind, of): (DocumentKind, Side)) -> String {
    w.application_picture_name(document(w, kind), side(w, kind, of))
}

/// What must be covered.
pub(super) fn cover(w: Words, cover: Cover) -> &'static str {
    word(w, "cover", cover.code())
}

/// A type of deposit one may apply with.
pub(super) fn deposit(w: Words, deposit: DepositType) -> &'static str {
    word(w, "deposit", deposit.code())
}

/// What the service is wanted for.
pub(super) fn purpose(w: Words, purpose: Purpose) -> &'static str {
    word(w, "purpose", purpose.code())
}

/// What to do about a reason to return an application.
pub(super) fn returned(w: Words, reason: ReturnReason) -> &'static str {
    word(w, "returned", reason.code())
}

/// A reason to reject an application.
pub(super) fn rejected(w: Words, reason: RejectReason) -> &'static str {
    word(w, "rejected", reason.code())
}

/// Why a picture was destroyed, and what to do.
pub(super) fn purged(w: Words, reason: PurgeReason) -> &'static str {
    word(w, "purged", reason.code())
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
            names.extend(
                DocumentKind::ALL.iter().flat_map(|kind| [document(w, *kind), about(w, *kind)]),
            );
            names.extend(Side::ALL.iter().map(|code| side(w, DocumentKind::DrivingLicence, *code)));
            names.extend(Cover::ALL.iter().map(|code| cover(w, *code)));
            names.extend(DepositType::APPLICABLE.map(|code| deposit(w, code)));
            names.extend(Purpose::ALL.iter().map(|code| purpose(w, *code)));
            names.extend(ReturnReason::ALL.iter().map(|code| returned(w, *code)));
            names.extend(PurgeReason::ALL.iter().map(|code| purged(w, *code)));
            names.extend(RejectReason::ALL.iter().map(|code| rejected(w, *code)));
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
