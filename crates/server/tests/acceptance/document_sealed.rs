//! Clause 6-2: of a picture of an identity document nothing is readable in anything the service
//! leaves behind: not the pixels, and not what the file said beside them.

use app::{
    document,
    domain::{bank::identity_document::Side, document::PurgeReason, staff::Role},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    document::{Day, LICENCE, good_photo},
    forge::{PLANTED, exif},
    kit::{Canary, FakeScanner, Manner, TestApp, on_both_engines},
};

/// How much of the pixels is looked for at a place.
const PIECE: usize = 48;

/// Pieces of a JPEG's pixels from three places behind the header of their scan.
fn pixels(jpeg: &[u8]) -> Vec<Canary> {
    let header = jpeg.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let scan = &jpeg[header + 14..];
    let places = [scan.len() / 5, scan.len() / 2, scan.len() * 4 / 5];
    let canaries =
        places.map(|at| Canary::of_bytes(&format!("pixels at {at}"), &scan[at..][..PIECE]));
    assert!(scan.len() > 100 * PIECE && canaries.iter().all(|one| one.found_in(jpeg) == ["raw"]));
    canaries.into()
}

/// What a photo's file says beside its pixels.
fn told(photo: &[u8]) -> Vec<Canary> {
    let block = exif(6);
    let canaries =
        [Canary::of_bytes("EXIF", &block[..PIECE]), Canary::new(str::from_utf8(PLANTED).unwrap())];
    assert!(canaries.iter().all(|one| one.found_in(photo) == ["raw"]));
    canaries.into()
}

#[test]
fn r6_2_the_search_finds_pixels_in_every_form() {
    let photo = good_photo();
    let hex: String = photo.iter().map(|byte| format!("{byte:02x}")).collect();
    for canary in pixels(&photo).iter().chain(&told(&photo)) {
        assert_eq!(canary.found_in(hex.as_bytes()), ["hex"], "{}", canary.text);
        assert_eq!(canary.found_in(hex.to_uppercase().as_bytes()), ["HEX"], "{}", canary.text);
        for before in 0..3 {
            let packed = STANDARD.encode([&photo[..before], &photo].concat());
            let forms = canary.found_in(packed.as_bytes());
            assert!(forms.contains(&"base64"), "{} behind {before}: {forms:?}", canary.text);
        }
    }
}

on_both_engines! {
    async fn r6_2_pixels_of_a_document_are_readable_nowhere_whatever_is_done_with_it(db: TestDb) {
        let scanner = FakeScanner::that(Manner::Clean).await;
        let day = Day::on(TestApp::scanned_by(&db, scanner.scanner.clone()).await).await;
        let (app, given) = (&day.app.app, good_photo());
        let front = day.upload(&given).await.unwrap();
        let shown = document::picture(app, &day.hanako, front).await.unwrap();
        let canaries = [pixels(&shown.jpeg), pixels(&given), told(&given)].concat();
        day.app.assert_unreadable(&canaries);

        scanner.now(Manner::IsDown);
        let back = (LICENCE.0, Side::Back);
        let back = day.upload_by(day.form(), back, &given).await.unwrap();
        assert_eq!(day.row(back).await.state, "held");
        day.app.assert_unreadable(&canaries);

        day.is("submitted").await;
        scanner.now(Manner::Clean);
        app::jobs::sweep(app).await.unwrap();
        let reviewer = day.app.reviewer().await;
        for id in [front, back] {
            // As it leaves for the reviewer's screen: the search would have found it.
            let page = reviewer.get(&format!("/documents/{id}/picture?purpose=check-work")).await.assert_status(200).html();
            for canary in pixels(&shown.jpeg) {
                let forms = canary.found_in(page.as_bytes());
                assert!(forms.contains(&"base64"), "{}: {forms:?}", canary.text);
            }
        }
        day.app.assert_unreadable(&canaries);

        let supervisor = day.officer(Role::Supervisor, None).await;
        document::purge(app, &supervisor, front, PurgeReason::MyNumberVisible).await.unwrap();
        assert_eq!(day.files().len(), 1);
        day.app.assert_unreadable(&canaries);
    }
}
