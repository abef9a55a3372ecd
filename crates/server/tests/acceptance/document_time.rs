//! Clause 3-3 ア: pictures are kept short and records long, each by its own timer, and neither
//! longer than its customer.

use app::{
    Refusal,
    application::{self, Milestone, Note, Part},
    customer::close,
    document,
    domain::{
        application::{Refusal as Rule, State, declaration::Declaration, reason::RejectReason},
        bank::{Account, HolderKana, identity_document::Side},
        staff::Role,
    },
};
use store::application_event::ApplicationEvent;

use crate::{
    document::{Day, HANAKO, LICENCE, assert_missing, assert_refused, good_photo},
    kit::{PASSWORD, on_both_engines, rejects},
};

impl Day {
    async fn let_pass(&self, days: i64) {
        self.app.let_pass(days).await;
    }

    /// Sent, recommended and approved.
    async fn is_approved(&self) {
        self.is("submitted").await;
        self.is_recommended().await;
        self.is_approved_as_recommended().await;
    }

    /// Sent, recommended for approval, and rejected all the same.
    async fn is_rejected(&self) {
        self.is("submitted").await;
        self.is_recommended().await;
        let (app, approver) = (&self.app.app, self.officer(Role::Approver, None).await);
        application::take(app, &approver, self.shown().await).await.unwrap();
        let (shown, note) = (self.shown().await, Note::default());
        let finding = rejects(&[RejectReason::Duplicate]);
        application::decide(app, &approver, shown, &finding, &note).await.unwrap();
    }

    /// Hanako says which account it is for.
    async fn declares_an_account(&self, number: &str) {
        let account = Account::parse("001", "ordinary", number).unwrap();
        let part = Part::Account(account, HolderKana::parse("ヤマダ ハナコ").unwrap());
        application::declare(&self.app.app, &self.hanako, self.shown().await, part).await.unwrap();
    }

    /// Hanako begins again: the draft that ended stands in no way.
    async fn hanako_applies_anew(&self) {
        let anew = application::begin(&self.app.app, &self.hanako).await.unwrap();
        assert_ne!(anew, self.application);
    }

    /// Notes what happened, and something that was said of it.
    async fn say(&self, kind: &str) {
        let mut conn = self.app.app.db.begin().await.unwrap();
        let event = ApplicationEvent {
            id: self.app.new_id(),
            application_id: self.application,
            at: self.app.app.clock.now(),
            kind: kind.to_owned(),
            staff_id: None,
            told: Some(b"told".to_vec()),
            noted: Some(b"noted".to_vec()),
        };
        store::application_event::append(&mut conn, &event).await.unwrap();
        conn.commit().await.unwrap();
    }

    async fn said(&self) -> usize {
        let mut conn = self.app.app.db.read().await.unwrap();
        let events = store::application_event::of(&mut conn, self.application).await.unwrap();
        assert!(!events.is_empty(), "what happened stays");
        events.iter().filter(|event| event.told.is_some() || event.noted.is_some()).count()
    }

    async fn details(&self) -> Vec<u8> {
        let mut conn = self.app.app.db.read().await.unwrap();
        let row = store::application::find(&mut conn, self.hanako.customer, self.application);
        row.await.unwrap().unwrap().details
    }
}

on_both_engines! {
    async fn r3_3a_pictures_go_ninety_days_after_approval_and_the_record_stays_with_its_customer(db: TestDb) {
        let day = Day::begun(&db).await;
        day.declares_an_account("1234567").await;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is_approved().await;
        day.let_pass(89).await;
        document::picture(&day.app.app, &day.hanako, id).await.unwrap();
        day.let_pass(1).await;
        assert_missing(&document::picture(&day.app.app, &day.hanako, id).await);
        assert!(day.files().is_empty());
        let row = day.row(id).await;
        assert!(row.state == "expired" && row.destroyed_at.is_some(), "{row:?}");
        assert_eq!(day.app.audited("expire-document", "done").await, 1);

        // Whoever uses the service for decades was verified once, and the bank can still say how.
        day.let_pass(30 * 365).await;
        assert_eq!(day.app.audited("forget-application", "done").await, 0);
        assert!(day.row(id).await.original_hash.is_some());
        assert_eq!(day.said().await, 2, "of the recommendation and of the decision");
        let shown = application::show(&day.app.app, &day.hanako, day.application).await.unwrap();
        let account = Account::parse("001", "ordinary", "1234567").unwrap();
        assert_eq!(shown.declaration.account, Some(account));
        let anew = application::begin(&day.app.app, &day.hanako).await;
        assert_refused(anew, Refusal::Application(Rule::AlreadyApproved));
    }

    async fn r3_3a_what_was_rejected_is_forgotten_after_seven_years(db: TestDb) {
        let day = Day::begun(&db).await;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is_rejected().await;
        day.let_pass(90).await;
        let hash = day.row(id).await.original_hash;
        assert!(!day.details().await.is_empty() && hash.is_some(), "records stay");
        day.let_pass(7 * 365 - 90).await;
        assert!(!day.details().await.is_empty(), "leap days are missing yet");
        assert_eq!(day.said().await, 2, "of the recommendation and of the decision");
        day.let_pass(2).await;
        assert_eq!((day.details().await, day.said().await), (Vec::new(), 0));
        assert_eq!(day.row(id).await.original_hash, None);
        let standing = day.standing().await;
        assert!(standing.state == "rejected" && standing.decision.is_some(), "the bare row stays");
        assert_eq!(day.app.audited("forget-application", "done").await, 1);
        let shown = application::show(&day.app.app, &day.hanako, day.application).await.unwrap();
        assert_eq!(shown.declaration, Declaration::default(), "its page says only that it was");
        day.let_pass(1).await;
        assert_eq!(day.app.audited("forget-application", "done").await, 1, "once");
    }

    async fn r3_3a_what_expired_is_forgotten_after_seven_years(db: TestDb) {
        let day = Day::begun(&db).await;
        day.is("awaiting-customer").await;
        day.let_pass(60).await;
        assert_eq!(day.standing().await.state, "expired");
        day.let_pass(7 * 365).await;
        assert!(!day.details().await.is_empty(), "leap days are missing yet");
        day.let_pass(2).await;
        assert!(day.details().await.is_empty());
    }

    async fn r3_3a_what_waits_is_kept_and_an_abandoned_drafts_picture_goes(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = day.upload(&good_photo()).await.unwrap();
        day.let_pass(45).await;
        let back = (LICENCE.0, Side::Back);
        day.upload_by(day.form(), back, &good_photo()).await.unwrap();
        day.let_pass(45).await;
        assert_missing(&document::picture(&day.app.app, &day.hanako, first).await);
        let second = day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        day.let_pass(400).await;
        document::picture(&day.app.app, &day.hanako, second).await.unwrap();
        day.is("withdrawn").await;
        day.say("withdrawn").await;
        day.let_pass(89).await;
        assert_eq!(day.files().len(), 2);
        day.let_pass(1).await;
        assert!(day.files().is_empty());
    }

    async fn r3_3a_a_draft_left_lying_ends_and_forgets_what_it_said(db: TestDb) {
        let day = Day::begun(&db).await;
        day.let_pass(50).await;
        day.upload(&good_photo()).await.unwrap();
        day.let_pass(89).await;
        assert!(day.standing().await.state == "draft" && !day.details().await.is_empty());
        day.let_pass(1).await;
        assert_eq!(day.standing().await.state, "withdrawn");
        assert!(day.details().await.is_empty() && day.files().is_empty());
        assert_eq!(day.app.audited("expire-application", "done").await, 1);
        let shown = application::show(&day.app.app, &day.hanako, day.application).await.unwrap();
        assert_eq!(shown.declaration, Declaration::default());
        // Nobody took it back, and nobody is told so.
        assert_eq!(shown.summary.state, State::Expired);
        assert_eq!(shown.milestones.last().unwrap().1, Milestone::Expired);
        let listed = application::mine(&day.app.app, &day.hanako).await.unwrap();
        assert_eq!(listed[0].state, State::Expired);
        let hanako = day.app.visitor();
        hanako.log_in(HANAKO, PASSWORD).await;
        let page = hanako.get(&format!("/applications/{}", day.application)).await;
        page.assert_sees("長いあいだお続きがなかったため、終了しました。").assert_not_sees("取り下げ");
        day.hanako_applies_anew().await;
        day.let_pass(1).await;
        assert_eq!(day.app.audited("expire-application", "done").await, 1, "once");
    }

    async fn r3_3a_a_draft_its_customer_took_back_says_so(db: TestDb) {
        let day = Day::begun(&db).await;
        application::withdraw(&day.app.app, &day.hanako, day.application).await.unwrap();
        let shown = application::show(&day.app.app, &day.hanako, day.application).await.unwrap();
        assert_eq!(shown.summary.state, State::Withdrawn);
        assert_eq!(shown.milestones.last().unwrap().1, Milestone::Withdrawn);
        let listed = application::mine(&day.app.app, &day.hanako).await.unwrap();
        assert_eq!(listed[0].state, State::Withdrawn);
    }

    async fn r5_2a_an_application_under_review_ends_with_its_customer_and_its_life_says_so(db: TestDb) {
        let day = Day::begun(&db).await;
        day.is("submitted").await;
        day.is_recommended().await;
        close::close(&day.app.app, &day.hanako, PASSWORD).await.unwrap();
        day.let_pass(31).await;
        assert_eq!(day.app.audited("erase-account", "done").await, 1);
        let standing = day.standing().await;
        assert_eq!((standing.state.as_str(), standing.recommendation), ("withdrawn", None));
        let mut conn = day.app.app.db.read().await.unwrap();
        let events = store::application_event::of(&mut conn, day.application).await.unwrap();
        let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["claimed", "recommended", "withdrawn"]);
        assert_eq!(events[2].staff_id, None, "nobody of the bank did it");
        assert_eq!(day.app.audited("withdraw-application", "done").await, 1);
    }

    async fn r3_3a_an_erased_customers_pictures_are_gone_and_nothing_names_them(db: TestDb) {
        let day = Day::begun(&db).await;
        day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        close::close(&day.app.app, &day.hanako, PASSWORD).await.unwrap();
        day.let_pass(31).await;
        assert_eq!(day.app.audited("erase-account", "done").await, 1);
        assert!(day.files().is_empty());
        assert_eq!(day.app.count("SELECT COUNT(*) AS n FROM document").await, 0);
    }
}
