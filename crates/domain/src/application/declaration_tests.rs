//! What is still missing of an application, on which day.

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const TODAY: fn() -> NaiveDate = || day(2026, 11, 23);

fn with(kind: DocumentKind, other_side: bool) -> Declaration {
    Declaration {
        account: Account::parse("001", "ordinary", "0012345").ok(),
        holder: HolderKana::parse("ヤマダ ハナコ").ok(),
        document: Some(DeclaredDocument { kind, other_side }),
        complement: None,
        purpose: Some(Purpose::SeeAccounts),
        consent: Some("2026-11-01".to_owned()),
    }
}

#[test]
fn an_empty_draft_lacks_everything_and_asks_for_no_picture_yet() {
    let lacks = Declaration::default().lacks(TODAY(), &[], &ToMend::default());
    use Lacking as L;
    assert_eq!(lacks, [L::Account, L::Holder, L::Document, L::Purpose, L::Consent]);
}

#[test]
fn a_licence_whose_address_changed_needs_its_back_too() {
    let licence = DocumentKind::DrivingLicence;
    let front = (licence, Side::Front);
    assert_eq!(with(licence, false).lacks(TODAY(), &[front], &ToMend::default()), []);
    let lacks = with(licence, true).lacks(TODAY(), &[front], &ToMend::default());
    assert_eq!(lacks, [Lacking::Picture(licence, Side::Back)]);
}

#[test]
fn a_picture_the_bank_asked_for_anew_is_missing_until_it_has_come() {
    let licence = DocumentKind::DrivingLicence;
    let (front, back) = ((licence, Side::Front), (licence, Side::Back));
    let lacks = |given: &[Picture], wanted: &[Picture]| {
        let to_mend = ToMend { pictures: wanted.to_vec(), ..ToMend::default() };
        with(licence, true).lacks(TODAY(), given, &to_mend)
    };
    assert_eq!(lacks(&[front, back], &[back]), [Lacking::NewPicture(licence, Side::Back)]);
    assert_eq!(lacks(&[front], &[back]), [Lacking::Picture(licence, Side::Back)], "once");
    assert_eq!(lacks(&[front, back], &[]), []);
}

#[test]
fn a_name_and_a_birth_date_that_differ_are_missing_until_they_are_mended() {
    let licence = with(DocumentKind::DrivingLicence, false);
    let front = (DocumentKind::DrivingLicence, Side::Front);
    let lacks = |name, birth_date| {
        let to_mend = ToMend { name, birth_date, ..ToMend::default() };
        licence.lacks(TODAY(), &[front], &to_mend)
    };
    assert_eq!(lacks(true, false), [Lacking::MendedName]);
    assert_eq!(lacks(false, true), [Lacking::MendedBirthDate]);
    assert_eq!(lacks(false, false), []);
}

#[test]
fn the_back_of_a_my_number_card_is_never_asked_for() {
    let asked = with(DocumentKind::MyNumberCard, true).pictures(TODAY());
    assert_eq!(asked.iter().map(|(_, asked)| asked.side).collect::<Vec<_>>(), [Side::Front]);
}

#[test]
fn a_passport_without_an_address_page_needs_a_second_document_and_its_picture() {
    let (passport, paper) = (DocumentKind::Passport, DocumentKind::ResidenceCertificate);
    let photograph = (passport, Side::Front);
    assert_eq!(
        with(passport, true).lacks(
            TODAY(),
            &[photograph, (passport, Side::AddressPage)],
            &ToMend::default()
        ),
        []
    );
    let mut alone = with(passport, false);
    assert_eq!(alone.lacks(TODAY(), &[photograph], &ToMend::default()), [Lacking::Complement]);
    alone.complement = Some(DeclaredDocument { kind: passport, other_side: false });
    assert!(
        alone.lacks(TODAY(), &[photograph], &ToMend::default()).contains(&Lacking::Complement),
        "the same again"
    );
    alone.complement = Some(DeclaredDocument { kind: paper, other_side: false });
    assert_eq!(
        alone.lacks(TODAY(), &[photograph], &ToMend::default()),
        [Lacking::Picture(paper, Side::Front)]
    );
}

#[test]
fn a_document_no_longer_accepted_is_asked_for_anew() {
    let card = with(DocumentKind::HealthInsuranceCard, false);
    assert!(card.lacks(TODAY(), &[], &ToMend::default()).contains(&Lacking::Document));
    assert!(!card.lacks(day(2025, 12, 1), &[], &ToMend::default()).contains(&Lacking::Document));
}

#[test]
fn whoever_says_the_back_of_a_my_number_card_tells_something_is_refused() {
    let declared = |kind, other_side| DeclaredDocument { kind, other_side }.judge(TODAY());
    for kind in [DocumentKind::MyNumberCard, DocumentKind::CombinedResidenceCard] {
        assert_eq!(declared(kind, false), Ok(()));
        assert_eq!(declared(kind, true), Err(DeclareError::ShowsMyNumber));
    }
    assert_eq!(declared(DocumentKind::DrivingLicence, true), Ok(()));
    let paper = declared(DocumentKind::ResidenceCertificate, true);
    assert_eq!(paper, Err(DeclareError::SideNotAsked));
    let old = declared(DocumentKind::HealthInsuranceCard, false);
    assert!(matches!(old, Err(DeclareError::OutOfTime { until: Some(_), .. })), "{old:?}");
}
