//! Clauses 3-3 ア and 5-2 ア: a picture ends by its customer or by the bank; its file is then
//! gone, and the fact stays.

use std::sync::Arc;

use app::{
    Officer, Refusal,
    application::{self, Note},
    document,
    domain::{
        application::{
            CLAIM, Refusal as ApplicationRule,
            reason::{Mend, ReturnReason},
        },
        audit::Action,
        bank::identity_document::Side,
        document::PurgeReason,
        staff::Role,
    },
    review,
};
use store::application::Standing;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    document::{COMPARE, Day, HANAKO, LICENCE, assert_missing, assert_refused, good_photo},
    kit::{TestDb, TimeDelta, approves, on_both_engines},
};

impl Day {
    /// A licence's front and back, sent to the bank.
    async fn with_two_pictures_sent(db: &TestDb) -> (Self, Uuid, Uuid) {
        let day = Self::begun(db).await;
        let front = day.upload(&good_photo()).await.unwrap();
        let back = (LICENCE.0, Side::Back);
        let back = day.upload_by(day.form(), back, &good_photo()).await.unwrap();
        day.is("submitted").await;
        (day, front, back)
    }

    /// The application, recommended for approval by a reviewer.
    pub async fn is_recommended(&self) {
        let (app, reviewer) = (&self.app.app, self.officer(Role::Reviewer, None).await);
        application::take(app, &reviewer, self.shown().await).await.unwrap();
        let shown = self.a_second_later().await;
        application::recommend(app, &reviewer, shown, &approves(), "").await.unwrap();
        self.a_second_later().await;
    }

    /// And approved by another.
    pub async fn is_approved_as_recommended(&self) {
        let (app, approver) = (&self.app.app, self.officer(Role::Approver, None).await);
        application::take(app, &approver, self.shown().await).await.unwrap();
        let (shown, note) = (self.a_second_later().await, Note::default());
        application::decide(app, &approver, shown, &approves(), &note).await.unwrap();
        self.a_second_later().await;
    }

    /// The application as its newest form shows it. What happens one after the other has times in
    /// that order.
    async fn a_second_later(&self) -> (Uuid, i64) {
        self.app.advance(TimeDelta::seconds(1));
        self.shown().await
    }

    async fn events(&self) -> Vec<String> {
        let mut conn = self.app.app.db.read().await.unwrap();
        let events = store::application_event::of(&mut conn, self.application).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }

    async fn purge(&self, officer: &Officer, id: Uuid) -> Result<(), app::AppError> {
        document::purge(&self.app.app, officer, id, PurgeReason::MyNumberVisible).await
    }
}

on_both_engines! {
    async fn r3_3a_a_customer_takes_a_picture_back_and_it_is_gone(db: TestDb) {
        let day = Day::begun(&db).await;
        let id = day.upload(&good_photo()).await.unwrap();
        document::remove(&day.app.app, &day.hanako, id).await.unwrap();
        assert!(day.files().is_empty() && day.documents().await.is_empty());
        let row = day.row(id).await;
        assert!(row.state == "removed" && row.destroyed_at.is_some(), "{row:?}");
        assert_missing(&document::remove(&day.app.app, &day.hanako, id).await);
        assert_eq!(day.app.audited("remove-document", "done").await, 1);
    }

    async fn r5_2a_every_look_at_a_picture_is_in_the_trail(db: TestDb) {
        let (day, front, _) = Day::with_two_pictures_sent(&db).await;
        let reviewer = day.officer(Role::Reviewer, None).await;
        let picture = document::look(&day.app.app, &reviewer, front, COMPARE).await.unwrap();
        let own = document::picture(&day.app.app, &day.hanako, front).await.unwrap();
        assert!(picture == own && picture.jpeg.starts_with(b"\xFF\xD8\xFF"));
        let auditor = day.officer(Role::Auditor, None).await;
        let looked = document::look(&day.app.app, &auditor, front, COMPARE).await;
        assert_refused(looked, Refusal::NotPermitted);
        let hanako = day.officer(Role::Reviewer, Some(HANAKO)).await;
        let looked = document::look(&day.app.app, &hanako, front, COMPARE).await;
        assert_refused(looked, Refusal::Application(ApplicationRule::OwnApplication));
        assert_missing(&document::look(&day.app.app, &reviewer, day.app.new_id(), COMPARE).await);
        for outcome in ["done", "not-permitted", "own-application", "not-found"] {
            assert_eq!(day.app.audited("see-document", outcome).await, 1, "{outcome}");
        }
    }

    async fn r5_2a_the_bank_sees_no_picture_of_a_draft(db: TestDb) {
        let day = Day::begun(&db).await;
        let id = day.upload(&good_photo()).await.unwrap();
        let supervisor = day.officer(Role::Supervisor, None).await;
        assert_missing(&document::look(&day.app.app, &supervisor, id, COMPARE).await);
        assert_missing(&day.purge(&supervisor, id).await);
        assert_eq!(day.files().len(), 1);
    }

    async fn r5_2a_a_purged_picture_is_gone_its_fact_stays_and_another_is_asked_for(db: TestDb) {
        let (day, front, back) = Day::with_two_pictures_sent(&db).await;
        day.is_recommended().await;
        let reviewer = day.officer(Role::Reviewer, None).await;
        assert_refused(day.purge(&reviewer, front).await, Refusal::NotPermitted);
        let supervisor = day.officer(Role::Supervisor, None).await;
        day.purge(&supervisor, front).await.unwrap();

        assert_eq!(day.files().len(), 1, "the back's");
        let row = day.row(front).await;
        let end = row.end.unwrap();
        assert_eq!((row.state.as_str(), end.by), ("purged", Some(supervisor.staff.0)));
        assert_eq!(end.reason.as_deref(), Some("my-number-visible"));
        assert!(row.destroyed_at.is_some(), "the proof that it is gone");
        assert_eq!(day.documents().await.iter().map(|one| one.id).collect::<Vec<_>>(), [back]);
        assert_missing(&document::look(&day.app.app, &supervisor, front, COMPARE).await);
        assert_missing(&document::picture(&day.app.app, &day.hanako, front).await);
        assert_missing(&day.purge(&supervisor, front).await);

        let standing = day.standing().await;
        assert_eq!((standing.state.as_str(), standing.recommendation), ("awaiting-customer", None));
        assert_eq!(day.events().await, ["claimed", "recommended", "picture-purged"]);
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("画像を消去しました"), "{}", letter.subject);
        assert!(letter.text.contains("60日以内に"), "until when: {}", letter.text);
        day.upload(&good_photo()).await.unwrap();
    }

    async fn r5_2a_of_twenty_who_purge_at_once_one_does_and_one_mail_is_sent(db: TestDb) {
        let (day, front, _) = Day::with_two_pictures_sent(&db).await;
        let supervisor = day.officer(Role::Supervisor, None).await;
        let before = day.app.mails_to(HANAKO).await.len();
        let (day, mut race) = (Arc::new(day), JoinSet::new());
        for _ in 0..20 {
            let (day, supervisor) = (Arc::clone(&day), supervisor.clone());
            race.spawn(async move { day.purge(&supervisor, front).await });
        }
        let outcomes = race.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert_eq!(day.events().await, ["picture-purged"]);
        assert_eq!(day.app.mails_to(HANAKO).await.len(), before + 1);
    }

    async fn r5_2a_nobody_purges_in_an_application_of_their_own(db: TestDb) {
        let (day, front, _) = Day::with_two_pictures_sent(&db).await;
        let hanako = day.officer(Role::Supervisor, Some(HANAKO)).await;
        let own = Refusal::Application(ApplicationRule::OwnApplication);
        assert_refused(day.purge(&hanako, front).await, own);
        assert_eq!(day.files().len(), 2);
    }

    async fn r5_2a_a_decided_applications_picture_is_purged_and_the_decision_stands(db: TestDb) {
        let (day, front, _) = Day::with_two_pictures_sent(&db).await;
        day.is_recommended().await;
        day.is_approved_as_recommended().await;
        let supervisor = day.officer(Role::Supervisor, None).await;
        day.purge(&supervisor, front).await.unwrap();
        assert_eq!(day.standing().await.state, "approved");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("画像を消去しました"), "{}", letter.subject);
        assert!(!letter.text.contains("60日"), "nothing is waited for: {}", letter.text);
        assert_eq!(day.files().len(), 1);
        assert_eq!(day.events().await[3..], ["approved", "picture-purged"]);
    }

    async fn r5_2a_returned_for_a_number_that_shows_the_picture_named_or_all_are_destroyed(db: TestDb) {
        let number = ReturnReason::MyNumberVisible;
        let mends: [(Mend, usize); 3] =
            [(ReturnReason::Glare.into(), 2), (number.into(), 0), ((number, LICENCE).into(), 1)];
        for (mend, left) in mends {
            let db = TestDb::create(db.engine).await;
            let (day, front, _) = Day::with_two_pictures_sent(&db).await;
            let reviewer = day.officer(Role::Reviewer, None).await;
            let claim = Some((reviewer.staff.0, day.app.app.clock.now() + CLAIM));
            let before = day.standing().await;
            day.stands(&Standing { state: "in-review".to_owned(), claim, ..before }).await;
            let (app, note) = (&day.app.app, Note::default());
            let shown = day.shown().await;
            application::return_to_customer(app, &reviewer, shown, &[mend], &note).await.unwrap();
            assert_eq!((day.documents().await.len(), day.files().len()), (left, left), "{mend:?}");
            // Each that was destroyed is in the trail, and its customer reads who did it.
            assert_eq!(day.app.audited("purge-document", "done").await, 2 - left, "{mend:?}");
            let looks = app::looks::mine(app, &day.hanako).await.unwrap();
            let purged = looks.iter().filter(|look| look.action == Action::PurgeDocument);
            let roles: Vec<_> = purged.map(|look| look.role).collect();
            assert_eq!(roles, vec![Some(Role::Reviewer); 2 - left], "{mend:?}");
            let case = review::open(app, &reviewer, day.application).await.unwrap();
            let reasons = case.pictures.into_iter().filter_map(|one| one.reason);
            assert_eq!(reasons.collect::<Vec<_>>(), vec![PurgeReason::MyNumberVisible; 2 - left]);
            if left < 2 {
                let row = day.row(front).await;
                assert_eq!(row.end.unwrap().reason.as_deref(), Some("my-number-visible"));
                assert!(row.state == "purged" && row.destroyed_at.is_some());
            }
        }
    }
}
