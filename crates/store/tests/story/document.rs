//! Pictures of identity documents: what stands, what has ended, and that neither is undone.

use std::time::Duration;

use store::{
    BEGINNING, Conn, Db, StoreError, Value,
    application::{self, Standing},
    application_event::{self, ApplicationEvent},
    data_key,
    document::{self, Arrival, Document, Ended, Settled},
};
use testdb::{Engine, TestDb, on_both_engines};
use uuid::Uuid;

use super::sample::{
    assert_conflict, assert_refused, assert_unique, at, at_once, member, new_id, sealed, staff,
};

/// A customer with a draft.
async fn applicant(conn: &mut Conn) -> (Uuid, Uuid) {
    let (customer, id) = (member(conn).await, new_id());
    application::insert(conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
    (customer, id)
}

async fn arriving(
    conn: &mut Conn,
    (customer_id, application_id): (Uuid, Uuid),
    second: i64,
) -> Uuid {
    let id = new_id();
    let arrival = Arrival {
        id,
        application_id,
        customer_id,
        kind: "driving-licence",
        side: "front",
        original_hash: &sealed("original"),
        bytes: 1_000,
        at: at(second),
    };
    document::arrive(conn, &arrival).await.unwrap();
    id
}

const KEPT: Settled<'static> =
    Settled { state: "kept", scan: "clean", size: (1600, 1200), bytes: 900 };
const HELD: Settled<'static> = Settled { state: "held", scan: "awaited", ..KEPT };

async fn settled(conn: &mut Conn, whose: (Uuid, Uuid), with: Settled<'_>, second: i64) -> Uuid {
    let id = arriving(conn, whose, second).await;
    document::settle(conn, id, with).await.unwrap();
    id
}

fn ended(second: i64) -> Ended {
    Ended { at: at(second), by: None, reason: None }
}

async fn found(conn: &mut Conn, (customer, _): (Uuid, Uuid), id: Uuid) -> Document {
    document::find(conn, customer, id).await.unwrap().unwrap()
}

async fn submit(conn: &mut Conn, id: Uuid) {
    let sent =
        Standing { state: "submitted".to_owned(), submitted_at: Some(at(10)), ..Standing::draft() };
    application::step(conn, id, 1, &sent).await.unwrap();
}

/// Ends a draft, and says so.
async fn withdraw(conn: &mut Conn, id: Uuid, second: i64) {
    let withdrawn = Standing { state: "withdrawn".to_owned(), ..Standing::draft() };
    application::step(conn, id, 1, &withdrawn).await.unwrap();
    let event = ApplicationEvent {
        id: new_id(),
        application_id: id,
        at: at(second),
        kind: "withdrawn".to_owned(),
        staff_id: None,
        told: Some(sealed("told")),
        noted: None,
    };
    application_event::append(conn, &event).await.unwrap();
}

/// Until a transaction waits for a row another holds. A file has one writer: there whoever
/// begins after another waits before the first statement, so that a race shows no more than
/// that the second sees what the first left.
async fn wait_until_somebody_waits(store: &Db, engine: Engine) {
    let sql = "SELECT COUNT(*) AS n FROM pg_stat_activity \
               WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let somebody_waits = async {
        let mut waiting = i64::from(engine == Engine::Sqlite);
        while waiting == 0 {
            let mut conn = store.read().await.unwrap();
            waiting = conn.fetch_all(sql, vec![]).await.unwrap()[0].int("n").unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(60), somebody_waits).await.unwrap();
}

on_both_engines! {
    async fn a_picture_is_announced_stands_and_ends(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        let id = arriving(&mut conn, whose, 5).await;
        let row = found(&mut conn, whose, id).await;
        assert_eq!((row.state.as_str(), row.scan.as_str()), ("arriving", "awaited"));
        assert_eq!((row.bytes, row.size, row.end), (1_000, None, None));
        document::settle(&mut conn, id, KEPT).await.unwrap();
        assert_conflict(document::settle(&mut conn, id, KEPT).await);
        let row = found(&mut conn, whose, id).await;
        assert_eq!((row.state.as_str(), row.size, row.bytes), ("kept", Some((1600, 1200)), 900));
        assert_eq!(row.original_hash, Some(sealed("original")));
        let all = document::of_application(&mut conn, whose.0, whose.1).await.unwrap();
        assert_eq!(all, [row]);

        let by = staff(&mut conn, "supervisor").await;
        let end = Ended { at: at(9), by: Some(by), reason: Some("not-ours".to_owned()) };
        document::end(&mut conn, id, "purged", &end).await.unwrap();
        assert_conflict(document::end(&mut conn, id, "removed", &ended(9)).await);
        assert_conflict(document::quarantine(&mut conn, id, at(9)).await);
        assert_eq!(document::to_destroy(&mut conn, BEGINNING).await.unwrap(), [(at(9), id)]);
        for second in [12, 13] {
            document::destroyed(&mut conn, id, at(second)).await.unwrap();
        }
        let row = found(&mut conn, whose, id).await;
        assert_eq!((row.end, row.destroyed_at), (Some(end), Some(at(12))));
        assert!(document::to_destroy(&mut conn, BEGINNING).await.unwrap().is_empty());
    }

    async fn only_what_never_stood_is_given_up(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        let kept = settled(&mut conn, whose, KEPT, 5).await;
        assert_conflict(document::give_up(&mut conn, kept, at(6)).await);
        assert!(!document::has_ended(&mut conn, kept).await.unwrap());
        let lost = arriving(&mut conn, whose, 7).await;
        document::give_up(&mut conn, lost, at(8)).await.unwrap();
        assert_conflict(document::give_up(&mut conn, lost, at(9)).await);
        assert!(document::has_ended(&mut conn, lost).await.unwrap());
        assert!(document::has_ended(&mut conn, new_id()).await.unwrap(), "gone with its customer");
        assert_eq!(found(&mut conn, whose, lost).await.end, Some(ended(8)));
    }

    async fn anothers_picture_is_none(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (whose, other) = (applicant(&mut conn).await, applicant(&mut conn).await);
        let id = settled(&mut conn, whose, KEPT, 5).await;
        assert_eq!(document::find(&mut conn, other.0, id).await.unwrap(), None);
        let theirs = document::of_application(&mut conn, other.0, whose.1).await.unwrap();
        assert!(theirs.is_empty());
        assert_eq!(document::find_for_staff(&mut conn, id).await.unwrap(), None, "a draft's");
        submit(&mut conn, whose.1).await;
        assert_eq!(document::find_for_staff(&mut conn, id).await.unwrap().unwrap().id, id);
    }

    async fn a_side_has_one_living_picture(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        let first = settled(&mut conn, whose, HELD, 5).await;
        document::end(&mut conn, first, "replaced", &ended(6)).await.unwrap();
        settled(&mut conn, whose, KEPT, 6).await;
        let third = arriving(&mut conn, whose, 7).await;
        let beside = document::settle(&mut conn, third, HELD).await;
        match db.engine {
            // Its trigger speaks first.
            Engine::Sqlite => assert_refused(beside),
            Engine::Postgres => assert_unique(beside),
        }
    }

    async fn a_held_picture_is_let_go_with_what_the_scanner_said(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (one, two) = (applicant(&mut conn).await, applicant(&mut conn).await);
        let (first, second) =
            (settled(&mut conn, one, HELD, 5).await, settled(&mut conn, two, HELD, 6).await);
        let ids = |rows: Vec<Document>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids(document::held(&mut conn, BEGINNING).await.unwrap()), [first, second]);
        assert_eq!(ids(document::held(&mut conn, (at(5), first)).await.unwrap()), [second]);
        document::release(&mut conn, first, "redrawn-clean").await.unwrap();
        assert_conflict(document::release(&mut conn, first, "redrawn-clean").await);
        document::quarantine(&mut conn, second, at(8)).await.unwrap();
        assert!(document::held(&mut conn, BEGINNING).await.unwrap().is_empty());
        let row = found(&mut conn, two, second).await;
        assert_eq!((row.state.as_str(), row.scan.as_str()), ("quarantined", "found"));
    }

    async fn nothing_is_open_before_the_scanner_has_spoken(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        let (held, id) =
            (settled(&mut conn, whose, HELD, 5).await, arriving(&mut conn, whose, 6).await);
        conn.commit().await.unwrap();
        for with in [
            Settled { scan: "awaited", ..KEPT },
            Settled { scan: "found", ..KEPT },
            Settled { scan: "clean", ..HELD },
        ] {
            let mut conn = store.begin().await.unwrap();
            document::end(&mut conn, held, "replaced", &ended(7)).await.unwrap();
            assert_refused(document::settle(&mut conn, id, with).await);
        }
        let mut conn = store.begin().await.unwrap();
        assert_refused(document::release(&mut conn, held, "awaited").await);
    }

    async fn what_has_ended_never_lives_again_by_any_statement(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        let key = data_key::WrappedKey {
            customer_id: whose.0,
            master: "m1".to_owned(),
            wrapped: sealed("key"),
        };
        data_key::insert(&mut conn, &key, at(1)).await.unwrap();
        let (purged, living) =
            (settled(&mut conn, whose, KEPT, 5).await, arriving(&mut conn, whose, 6).await);
        let by = staff(&mut conn, "supervisor").await;
        let end = Ended { at: at(9), by: Some(by), reason: Some("not-ours".to_owned()) };
        document::end(&mut conn, purged, "purged", &end).await.unwrap();
        document::destroyed(&mut conn, purged, at(10)).await.unwrap();
        document::settle(&mut conn, living, KEPT).await.unwrap();
        conn.commit().await.unwrap();
        for (sql, id) in [
            ("UPDATE document SET state = 'kept', ended_at = NULL, destroyed_at = NULL WHERE id = $1", purged),
            ("UPDATE document SET state = 'arriving', ended_at = NULL WHERE id = $1", purged),
            ("UPDATE document SET state = 'removed' WHERE id = $1", purged),
            ("UPDATE document SET ended_for = 'customer-asked' WHERE id = $1", purged),
            ("UPDATE document SET ended_by = NULL WHERE id = $1", purged),
            ("UPDATE document SET destroyed_at = NULL WHERE id = $1", purged),
            ("UPDATE document SET created_at = 1 WHERE id = $1", purged),
            ("UPDATE document SET state = 'held', scan = 'awaited' WHERE id = $1", living),
            ("UPDATE document SET state = 'arriving' WHERE id = $1", living),
            ("UPDATE document SET side = 'back' WHERE id = $1", living),
            ("UPDATE document SET destroyed_at = 1 WHERE id = $1", living),
            ("DELETE FROM document WHERE id = $1", purged),
            ("DELETE FROM document WHERE id = $1", living),
        ] {
            let mut conn = store.begin().await.unwrap();
            let refused = conn.execute(sql, vec![Value::from(id)]).await;
            assert!(matches!(refused, Err(StoreError::Refused(_))), "{sql}: {refused:?}");
        }
        let mut conn = store.begin().await.unwrap();
        let sql = "UPDATE document SET original_hash = $2 WHERE id = $1";
        let args = vec![Value::from(living), Value::from(&sealed("another")[..])];
        assert_refused(conn.execute(sql, args).await);
        drop(conn);
        let mut conn = store.begin().await.unwrap();
        assert_refused(document::purge_of(&mut conn, whose.0).await);
    }

    async fn an_erased_customers_pictures_end_and_their_rows_go_with_their_files(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (whose, other) = (applicant(&mut conn).await, applicant(&mut conn).await);
        for (customer_id, _) in [whose, other] {
            let (master, wrapped) = ("m1".to_owned(), sealed("key"));
            let key = data_key::WrappedKey { customer_id, master, wrapped };
            data_key::insert(&mut conn, &key, at(1)).await.unwrap();
        }
        let (gone, kept, came) = (
            settled(&mut conn, whose, KEPT, 5).await,
            arriving(&mut conn, whose, 6).await,
            arriving(&mut conn, whose, 7).await,
        );
        let others = settled(&mut conn, other, KEPT, 5).await;
        document::end(&mut conn, gone, "replaced", &ended(8)).await.unwrap();
        document::destroyed(&mut conn, gone, at(8)).await.unwrap();
        document::settle(&mut conn, kept, KEPT).await.unwrap();

        data_key::destroy(&mut conn, whose.0).await.unwrap();
        document::end_of(&mut conn, whose.0, at(9)).await.unwrap();
        for (id, state, end) in
            [(gone, "replaced", 8), (kept, "removed", 9), (came, "refused", 9)]
        {
            let row = found(&mut conn, whose, id).await;
            assert_eq!((row.state.as_str(), row.end), (state, Some(ended(end))));
            assert_eq!(row.original_hash, None);
        }
        document::purge_of(&mut conn, whose.0).await.unwrap();
        assert_eq!(document::find(&mut conn, whose.0, gone).await.unwrap(), None);
        let left = document::to_destroy(&mut conn, BEGINNING).await.unwrap();
        assert_eq!(left, [(at(9), kept), (at(9), came)], "named until their files are deleted");
        for id in [kept, came] {
            document::purge_erased(&mut conn, id).await.unwrap();
            found(&mut conn, whose, id).await;
            document::destroyed(&mut conn, id, at(10)).await.unwrap();
            document::purge_erased(&mut conn, id).await.unwrap();
            assert_eq!(document::find(&mut conn, whose.0, id).await.unwrap(), None);
        }
        document::end(&mut conn, others, "removed", &ended(9)).await.unwrap();
        document::destroyed(&mut conn, others, at(10)).await.unwrap();
        document::purge_erased(&mut conn, others).await.unwrap();
        found(&mut conn, other, others).await;
    }

    async fn files_are_there_as_long_as_a_picture_is_kept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        arriving(&mut conn, whose, 5).await;
        assert!(!document::is_any_kept(&mut conn).await.unwrap(), "its file may not be written");
        let held = settled(&mut conn, whose, HELD, 6).await;
        assert!(document::is_any_kept(&mut conn).await.unwrap());
        document::end(&mut conn, held, "removed", &ended(7)).await.unwrap();
        assert!(!document::is_any_kept(&mut conn).await.unwrap(), "its file may be gone");
    }

    async fn what_a_customer_gives_is_counted_whatever_becomes_of_it(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (whose, other) = (applicant(&mut conn).await, applicant(&mut conn).await);
        assert_eq!(document::usage(&mut conn, whose.0, at(0)).await.unwrap(), (0, 0));
        let refused = arriving(&mut conn, whose, 5).await;
        document::end(&mut conn, refused, "refused", &ended(5)).await.unwrap();
        settled(&mut conn, whose, KEPT, 6).await;
        arriving(&mut conn, whose, 7).await;
        settled(&mut conn, other, KEPT, 7).await;
        assert_eq!(document::usage(&mut conn, whose.0, at(0)).await.unwrap(), (3, 1_900));
        assert_eq!(document::usage(&mut conn, whose.0, at(5)).await.unwrap(), (2, 1_900));
    }

    async fn whoever_holds_an_application_is_alone_with_it(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        application::hold(&mut conn, new_id()).await.unwrap();
        conn.commit().await.unwrap();
        let outcomes = at_once(8, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                application::hold(&mut conn, whose.1).await.unwrap();
                let (given, _) = document::usage(&mut conn, whose.0, at(0)).await.unwrap();
                if given < 3 {
                    arriving(&mut conn, whose, 5).await;
                }
                conn.commit().await.unwrap();
                given
            }
        })
        .await;
        assert_eq!(outcomes.into_iter().filter(|given| *given < 3).count(), 3);
        let mut conn = store.read().await.unwrap();
        let row = application::find(&mut conn, whose.0, whose.1).await.unwrap().unwrap();
        assert_eq!(row.version, 1, "a form shown before still fits");
    }

    async fn the_same_file_given_for_another_application_is_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs, draft) = (
            applicant(&mut conn).await,
            applicant(&mut conn).await,
            applicant(&mut conn).await,
        );
        for whose in [mine, theirs, draft] {
            settled(&mut conn, whose, KEPT, 5).await;
        }
        arriving(&mut conn, theirs, 6).await;
        for whose in [mine, theirs] {
            submit(&mut conn, whose.1).await;
        }
        let hash = sealed("original");
        let same = document::same_original(&mut conn, &hash, mine.1).await.unwrap();
        assert_eq!(same, [(theirs.1, theirs.0)]);
        document::forget(&mut conn, theirs.1).await.unwrap();
        assert!(document::same_original(&mut conn, &hash, mine.1).await.unwrap().is_empty());
    }

    async fn what_was_announced_and_never_came_is_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let whose = applicant(&mut conn).await;
        let lost = arriving(&mut conn, whose, 5).await;
        settled(&mut conn, whose, KEPT, 5).await;
        assert!(document::abandoned(&mut conn, at(5), BEGINNING).await.unwrap().is_empty());
        let found = document::abandoned(&mut conn, at(6), BEGINNING).await.unwrap();
        assert_eq!(found, [(at(5), lost)]);
        assert!(document::abandoned(&mut conn, at(6), found[0]).await.unwrap().is_empty());
    }

    async fn a_pictures_time_is_over_with_its_application_or_in_a_draft(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (draft, sent, withdrawn) = (
            applicant(&mut conn).await,
            applicant(&mut conn).await,
            applicant(&mut conn).await,
        );
        let in_draft = settled(&mut conn, draft, KEPT, 20).await;
        settled(&mut conn, sent, KEPT, 5).await;
        submit(&mut conn, sent.1).await;
        let ended = settled(&mut conn, withdrawn, HELD, 5).await;
        withdraw(&mut conn, withdrawn.1, 30).await;
        let over = async |conn: &mut Conn, second| -> Vec<Uuid> {
            let places = document::outlived(conn, at(second), BEGINNING).await.unwrap();
            places.into_iter().map(|(_, id)| id).collect()
        };
        assert!(over(&mut conn, 19).await.is_empty());
        assert_eq!(over(&mut conn, 29).await, [in_draft]);
        assert_eq!(over(&mut conn, 30).await, [ended, in_draft]);
        let rest = document::outlived(&mut conn, at(30), (at(5), ended)).await.unwrap();
        assert_eq!(rest, [(at(20), in_draft)], "goes on where it ended");
    }

    async fn a_picture_whose_draft_was_sent_meanwhile_does_not_end(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let (whose, withdrawn) = (applicant(&mut conn).await, applicant(&mut conn).await);
        let (picture, arriving) =
            (settled(&mut conn, whose, KEPT, 5).await, arriving(&mut conn, whose, 5).await);
        let ended = settled(&mut conn, withdrawn, HELD, 5).await;
        withdraw(&mut conn, withdrawn.1, 30).await;
        assert_conflict(document::expire(&mut conn, picture, at(4), at(40)).await);
        assert_conflict(document::expire(&mut conn, arriving, at(40), at(40)).await);
        assert_conflict(document::expire(&mut conn, ended, at(29), at(40)).await);
        document::expire(&mut conn, ended, at(30), at(40)).await.unwrap();
        assert_eq!(found(&mut conn, withdrawn, ended).await.state, "expired");
        conn.commit().await.unwrap();

        let mut sending = store.begin().await.unwrap();
        application::hold(&mut sending, whose.1).await.unwrap();
        let expiring = tokio::spawn({
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                application::hold_of(&mut conn, picture).await.unwrap();
                document::expire(&mut conn, picture, at(30), at(40)).await
            }
        });
        wait_until_somebody_waits(&store, db.engine).await;
        submit(&mut sending, whose.1).await;
        sending.commit().await.unwrap();
        assert_conflict(expiring.await.unwrap());
        let mut conn = store.begin().await.unwrap();
        assert_eq!(found(&mut conn, whose, picture).await.state, "kept");
    }

    async fn a_record_is_forgotten_after_its_end_and_its_bare_row_stays(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let (whose, draft) = (applicant(&mut conn).await, applicant(&mut conn).await);
        withdraw(&mut conn, whose.1, 30).await;
        conn.commit().await.unwrap();
        let mut conn = store.begin().await.unwrap();
        assert_refused(application_event::forget(&mut conn, whose.1).await);
        drop(conn);

        let mut conn = store.begin().await.unwrap();
        let over = application::outlived(&mut conn, at(30), BEGINNING).await.unwrap();
        assert_eq!(over, [(at(1), whose.1)]);
        assert!(application::outlived(&mut conn, at(29), BEGINNING).await.unwrap().is_empty());
        assert_conflict(application::forget(&mut conn, draft.1).await);
        application::forget(&mut conn, whose.1).await.unwrap();
        assert_conflict(application::forget(&mut conn, whose.1).await);
        application_event::forget(&mut conn, whose.1).await.unwrap();
        let row = application::find(&mut conn, whose.0, whose.1).await.unwrap().unwrap();
        assert!(row.details.is_empty() && row.standing.state == "withdrawn");
        let events = application_event::of(&mut conn, whose.1).await.unwrap();
        assert_eq!((events.len(), &events[0].told), (1, &None));
        assert!(application::outlived(&mut conn, at(99), BEGINNING).await.unwrap().is_empty());
        conn.commit().await.unwrap();

        let mut conn = store.begin().await.unwrap();
        let sql = "UPDATE application SET details = $2 WHERE id = $1";
        let args = vec![Value::from(draft.1), Value::from(&[][..])];
        assert_refused(conn.execute(sql, args).await);
    }
}

/// SQLite alone knows REPLACE, which takes rows away without saying so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_is_not_replaced_away() {
    let db = TestDb::create(Engine::Sqlite).await;
    let store = db.open().await;
    let mut conn = store.begin().await.unwrap();
    let whose = applicant(&mut conn).await;
    let (kept, other) =
        (settled(&mut conn, whose, KEPT, 5).await, arriving(&mut conn, whose, 6).await);
    conn.commit().await.unwrap();
    for sql in [
        "UPDATE OR REPLACE document SET state = 'kept', scan = 'clean', width = 1, height = 1 \
         WHERE id = $2 AND id <> $1",
        "UPDATE OR REPLACE document SET id = $1 WHERE id = $2",
        "INSERT OR REPLACE INTO document (id, application_id, customer_id, kind, side, state, scan, \
         bytes, created_at) SELECT id, application_id, customer_id, kind, side, 'arriving', \
         'awaited', 1, 1 FROM document WHERE id = $1 AND id <> $2",
    ] {
        let mut conn = store.begin().await.unwrap();
        let refused = conn.execute(sql, vec![Value::from(kept), Value::from(other)]).await;
        assert_refused(refused);
    }
}
