//! Keys of the bank's people.

use store::staff_key::{self, StaffKey};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_conflict, at, new_id, sealed, staff};

on_both_engines! {
    async fn a_key_is_wrapped_anew_once_and_from_what_was_read(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let staff_id = staff(&mut conn, "reviewer").await;
        let key = |master: &str, label: &str| {
            StaffKey { staff_id, master: master.to_owned(), wrapped: sealed(label) }
        };
        staff_key::insert(&mut conn, &key("m1", "old"), at(1)).await.unwrap();
        let beginning = Uuid::nil();
        let none = staff_key::wrapped_otherwise(&mut conn, "m1", beginning).await.unwrap();
        let waiting = staff_key::wrapped_otherwise(&mut conn, "m2", beginning).await.unwrap();
        assert_eq!((none.len(), waiting.len(), waiting[0].staff_id), (0, 1, staff_id));
        let behind = staff_key::wrapped_otherwise(&mut conn, "m2", staff_id).await.unwrap();
        assert!(behind.is_empty(), "whoever is passed by is not met again");

        staff_key::rewrap(&mut conn, "m1", &key("m2", "new")).await.unwrap();
        assert_conflict(staff_key::rewrap(&mut conn, "m1", &key("m2", "late")).await);
        let found = staff_key::find(&mut conn, staff_id).await.unwrap().unwrap();
        assert_eq!((found.master.as_str(), found.wrapped), ("m2", sealed("new")));
        assert!(staff_key::find(&mut conn, new_id()).await.unwrap().is_none());
    }
}
