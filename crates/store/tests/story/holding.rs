//! What customers own and owe.

use store::{
    Conn, StoreError, Value,
    holding::{self, Holding},
    import, valuation,
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{
    assert_conflict, assert_refused, at, at_once, committed_member, confirmed, member, new_holding,
    new_id, running, sealed, uploaded, valuation_of,
};

async fn only(conn: &mut Conn, customer_id: Uuid) -> Holding {
    let mut rows = holding::of_customer(conn, customer_id).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

on_both_engines! {
    async fn a_holding_is_its_owners(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = new_holding(&mut conn, mine, None).await;
        let row = only(&mut conn, mine).await;
        assert_eq!((row.id, row.customer_id, row.version), (id, mine, 1));
        assert_eq!(row.details, sealed("deposit"));
        assert_eq!((row.created_at, row.deleted_at, row.import_id), (at(10), None, None));
        assert!(holding::of_customer(&mut conn, theirs).await.unwrap().is_empty());
    }

    async fn holdings_come_in_the_order_they_were_recorded(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let mut ids = Vec::new();
        for _ in 0..5 {
            ids.push(new_holding(&mut conn, mine, None).await);
        }
        let rows = holding::of_customer(&mut conn, mine).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    }

    async fn the_second_of_two_tabs_is_told(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        holding::edit(&mut conn, mine, id, 1, &sealed("new"), at(20)).await.unwrap();
        assert_conflict(holding::edit(&mut conn, mine, id, 1, b"old tab", at(21)).await);
        assert_conflict(holding::advance(&mut conn, mine, id, 1, at(21)).await);
        assert_conflict(holding::delete(&mut conn, mine, id, 1, at(21)).await);
        holding::advance(&mut conn, mine, id, 2, at(22)).await.unwrap();
        let row = only(&mut conn, mine).await;
        assert_eq!((row.version, row.details), (3, sealed("new")));
    }

    async fn a_deleted_holding_can_be_restored_but_not_changed(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        assert_conflict(holding::restore(&mut conn, mine, id, at(20)).await);
        holding::delete(&mut conn, mine, id, 1, at(20)).await.unwrap();
        assert_eq!(only(&mut conn, mine).await.deleted_at, Some(at(20)));
        assert_conflict(holding::delete(&mut conn, mine, id, 2, at(21)).await);
        assert_conflict(holding::edit(&mut conn, mine, id, 2, b"x", at(21)).await);
        assert_conflict(holding::advance(&mut conn, mine, id, 2, at(21)).await);

        holding::restore(&mut conn, mine, id, at(22)).await.unwrap();
        let row = only(&mut conn, mine).await;
        assert_eq!((row.deleted_at, row.version), (None, 3));
    }

    async fn nobody_changes_anothers_holding(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = new_holding(&mut conn, theirs, None).await;
        for id in [id, new_id()] {
            assert_conflict(holding::edit(&mut conn, mine, id, 1, b"x", at(20)).await);
            assert_conflict(holding::advance(&mut conn, mine, id, 1, at(20)).await);
            assert_conflict(holding::delete(&mut conn, mine, id, 1, at(20)).await);
        }
        holding::delete(&mut conn, theirs, id, 1, at(20)).await.unwrap();
        assert_conflict(holding::restore(&mut conn, mine, id, at(21)).await);
    }

    async fn of_an_edit_and_a_deletion_at_once_one_is_done(db: TestDb) {
        let store = db.open().await;
        let mine = committed_member(&store).await;
        for _ in 0..10 {
            let mut conn = store.begin().await.unwrap();
            let id = new_holding(&mut conn, mine, None).await;
            conn.commit().await.unwrap();
            let results = at_once(6, |number| {
                let store = store.clone();
                async move {
                    let mut conn = store.begin().await?;
                    if number % 2 == 0 {
                        holding::edit(&mut conn, mine, id, 1, &sealed("edited"), at(20)).await?;
                    } else {
                        holding::delete(&mut conn, mine, id, 1, at(20)).await?;
                    }
                    conn.commit().await?;
                    Ok::<_, StoreError>(number % 2 == 0)
                }
            })
            .await;

            let (won, lost): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
            assert_eq!(won.len(), 1);
            lost.into_iter().for_each(assert_conflict);
            let edited = won[0].as_ref().unwrap();
            let mut conn = store.begin().await.unwrap();
            let row = only(&mut conn, mine).await;
            assert_eq!(row.version, 2);
            assert_eq!(row.deleted_at.is_none(), *edited);
            assert_eq!(row.details == sealed("edited"), *edited);
            holding::purge_of(&mut conn, mine).await.unwrap();
            conn.commit().await.unwrap();
        }
    }

    async fn what_an_import_brings_is_seen_while_the_import_stands(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let import = running(&mut conn, mine, at(5)).await;
        new_holding(&mut conn, mine, Some(import)).await;
        assert!(holding::of_customer(&mut conn, mine).await.unwrap().is_empty());
        import::confirm(&mut conn, import, 2, at(6)).await.unwrap();
        assert_eq!(only(&mut conn, mine).await.import_id, Some(import));
        import::undo(&mut conn, mine, import, at(7)).await.unwrap();
        assert!(holding::of_customer(&mut conn, mine).await.unwrap().is_empty());
    }

    async fn what_a_running_import_brought_is_purged_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let import = uploaded(&mut conn, mine, at(5)).await;
        import::start(&mut conn, mine, import, 1, 1).await.unwrap();
        let other = confirmed(&mut conn, mine).await;
        let by_hand = new_holding(&mut conn, mine, None).await;
        new_holding(&mut conn, mine, Some(import)).await;
        let standing = new_holding(&mut conn, mine, Some(other)).await;
        holding::purge_of_import(&mut conn, other).await.unwrap();
        holding::purge_of_import(&mut conn, import).await.unwrap();
        import::confirm(&mut conn, import, 2, at(40)).await.unwrap();
        let rows = holding::of_customer(&mut conn, mine).await.unwrap();
        let mut ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        ids.sort();
        let mut expected = [by_hand, standing];
        expected.sort();
        assert_eq!(ids, expected);
    }

    async fn an_undone_imports_holding_stays_if_it_has_figures_of_ones_own(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let import = confirmed(&mut conn, mine).await;
        new_holding(&mut conn, mine, Some(import)).await;
        let touched = new_holding(&mut conn, mine, Some(import)).await;
        let own = valuation_of(mine, touched, "2026-04-01");
        valuation::insert(&mut conn, std::slice::from_ref(&own)).await.unwrap();
        import::undo(&mut conn, mine, import, at(50)).await.unwrap();
        assert_eq!(only(&mut conn, mine).await.id, touched);
    }

    async fn erasure_takes_holdings_after_their_valuations(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = new_holding(&mut conn, mine, None).await;
        new_holding(&mut conn, theirs, None).await;
        holding::purge_of(&mut conn, mine).await.unwrap();
        assert!(holding::of_customer(&mut conn, mine).await.unwrap().is_empty());
        only(&mut conn, theirs).await;
        let orphan = valuation_of(mine, id, "2026-04-01");
        assert_refused(valuation::insert(&mut conn, std::slice::from_ref(&orphan)).await);
    }

    async fn versions_are_exact_beyond_what_a_double_holds(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = new_holding(&mut conn, mine, None).await;
        let sql = "UPDATE holding SET version = $2 WHERE id = $1";
        let large = (1_i64 << 53) + 1;
        conn.execute(sql, vec![Value::from(id), Value::from(large)]).await.unwrap();
        assert_conflict(holding::advance(&mut conn, mine, id, large - 1, at(20)).await);
        holding::advance(&mut conn, mine, id, large, at(20)).await.unwrap();
        assert_eq!(only(&mut conn, mine).await.version, large + 1);
    }
}
