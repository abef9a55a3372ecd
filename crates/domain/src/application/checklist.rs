//! What a person looks at on each kind of document before recommending or deciding.

use crate::{bank::identity_document::DocumentKind, coded::coded};

coded! {
    /// One thing to look at.
    Check {
        /// All four edges are in the picture, and all letters can be read.
        Whole = "whole",
        /// The name is the one declared and recorded.
        Name = "name",
        /// The birth date is the one registered and recorded.
        BirthDate = "birth-date",
        /// The address is the one the bank has.
        Address = "address",
        /// A change written on the back is the newest there is.
        Changes = "changes",
        /// Its last day is not over.
        ValidUntil = "valid-until",
        /// It was issued within the last six months.
        Issued = "issued",
        /// The status and period of stay are as they should be.
        Stay = "stay",
        /// The photograph is there, and nothing lies over it.
        Photo = "photo",
        /// Edges, letters and background show no sign of being made or changed.
        Genuine = "genuine",
        /// What the bank may not know is covered; if not, the picture is destroyed.
        Covered = "covered",
    }
}

/// What to look at on a kind of document, in the order of looking.
pub const fn checklist(kind: DocumentKind) -> &'static [Check] {
    use Check as C;
    match kind {
        DocumentKind::DrivingLicence => &[
            C::Whole,
            C::Name,
            C::BirthDate,
            C::Address,
            C::Changes,
            C::ValidUntil,
            C::Photo,
            C::Genuine,
            C::Covered,
        ],
        // It has no last day.
        DocumentKind::DrivingRecord => &[
            C::Whole,
            C::Name,
            C::BirthDate,
            C::Address,
            C::Changes,
            C::Photo,
            C::Genuine,
            C::Covered,
        ],
        DocumentKind::MyNumberCard => &[
            C::Whole,
            C::Name,
            C::BirthDate,
            C::Address,
            C::ValidUntil,
            C::Photo,
            C::Genuine,
            C::Covered,
        ],
        DocumentKind::Passport => &[
            C::Whole,
            C::Name,
            C::BirthDate,
            C::Address,
            C::ValidUntil,
            C::Photo,
            C::Genuine,
            C::Covered,
        ],
        DocumentKind::ResidenceCard | DocumentKind::SpecialPermanentResident => &[
            C::Whole,
            C::Name,
            C::BirthDate,
            C::Address,
            C::Changes,
            C::ValidUntil,
            C::Stay,
            C::Photo,
            C::Genuine,
        ],
        DocumentKind::CombinedResidenceCard => &[
            C::Whole,
            C::Name,
            C::BirthDate,
            C::Address,
            C::ValidUntil,
            C::Stay,
            C::Photo,
            C::Genuine,
        ],
        DocumentKind::ResidenceCertificate => {
            &[C::Whole, C::Name, C::BirthDate, C::Address, C::Issued, C::Genuine, C::Covered]
        }
        DocumentKind::EligibilityCertificate | DocumentKind::HealthInsuranceCard => {
            &[C::Whole, C::Name, C::BirthDate, C::Address, C::ValidUntil, C::Genuine, C::Covered]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::identity_document::{Asked, Complement, accepted_on};

    #[test]
    fn the_checklist_fits_what_is_asked_of_each_document() {
        for day in ["2025-06-01", "2026-11-22"] {
            for acceptance in accepted_on(day.parse().unwrap()) {
                let list = checklist(acceptance.kind);
                let asks = |check| list.contains(&check);
                let (kind, sides) = (acceptance.kind, acceptance.sides);
                let covers = sides.iter().any(|side| !side.cover.is_empty());
                assert_eq!(asks(Check::Covered), covers, "{kind:?}");
                let changes = sides.iter().any(|side| side.asked == Asked::IfChanged);
                assert_eq!(asks(Check::Changes), changes, "{kind:?}");
                assert_eq!(asks(Check::Issued), acceptance.fresh_months.is_some(), "{kind:?}");
                let photo = acceptance.complement != Complement::Always;
                assert_eq!(asks(Check::Photo), photo, "{kind:?}");
            }
        }
    }

    #[test]
    fn name_and_birth_date_are_compared_on_every_document() {
        for kind in DocumentKind::ALL {
            let list = checklist(*kind);
            assert!(list.contains(&Check::Name) && list.contains(&Check::BirthDate), "{kind:?}");
            assert_eq!(list.first(), Some(&Check::Whole), "{kind:?}");
        }
    }
}
