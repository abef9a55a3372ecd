//! Clause 5-2 イ: the bank's people see what was registered, declared and recorded side by
//! side; masked until they say what for; and every look is in the trail.

use std::fs;

use app::{
    AppError, FormKey, Officer, Refusal,
    application::{self, Note},
    document::{self, Document},
    domain::{
        application::{
            Offer, Refusal as Rule, State,
            checklist::Check,
            comparison::Mark,
            reason::{RejectReason, ReturnReason},
        },
        bank::{
            identity_document::{DocumentKind, Side},
            record::AccountState,
        },
        staff::{RevealPurpose, Role},
    },
    review::{self, Case, Likeness, Recorded},
};
use store::application::Standing;
use uuid::Uuid;

use crate::{
    document::{COMPARE, good_photo},
    kit::{Canary, PASSWORD, Person, TestApp, TimeDelta, on_both_engines, rejects},
};

const HANAKO: &str = "hanako@example.jp";

/// The bank's records: Hanako's account, one closed, one of another holder.
const RECORDS: &str = "branch,type,number,holder,birth_date,state,opened_on\n\
    001,1,0001234,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-01,open,1990-01-10\n\
    001,1,0001235,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-02,closed,\n\
    001,1,0001236,ｽｽﾞｷ ﾀﾛｳ,,frozen,\n\
    001,1,7654321,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-01,open,1989-06-05\n";

/// A day of the bank's: Hanako's application for an account, and a reviewer.
struct Day {
    app: TestApp,
    id: Uuid,
    reviewer: Officer,
}

impl Day {
    async fn begun(db: &testdb::TestDb, number: &str) -> Self {
        let app = TestApp::with_records(db, RECORDS).await;
        let hanako = app.registered_customer(HANAKO).await;
        let id = app.sent_application(&hanako, number, "やまだ　はなこ").await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        Self { app, id, reviewer }
    }

    async fn open(&self, officer: &Officer) -> Result<Case, AppError> {
        review::open(&self.app.app, officer, self.id).await
    }
}

on_both_engines! {
    async fn r5_2b_a_case_shows_three_sources_side_by_side_and_masked(db: TestDb) {
        let day = Day::begun(&db, "1234").await;
        let case = day.open(&day.reviewer).await.unwrap();
        let seen = &case.particulars;
        assert_eq!((seen.name.as_str(), seen.email.as_str()), ("山** 花**", "h***@e***.jp"));
        let account = seen.account.as_ref().unwrap();
        assert_eq!((account.branch.as_str(), account.number.as_str()), ("001", "****234"));
        assert_eq!(seen.holder.declared.text.as_deref(), Some("ヤ** ハ**"));
        assert_eq!(seen.holder.recorded.mark, Some(Mark::Same));
        assert_eq!(seen.holder.registered.mark, Some(Mark::Same));
        assert_eq!(seen.birth_date.recorded.mark, Some(Mark::Same));
        assert_eq!(seen.birth_date.registered.text.as_deref(), Some("****-**-**"));
        let opened_on = "1990-01-10".parse().ok();
        let found = Recorded::Found { state: AccountState::Open, mark: Mark::Same, opened_on };
        assert_eq!(seen.recorded, found);
        assert_eq!((case.state, case.revealed_for), (State::Submitted, None));
        let (kind, list) = case.checklists[0];
        assert_eq!(kind, DocumentKind::DrivingLicence);
        assert!(list.contains(&Check::Photo));
        assert_eq!(case.offers.may(), [Offer::Take, Offer::Reveal]);
        let debug = format!("{case:?}");
        for hidden in ["花子", "ハナコ", "1958", "0001234", "hanako"] {
            assert!(!debug.contains(hidden), "{hidden} leaves with a masked case: {debug}");
        }
        assert_eq!(day.app.audited("see-application", "done").await, 1);
    }

    async fn r5_2b_values_are_revealed_for_a_purpose_that_is_in_the_trail(db: TestDb) {
        let day = Day::begun(&db, "1234").await;
        let purpose = RevealPurpose::CompareDocument;
        let case = review::reveal(&day.app.app, &day.reviewer, day.id, purpose).await.unwrap();
        let seen = &case.particulars;
        assert_eq!(seen.name, "山田 花子");
        assert_eq!(seen.account.as_ref().unwrap().number, "0001234");
        assert_eq!(seen.holder.recorded.text.as_deref(), Some("ヤマダ ハナコ"));
        assert_eq!(seen.birth_date.registered.text.as_deref(), Some("1958-04-01"));
        assert_eq!(case.revealed_for, Some(purpose));
        assert_eq!(day.app.purposes("reveal-application").await, ["compare-document"]);
        assert_eq!(day.app.purposes("see-application").await, [""; 0]);
    }

    async fn r5_2b_what_differs_from_the_banks_record_is_marked(db: TestDb) {
        let day = Day::begun(&db, "1235").await;
        let seen = day.open(&day.reviewer).await.unwrap().particulars;
        assert_eq!(seen.birth_date.recorded.mark, Some(Mark::Differs));
        let Recorded::Found { state, mark, .. } = seen.recorded else { panic!("{seen:?}") };
        assert_eq!((state, mark), (AccountState::Closed, Mark::Differs));
        assert_eq!(seen.holder.recorded.mark, Some(Mark::Same));

        let other = Day::begun(&db, "1236").await;
        let seen = other.open(&other.reviewer).await.unwrap().particulars;
        assert_eq!(seen.holder.recorded.mark, Some(Mark::Differs));
        assert_eq!(seen.holder.recorded.text.as_deref(), Some("ス** タ**"));
        assert_eq!(seen.birth_date.recorded.text, None, "not recorded");
        assert_eq!(seen.birth_date.recorded.mark, None);
    }

    async fn r5_2b_an_account_not_recorded_and_records_not_read_are_told_apart(db: TestDb) {
        let day = Day::begun(&db, "7777777").await;
        let seen = day.open(&day.reviewer).await.unwrap().particulars;
        assert_eq!(seen.recorded, Recorded::NoSuchAccount);
        fs::remove_file(day.app.records_file()).unwrap();
        let seen = day.open(&day.reviewer).await.unwrap().particulars;
        assert_eq!(seen.recorded, Recorded::Unreadable, "the case opens all the same");
        assert_eq!(seen.holder.recorded.mark, None);
        assert_eq!(seen.holder.registered.mark, Some(Mark::Same));
    }

    async fn r5_2b_without_records_of_the_bank_the_page_says_so(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let id = app.sent_application(&hanako, "1234", "スズキ タロウ").await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let seen = review::open(&app.app, &reviewer, id).await.unwrap().particulars;
        assert_eq!(seen.recorded, Recorded::NotKept);
        assert_eq!(seen.holder.registered.mark, Some(Mark::Differs), "not the customer's name");
    }

    async fn r5_2b_the_timeline_holds_what_was_told_and_what_was_noted(db: TestDb) {
        let mut day = Day::begun(&db, "1234").await;
        let member = day.app.member(&[Role::Reviewer]).await;
        day.reviewer = member.browser.officer().await;
        application::take(&day.app.app, &day.reviewer, day.app.shown(day.id).await).await.unwrap();
        let claim = day.open(&day.reviewer).await.unwrap().claim.unwrap();
        assert!(claim.is_mine);
        day.app.advance(TimeDelta::seconds(1));
        let note = Note { told: "光っています。".to_owned(), noted: "原本は鮮明。".to_owned() };
        let (shown, glare) = (day.app.shown(day.id).await, [ReturnReason::Glare.into()]);
        let app = &day.app.app;
        application::return_to_customer(app, &day.reviewer, shown, &glare, &note).await.unwrap();
        let case = day.open(&day.reviewer).await.unwrap();
        let kinds: Vec<&str> = case.timeline.iter().map(|event| event.event.code()).collect();
        assert_eq!(kinds, ["begun", "submitted", "claimed", "returned"]);
        let returned = case.timeline.last().unwrap();
        let by = returned.by.as_ref().unwrap();
        let name = format!("行員 {}", member.email.split('@').next().unwrap());
        assert_eq!((by.staff, by.name.as_ref()), (day.reviewer.staff, Some(&name)));
        assert_eq!(returned.told.as_ref().map(|told| told.text.as_str()), Some("光っています。"));
        let noted = returned.noted.as_ref().map(|noted| noted.text.as_str());
        assert_eq!(noted, Some("原本は鮮明。"));
    }

    async fn r5_2b_earlier_applications_and_likenesses_are_seen_beside_it(db: TestDb) {
        let day = Day::begun(&db, "1234").await;
        let app = &day.app;
        let customer = app.application(day.id).await.customer_id;
        let (approver, other) = (app.officer(&[Role::Approver]).await, app.visitor());
        application::take(&app.app, &day.reviewer, app.shown(day.id).await).await.unwrap();
        let reject = &[RejectReason::AccountOfAnother];
        let shown = app.shown(day.id).await;
        application::recommend(&app.app, &day.reviewer, shown, &rejects(reject), "")
            .await
            .unwrap();
        application::take(&app.app, &approver, app.shown(day.id).await).await.unwrap();
        let (shown, note) = (app.shown(day.id).await, Note::default());
        application::decide(&app.app, &approver, shown, &rejects(reject), &note)
            .await
            .unwrap();
        app.advance(TimeDelta::days(1));

        // Somebody registers as the same person under another address, for the same account.
        app.register_at(&other, Person::at("hanako2@example.jp")).await;
        let second = app.sent_application(&other, "1234", "ヤマダ ハナコ").await;
        let case = review::open(&app.app, &day.reviewer, second).await.unwrap();
        assert!(case.earlier.is_empty());
        let alike: Vec<_> = case.duplicates.iter().map(|like| (like.id, like.likeness)).collect();
        assert_eq!(alike, [(day.id, Likeness::Account), (day.id, Likeness::Person)]);

        let hanako = app.visitor();
        hanako.log_in(HANAKO, PASSWORD).await;
        assert_eq!(hanako.asker().await.customer, customer);
        let third = app.sent_application(&hanako, "5555", "ヤマダ ハナコ").await;
        let case = review::open(&app.app, &day.reviewer, third).await.unwrap();
        let earlier: Vec<_> = case.earlier.iter().map(|row| (row.id, row.state)).collect();
        assert_eq!(earlier, [(day.id, State::Rejected)]);
        let alike: Vec<_> = case.duplicates.iter().map(|like| (like.id, like.likeness)).collect();
        assert_eq!(alike, [(second, Likeness::Person)]);
    }

    async fn r5_2b_pictures_are_in_the_case_and_one_given_twice_is_found(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (licence, photo) = ((DocumentKind::DrivingLicence, Side::Front), good_photo());
        let mut sent = Vec::new();
        for (email, account) in [(HANAKO, "1234"), ("taro@example.jp", "4321")] {
            let customer = app.visitor();
            app.register_at(&customer, Person { given: "一", ..Person::at(email) }).await;
            let id = app.declared_application(&customer, account, "ヤマダ ハナコ").await;
            let (asker, form) = (customer.asker().await, FormKey(app.new_id()));
            let (kind, side) = licence;
            document::upload(&app.app, &asker, form, (id, kind, side), photo.clone()).await.unwrap();
            app.send_application(asker.customer, id).await;
            sent.push(id);
        }
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let case = review::open(&app.app, &reviewer, sent[0]).await.unwrap();
        assert_eq!(case.pictures.iter().map(Document::shows).collect::<Vec<_>>(), [licence]);
        let alike: Vec<_> = case.duplicates.iter().map(|like| (like.id, like.likeness)).collect();
        assert_eq!(alike, [(sent[1], Likeness::Picture), (sent[1], Likeness::Person)]);
        document::look(&app.app, &reviewer, case.pictures[0].id, COMPARE).await.unwrap();
        assert_eq!(app.audited("see-document", "done").await, 1);
    }

    async fn r5_2b_a_case_whose_time_is_over_opens_and_says_that_it_is_forgotten(db: TestDb) {
        let day = Day::begun(&db, "1234").await;
        let mut conn = day.app.app.db.begin().await.unwrap();
        let row = day.app.application(day.id).await;
        let withdrawn = Standing { state: "withdrawn".to_owned(), ..row.standing };
        store::application::step(&mut conn, day.id, row.version, &withdrawn).await.unwrap();
        store::application::forget(&mut conn, day.id).await.unwrap();
        conn.commit().await.unwrap();
        let case = day.open(&day.reviewer).await.unwrap();
        assert!(case.is_forgotten && case.particulars.account.is_none());
        assert_eq!((case.state, case.offers.may()), (State::Withdrawn, &[Offer::Reveal][..]));
    }

    async fn r5_2b_nobody_opens_an_application_of_their_own(db: TestDb) {
        let day = Day::begun(&db, "1234").await;
        let herself = day.app.officer_at(&[Role::Reviewer], Some(HANAKO)).await;
        let own = Refusal::Application(Rule::OwnApplication);
        let opened = day.open(&herself).await;
        assert!(matches!(opened, Err(AppError::Refused(found)) if found == own), "{opened:?}");
        assert_eq!(day.app.audited("see-application", "own-application").await, 1);
    }

    async fn r5_2b_who_may_not_look_is_refused_and_a_draft_is_nobodys_business(db: TestDb) {
        let day = Day::begun(&db, "1234").await;
        for role in [Role::Auditor, Role::Administrator] {
            let officer = day.app.officer(&[role]).await;
            let opened = day.open(&officer).await;
            assert!(matches!(opened, Err(AppError::Refused(Refusal::NotPermitted))), "{opened:?}");
        }
        assert_eq!(day.app.audited("see-application", "not-permitted").await, 2);
        let taro = day.app.registered_customer("taro@example.jp").await.asker().await;
        let draft = application::begin(&day.app.app, &taro).await.unwrap();
        for nothing in [draft, Uuid::nil()] {
            let opened = review::open(&day.app.app, &day.reviewer, nothing).await;
            assert!(matches!(opened, Err(AppError::NotFound)), "{opened:?}");
        }
        assert_eq!(day.app.audited("see-application", "not-found").await, 2);
    }

    async fn r6_2_what_an_application_declares_is_readable_nowhere(db: TestDb) {
        let day = Day::begun(&db, "7654321").await;
        day.open(&day.reviewer).await.unwrap();
        let purpose = RevealPurpose::AnswerCustomer;
        let case = review::reveal(&day.app.app, &day.reviewer, day.id, purpose).await.unwrap();
        // All of these went through the program: as declared and read, as compared, as recorded.
        assert_eq!(case.particulars.holder.recorded.mark, Some(Mark::Same));
        let canaries =
            ["7654321", "やまだ　はなこ", "ヤマダ ハナコ", "ヤマダハナコ", "ﾔﾏﾀﾞ ﾊﾅｺ", "1958-04-01", "1989-06-05"];
        let canaries = canaries.map(Canary::new);
        day.app.assert_unreadable(&canaries);
    }
}
