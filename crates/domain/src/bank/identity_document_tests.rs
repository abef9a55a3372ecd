use super::*;

const TODAY: NaiveDate = day(2026, 11, 23);

fn kinds_on(day: NaiveDate) -> Vec<&'static str> {
    accepted_on(day).map(|acceptance| acceptance.kind.code()).collect()
}

fn acceptance(kind: DocumentKind) -> &'static Acceptance {
    ACCEPTED.iter().find(|acceptance| acceptance.kind == kind).unwrap()
}

#[test]
fn today_nine_kinds_are_accepted() {
    assert_eq!(
        kinds_on(TODAY),
        [
            "driving-licence",
            "my-number-card",
            "driving-record",
            "passport",
            "residence-card",
            "special-permanent-resident",
            "combined-residence-card",
            "residence-certificate",
            "eligibility-certificate",
        ]
    );
}

#[test]
fn health_insurance_cards_are_out_since_december_2025() {
    let card = DocumentKind::HealthInsuranceCard;
    assert!(kinds_on(day(2025, 12, 1)).contains(&card.code()));
    assert!(!kinds_on(day(2025, 12, 2)).contains(&card.code()));
    let until = day(2025, 12, 1);
    assert!(declare(card, Side::Front, until).is_ok());
    let refusal = Err(DeclareError::OutOfTime { until: Some(until), from: None });
    assert_eq!(declare(card, Side::Front, day(2025, 12, 2)), refusal);
    assert_eq!(declare(card, Side::Front, TODAY), refusal);
}

#[test]
fn a_document_is_not_accepted_before_it_exists() {
    for (kind, from) in [
        (DocumentKind::EligibilityCertificate, day(2024, 12, 2)),
        (DocumentKind::CombinedResidenceCard, day(2026, 6, 14)),
    ] {
        let before = from.pred_opt().unwrap();
        let refusal = Err(DeclareError::OutOfTime { until: None, from: Some(from) });
        assert_eq!(declare(kind, Side::Front, before), refusal);
        assert!(declare(kind, Side::Front, from).is_ok());
    }
}

#[test]
fn the_side_with_the_my_number_is_never_taken_on_any_day() {
    for kind in [DocumentKind::MyNumberCard, DocumentKind::CombinedResidenceCard] {
        for side in [Side::Back, Side::AddressPage] {
            for day in [NaiveDate::MIN, day(2020, 1, 1), TODAY, NaiveDate::MAX] {
                assert_eq!(declare(kind, side, day), Err(DeclareError::ShowsMyNumber));
            }
        }
        assert!(declare(kind, Side::Front, TODAY).is_ok());
    }
    assert!(declare(DocumentKind::DrivingLicence, Side::Back, TODAY).is_ok());
}

#[test]
fn no_row_asks_for_a_side_with_a_my_number() {
    for acceptance in ACCEPTED {
        for asked in acceptance.sides {
            assert!(!acceptance.kind.shows_my_number_on(asked.side), "{:?}", acceptance.kind);
        }
    }
}

#[test]
fn a_back_is_asked_for_only_where_it_can_tell_something() {
    let asked = |kind, side| declare(kind, side, TODAY).map(|asked| asked.asked);
    assert_eq!(asked(DocumentKind::DrivingLicence, Side::Front), Ok(Asked::Always));
    assert_eq!(asked(DocumentKind::DrivingLicence, Side::Back), Ok(Asked::IfChanged));
    assert_eq!(asked(DocumentKind::ResidenceCard, Side::Back), Ok(Asked::IfChanged));
    assert_eq!(asked(DocumentKind::Passport, Side::AddressPage), Ok(Asked::IfAddressThere));
    for (kind, side) in [
        (DocumentKind::Passport, Side::Back),
        (DocumentKind::ResidenceCertificate, Side::Back),
        (DocumentKind::DrivingLicence, Side::AddressPage),
    ] {
        assert_eq!(asked(kind, side), Err(DeclareError::SideNotAsked));
    }
}

#[test]
fn what_the_bank_must_not_know_is_covered() {
    let covered = |kind, side| declare(kind, side, TODAY).unwrap().cover;
    assert_eq!(covered(DocumentKind::DrivingLicence, Side::Front), []);
    assert_eq!(covered(DocumentKind::DrivingLicence, Side::Back), [Cover::OrganDonation]);
    assert_eq!(covered(DocumentKind::MyNumberCard, Side::Front), [Cover::OrganDonation]);
    assert_eq!(covered(DocumentKind::Passport, Side::Front), [Cover::RegisteredDomicile]);
    assert_eq!(
        covered(DocumentKind::ResidenceCertificate, Side::Front),
        [Cover::MyNumber, Cover::ResidentCode, Cover::RegisteredDomicile]
    );
    assert_eq!(
        covered(DocumentKind::EligibilityCertificate, Side::Front),
        [Cover::InsuranceNumbers]
    );
}

#[test]
fn papers_without_a_photograph_need_a_second_document() {
    let complemented: Vec<_> = ACCEPTED
        .iter()
        .filter(|acceptance| acceptance.complement == Complement::Always)
        .map(|acceptance| acceptance.kind)
        .collect();
    assert_eq!(
        complemented,
        [
            DocumentKind::ResidenceCertificate,
            DocumentKind::EligibilityCertificate,
            DocumentKind::HealthInsuranceCard,
        ]
    );
    assert_eq!(acceptance(DocumentKind::Passport).complement, Complement::IfNoAddress);
    assert_eq!(acceptance(DocumentKind::MyNumberCard).complement, Complement::Never);
}

#[test]
fn a_residence_certificate_is_good_for_six_months() {
    assert_eq!(acceptance(DocumentKind::ResidenceCertificate).fresh_months, Some(6));
    assert_eq!(acceptance(DocumentKind::DrivingLicence).fresh_months, None);
}

#[test]
fn pictures_alone_do_until_march_2027() {
    assert!(pictures_alone_suffice_on(TODAY));
    assert!(pictures_alone_suffice_on(day(2027, 3, 31)));
    assert!(!pictures_alone_suffice_on(day(2027, 4, 1)));
}

#[test]
fn the_list_is_sound() {
    for kind in DocumentKind::ALL {
        assert_eq!(DocumentKind::from_code(kind.code()), Some(*kind));
        assert!(ACCEPTED.iter().any(|acceptance| acceptance.kind == *kind), "{kind:?}");
    }
    for (place, row) in ACCEPTED.iter().enumerate() {
        let is_real = |day: Option<NaiveDate>| day != Some(NaiveDate::MIN);
        assert!(is_real(row.from) && is_real(row.until), "{:?}", row.kind);
        assert!(row.from.zip(row.until).is_none_or(|(from, until)| from <= until));
        assert_eq!(row.sides.first().map(|first| first.asked), Some(Asked::Always));
        let sides: std::collections::HashSet<_> = row.sides.iter().map(|side| side.side).collect();
        assert_eq!(sides.len(), row.sides.len(), "a side twice: {:?}", row.kind);
        for later in ACCEPTED.iter().skip(place + 1).filter(|later| later.kind == row.kind) {
            let overlap = |one: &Acceptance, other: &Acceptance| {
                other.holds_on(one.from.unwrap_or(NaiveDate::MIN))
            };
            assert!(!overlap(row, later) && !overlap(later, row), "{:?} twice at once", row.kind);
        }
    }
    assert_ne!(LAST_DAY_OF_PICTURES_ALONE, NaiveDate::MIN);
}
