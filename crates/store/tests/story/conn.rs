//! Transactions and reading connections.

use store::{Conn, StoreError, Value, customer};
use testdb::on_both_engines;

use super::sample::{assert_conflict, at, at_once, committed_member, member, new_id, registered};

async fn number_of_customers(conn: &mut Conn) -> i64 {
    let sql = "SELECT COUNT(*) AS number FROM customer";
    conn.fetch_optional(sql, vec![]).await.unwrap().unwrap().int("number").unwrap()
}

on_both_engines! {
    async fn what_is_committed_stands(db: TestDb) {
        let store = db.open().await;
        committed_member(&store).await;
        assert_eq!(number_of_customers(&mut store.read().await.unwrap()).await, 1);
    }

    async fn what_is_dropped_never_was(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        member(&mut conn).await;
        assert_eq!(number_of_customers(&mut conn).await, 1, "a transaction sees its own rows");
        drop(conn);
        assert_eq!(number_of_customers(&mut store.read().await.unwrap()).await, 0);
        assert_eq!(number_of_customers(&mut store.begin().await.unwrap()).await, 0);
    }

    async fn an_early_return_rolls_everything_back(db: TestDb) {
        async fn verb(store: &store::Db) -> Result<(), StoreError> {
            let mut conn = store.begin().await?;
            let id = registered(&mut conn, b"hanako", at(0)).await;
            customer::close(&mut conn, id, at(1)).await?;
            conn.commit().await
        }
        let store = db.open().await;
        assert_conflict(verb(&store).await);
        assert_eq!(number_of_customers(&mut store.read().await.unwrap()).await, 0);
    }

    async fn a_panicking_task_rolls_back(db: TestDb) {
        let store = db.open().await;
        let task = tokio::spawn({
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                member(&mut conn).await;
                std::panic::resume_unwind(Box::new("a bug"));
            }
        });
        assert!(task.await.is_err());
        assert_eq!(number_of_customers(&mut store.begin().await.unwrap()).await, 0);
    }

    async fn nobody_sees_what_is_not_committed(db: TestDb) {
        let store = db.open().await;
        let mut writing = store.begin().await.unwrap();
        member(&mut writing).await;
        let mut reading = store.read().await.unwrap();
        assert_eq!(number_of_customers(&mut reading).await, 0);
        writing.commit().await.unwrap();
        assert_eq!(number_of_customers(&mut reading).await, 1, "each statement has its own moment");
    }

    async fn readers_are_not_kept_waiting_by_a_writer(db: TestDb) {
        let store = db.open().await;
        let mut writing = store.begin().await.unwrap();
        member(&mut writing).await;
        let counts = at_once(9, |_| {
            let store = store.clone();
            async move { number_of_customers(&mut store.read().await.unwrap()).await }
        })
        .await;
        assert_eq!(counts, [0; 9]);
    }

    async fn committing_a_reading_connection_does_nothing(db: TestDb) {
        db.open().await.read().await.unwrap().commit().await.unwrap();
    }

    async fn statements_say_how_many_rows_they_touched(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        for _ in 0..3 {
            member(&mut conn).await;
        }
        let touch = "UPDATE customer SET version = version + 1";
        assert_eq!(conn.execute(touch, vec![]).await.unwrap(), 3);
        let one = "UPDATE customer SET version = version + 1 WHERE id = $1";
        assert_eq!(conn.execute(one, vec![Value::from(new_id())]).await.unwrap(), 0);
        let all = "SELECT version FROM customer";
        let rows = conn.fetch_all(all, vec![]).await.unwrap();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.int("version").unwrap() == 3));
        let none = "SELECT id FROM customer WHERE version = 0";
        assert!(conn.fetch_optional(none, vec![]).await.unwrap().is_none());
        assert!(conn.fetch_all(none, vec![]).await.unwrap().is_empty());
    }

    async fn a_statement_that_is_no_sql_is_an_error(db: TestDb) {
        let mut conn = db.open().await.read().await.unwrap();
        assert!(conn.execute("SELEKT 1", vec![]).await.is_err());
        assert!(conn.fetch_all("SELECT 1 FROM nowhere", vec![]).await.is_err());
        assert!(conn.fetch_optional("SELECT nothing FROM customer", vec![]).await.is_err());
    }
}
