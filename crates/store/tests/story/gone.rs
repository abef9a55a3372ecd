//! The database server goes away and comes back.

use std::time::Duration;

use store::{Db, StoreError, customer};
use testdb::PrivatePostgres;
use tokio::time::timeout;

use super::sample::{committed_member, member};

/// The store promises an answer within three seconds; slow machines get two more.
const PATIENCE: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_gone_is_unavailable_and_never_empty() {
    let server = PrivatePostgres::start().await;
    let db = Db::open(&server.url, 4).await.unwrap();
    let kept = committed_member(&db).await;
    let mut reading = db.read().await.unwrap();
    let mut writing = db.begin().await.unwrap();
    let lost = member(&mut writing).await;

    server.stop_immediate().await;
    let answer = timeout(PATIENCE, customer::find(&mut reading, kept)).await.unwrap();
    assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
    let answer = timeout(PATIENCE, writing.commit()).await.unwrap();
    assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
    drop(reading);
    for _ in 0..2 {
        let answer = timeout(PATIENCE, db.read()).await.unwrap();
        assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
        let answer = timeout(PATIENCE, db.begin()).await.unwrap();
        assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
    }

    server.restart().await;
    let mut conn = db.read().await.unwrap();
    assert!(customer::find(&mut conn, kept).await.unwrap().is_some());
    assert!(customer::find(&mut conn, lost).await.unwrap().is_none());
}
