//! Known browsers.

use store::device;
use testdb::on_both_engines;

use super::sample::{assert_unique, at, member, new_id, sealed};

on_both_engines! {
    async fn a_browser_is_known_to_the_customer_who_used_it(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let id = new_id();
        assert_eq!(device::count_of(&mut conn, mine).await.unwrap(), 0);
        device::insert(&mut conn, id, mine, &sealed("cookie"), at(10)).await.unwrap();

        assert_eq!(device::find(&mut conn, mine, &sealed("cookie")).await.unwrap(), Some(id));
        assert_eq!(device::find(&mut conn, theirs, &sealed("cookie")).await.unwrap(), None);
        assert_eq!(device::find(&mut conn, mine, b"other").await.unwrap(), None);
        assert_eq!(device::count_of(&mut conn, mine).await.unwrap(), 1);
        assert_eq!(device::count_of(&mut conn, theirs).await.unwrap(), 0);
        let again = device::insert(&mut conn, new_id(), mine, &sealed("cookie"), at(11)).await;
        assert_unique(again);
    }

    async fn a_log_in_is_noted(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = member(&mut conn).await;
        let id = new_id();
        device::insert(&mut conn, id, customer_id, b"cookie", at(10)).await.unwrap();
        device::seen(&mut conn, id, at(25)).await.unwrap();

        let sql = "SELECT first_seen_at, last_seen_at FROM device WHERE id = $1";
        let row = conn.fetch_optional(sql, vec![id.into()]).await.unwrap().unwrap();
        assert_eq!(row.time("first_seen_at").unwrap(), at(10));
        assert_eq!(row.time("last_seen_at").unwrap(), at(25));
    }

    async fn erasure_takes_ones_own_devices_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        device::insert(&mut conn, new_id(), mine, b"a", at(10)).await.unwrap();
        device::insert(&mut conn, new_id(), theirs, b"b", at(10)).await.unwrap();
        device::delete_of(&mut conn, mine).await.unwrap();
        assert_eq!(device::count_of(&mut conn, mine).await.unwrap(), 0);
        assert_eq!(device::count_of(&mut conn, theirs).await.unwrap(), 1);
    }
}
