//! Connections that only read, and what becomes of them.

use std::{future::Future as _, pin::pin, task::Context};

use store::Db;
use testdb::{TestDb, on_both_engines};

use super::sample::{committed_member, new_id};

/// One connection that reads, so that each is lent again.
async fn with_one_reader(db: &TestDb) -> Db {
    Db::open(&db.url, 2).await.unwrap()
}

on_both_engines! {
    async fn a_reading_connection_cannot_write(db: TestDb) {
        let mut conn = with_one_reader(&db).await.read().await.unwrap();
        assert!(conn.execute("DELETE FROM customer", vec![]).await.is_err());
    }

    async fn a_query_that_failed_spoils_none_after_it(db: TestDb) {
        let store = with_one_reader(&db).await;
        let kept = committed_member(&store).await;
        for _ in 0..3 {
            let mut conn = store.read().await.unwrap();
            assert!(conn.fetch_all("SELECT nothing FROM nowhere", vec![]).await.is_err());
            drop(conn);
            let mut conn = store.read().await.unwrap();
            assert!(store::customer::find(&mut conn, kept).await.unwrap().is_some());
        }
    }

    async fn a_query_cut_off_gives_nobody_its_answer(db: TestDb) {
        let store = with_one_reader(&db).await;
        let kept = committed_member(&store).await;
        for _ in 0..20 {
            let mut conn = store.read().await.unwrap();
            {
                let asked = pin!(store::customer::find(&mut conn, kept));
                let waker = std::task::Waker::noop();
                // Sent; nobody waits for the answer, which is seldom there at once.
                drop(asked.poll(&mut Context::from_waker(waker)));
            }
            drop(conn);
            let mut conn = store.read().await.unwrap();
            assert!(store::customer::find(&mut conn, new_id()).await.unwrap().is_none());
        }
    }
}
