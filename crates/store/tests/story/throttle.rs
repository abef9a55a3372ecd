//! Failed tries per bucket.

use chrono::DateTime;
use store::throttle::{self, Count};
use testdb::on_both_engines;

use super::sample::{at, at_once, sealed};

on_both_engines! {
    async fn failures_are_counted_per_bucket(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let bucket = sealed("hanako");
        assert_eq!(throttle::find(&mut conn, &bucket, at(0), at(0)).await.unwrap(), None);
        for expected in 1..=3 {
            let count = throttle::count_failure(&mut conn, &bucket, at(0), at(10)).await.unwrap();
            assert_eq!(count, Some(expected));
        }
        let other = throttle::count_failure(&mut conn, b"taro", at(0), at(10)).await.unwrap();
        assert_eq!(other, Some(1));
        let count = throttle::find(&mut conn, &bucket, at(10), at(10)).await.unwrap().unwrap();
        // Not blocked, whatever an earlier or later clock says.
        assert_eq!(count, Count { failures: 3, blocked_until: DateTime::UNIX_EPOCH });
    }

    async fn an_old_window_begins_anew(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        for _ in 0..4 {
            throttle::count_failure(&mut conn, b"hanako", at(0), at(10)).await.unwrap();
        }
        assert_eq!(throttle::find(&mut conn, b"hanako", at(11), at(11)).await.unwrap(), None);
        let count = throttle::count_failure(&mut conn, b"hanako", at(11), at(70)).await.unwrap();
        assert_eq!(count, Some(1));
        assert!(throttle::find(&mut conn, b"hanako", at(70), at(70)).await.unwrap().is_some());
    }

    async fn the_window_begins_with_its_first_failure(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        throttle::count_failure(&mut conn, b"hanako", at(0), at(10)).await.unwrap();
        throttle::count_failure(&mut conn, b"hanako", at(0), at(50)).await.unwrap();
        assert!(throttle::find(&mut conn, b"hanako", at(10), at(10)).await.unwrap().is_some());
        assert!(throttle::find(&mut conn, b"hanako", at(11), at(11)).await.unwrap().is_none());
    }

    async fn fifty_failures_at_once_are_fifty(db: TestDb) {
        let store = db.open().await;
        let mut counts = at_once(50, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                let count = throttle::count_failure(&mut conn, b"hanako", at(0), at(10)).await;
                conn.commit().await.unwrap();
                count.unwrap().unwrap()
            }
        })
        .await;
        counts.sort_unstable();
        assert_eq!(counts, (1..=50).collect::<Vec<i64>>(), "each was told its own number");
        let mut conn = store.read().await.unwrap();
        let count = throttle::find(&mut conn, b"hanako", at(0), at(0)).await.unwrap().unwrap();
        assert_eq!(count.failures, 50);
    }

    async fn a_block_holds_until_it_is_cleared(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        throttle::count_failure(&mut conn, b"hanako", at(0), at(10)).await.unwrap();
        throttle::count_failure(&mut conn, b"taro", at(0), at(10)).await.unwrap();
        throttle::block(&mut conn, b"hanako", at(900)).await.unwrap();
        for moment in [at(12), at(899)] {
            let waits = throttle::count_failure(&mut conn, b"hanako", at(11), moment).await;
            assert_eq!(waits.unwrap(), None, "a try that must wait is not counted");
        }

        let count = throttle::find(&mut conn, b"hanako", at(0), at(0)).await.unwrap().unwrap();
        assert_eq!(count, Count { failures: 1, blocked_until: at(900) });
        let over = throttle::count_failure(&mut conn, b"hanako", at(0), at(900)).await.unwrap();
        assert_eq!(over, Some(2));
        let other = throttle::find(&mut conn, b"taro", at(0), at(0)).await.unwrap().unwrap();
        assert_eq!(other.blocked_until, DateTime::UNIX_EPOCH);

        throttle::clear(&mut conn, b"hanako").await.unwrap();
        assert_eq!(throttle::find(&mut conn, b"hanako", at(0), at(0)).await.unwrap(), None);
    }

    async fn a_block_outlasts_its_window(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        throttle::count_failure(&mut conn, b"hanako", at(0), at(10)).await.unwrap();
        throttle::block(&mut conn, b"hanako", at(900)).await.unwrap();
        let count = throttle::find(&mut conn, b"hanako", at(500), at(500)).await.unwrap();
        assert_eq!(count.map(|count| count.blocked_until), Some(at(900)));
    }

    async fn counts_are_swept_when_window_and_block_are_over(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        throttle::count_failure(&mut conn, b"over", at(0), at(10)).await.unwrap();
        throttle::count_failure(&mut conn, b"blocked", at(0), at(10)).await.unwrap();
        throttle::block(&mut conn, b"blocked", at(900)).await.unwrap();
        assert_eq!(throttle::delete_ended(&mut conn, at(10)).await.unwrap(), 0);
        assert_eq!(throttle::delete_ended(&mut conn, at(11)).await.unwrap(), 1);
        assert!(throttle::find(&mut conn, b"blocked", at(0), at(0)).await.unwrap().is_some());
    }
}
