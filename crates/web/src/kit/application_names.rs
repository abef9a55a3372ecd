//! What codes of an application are called on both sites, its customer's and the staff's.

use domain::{
    application::{
        declaration::{Picture, Purpose},
        reason::{RejectReason, ReturnReason},
    },
    bank::{
        DepositType,
        identity_document::{DocumentKind, Side},
    },
};

use super::words::Words;

fn word(w: Words, about: &str, code: &str) -> &'static str {
    w.lookup(&format!("application-{about}-{code}")).unwrap_or_default()
}

/// A kind of document.
pub fn document(w: Words, kind: DocumentKind) -> &'static str {
    word(w, "document", kind.code())
}

/// A picture: the document and its side.
pub fn picture(w: Words, (kind, side): Picture) -> String {
    let side = match (kind, side) {
        (DocumentKind::Passport, Side::Front) => w.application_side_photograph_page(),
        _ => word(w, "side", side.code()),
    };
    w.application_picture_name(document(w, kind), side)
}

/// A type of deposit one may apply with.
pub fn deposit(w: Words, deposit: DepositType) -> &'static str {
    word(w, "deposit", deposit.code())
}

/// What the service is wanted for.
pub fn purpose(w: Words, purpose: Purpose) -> &'static str {
    word(w, "purpose", purpose.code())
}

/// What its customer reads of a reason to return an application.
pub fn returned_told(w: Words, reason: ReturnReason) -> &'static str {
    word(w, "returned", reason.code())
}

/// What its customer reads of a reason to reject an application.
pub fn rejected_told(w: Words, reason: RejectReason) -> &'static str {
    word(w, "rejected", reason.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn every_code_has_a_name_in_both_languages() {
        for w in Lang::ALL.map(Words::new) {
            let mut names: Vec<&str> = Vec::new();
            names.extend(DocumentKind::ALL.iter().map(|code| document(w, *code)));
            names.extend(Side::ALL.iter().map(|code| word(w, "side", code.code())));
            names.extend(DepositType::APPLICABLE.map(|code| deposit(w, code)));
            names.extend(Purpose::ALL.iter().map(|code| purpose(w, *code)));
            names.extend(ReturnReason::ALL.iter().map(|code| returned_told(w, *code)));
            names.extend(RejectReason::ALL.iter().map(|code| rejected_told(w, *code)));
            assert!(names.iter().all(|name| !name.is_empty()), "{names:?}");
        }
    }

    #[test]
    fn what_is_not_told_reads_like_what_befalls_the_innocent() {
        for w in Lang::ALL.map(Words::new) {
            for kept in RejectReason::ALL.iter().filter(|reason| !reason.is_told()) {
                let same = |reason: &&RejectReason| {
                    reason.is_told() && rejected_told(w, **reason) == rejected_told(w, *kept)
                };
                let others = RejectReason::ALL.iter().filter(same).count();
                assert!(others >= 2, "{kept:?} can be told from all others");
            }
        }
    }

    #[test]
    fn the_front_of_a_passport_is_the_page_with_the_photograph() {
        let name = |kind| picture(Words::new(Lang::Ja), (kind, Side::Front));
        assert_eq!(name(DocumentKind::Passport), "パスポートの顔写真のページ");
        assert_eq!(name(DocumentKind::DrivingLicence), "運転免許証の表面");
    }
}
