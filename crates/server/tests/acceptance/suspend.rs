//! Clause 5-1 ア: a supervisor suspends a customer, and takes them up again; what they
//! recorded stays, and they know.

use app::{
    AppError, FormKey, Officer, Refusal,
    application::{self, Note},
    customer::close,
    domain::staff::{self, Role, SuspendReason},
    review::{self, Filter},
    roster,
};
use store::session::Session;
use uuid::Uuid;

use crate::kit::{Engine, PASSWORD, TestApp, Visitor, approves, in_time, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const REASON: SuspendReason = SuspendReason::SuspectedMisuse;

/// Hanako, logged in, and a supervisor.
async fn day(db: &testdb::TestDb) -> (TestApp, Visitor, Uuid, Officer) {
    let app = TestApp::start(db).await;
    let hanako = app.registered_customer(HANAKO).await;
    let id = hanako.asker().await.customer;
    let supervisor = app.officer(&[Role::Supervisor]).await;
    (app, hanako, id, supervisor)
}

/// Hanako's application, recommended for approval, and the approver who has taken it.
async fn recommended(app: &TestApp, hanako: &Visitor) -> (Uuid, Officer) {
    let application = app.sent_application(hanako, "1234", "ヤマダ ハナコ").await;
    let [reviewer, approver] =
        [app.officer(&[Role::Reviewer]).await, app.officer(&[Role::Approver]).await];
    application::take(&app.app, &reviewer, app.shown(application).await).await.unwrap();
    let shown = app.shown(application).await;
    application::recommend(&app.app, &reviewer, shown, &approves(), "").await.unwrap();
    application::take(&app.app, &approver, app.shown(application).await).await.unwrap();
    (application, approver)
}

on_both_engines! {
    async fn r5_1a_a_suspended_customer_is_out_at_once_and_reads_why(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        roster::suspend(&app.app, &supervisor, id, REASON).await.unwrap();
        assert!(!hanako.is_logged_in().await, "the session is over");
        let page = hanako.log_in(HANAKO, PASSWORD).await;
        page.assert_sees("一時停止");
        assert!(!hanako.is_logged_in().await);
        let page = app.visitor().log_in(HANAKO, "a wrong password, really").await;
        page.assert_sees("メールアドレスまたはパスワードが違います。");
        let letter = app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("一時停止"), "{}", letter.subject);
        assert!(!letter.text.contains("/login"), "no link to log in by");
        assert_eq!(app.purposes("suspend-customer").await, ["suspected-misuse"]);
        assert_eq!(app.audited("log-in", "suspended").await, 1);

        roster::reinstate(&app.app, &supervisor, id).await.unwrap();
        hanako.log_in(HANAKO, PASSWORD).await.assert_at("/");
        let letter = app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("再開"), "{}", letter.subject);
    }

    async fn r5_1a_suspending_touches_nothing_a_customer_recorded(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        hanako.add_holding("普通預金", "ordinary-deposit", "10000").await;
        let before = crate::kit::census(&app).await;
        roster::suspend(&app.app, &supervisor, id, REASON).await.unwrap();
        roster::reinstate(&app.app, &supervisor, id).await.unwrap();
        let after = crate::kit::census(&app).await;
        for table in ["holding", "valuation", "portfolio", "data_key", "credential", "device"] {
            assert_eq!(before[table], after[table], "{table}");
        }
    }

    async fn r5_1a_twice_is_told_and_nobody_suspends_themself(db: TestDb) {
        let (app, _, id, supervisor) = day(&db).await;
        let not_yet = roster::reinstate(&app.app, &supervisor, id).await;
        assert!(matches!(not_yet, Err(AppError::Refused(Refusal::NotSuspended))), "{not_yet:?}");
        roster::suspend(&app.app, &supervisor, id, REASON).await.unwrap();
        let twice = roster::suspend(&app.app, &supervisor, id, REASON).await;
        assert!(matches!(twice, Err(AppError::Refused(Refusal::Suspended))), "{twice:?}");
        let herself = app.officer_at(&[Role::Supervisor], Some(HANAKO)).await;
        let own = Refusal::Staff(staff::Refusal::Oneself);
        let freed = roster::reinstate(&app.app, &herself, id).await;
        assert!(matches!(freed, Err(AppError::Refused(found)) if found == own), "{freed:?}");
        let nobody = roster::suspend(&app.app, &supervisor, Uuid::nil(), REASON).await;
        assert!(matches!(nobody, Err(AppError::NotFound)), "{nobody:?}");
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let refused = roster::suspend(&app.app, &reviewer, id, REASON).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::NotPermitted))), "{refused:?}");
    }

    async fn r5_1a_the_service_is_not_opened_for_whoever_is_suspended(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        let (application, approver) = recommended(&app, &hanako).await;
        roster::suspend(&app.app, &supervisor, id, REASON).await.unwrap();
        let (shown, note) = (app.shown(application).await, Note::default());
        let decided = application::decide(&app.app, &approver, shown, &approves(), &note).await;
        assert!(matches!(decided, Err(AppError::Refused(Refusal::CustomerInactive))), "{decided:?}");
    }

    async fn r5_2a_what_cannot_be_approved_is_handed_to_nobody_and_stays_in_sight(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        let suspended = app.sent_application(&hanako, "1234", "ヤマダ ハナコ").await;
        let taro = app.registered_customer("taro@example.jp").await;
        let leaving = app.sent_application(&taro, "4321", "ヤマダ ハナコ").await;
        let marked = || async {
            let queue = review::queue(&app.app, &supervisor, Filter::default(), None).await;
            let lines = queue.unwrap().lines.into_iter();
            lines.map(|line| (line.id, line.is_customer_inactive)).collect::<Vec<_>>()
        };
        assert_eq!(marked().await, [(suspended, false), (leaving, false)]);
        roster::suspend(&app.app, &supervisor, id, REASON).await.unwrap();
        close::close(&app.app, &taro.asker().await, PASSWORD).await.unwrap();
        assert_eq!(marked().await, [(suspended, true), (leaving, true)]);
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let next = || application::take_next(&app.app, &reviewer, FormKey(app.new_id()));
        assert_eq!(next().await.unwrap(), None);
        let page = app.reviewer().await.get("/queue").await;
        page.assert_sees("お客さまが利用停止中か退会の手続き中のため、承認できません");
        // Who wants to say no may take it; and whoever is taken up again waits like all others.
        application::take(&app.app, &reviewer, app.shown(leaving).await).await.unwrap();
        roster::reinstate(&app.app, &supervisor, id).await.unwrap();
        assert_eq!(next().await.unwrap(), Some(suspended));
    }

    async fn r5_1a_an_approval_does_not_pass_a_suspension_of_that_moment(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        let (application, approver) = recommended(&app, &hanako).await;
        let mut suspending = app.app.db.begin().await.unwrap();
        let now = app.app.clock.now();
        store::customer::suspend(&mut suspending, id, supervisor.staff.0, now).await.unwrap();
        let (shown, yes, note) = (app.shown(application).await, approves(), Note::default());
        let deciding = application::decide(&app.app, &approver, shown, &yes, &note);
        let mut deciding = std::pin::pin!(deciding);
        tokio::select! {
            biased;
            decided = &mut deciding => panic!("it did not wait: {decided:?}"),
            () = wait_until_somebody_waits(&app, &db) => {}
        }
        suspending.commit().await.unwrap();
        let decided = deciding.await;
        assert!(matches!(decided, Err(AppError::Refused(Refusal::CustomerInactive))), "{decided:?}");
        assert_eq!(app.application(application).await.standing.state, "recommended");
    }

    async fn r5_1a_who_was_closing_is_not_erased_while_suspended(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        close::close(&app.app, &hanako.asker().await, PASSWORD).await.unwrap();
        roster::suspend(&app.app, &supervisor, id, REASON).await.unwrap();
        app.let_pass(60).await;
        assert_eq!(app.audited("erase-account", "done").await, 0, "they cannot change their mind");
        roster::reinstate(&app.app, &supervisor, id).await.unwrap();
        app.let_pass(29).await;
        assert_eq!(app.audited("erase-account", "done").await, 0, "the grace begins anew");
        app.let_pass(2).await;
        assert_eq!(app.audited("erase-account", "done").await, 1);
    }

    async fn r5_1a_whoever_logs_in_at_that_moment_has_no_session_left(db: TestDb) {
        let (app, hanako, id, supervisor) = day(&db).await;
        // A log-in has written its session and is about to end.
        let mut logging_in = app.app.db.begin().await.unwrap();
        let now = app.app.clock.now();
        let session = Session {
            id: app.new_id(),
            customer_id: id,
            device_id: app.new_id(),
            created_at: now,
            seen_at: now,
            ended_at: None,
            origin: b"sealed".to_vec(),
        };
        store::session::insert(&mut logging_in, &session, b"token").await.unwrap();
        store::customer::logged_in(&mut logging_in, id, now).await.unwrap();
        let mut suspending = std::pin::pin!(roster::suspend(&app.app, &supervisor, id, REASON));
        // The suspension has begun, and waits: on a server for the row, for a file's one writer.
        tokio::select! {
            biased;
            done = &mut suspending => panic!("it did not wait: {done:?}"),
            () = wait_until_somebody_waits(&app, &db) => {}
        }
        assert!(hanako.is_logged_in().await, "not suspended yet");
        logging_in.commit().await.unwrap();
        suspending.await.unwrap();
        let open = "SELECT COUNT(*) AS n FROM session WHERE ended_at IS NULL";
        assert_eq!(app.count(open).await, 0);
        assert!(!hanako.is_logged_in().await);
    }
}

/// Until a transaction waits for another. A file has one writer: whoever has been asked to write
/// while another does waits.
pub async fn wait_until_somebody_waits(app: &TestApp, db: &testdb::TestDb) {
    wait_until_so_many_wait(app, db, 1).await;
}

/// As [`wait_until_somebody_waits`], for several.
pub async fn wait_until_so_many_wait(app: &TestApp, db: &testdb::TestDb, many: i64) {
    let waiting = "SELECT COUNT(*) AS n FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let somebody_waits = async {
        while db.engine == Engine::Postgres && app.count(waiting).await < many {
            tokio::task::yield_now().await;
        }
    };
    in_time("transactions wait for another", somebody_waits).await;
}
