//! The effective-dated list itself. A change of law is a new row, and a last day in the
//! row before; rows of one kind do not overlap.

use chrono::NaiveDate;

use super::{Acceptance, Asked, AskedSide, Complement, Cover, DocumentKind, Side};

/// Every acceptance, in the order pages offer them: what most people have comes first.
/// The notification card (通知カード) is no identity document and has no row.
pub(super) static ACCEPTED: &[Acceptance] = &[
    Acceptance { sides: &[FRONT, BACK_IF_CHANGED], ..always(DocumentKind::DrivingLicence) },
    Acceptance {
        sides: &[AskedSide { cover: &[Cover::OrganDonation], ..FRONT }],
        ..always(DocumentKind::MyNumberCard)
    },
    Acceptance { sides: &[FRONT, BACK_IF_CHANGED], ..always(DocumentKind::DrivingRecord) },
    Acceptance {
        sides: &[
            AskedSide { cover: &[Cover::RegisteredDomicile], ..FRONT },
            AskedSide { side: Side::AddressPage, asked: Asked::IfAddressThere, cover: &[] },
        ],
        complement: Complement::IfNoAddress,
        ..always(DocumentKind::Passport)
    },
    Acceptance {
        sides: &[FRONT, AskedSide { cover: &[], ..BACK_IF_CHANGED }],
        ..always(DocumentKind::ResidenceCard)
    },
    Acceptance {
        sides: &[FRONT, AskedSide { cover: &[], ..BACK_IF_CHANGED }],
        ..always(DocumentKind::SpecialPermanentResident)
    },
    // The first day the amended Immigration Control Act lets them be issued.
    Acceptance {
        from: Some(day(2026, 6, 14)),
        sides: &[FRONT],
        ..always(DocumentKind::CombinedResidenceCard)
    },
    Acceptance {
        sides: &[AskedSide {
            cover: &[Cover::MyNumber, Cover::ResidentCode, Cover::RegisteredDomicile],
            ..FRONT
        }],
        complement: Complement::Always,
        fresh_months: Some(6),
        ..always(DocumentKind::ResidenceCertificate)
    },
    // Issued since health-insurance cards no longer are.
    Acceptance {
        from: Some(day(2024, 12, 2)),
        sides: INSURANCE_SIDES,
        complement: Complement::Always,
        ..always(DocumentKind::EligibilityCertificate)
    },
    // No new ones since 2024-12-02; the last old ones ended a year later.
    Acceptance {
        until: Some(day(2025, 12, 1)),
        sides: INSURANCE_SIDES,
        complement: Complement::Always,
        ..always(DocumentKind::HealthInsuranceCard)
    },
];

const FRONT: AskedSide = AskedSide { side: Side::Front, asked: Asked::Always, cover: &[] };

/// The declaration on organ donation is on the back of licences.
const BACK_IF_CHANGED: AskedSide =
    AskedSide { side: Side::Back, asked: Asked::IfChanged, cover: &[Cover::OrganDonation] };

/// Cards have the address, written by hand, on the back; sheets of paper have not.
const INSURANCE_SIDES: &[AskedSide] = &[
    AskedSide { cover: &[Cover::InsuranceNumbers], ..FRONT },
    AskedSide { side: Side::Back, asked: Asked::IfAddressThere, cover: &[Cover::OrganDonation] },
];

/// Accepted on every day, nothing asked yet.
const fn always(kind: DocumentKind) -> Acceptance {
    Acceptance {
        kind,
        from: None,
        until: None,
        sides: &[],
        complement: Complement::Never,
        fresh_months: None,
    }
}

/// A day written in this list; the tests see that each is one of the calendar.
pub(super) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}
