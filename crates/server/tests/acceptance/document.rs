//! Clause 3-3 ア: pictures of identity documents are received, and nothing is kept of the bytes
//! given. What is kept is drawn anew by the real gate, and sealed.

use std::sync::Arc;

use app::{
    App, AppError, Asker, FormKey, Officer, Refusal,
    document::{self, Document, PictureRefusal},
    domain::{
        application::declaration::Declaration,
        bank::identity_document::{DeclareError, DocumentKind, Side},
        document::{MOST_A_DAY, Refusal as Rule, Scan, State},
        staff::{RevealPurpose, Role},
    },
};
use image::ImageFormat;
use store::application::Standing;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    corpus::{Expected, Good, corpus},
    forge::{HEIGHT, PLANTED, WIDTH, exif, file, holds, jpeg_with, photo, segment},
    kit::{TestApp, TestDb, TimeDelta, on_both_engines},
};

pub const HANAKO: &str = "hanako@example.jp";
/// What for whoever does not work on an application looks at its pictures here.
pub const COMPARE: Option<RevealPurpose> = Some(RevealPurpose::CompareDocument);
pub const LICENCE: (DocumentKind, Side) = (DocumentKind::DrivingLicence, Side::Front);

/// A good photo, as a phone gives it: with the place where it was taken.
pub fn good_photo() -> Vec<u8> {
    let exif = [b"Exif\0\0", &exif(6)[..]].concat();
    let jpeg = file(&photo(), ImageFormat::Jpeg);
    jpeg_with(&jpeg, &[segment(0xE1, &exif), segment(0xFE, PLANTED)])
}

/// Hanako, whose application is a draft.
pub struct Day {
    pub app: TestApp,
    pub hanako: Asker,
    pub application: Uuid,
}

impl Day {
    pub async fn begun(db: &TestDb) -> Self {
        Self::on(TestApp::start(db).await).await
    }

    pub async fn on(app: TestApp) -> Self {
        let hanako = app.registered_customer(HANAKO).await.asker().await;
        let application = app.draft_of(&hanako).await;
        Self { app, hanako, application }
    }

    /// A form nobody has sent yet.
    pub fn form(&self) -> FormKey {
        FormKey(self.app.new_id())
    }

    pub async fn upload(&self, bytes: &[u8]) -> Result<Uuid, AppError> {
        self.upload_by(self.form(), LICENCE, bytes).await
    }

    pub async fn upload_by(
        &self,
        form: FormKey,
        (kind, side): (DocumentKind, Side),
        bytes: &[u8],
    ) -> Result<Uuid, AppError> {
        let declared = (self.application, kind, side);
        document::upload(&self.app.app, &self.hanako, form, declared, bytes.to_vec()).await
    }

    pub async fn documents(&self) -> Vec<Document> {
        document::of_application(&self.app.app, &self.hanako, self.application).await.unwrap()
    }

    /// The row of a picture, whatever became of it.
    pub async fn row(&self, id: Uuid) -> store::document::Document {
        let mut conn = self.app.app.db.read().await.unwrap();
        let row = store::document::find(&mut conn, self.hanako.customer, id).await.unwrap();
        row.unwrap()
    }

    /// What lies in the documents folder.
    pub fn files(&self) -> Vec<Vec<u8>> {
        self.app.document_files().iter().map(|file| std::fs::read(file).unwrap()).collect()
    }

    /// Lets the application go to a state that needs nothing but times.
    pub async fn is(&self, state: &str) {
        let (now, before) = (Some(self.app.app.clock.now()), self.standing().await);
        let submitted_at = before.submitted_at.or(now);
        let state = state.to_owned();
        self.stands(&Standing { state, submitted_at, returned_at: now, ..before }).await;
    }

    /// Lets the application stand so.
    pub async fn stands(&self, next: &Standing) {
        let mut conn = self.app.app.db.begin().await.unwrap();
        let row = store::application::find(&mut conn, self.hanako.customer, self.application);
        let version = row.await.unwrap().unwrap().version;
        store::application::step(&mut conn, self.application, version, next).await.unwrap();
        conn.commit().await.unwrap();
    }

    pub async fn standing(&self) -> Standing {
        let mut conn = self.app.app.db.read().await.unwrap();
        let row = store::application::find(&mut conn, self.hanako.customer, self.application);
        row.await.unwrap().unwrap().standing
    }

    /// The application as its newest form shows it.
    pub async fn shown(&self) -> (Uuid, i64) {
        let mut conn = self.app.app.db.read().await.unwrap();
        let row = store::application::find(&mut conn, self.hanako.customer, self.application);
        (self.application, row.await.unwrap().unwrap().version)
    }

    /// One of the bank's people.
    pub async fn officer(&self, role: Role, email: Option<&str>) -> Officer {
        self.app.officer_at(&[role], email).await
    }
}

impl TestApp {
    pub fn new_id(&self) -> Uuid {
        self.app.dice.id(self.app.clock.now()).unwrap()
    }

    /// An application a customer has begun.
    pub async fn draft_of(&self, asker: &Asker) -> Uuid {
        let (id, now, dice) = (self.new_id(), self.app.clock.now(), &self.app.dice);
        let nothing = Declaration::default();
        let sealed = asker.vault.seal_json(dice, "application.details", id, &nothing).unwrap();
        let mut conn = self.app.db.begin().await.unwrap();
        store::application::insert(&mut conn, id, asker.customer, &sealed, now).await.unwrap();
        conn.commit().await.unwrap();
        id
    }
}

#[track_caller]
pub fn assert_refused<T: std::fmt::Debug>(outcome: Result<T, AppError>, refusal: Refusal) {
    match outcome {
        Err(AppError::Refused(found)) => assert_eq!(found, refusal),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub fn assert_rule<T: std::fmt::Debug>(outcome: Result<T, AppError>, rule: Rule) {
    assert_refused(outcome, Refusal::Document(rule));
}

#[track_caller]
pub fn assert_missing<T: std::fmt::Debug>(outcome: &Result<T, AppError>) {
    assert!(matches!(outcome, Err(AppError::NotFound)), "{outcome:?}");
}

on_both_engines! {
    async fn r3_3a_a_photo_is_kept_drawn_anew_and_sealed_and_tells_no_place(db: TestDb) {
        let day = Day::begun(&db).await;
        let given = good_photo();
        let id = day.upload(&given).await.unwrap();
        let [kept] = &day.documents().await[..] else { panic!("one picture") };
        assert_eq!((kept.id, kept.shows(), kept.state), (id, LICENCE, State::Kept));
        assert_eq!(kept.scan, Scan::NotScanned, "and the record says so");
        assert_eq!(day.app.audited("upload-document", "done").await, 1);

        let [sealed] = &day.files()[..] else { panic!("one file") };
        for part in [PLANTED, b"Exif", b"\xFF\xD8\xFF", &given[given.len() / 2..][..32]] {
            assert!(!holds(sealed, part), "{part:?} is readable");
        }
        let picture = document::picture(&day.app.app, &day.hanako, id).await.unwrap();
        // Turned upright: it was taken sideways.
        assert_eq!(picture.size, (HEIGHT.into(), WIDTH.into()));
        assert!(!holds(&picture.jpeg, &PLANTED[..16]) && !holds(&picture.jpeg, b"Exif"));
        let pixels = &picture.jpeg[picture.jpeg.len() / 2..][..48];
        assert!(!holds(sealed, pixels), "what was drawn anew is readable");
        let decoded = image::load_from_memory(&picture.jpeg).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (HEIGHT, WIDTH));
    }

    async fn r3_3a_of_hostile_files_none_is_kept_as_it_came(db: TestDb) {
        let day = Day::begun(&db).await;
        let cases = corpus(&Good::new());
        let (mut taken, mut refused) = (0, 0);
        for (number, case) in cases.iter().step_by(6).enumerate() {
            if number % 30 == 29 {
                day.app.advance(TimeDelta::hours(25));
            }
            match day.upload(&case.bytes).await {
                Ok(id) => {
                    assert!(!matches!(case.expected, Expected::Refused(_)), "{}", case.name);
                    let picture = document::picture(&day.app.app, &day.hanako, id).await.unwrap();
                    assert!(!holds(&picture.jpeg, &PLANTED[..16]), "{}", case.name);
                    image::load_from_memory_with_format(&picture.jpeg, ImageFormat::Jpeg).unwrap();
                    taken += 1;
                }
                Err(AppError::Refused(Refusal::Picture(found))) => {
                    if let Expected::Refused(expected) = case.expected {
                        assert_eq!(found, expected, "{}", case.name);
                    }
                    assert!(!matches!(case.expected, Expected::Redrawn), "{}", case.name);
                    refused += 1;
                }
                Err(other) => panic!("{}: {other:?}", case.name),
            }
            let living = day.documents().await.len();
            assert_eq!(day.files().len(), living, "{}: no file without a picture", case.name);
            for sealed in day.files() {
                assert!(!holds(&sealed, PLANTED), "{}", case.name);
            }
        }
        assert!(taken > 10 && refused > 10, "{taken} taken, {refused} refused: no real trial");
        let undestroyed = "SELECT COUNT(*) AS n FROM document \
                           WHERE ended_at IS NOT NULL AND destroyed_at IS NULL";
        assert_eq!(day.app.count(undestroyed).await, 0);
    }

    async fn r3_3a_what_is_wrong_with_a_file_is_told_and_audited(db: TestDb) {
        let day = Day::begun(&db).await;
        let heic = b"\0\0\0\x1Cftypheic\0\0\0\0mif1heicmiaf".to_vec();
        for (bytes, refusal) in [
            (heic, PictureRefusal::Heif),
            (b"%PDF-1.7".to_vec(), PictureRefusal::NotAPicture),
            (Vec::new(), PictureRefusal::NotAPicture),
            (vec![0xFF; document::MOST_BYTES + 1], PictureRefusal::TooLarge),
        ] {
            assert_refused(day.upload(&bytes).await, Refusal::Picture(refusal));
            assert!(day.app.audited("upload-document", refusal.code()).await >= 1);
        }
        assert!(day.files().is_empty() && day.documents().await.is_empty());
    }

    async fn r3_3a_the_back_of_a_my_number_card_is_refused_whatever_is_sent(db: TestDb) {
        let day = Day::begun(&db).await;
        for kind in [DocumentKind::MyNumberCard, DocumentKind::CombinedResidenceCard] {
            let back = (kind, Side::Back);
            for bytes in [good_photo(), Vec::new()] {
                let sent = day.upload_by(day.form(), back, &bytes).await;
                assert_rule(sent, Rule::Declared(DeclareError::ShowsMyNumber));
            }
        }
        let page = (DocumentKind::DrivingLicence, Side::AddressPage);
        let sent = day.upload_by(day.form(), page, &good_photo()).await;
        assert_rule(sent, Rule::Declared(DeclareError::SideNotAsked));
        assert_eq!(day.app.audited("upload-document", "shows-my-number").await, 4);
        assert_eq!(day.app.count("SELECT COUNT(*) AS n FROM document").await, 0);
        assert!(day.files().is_empty());
    }

    async fn r3_3a_another_picture_of_a_side_takes_the_place_of_the_one_before(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = day.upload(&good_photo()).await.unwrap();
        let second = day.upload(&Good::new().png).await.unwrap();
        let back = (DocumentKind::DrivingLicence, Side::Back);
        let other = day.upload_by(day.form(), back, &good_photo()).await.unwrap();
        let ids: Vec<_> = day.documents().await.iter().map(|document| document.id).collect();
        assert_eq!(ids, [second, other]);
        assert_eq!(day.files().len(), 2, "the first is destroyed");
        let row = day.row(first).await;
        assert_eq!(row.state, "replaced");
        assert!(row.destroyed_at.is_some());
        assert_missing(&document::picture(&day.app.app, &day.hanako, first).await);
    }

    async fn r3_3a_a_form_sent_twice_makes_one_picture(db: TestDb) {
        let day = Day::begun(&db).await;
        let form = day.form();
        let id = day.upload_by(form, LICENCE, &good_photo()).await.unwrap();
        assert_eq!(day.upload_by(form, LICENCE, &good_photo()).await.unwrap(), id);
        let day = Arc::new(day);
        let (form, mut clicks) = (day.form(), JoinSet::new());
        for _ in 0..8 {
            let day = Arc::clone(&day);
            clicks.spawn(async move { day.upload_by(form, LICENCE, &good_photo()).await });
        }
        let made: Vec<Uuid> = clicks.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
        assert_eq!(day.app.audited("upload-document", "done").await, 2);
        assert_eq!((day.documents().await.len(), day.files().len()), (1, 1));
    }

    async fn r3_3a_many_at_once_do_not_get_past_what_a_customer_may_give(db: TestDb) {
        let day = Arc::new(Day::begun(&db).await);
        let mut race = JoinSet::new();
        for _ in 0..MOST_A_DAY + 10 {
            let day = Arc::clone(&day);
            race.spawn(async move { day.upload(b"no picture").await });
        }
        let outcomes = race.join_all().await;
        let admitted = |outcome: &&Result<Uuid, AppError>| {
            matches!(outcome, Err(AppError::Refused(Refusal::Picture(_))))
        };
        let admitted = i64::try_from(outcomes.iter().filter(admitted).count()).unwrap();
        assert_eq!(admitted, MOST_A_DAY, "{outcomes:?}");
        assert_eq!(day.app.audited("upload-document", "too-many-today").await, 10);
        assert_rule(day.upload(&good_photo()).await, Rule::TooManyToday);
        let unread = || document::may_give(&day.app.app, &day.hanako, day.application);
        assert_rule(unread().await, Rule::TooManyToday);
        assert_eq!(day.app.audited("upload-document", "too-many-today").await, 12);
        day.app.advance(TimeDelta::hours(24));
        unread().await.unwrap();
        day.upload(&good_photo()).await.unwrap();
    }

    async fn r3_3a_a_picture_is_given_only_while_the_application_is_the_customers(db: TestDb) {
        let day = Day::begun(&db).await;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        assert_rule(day.upload(&good_photo()).await, Rule::NotYourTurn);
        let removed = document::remove(&day.app.app, &day.hanako, id).await;
        assert_rule(removed, Rule::NotYourTurn);
        assert_eq!(day.files().len(), 1);
        day.is("awaiting-customer").await;
        day.upload(&good_photo()).await.unwrap();
        day.is("withdrawn").await;
        assert_rule(day.upload(&good_photo()).await, Rule::NotYourTurn);
    }

    async fn r3_3a_another_customers_picture_and_a_missing_one_are_the_same(db: TestDb) {
        let day = Day::begun(&db).await;
        let id = day.upload(&good_photo()).await.unwrap();
        let taro = day.app.registered_customer("taro@example.jp").await.asker().await;
        let (app, nobody): (&App, _) = (&day.app.app, day.app.new_id());
        for (id, application) in [(id, day.application), (nobody, nobody)] {
            assert_missing(&document::picture(app, &taro, id).await);
            assert_missing(&document::remove(app, &taro, id).await);
            assert_missing(&document::of_application(app, &taro, application).await);
            let declared = (application, LICENCE.0, LICENCE.1);
            let photo = good_photo();
            assert_missing(&document::upload(app, &taro, day.form(), declared, photo).await);
        }
        assert_eq!(day.documents().await.len(), 1);
        assert_eq!(day.app.audited("upload-document", "not-found").await, 2);
        assert_eq!(day.app.audited("remove-document", "not-found").await, 2);
    }
}
