//! Bringing the schema up to date.

use store::{StoreError, Value, customer};
use testdb::{Engine, TestDb, on_both_engines};

use super::sample::committed_member;

on_both_engines! {
    async fn an_empty_database_is_migrated(db: TestDb) {
        let empty = TestDb::empty(db.engine).await;
        let store = empty.open().await;
        let mut conn = store.read().await.unwrap();
        assert!(customer::count_active(&mut conn).await.is_err());
        drop(conn);
        store.migrate().await.unwrap();
        let mut conn = store.read().await.unwrap();
        assert_eq!(customer::count_active(&mut conn).await.unwrap(), 0);
    }

    async fn migrating_again_changes_nothing(db: TestDb) {
        let store = db.open_as_owner().await;
        committed_member(&store).await;
        store.migrate().await.unwrap();
        let mut conn = store.read().await.unwrap();
        assert_eq!(customer::count_active(&mut conn).await.unwrap(), 1);
    }

    async fn a_migration_changed_after_it_ran_is_noticed(db: TestDb) {
        let store = db.open_as_owner().await;
        let mut conn = store.begin().await.unwrap();
        let sql = "UPDATE _sqlx_migrations SET checksum = $1";
        conn.execute(sql, vec![Value::from(&b"other"[..])]).await.unwrap();
        conn.commit().await.unwrap();
        let answer = store.migrate().await;
        assert!(matches!(answer, Err(StoreError::Migration(_))), "{answer:?}");
    }
}

async fn processes_migrate_at_once(engine: Engine) {
    let empty = TestDb::empty(engine).await;
    let (one, two, three) = (empty.open().await, empty.open().await, empty.open().await);
    let ended = tokio::join!(one.migrate(), two.migrate(), three.migrate());
    ended.0.unwrap();
    ended.1.unwrap();
    ended.2.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_processes_may_migrate_at_once_postgres() {
    processes_migrate_at_once(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_processes_may_migrate_at_once_sqlite() {
    for _ in 0..5 {
        processes_migrate_at_once(Engine::Sqlite).await;
    }
}
