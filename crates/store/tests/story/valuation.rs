//! Recorded figures.

use store::{StoreError, Value, holding, import, valuation};
use testdb::on_both_engines;

use super::sample::{
    assert_refused, at, confirmed, day, member, new_holding, new_id,
    refused_on_sqlite_by_the_trigger, running, sealed, uploaded, valuation_of,
};

on_both_engines! {
    async fn figures_come_by_day_and_then_by_when_they_were_learnt(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = new_holding(&mut conn, mine, None).await;
        let late = valuation_of(mine, id, "2026-04-02");
        let mut corrected = valuation_of(mine, id, "2026-04-01");
        corrected.recorded_at = at(30);
        corrected.source = "correction".to_owned();
        let first = valuation_of(mine, id, "2026-04-01");
        for new in [&late, &corrected, &first] {
            valuation::insert(&mut conn, std::slice::from_ref(new)).await.unwrap();
        }

        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [first.id, corrected.id, late.id]);
        let row = &rows[0];
        assert_eq!((row.customer_id, row.holding_id), (mine, id));
        assert_eq!((row.as_of, row.recorded_at), (day("2026-04-01"), at(20)));
        assert_eq!((row.source.as_str(), &row.figure), ("form", &sealed("2026-04-01")));
        assert_eq!((row.import_id, row.retracted_at), (None, None));
        assert!(valuation::of_customer(&mut conn, theirs).await.unwrap().is_empty());
        refused_on_sqlite_by_the_trigger(&db, valuation::insert(&mut conn, std::slice::from_ref(&first)).await);
    }

    async fn a_hundred_figures_at_once_are_all_there_or_none(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let days = day("2026-01-01").iter_days().take(100);
        let many: Vec<_> = days.map(|day| valuation_of(mine, id, &day.to_string())).collect();
        valuation::insert(&mut conn, &many).await.unwrap();
        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        let read = rows.iter().map(|row| (row.id, row.as_of, &row.figure));
        assert!(read.eq(many.iter().map(|row| (row.id, row.as_of, &row.figure))));
        conn.commit().await.unwrap();

        let mut conn = store.begin().await.unwrap();
        let mut one_wrong: Vec<_> = many.clone();
        one_wrong.iter_mut().for_each(|row| row.id = new_id());
        one_wrong.last_mut().unwrap().source = "guess".to_owned();
        assert_refused(valuation::insert(&mut conn, &one_wrong).await);
        drop(conn);
        let mut conn = store.read().await.unwrap();
        assert_eq!(valuation::of_customer(&mut conn, mine).await.unwrap().len(), 100);
    }

    async fn a_figure_has_a_known_source_and_a_holding(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let orphan = valuation_of(mine, new_id(), "2026-04-01");
        assert_refused(valuation::insert(&mut conn, std::slice::from_ref(&orphan)).await);
        drop(conn);

        let mut conn = store.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let mut guessed = valuation_of(mine, id, "2026-04-01");
        guessed.source = "guess".to_owned();
        assert_refused(valuation::insert(&mut conn, std::slice::from_ref(&guessed)).await);
    }

    async fn a_figure_is_never_overwritten(db: TestDb) {
        let store = db.open_as_owner().await;
        let mut conn = store.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let new = valuation_of(mine, id, "2026-04-01");
        valuation::insert(&mut conn, std::slice::from_ref(&new)).await.unwrap();
        conn.commit().await.unwrap();

        let mut conn = store.begin().await.unwrap();
        let sql = "UPDATE valuation SET figure = $2 WHERE id = $1";
        let changed = conn.execute(sql, vec![Value::from(new.id), Value::from(&b"more"[..])]).await;
        assert_refused(changed);
        drop(conn);
        let mut conn = store.read().await.unwrap();
        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!(rows[0].figure, new.figure);
    }

    async fn an_imports_figures_are_seen_from_its_yes_and_marked_once_undone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let import = running(&mut conn, mine, at(5)).await;
        let mut new = valuation_of(mine, id, "2026-04-01");
        new.source = "import".to_owned();
        new.import_id = Some(import);
        valuation::insert(&mut conn, std::slice::from_ref(&new)).await.unwrap();
        assert!(valuation::of_customer(&mut conn, mine).await.unwrap().is_empty());

        import::confirm(&mut conn, import, 2, at(6)).await.unwrap();
        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!((rows[0].import_id, rows[0].retracted_at), (Some(import), None));

        import::undo(&mut conn, mine, import, at(7)).await.unwrap();
        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!(rows[0].retracted_at, Some(at(7)));
    }

    async fn what_a_running_import_brought_is_purged_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let import = uploaded(&mut conn, mine, at(5)).await;
        import::start(&mut conn, mine, import, 1, 1).await.unwrap();
        let other = confirmed(&mut conn, mine).await;
        let by_hand = valuation_of(mine, id, "2026-04-01");
        let mut imported = valuation_of(mine, id, "2026-04-02");
        imported.import_id = Some(import);
        let mut standing = valuation_of(mine, id, "2026-04-03");
        standing.import_id = Some(other);
        for new in [&by_hand, &imported, &standing] {
            valuation::insert(&mut conn, std::slice::from_ref(new)).await.unwrap();
        }

        valuation::purge_of_import(&mut conn, other).await.unwrap();
        valuation::purge_of_import(&mut conn, import).await.unwrap();
        import::confirm(&mut conn, import, 2, at(40)).await.unwrap();
        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [by_hand.id, standing.id]);
    }

    async fn erasure_takes_ones_own_figures_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        for owner in [mine, theirs] {
            let id = new_holding(&mut conn, owner, None).await;
            let new = valuation_of(owner, id, "2026-04-01");
            valuation::insert(&mut conn, std::slice::from_ref(&new)).await.unwrap();
        }
        valuation::purge_of(&mut conn, mine).await.unwrap();
        holding::purge_of(&mut conn, mine).await.unwrap();
        assert!(valuation::of_customer(&mut conn, mine).await.unwrap().is_empty());
        assert_eq!(valuation::of_customer(&mut conn, theirs).await.unwrap().len(), 1);
    }

    async fn days_of_all_centuries_round_trip(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let days = ["0001-01-01", "1868-10-23", "2000-02-29", "9999-12-31"];
        for text in days {
            valuation::insert(&mut conn, &[valuation_of(mine, id, text)]).await.unwrap();
        }
        let rows = valuation::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.as_of).collect::<Vec<_>>(), days.map(day));
    }

    async fn a_day_of_five_digit_years_is_refused(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let mut far = valuation_of(mine, id, "9999-12-31");
        far.as_of = far.as_of.succ_opt().unwrap();
        let result: Result<(), StoreError> = valuation::insert(&mut conn, std::slice::from_ref(&far)).await;
        assert_refused(result);
    }
}
