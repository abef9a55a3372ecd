//! Password hashes.

use store::credential;
use testdb::on_both_engines;

use super::sample::{assert_conflict, assert_refused, assert_unique, at, member, new_id};

on_both_engines! {
    async fn a_password_is_set_replaced_and_forgotten(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        assert_eq!(credential::find(&mut conn, id).await.unwrap(), None);

        credential::insert(&mut conn, id, "$argon2id$v=19$old", at(2)).await.unwrap();
        let found = credential::find(&mut conn, id).await.unwrap();
        assert_eq!(found.as_deref(), Some("$argon2id$v=19$old"));

        credential::replace(&mut conn, id, "$argon2id$v=19$new", at(3)).await.unwrap();
        let found = credential::find(&mut conn, id).await.unwrap();
        assert_eq!(found.as_deref(), Some("$argon2id$v=19$new"));

        credential::delete(&mut conn, id).await.unwrap();
        assert_eq!(credential::find(&mut conn, id).await.unwrap(), None);
        assert_conflict(credential::replace(&mut conn, id, "$argon2id$", at(4)).await);
    }

    async fn only_ones_own_password_is_replaced(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        credential::insert(&mut conn, mine, "mine", at(2)).await.unwrap();
        credential::insert(&mut conn, theirs, "theirs", at(2)).await.unwrap();
        credential::replace(&mut conn, mine, "new", at(3)).await.unwrap();
        let found = credential::find(&mut conn, theirs).await.unwrap();
        assert_eq!(found.as_deref(), Some("theirs"));
    }

    async fn a_customer_has_one_password(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        credential::insert(&mut conn, id, "first", at(2)).await.unwrap();
        assert_unique(credential::insert(&mut conn, id, "second", at(3)).await);
    }

    async fn nobody_has_no_password(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_refused(credential::insert(&mut conn, new_id(), "hash", at(2)).await);
    }
}
