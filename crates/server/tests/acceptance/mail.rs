//! Clauses 3-1 ア and 3-2 ア: every letter arrives, once, whatever the mail server does. The server
//! here is a real one, spoken to over the wire.

use app::jobs::deliver_next;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::kit::{Person, Reply, SmtpSink, TestApp, TestDb, TimeDelta, on_both_engines};

const WAITING: &str = "SELECT COUNT(*) AS n FROM outbox_message \
                       WHERE sent_at IS NULL AND failed_at IS NULL AND sealed IS NOT NULL";
const SENT: &str = "SELECT COUNT(*) AS n FROM outbox_message \
                    WHERE sent_at IS NOT NULL AND sealed IS NULL";
const GIVEN_UP: &str = "SELECT COUNT(*) AS n FROM outbox_message \
                        WHERE failed_at IS NOT NULL AND sealed IS NULL";

async fn start(db: &TestDb, server: &SmtpSink) -> TestApp {
    TestApp::with(db.open().await, &db.owner_url, server.transport()).await
}

/// Somebody registers; a letter waits.
async fn register(app: &TestApp, email: &str) {
    Person::at(email).register(&app.visitor()).await.assert_status(200);
}

/// Lets as much time pass as a letter is put off at first.
fn wait(app: &TestApp) {
    app.advance(TimeDelta::seconds(11));
}

fn distinct(ids: &[String]) -> usize {
    ids.iter().collect::<std::collections::BTreeSet<_>>().len()
}

/// The only letter, as the database keeps it.
async fn letter(app: &TestApp) -> (Uuid, Vec<u8>) {
    let mut conn = app.app.db.read().await.unwrap();
    let sql = "SELECT id, sealed FROM outbox_message";
    let row = conn.fetch_optional(sql, vec![]).await.unwrap().unwrap();
    (row.id("id").unwrap(), row.bytes("sealed").unwrap())
}

on_both_engines! {
    async fn r3_1a_a_mail_server_gets_each_letter_once(db: TestDb) {
        let server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        register(&app, "hanako@example.jp").await;
        register(&app, "taro@example.jp").await;
        app.run_jobs().await;
        app.advance(TimeDelta::days(1));
        app.run_jobs().await;
        let taken = server.taken();
        assert_eq!((taken.len(), distinct(&server.message_ids())), (2, 2));
        assert!(taken[0].contains("To: hanako@example.jp") && taken[1].contains("taro@example.jp"));
        assert_eq!((app.count(SENT).await, app.count(WAITING).await), (2, 0));
    }

    async fn r3_1a_many_workers_at_once_deliver_each_letter_once(db: TestDb) {
        let server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        for number in 0..20 {
            register(&app, &format!("person.{number}@example.jp")).await;
        }
        let mut workers = JoinSet::new();
        for _ in 0..8 {
            let app = std::sync::Arc::clone(&app.app);
            workers.spawn(async move { app::jobs::drain(&app).await.unwrap() });
        }
        assert_eq!(workers.join_all().await.into_iter().sum::<usize>(), 20);
        assert_eq!((server.taken().len(), distinct(&server.message_ids())), (20, 20));
    }

    async fn r3_1a_a_letter_refused_for_now_arrives_later_as_the_same_letter(db: TestDb) {
        let server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        register(&app, "hanako@example.jp").await;
        server.next(&[
            Reply::Recipient("451 4.7.1 try again later"),
            Reply::Content("452 4.3.1 no room"),
        ]);
        for tries in 1..=2 {
            app.run_jobs().await;
            app.run_jobs().await;
            assert!(server.taken().is_empty(), "put off after try {tries}, not tried at once");
            assert_eq!(app.count(WAITING).await, 1);
            app.advance(TimeDelta::seconds(10 * tries + 1));
        }
        let (id, _) = letter(&app).await;
        app.run_jobs().await;
        assert_eq!(server.message_ids(), [format!("<{id}@kura.example>")]);
        assert_eq!(app.count(SENT).await, 1);
    }

    async fn r3_1a_a_letter_refused_for_good_is_given_up_and_forgotten(db: TestDb) {
        let server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        register(&app, "nobody@example.jp").await;
        register(&app, "hanako@example.jp").await;
        server.next(&[Reply::Recipient("550 5.1.1 no such user")]);
        app.run_jobs().await;
        app.advance(TimeDelta::days(2));
        app.run_jobs().await;
        assert_eq!((app.count(GIVEN_UP).await, app.count(SENT).await), (1, 1));
        assert!(server.taken()[0].contains("To: hanako@example.jp"), "others' letters arrive");
    }

    async fn r3_1a_a_server_that_lets_nobody_in_costs_no_letter(db: TestDb) {
        let server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        register(&app, "hanako@example.jp").await;
        for greeting in ["421 4.3.2 shutting down", "521 no mail here", "535 5.7.8 who are you"] {
            server.next(&[Reply::Greet(greeting)]);
            app.run_jobs().await;
            assert_eq!((app.count(WAITING).await, server.taken().len()), (1, 0), "{greeting}");
            app.advance(TimeDelta::minutes(1));
        }
        app.run_jobs().await;
        assert_eq!((app.count(SENT).await, server.taken().len()), (1, 1));
    }

    async fn r3_1a_letters_wait_while_the_server_is_down(db: TestDb) {
        let mut server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        server.stop().await;
        register(&app, "hanako@example.jp").await;
        register(&app, "taro@example.jp").await;
        app.run_jobs().await;
        assert_eq!(app.count(WAITING).await, 2);
        server.restart().await;
        wait(&app);
        app.run_jobs().await;
        assert_eq!((app.count(SENT).await, distinct(&server.message_ids())), (2, 2));
    }

    async fn r3_1a_a_server_that_dies_before_it_says_so_gets_the_same_letter_again(db: TestDb) {
        let server = SmtpSink::start().await;
        let app = start(&db, &server).await;
        register(&app, "hanako@example.jp").await;
        server.next(&[Reply::TakeAndHangUp]);
        app.run_jobs().await;
        wait(&app);
        app.run_jobs().await;
        // Nobody can know that it was taken; one Message-ID lets the reader's mailbox see one.
        assert_eq!((server.taken().len(), distinct(&server.message_ids())), (2, 1));
    }

    async fn r3_1a_a_worker_killed_before_delivery_loses_no_letter(db: TestDb) {
        let app = TestApp::start(&db).await;
        register(&app, "hanako@example.jp").await;
        let mut conn = app.app.db.begin().await.unwrap();
        let (now, lease) = (app.app.clock.now(), TimeDelta::seconds(60));
        let claimed = store::outbox_message::claim(&mut conn, now, now + lease).await.unwrap();
        conn.commit().await.unwrap();
        assert!(claimed.is_some() && app.mails().await.is_empty(), "another worker waits");
        app.advance(lease + TimeDelta::seconds(1));
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn r3_1a_a_worker_killed_after_delivery_delivers_no_second_letter(db: TestDb) {
        let app = TestApp::start(&db).await;
        register(&app, "hanako@example.jp").await;
        let (id, sealed) = letter(&app).await;
        assert!(deliver_next(&app.app).await.unwrap());
        // As if it had been killed before it noted the delivery.
        let sql = "UPDATE outbox_message SET sent_at = NULL, sealed = $2, lease_until = 0 \
                   WHERE id = $1";
        let mut conn = app.app.db.begin().await.unwrap();
        conn.execute(sql, vec![id.into(), sealed.as_slice().into()]).await.unwrap();
        conn.commit().await.unwrap();
        assert_eq!(app.count(WAITING).await, 1);
        assert_eq!(app.mails().await.len(), 1);
        assert_eq!((app.count(SENT).await, app.count(WAITING).await), (1, 0));
    }
}
