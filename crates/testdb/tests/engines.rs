//! What a test may rely on.
#![allow(clippy::unwrap_used, reason = "tests stop where they are surprised")]

use std::time::Duration;

use store::{Db, StoreError};
use testdb::{Engine, PrivatePostgres, TestDb, on_both_engines};

async fn customers(db: &Db) -> Result<i64, StoreError> {
    store::customer::count_active(&mut db.read().await?).await
}

on_both_engines! {
    async fn a_fresh_database_has_the_schema(db: TestDb) {
        assert_eq!(customers(&db.open().await).await.unwrap(), 0);
    }

    async fn an_empty_database_has_none(db: TestDb) {
        let file_or_server = TestDb::empty(db.engine).await;
        let empty = file_or_server.open().await;
        assert!(customers(&empty).await.is_err());
        empty.migrate().await.unwrap();
        assert_eq!(customers(&empty).await.unwrap(), 0);
    }

    async fn two_databases_are_two(db: TestDb) {
        assert_ne!(db.url, TestDb::create(db.engine).await.url);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_with_its_test() {
    let db = TestDb::create(Engine::Sqlite).await;
    let path = std::path::PathBuf::from(db.url.strip_prefix("sqlite:").unwrap());
    assert!(path.exists());
    drop(db);
    assert!(!path.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_server_can_be_taken_away_and_given_back() {
    let server = PrivatePostgres::start().await;
    let db = Db::open(&server.url, 4).await.unwrap();
    assert_eq!(customers(&db).await.unwrap(), 0);

    server.stop_immediate().await;
    let asked = tokio::time::timeout(Duration::from_secs(5), customers(&db)).await;
    let answer = asked.expect("an answer comes within five seconds");
    assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");

    server.restart().await;
    assert_eq!(customers(&db).await.unwrap(), 0, "the same pool serves again");
}
