//! Refusals of the schema that no noun's story meets.

use store::{StoreError, Value};
use testdb::{Engine, on_both_engines};

use super::sample::{assert_refused, at, member, new_holding, new_id, registered, valuation_of};

on_both_engines! {
    async fn a_refusal_never_says_row_exists(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let sql = "UPDATE customer SET language = NULL WHERE id = $1";
        let refused = conn.execute(sql, vec![Value::from(id)]).await;
        assert!(!matches!(refused, Ok(_) | Err(StoreError::Unique(_))), "{refused:?}");
    }

    async fn a_missing_value_is_refused(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let sql = "UPDATE customer SET language = NULL WHERE id = $1";
        assert_refused(conn.execute(sql, vec![Value::from(id)]).await);
    }

    async fn overwriting_a_figure_is_refused(db: TestDb) {
        let mut conn = db.open_as_owner().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let holding = new_holding(&mut conn, mine, None).await;
        let new = valuation_of(mine, holding, "2026-04-01");
        store::valuation::insert(&mut conn, std::slice::from_ref(&new)).await.unwrap();
        assert_refused(conn.execute("UPDATE valuation SET source = 'form'", vec![]).await);
    }

    async fn a_figure_is_not_replaced_either(db: TestDb) {
        let mut conn = db.open_as_owner().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let holding = new_holding(&mut conn, mine, None).await;
        let new = valuation_of(mine, holding, "2026-04-01");
        store::valuation::insert(&mut conn, std::slice::from_ref(&new)).await.unwrap();
        let around = match db.engine {
            Engine::Sqlite => {
                "INSERT OR REPLACE INTO valuation SELECT id, customer_id, holding_id, as_of, \
                 recorded_at, 'correction', figure, import_id FROM valuation"
            }
            Engine::Postgres => {
                "INSERT INTO valuation SELECT id, customer_id, holding_id, as_of, recorded_at, \
                 'correction', figure, import_id FROM valuation \
                 ON CONFLICT (id) DO UPDATE SET source = excluded.source"
            }
        };
        assert_refused(conn.execute(around, vec![]).await);
    }

    async fn two_customers_may_share_a_browser(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        for _ in 0..2 {
            let id = member(&mut conn).await;
            store::device::insert(&mut conn, new_id(), id, b"cookie", at(10)).await.unwrap();
        }
    }

    async fn unproved_registrations_may_share_an_address(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (one, two) = (
            registered(&mut conn, b"hanako", at(0)).await,
            registered(&mut conn, b"hanako", at(1)).await,
        );
        assert_ne!(one, two);
    }
}
