//! Customers' wrapped keys.

use store::{
    Conn,
    data_key::{self, WrappedKey},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_conflict, assert_refused, assert_unique, at, member, new_id, sealed};

async fn wrapped_by(conn: &mut Conn, master: &str) -> Uuid {
    let customer_id = member(conn).await;
    let key = WrappedKey { customer_id, master: master.to_owned(), wrapped: sealed(master) };
    data_key::insert(conn, &key, at(0)).await.unwrap();
    customer_id
}

on_both_engines! {
    async fn a_customer_has_one_key(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = wrapped_by(&mut conn, "m1").await;

        let key = data_key::find(&mut conn, mine).await.unwrap().unwrap();
        assert_eq!((key.customer_id, key.master.as_str()), (mine, "m1"));
        assert_eq!(key.wrapped, sealed("m1"));
        assert!(data_key::find(&mut conn, new_id()).await.unwrap().is_none());
        assert_unique(data_key::insert(&mut conn, &key, at(1)).await);
    }

    async fn destroying_a_key_leaves_the_others(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (wrapped_by(&mut conn, "m1").await, wrapped_by(&mut conn, "m1").await);
        data_key::destroy(&mut conn, mine).await.unwrap();
        assert!(data_key::find(&mut conn, mine).await.unwrap().is_none());
        assert!(data_key::find(&mut conn, theirs).await.unwrap().is_some());
    }

    async fn a_key_is_somebodys(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let key = WrappedKey { customer_id: new_id(), master: "m1".into(), wrapped: sealed("k") };
        assert_refused(data_key::insert(&mut conn, &key, at(0)).await);
    }

    async fn a_new_master_key_takes_over_one_by_one(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let old = wrapped_by(&mut conn, "m1").await;
        wrapped_by(&mut conn, "m2").await;

        let otherwise = data_key::wrapped_otherwise(&mut conn, "m2", Uuid::nil()).await.unwrap();
        assert_eq!(otherwise.len(), 1);
        assert_eq!(otherwise[0].customer_id, old);

        let new = WrappedKey { customer_id: old, master: "m2".into(), wrapped: sealed("again") };
        data_key::rewrap(&mut conn, "m1", &new).await.unwrap();
        assert_conflict(data_key::rewrap(&mut conn, "m1", &new).await);
        let otherwise = data_key::wrapped_otherwise(&mut conn, "m2", Uuid::nil()).await.unwrap();
        assert!(otherwise.is_empty());
        let found = data_key::find(&mut conn, old).await.unwrap().unwrap();
        assert_eq!((found.master.as_str(), found.wrapped), ("m2", sealed("again")));
    }

    async fn keys_left_as_they_are_are_passed_by(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mut all = Vec::new();
        for _ in 0..3 {
            all.push(wrapped_by(&mut conn, "m1").await);
        }
        all.sort();
        for (after, left) in [(Uuid::nil(), &all[..]), (all[0], &all[1..]), (all[2], &[])] {
            let keys = data_key::wrapped_otherwise(&mut conn, "m2", after).await.unwrap();
            assert_eq!(keys.iter().map(|key| key.customer_id).collect::<Vec<_>>(), left);
        }
    }
}
