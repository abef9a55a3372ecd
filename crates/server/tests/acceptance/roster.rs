//! Clause 5-1 ア: the bank's people find a customer for a purpose, see them masked, and take
//! the roster out for a purpose; each look is in the trail.

use std::collections::BTreeSet;

use app::{
    AppError, Officer, Refusal,
    customer::Profile,
    domain::{
        audit::Action,
        person::{Corrected, EmailAddress, Name},
        staff::{ExportPurpose, FindPurpose, Role, Step},
    },
    roster::{self, Person, Sought},
    seed::SeedCustomer,
};
use uuid::Uuid;

use crate::kit::{Canary, Person as Registering, TestApp, TimeDelta, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

async fn find(app: &TestApp, officer: &Officer, sought: Sought) -> Vec<Person> {
    roster::find(&app.app, officer, &sought, FindPurpose::AnswerCustomer).await.unwrap()
}

fn email(address: &str) -> Sought {
    Sought::Email(EmailAddress::parse(address).unwrap())
}

fn name(kana: &str) -> Sought {
    Sought::Name(kana.to_owned())
}

/// The whole roster as text.
async fn exported(app: &TestApp, officer: &Officer, purpose: ExportPurpose) -> String {
    let mut roster = roster::export(&app.app, officer, purpose).await.unwrap();
    let mut file = Vec::new();
    while let Some(piece) = roster.piece(&app.app).await.unwrap() {
        file.extend(piece);
    }
    assert_eq!(roster.piece(&app.app).await.unwrap(), None, "it stays at its end");
    String::from_utf8(file).unwrap()
}

on_both_engines! {
    async fn r5_1a_a_customer_is_found_by_address_name_or_identity_and_seen_masked(db: TestDb) {
        let app = TestApp::start(&db).await;
        let id = app.registered_customer(HANAKO).await.asker().await.customer;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        for sought in [email("Hanako@Example.jp"), name("やまだ　はなこ"), Sought::Id(id)] {
            let found = find(&app, &supervisor, sought).await;
            assert_eq!(found.len(), 1);
            let seen = (found[0].id, found[0].name.as_str(), found[0].email.as_str());
            assert_eq!(seen, (id, "山** 花**", "h***@e***.jp"));
            assert!(found[0].last_login_at.is_some());
        }
        for sought in [email("taro@example.jp"), name("ヤマダ"), Sought::Id(Uuid::nil())] {
            assert!(find(&app, &supervisor, sought).await.is_empty(), "nothing but the whole");
        }
        assert_eq!(app.purposes("find-customer").await, ["answer-customer"; 6]);
        let looks = app::looks::mine(&app.app, &app_asker(&app).await).await.unwrap();
        assert_eq!(looks.len(), 3, "the customer reads who found them, and not who did not");
    }

    async fn r5_1a_customers_of_one_name_are_told_apart_and_each_has_the_look(db: TestDb) {
        let app = TestApp::start(&db).await;
        for address in [HANAKO, "hanako2@example.jp"] {
            app.registered_customer(address).await;
        }
        app.register_at(&app.visitor(), Registering { given_kana: "タロウ", ..Registering::at("taro@example.jp") }).await;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let found = find(&app, &supervisor, name("ﾔﾏﾀﾞ ﾊﾅｺ")).await;
        assert_eq!(found.len(), 2);
        assert_eq!(app.audited("find-customer", "done").await, 2);
        app.assert_unreadable(&[Canary::new("ﾔﾏﾀﾞ ﾊﾅｺ"), Canary::new("ヤマダハナコ")]);
    }

    async fn r5_1a_customers_from_before_there_was_an_index_are_found_after_a_sweep(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let mut conn = app.app.db.begin().await.unwrap();
        conn.execute("UPDATE customer SET name_index = NULL, person_index = NULL", vec![]).await.unwrap();
        conn.commit().await.unwrap();
        let supervisor = app.officer(&[Role::Supervisor]).await;
        assert!(find(&app, &supervisor, name("ヤマダ ハナコ")).await.is_empty());
        app::jobs::sweep(&app.app).await.unwrap();
        assert_eq!(find(&app, &supervisor, name("ヤマダ ハナコ")).await.len(), 1);
        let missing = "SELECT COUNT(*) AS n FROM customer WHERE person_index IS NULL";
        assert_eq!(app.count(missing).await, 0);
    }

    async fn r5_1a_a_customers_page_shows_last_log_in_and_applications(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let customer = hanako.asker().await.customer;
        let application = app.sent_application(&hanako, "1234", "ヤマダ ハナコ").await;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let purpose = Some(FindPurpose::LegalInquiry);
        let seen = roster::see(&app.app, &supervisor, customer, purpose).await.unwrap();
        assert_eq!(seen.applications.iter().map(|one| one.id).collect::<Vec<_>>(), [application]);
        assert!(seen.person.last_login_at.is_some() && !seen.is_oneself);
        assert_eq!(app.audited("see-customer", "done").await, 1);
        assert_eq!(app.purposes("see-customer").await, ["legal-inquiry"]);
        let look = app::looks::mine(&app.app, &app_asker(&app).await).await.unwrap().remove(0);
        assert_eq!((look.action, look.purpose), (Action::SeeCustomer, None), "not for what");
        let nobody = roster::see(&app.app, &supervisor, Uuid::nil(), purpose).await;
        assert!(matches!(nobody, Err(AppError::NotFound)), "{nobody:?}");
        let herself = app.officer_at(&[Role::Supervisor], Some(HANAKO)).await;
        assert!(roster::see(&app.app, &herself, customer, purpose).await.unwrap().is_oneself);
    }

    async fn r5_1a_nobody_is_seen_without_saying_what_for(db: TestDb) {
        let app = TestApp::start(&db).await;
        let customer = app.registered_customer(HANAKO).await.asker().await.customer;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        for id in [customer, Uuid::nil()] {
            let seen = roster::see(&app.app, &supervisor, id, None).await;
            assert!(matches!(seen, Err(AppError::Refused(Refusal::NoPurpose))), "{seen:?}");
        }
        assert_eq!(app.audited("see-customer", "no-purpose").await, 2);
        assert_eq!(app.audited("see-customer", "done").await, 0);
        assert!(app::looks::mine(&app.app, &app_asker(&app).await).await.unwrap().is_empty());
    }

    async fn r5_1a_who_may_not_search_or_export_is_refused_and_audited(db: TestDb) {
        let app = TestApp::start(&db).await;
        let customer = app.registered_customer(HANAKO).await.asker().await.customer;
        for role in [Role::Reviewer, Role::Approver, Role::Auditor, Role::Administrator] {
            let officer = app.officer(&[role]).await;
            let purpose = FindPurpose::Investigate;
            let found = roster::find(&app.app, &officer, &email(HANAKO), purpose).await;
            assert!(matches!(found, Err(AppError::Refused(Refusal::NotPermitted))), "{role:?}");
            let seen = roster::see(&app.app, &officer, customer, Some(purpose)).await;
            assert!(matches!(seen, Err(AppError::Refused(Refusal::NotPermitted))), "{role:?}");
            let out = roster::export(&app.app, &officer, ExportPurpose::Audit).await;
            assert!(matches!(out, Err(AppError::Refused(Refusal::NotPermitted))), "{role:?}");
        }
        for action in ["find-customer", "see-customer", "export-roster"] {
            assert_eq!(app.audited(action, "not-permitted").await, 4, "{action}");
            assert_eq!(app.audited(action, "done").await, 0, "{action}");
        }
    }

    async fn r5_1a_the_roster_leaves_masked_unless_its_purpose_needs_names(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let masked = exported(&app, &supervisor, ExportPurpose::ReportUse).await;
        assert!(masked.starts_with("\u{feff}お客さま番号,氏名,"), "{masked}");
        assert!(masked.contains(",山** 花**,ヤ** ハ**,h***@e***.jp,利用中,2026-11-22 10:"), "{masked}");
        assert!(!masked.contains("花子") && !masked.contains("hanako"), "{masked}");
        let full = exported(&app, &supervisor, ExportPurpose::NotifyCustomers).await;
        assert!(full.contains(",山田 花子,ヤマダ ハナコ,hanako@example.jp,"), "{full}");
        assert_eq!(app.purposes("export-roster").await, ["report-use", "notify-customers"]);
    }

    async fn r5_1a_an_export_is_in_the_trail_before_its_first_byte_leaves(db: TestDb) {
        let app = TestApp::start(&db).await;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let roster = roster::export(&app.app, &supervisor, ExportPurpose::Audit).await.unwrap();
        assert_eq!(app.audited("export-roster", "done").await, 1);
        assert_eq!(roster.name(&app.app), "kura-roster-2026-11-22.csv");
    }

    async fn r5_1a_a_name_is_never_run_as_a_formula(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hostile = Registering { family: "=HYPERLINK(\"http://x\")", ..Registering::at(HANAKO) };
        app.register_at(&app.visitor(), hostile).await;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let full = exported(&app, &supervisor, ExportPurpose::LegalInquiry).await;
        let mut reader = csv::ReaderBuilder::new().from_reader(full.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(&row[1], "'=HYPERLINK(\"http://x\") 花子");
    }

    async fn r5_1a_an_export_under_way_stops_with_the_right_to_it(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let purpose = ExportPurpose::ReportUse;
        let mut roster = roster::export(&app.app, &supervisor, purpose).await.unwrap();
        assert!(roster.piece(&app.app).await.unwrap().is_some(), "the header");
        let administrator = app.administrator().await;
        app.step(&administrator, supervisor.staff, &Step::Suspend).await;
        let piece = roster.piece(&app.app).await;
        assert!(matches!(piece, Err(AppError::Refused(Refusal::NotPermitted))), "{piece:?}");
        assert_eq!(app.audited("export-roster", "not-permitted").await, 1);
    }

    async fn r5_1a_a_name_nobody_can_read_stops_no_other_work(db: TestDb) {
        let app = TestApp::start(&db).await;
        for address in [HANAKO, "hanako2@example.jp"] {
            app.registered_customer(address).await;
        }
        let mut conn = app.app.db.begin().await.unwrap();
        for sql in [
            "UPDATE customer SET name_index = NULL, person_index = NULL",
            "UPDATE customer SET profile = email_index \
             WHERE id = (SELECT id FROM customer ORDER BY id LIMIT 1)",
        ] {
            conn.execute(sql, vec![]).await.unwrap();
        }
        conn.commit().await.unwrap();
        app::jobs::sweep(&app.app).await.unwrap();
        let missing = "SELECT COUNT(*) AS n FROM customer WHERE person_index IS NULL";
        assert_eq!(app.count(missing).await, 1, "the one nobody can read");
    }

    async fn r5_1a_the_roster_of_many_is_whole_and_each_stands_in_it_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        // A page of the export holds 500: these are two and a half.
        let many: Vec<_> = (0..1_250).map(synthetic).collect();
        assert_eq!(app::seed::households(&app.app, &many).await.unwrap(), many.len());
        let supervisor = app.officer(&[Role::Supervisor]).await;
        let file = exported(&app, &supervisor, ExportPurpose::NotifyCustomers).await;
        let mut reader = csv::ReaderBuilder::new().from_reader(file.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), many.len() + 1);
        for column in [0, 3] {
            let each: BTreeSet<_> = rows.iter().map(|row| row[column].to_owned()).collect();
            assert_eq!(each.len(), rows.len(), "column {column}: somebody stands in it twice");
        }
        let addresses: BTreeSet<_> = rows.iter().map(|row| row[3].to_owned()).collect();
        assert!(many.iter().all(|one| addresses.contains(one.profile.email.as_str())));
        assert_eq!(app.audited("export-roster", "done").await, 1);
    }

    async fn r5_1a_an_erased_customer_is_found_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let customer = hanako.asker().await.customer;
        app::customer::close::close(&app.app, &hanako.asker().await, crate::kit::PASSWORD).await.unwrap();
        app.advance(TimeDelta::days(31));
        app::jobs::sweep(&app.app).await.unwrap();
        let supervisor = app.officer(&[Role::Supervisor]).await;
        for sought in [email(HANAKO), name("ヤマダ ハナコ"), Sought::Id(customer)] {
            assert!(find(&app, &supervisor, sought).await.is_empty());
        }
        let roster = exported(&app, &supervisor, ExportPurpose::ReportUse).await;
        assert_eq!(roster.lines().count(), 1, "the header alone: {roster}");
    }
}

/// Hanako, logged in anew.
async fn app_asker(app: &TestApp) -> app::Asker {
    let hanako = app.visitor();
    hanako.log_in(HANAKO, crate::kit::PASSWORD).await;
    hanako.asker().await
}

/// Somebody who uses Kura and has recorded nothing yet.
fn synthetic(number: usize) -> SeedCustomer {
    SeedCustomer {
        profile: Profile {
            name: Name::parse("山田", "花子", "ヤマダ", "ハナコ").unwrap(),
            birth_date: "1958-04-01".parse().unwrap(),
            email: EmailAddress::parse(&format!("many{number}@example.jp")).unwrap(),
            corrected: Corrected::default(),
        },
        language: "ja",
        password_hash: "of nobody".to_owned(),
        since: chrono::DateTime::UNIX_EPOCH,
        holdings: Vec::new(),
        rates: Vec::new(),
    }
}
