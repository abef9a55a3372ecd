//! Opening, closing.

use std::time::Duration;

use store::{Db, StoreError, customer};
use testdb::{Engine, TestDb, on_both_engines};
use tokio::time::timeout;

use super::sample::committed_member;

/// The store promises an answer within three seconds; slow machines get two more.
const PATIENCE: Duration = Duration::from_secs(5);

async fn refuses_to_open(url: &str) {
    let answer = timeout(PATIENCE, Db::open(url, 2)).await.expect("an answer in time");
    assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{url}: {answer:?}");
}

on_both_engines! {
    async fn what_was_committed_is_there_for_the_next_process(db: TestDb) {
        let store = db.open().await;
        let id = committed_member(&store).await;
        store.close().await;
        let store = db.open().await;
        let mut conn = store.read().await.unwrap();
        assert!(customer::find(&mut conn, id).await.unwrap().is_some());
    }

    async fn a_closed_database_serves_no_more(db: TestDb) {
        let store = db.open().await;
        store.close().await;
        assert!(matches!(store.read().await, Err(StoreError::Unavailable(_))));
        assert!(matches!(store.begin().await, Err(StoreError::Unavailable(_))));
    }

    async fn a_process_out_of_connections_says_so_in_time(db: TestDb) {
        let store = Db::open(&db.url, 1).await.unwrap();
        let held = store.begin().await.unwrap();
        let answer = timeout(PATIENCE, store.begin()).await.expect("an answer in time");
        assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
        drop(held);
        store.begin().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_unavailable() {
    refuses_to_open("sqlite:/nowhere/at/all/kura.db").await;
    refuses_to_open("postgres://kura@127.0.0.1:1/kura").await;
    refuses_to_open("not an address").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_written_safely() {
    let db = TestDb::create(Engine::Sqlite).await;
    let mut conn = db.open().await.begin().await.unwrap();
    let mode = conn.fetch_optional("PRAGMA journal_mode", vec![]).await.unwrap().unwrap();
    assert_eq!(mode.text("journal_mode").unwrap(), "wal");
    for (sql, name, expected) in [
        ("PRAGMA synchronous", "synchronous", 2),
        ("PRAGMA foreign_keys", "foreign_keys", 1),
        ("PRAGMA secure_delete", "secure_delete", 1),
    ] {
        let row = conn.fetch_optional(sql, vec![]).await.unwrap().unwrap();
        assert_eq!(row.int(name).unwrap(), expected, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_a_file_is_kept_is_told_and_a_servers_is_not_asked() {
    let file = TestDb::create(Engine::Sqlite).await;
    let kept = store::Keeping { overwrites_deleted: true, write_ahead_log: true };
    assert_eq!(file.open().await.keeping().await.unwrap(), Some(kept));
    let server = TestDb::create(Engine::Postgres).await;
    assert_eq!(server.open().await.keeping().await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_process_that_writes_a_file_is_waited_for() {
    let db = TestDb::create(Engine::Sqlite).await;
    let (one, two) = (db.open().await, db.open().await);
    let held = one.begin().await.unwrap();
    let waiting = tokio::spawn(async move { two.begin().await.map(drop) });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    drop(held);
    waiting.await.unwrap().unwrap();
}
