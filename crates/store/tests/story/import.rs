//! Files given for import.

use std::collections::HashSet;

use store::{
    BEGINNING, Conn, Value,
    import::{self, Import, Status},
};
use testdb::{Engine, on_both_engines};
use uuid::Uuid;

use super::sample::{
    assert_conflict, assert_corrupt, assert_refused, at, at_once, committed_member, confirmed,
    member, new_holding, new_id, running, sealed, uploaded,
};

async fn read(conn: &mut Conn, customer_id: Uuid, id: Uuid) -> Import {
    import::find(conn, customer_id, id).await.unwrap().unwrap()
}

on_both_engines! {
    async fn a_file_waits_for_its_owner(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = uploaded(&mut conn, mine, at(5)).await;

        let row = read(&mut conn, mine, id).await;
        assert_eq!((row.id, row.customer_id, row.status), (id, mine, Status::Uploaded));
        assert_eq!((row.file_hash, row.details), (sealed("file"), sealed("utf-8")));
        assert_eq!((row.created_at, row.confirmed_at, row.undone_at), (at(5), None, None));
        assert_eq!((row.rows_total, row.rows_done, row.version), (0, 0, 1));
        assert!(import::find(&mut conn, theirs, id).await.unwrap().is_none());
        assert!(import::find(&mut conn, mine, new_id()).await.unwrap().is_none());
    }

    async fn imports_are_listed_newest_first(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let old = uploaded(&mut conn, mine, at(5)).await;
        let new = uploaded(&mut conn, mine, at(6)).await;
        uploaded(&mut conn, theirs, at(7)).await;
        let listed = import::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [new, old]);
    }

    async fn a_reading_is_chosen_while_it_waits(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = uploaded(&mut conn, mine, at(5)).await;
        assert_conflict(import::choose(&mut conn, theirs, id, 1, b"x").await);
        import::choose(&mut conn, mine, id, 1, &sealed("shift-jis")).await.unwrap();
        assert_conflict(import::choose(&mut conn, mine, id, 1, b"the second tab").await);
        assert_conflict(import::start(&mut conn, mine, id, 1, 3).await);
        import::start(&mut conn, mine, id, 2, 3).await.unwrap();
        assert_conflict(import::choose(&mut conn, mine, id, 3, b"too late").await);

        let row = read(&mut conn, mine, id).await;
        assert_eq!((row.details, row.version), (sealed("shift-jis"), 3));
        assert_eq!((row.status, row.rows_total), (Status::Running, 3));
    }

    async fn an_import_stands_and_is_taken_back(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = running(&mut conn, mine, at(5)).await;
        assert_conflict(import::undo(&mut conn, mine, id, at(30)).await);
        import::confirm(&mut conn, id, 2, at(20)).await.unwrap();
        assert_conflict(import::confirm(&mut conn, id, 2, at(21)).await);
        assert_conflict(import::undo(&mut conn, theirs, id, at(30)).await);
        import::undo(&mut conn, mine, id, at(30)).await.unwrap();
        assert_conflict(import::undo(&mut conn, mine, id, at(31)).await);

        let row = read(&mut conn, mine, id).await;
        assert_eq!(row.status, Status::Undone);
        assert_eq!((row.confirmed_at, row.undone_at), (Some(at(20)), Some(at(30))));
    }

    async fn a_waiting_import_is_thrown_away(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = uploaded(&mut conn, mine, at(5)).await;
        assert_conflict(import::discard(&mut conn, theirs, id).await);
        import::discard(&mut conn, mine, id).await.unwrap();
        assert_eq!(read(&mut conn, mine, id).await.status, Status::Discarded);
        assert_conflict(import::discard(&mut conn, mine, id).await);
        assert_conflict(import::start(&mut conn, mine, id, 2, 3).await);
        let started = running(&mut conn, mine, at(6)).await;
        assert_conflict(import::discard(&mut conn, mine, started).await);
    }

    async fn a_lease_holds_until_it_ends(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        uploaded(&mut conn, mine, at(4)).await;
        confirmed(&mut conn, mine).await;
        let id = running(&mut conn, mine, at(5)).await;

        let claimed = import::claim(&mut conn, at(100), at(160)).await.unwrap();
        assert_eq!(claimed, Some((id, mine)));
        assert_eq!(import::claim(&mut conn, at(159), at(219)).await.unwrap(), None);
        let claimed = import::claim(&mut conn, at(160), at(220)).await.unwrap();
        assert_eq!(claimed, Some((id, mine)), "the first worker is taken for dead");
    }

    async fn the_oldest_import_is_claimed_first(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let second = running(&mut conn, mine, at(6)).await;
        let first = running(&mut conn, mine, at(5)).await;
        for expected in [first, second] {
            let claimed = import::claim(&mut conn, at(100), at(160)).await.unwrap();
            assert_eq!(claimed, Some((expected, mine)));
        }
    }

    async fn progress_keeps_the_claim_and_stops_a_stale_worker(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = running(&mut conn, mine, at(5)).await;
        import::claim(&mut conn, at(100), at(160)).await.unwrap().unwrap();
        let first = read(&mut conn, mine, id).await.version;
        import::progress(&mut conn, id, first, 2, at(200)).await.unwrap();
        assert_eq!(import::claim(&mut conn, at(199), at(260)).await.unwrap(), None);

        import::claim(&mut conn, at(200), at(260)).await.unwrap().unwrap();
        let second = read(&mut conn, mine, id).await.version;
        assert_conflict(import::progress(&mut conn, id, first, 3, at(300)).await);
        assert_conflict(import::confirm(&mut conn, id, first, at(205)).await);
        assert_conflict(import::fail(&mut conn, id, first).await);
        import::progress(&mut conn, id, second, 3, at(300)).await.unwrap();
        assert_eq!(read(&mut conn, mine, id).await.rows_done, 3);
        import::confirm(&mut conn, id, second, at(210)).await.unwrap();
        assert_conflict(import::progress(&mut conn, id, second, 4, at(400)).await);
    }

    async fn twenty_workers_share_ten_imports(db: TestDb) {
        let store = db.open().await;
        let mine = committed_member(&store).await;
        let mut conn = store.begin().await.unwrap();
        for number in 0..10 {
            running(&mut conn, mine, at(number)).await;
        }
        conn.commit().await.unwrap();

        let claims = at_once(20, |_| {
            let store = store.clone();
            async move {
                let mut mine = Vec::new();
                // A worker that loses a race is told "none" though others wait: it asks again.
                for _ in 0..20 {
                    let mut conn = store.begin().await.unwrap();
                    mine.extend(import::claim(&mut conn, at(100), at(160)).await.unwrap());
                    conn.commit().await.unwrap();
                }
                mine
            }
        })
        .await;

        let claimed: Vec<_> = claims.into_iter().flatten().collect();
        assert_eq!(claimed.len(), 10, "none twice");
        assert_eq!(claimed.into_iter().collect::<HashSet<_>>().len(), 10, "each once");
    }

    async fn more_rows_than_a_double_can_count(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        for many in [9_007_199_254_740_993, i64::MAX] {
            let id = uploaded(&mut conn, mine, at(5)).await;
            import::start(&mut conn, mine, id, 1, many).await.unwrap();
            import::progress(&mut conn, id, 2, many, at(9)).await.unwrap();
            let row = read(&mut conn, mine, id).await;
            assert_eq!((row.rows_total, row.rows_done), (many, many));
        }
    }

    async fn forgotten_files_are_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = uploaded(&mut conn, mine, at(5)).await;
        running(&mut conn, mine, at(5)).await;
        assert!(import::forgotten(&mut conn, at(5)).await.unwrap().is_empty());
        assert_eq!(import::forgotten(&mut conn, at(6)).await.unwrap(), [(id, mine)]);
    }

    async fn erasure_takes_imports_after_what_they_brought(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        uploaded(&mut conn, mine, at(5)).await;
        uploaded(&mut conn, theirs, at(5)).await;
        import::purge_of(&mut conn, mine).await.unwrap();
        assert!(import::of_customer(&mut conn, mine).await.unwrap().is_empty());
        assert_eq!(import::of_customer(&mut conn, theirs).await.unwrap().len(), 1);

        let id = confirmed(&mut conn, mine).await;
        new_holding(&mut conn, mine, Some(id)).await;
        assert_refused(import::purge_of(&mut conn, mine).await);
    }

    async fn only_a_running_import_fails(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let waiting = uploaded(&mut conn, mine, at(5)).await;
        assert_conflict(import::fail(&mut conn, waiting, 1).await);
        let id = running(&mut conn, mine, at(6)).await;
        import::fail(&mut conn, id, 2).await.unwrap();
        assert_eq!(read(&mut conn, mine, id).await.status, Status::Failed);
        assert_conflict(import::confirm(&mut conn, id, 2, at(7)).await);
    }

    async fn a_file_that_stands_already_is_recognised(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let again = uploaded(&mut conn, mine, at(5)).await;
        let file = sealed("file");
        confirmed(&mut conn, theirs).await;
        assert!(!import::stands_already(&mut conn, mine, again, &file).await.unwrap());
        let stands = confirmed(&mut conn, mine).await;
        assert!(import::stands_already(&mut conn, mine, again, &file).await.unwrap());
        assert!(!import::stands_already(&mut conn, mine, again, b"other").await.unwrap());
        import::undo(&mut conn, mine, stands, at(9)).await.unwrap();
        assert!(!import::stands_already(&mut conn, mine, again, &file).await.unwrap());
    }

    async fn files_nobody_needs_and_all_of_a_customers_are_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let waiting = uploaded(&mut conn, mine, at(50)).await;
        let at_work = running(&mut conn, mine, at(50)).await;
        let ended = confirmed(&mut conn, mine).await;
        uploaded(&mut conn, theirs, at(50)).await;
        let listed = import::ended_since(&mut conn, at(5), BEGINNING).await.unwrap();
        assert_eq!(listed, [(at(5), ended)]);
        for (since, place) in [(at(6), BEGINNING), (at(5), listed[0])] {
            assert!(import::ended_since(&mut conn, since, place).await.unwrap().is_empty());
        }
        let mut ids = import::ids_of(&mut conn, mine).await.unwrap();
        ids.sort();
        let mut expected = [waiting, at_work, ended];
        expected.sort();
        assert_eq!(ids, expected);
    }

    async fn an_unknown_status_is_named(db: TestDb) {
        let mut conn = db.open_as_owner().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = uploaded(&mut conn, mine, at(5)).await;
        let lift_the_check = match db.engine {
            Engine::Sqlite => "PRAGMA ignore_check_constraints = ON",
            Engine::Postgres => "ALTER TABLE import DROP CONSTRAINT import_status_check",
        };
        conn.execute(lift_the_check, vec![]).await.unwrap();
        let sql = "UPDATE import SET status = 'lost' WHERE id = $1";
        conn.execute(sql, vec![Value::from(id)]).await.unwrap();
        assert_corrupt(import::find(&mut conn, mine, id).await, "status");
        assert_corrupt(import::of_customer(&mut conn, mine).await, "status");
    }
}
