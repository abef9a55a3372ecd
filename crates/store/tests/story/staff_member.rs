//! The bank's people and their roles.

use store::staff_member;
use testdb::on_both_engines;

use super::sample::{assert_conflict, assert_refused, assert_unique, at, new_id, registered};

on_both_engines! {
    async fn a_member_is_invited_with_roles_and_changed(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = new_id();
        staff_member::insert(&mut conn, id, b"one", &["reviewer", "approver"], at(3)).await.unwrap();
        let member = staff_member::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((member.status.as_str(), member.version), ("invited", 1));
        assert_eq!((member.roles, member.created_at), (vec!["approver".into(), "reviewer".into()], at(3)));

        staff_member::change(&mut conn, id, 1, "active", &["supervisor"]).await.unwrap();
        assert_conflict(staff_member::change(&mut conn, id, 1, "left", &[]).await);
        let member = staff_member::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((member.status.as_str(), member.roles), ("active", vec!["supervisor".into()]));
        assert_eq!(staff_member::find(&mut conn, new_id()).await.unwrap(), None);
    }

    async fn a_member_who_is_a_customer_too_is_found_by_the_address(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer = registered(&mut conn, b"shared", at(1)).await;
        let other = registered(&mut conn, b"other", at(1)).await;
        assert_eq!(staff_member::of_customer(&mut conn, customer).await.unwrap(), None);
        let id = new_id();
        staff_member::insert(&mut conn, id, b"shared", &["reviewer"], at(3)).await.unwrap();
        assert_eq!(staff_member::of_customer(&mut conn, customer).await.unwrap(), Some(id));
        assert_eq!(staff_member::of_customer(&mut conn, other).await.unwrap(), None);
        let twice = staff_member::insert(&mut conn, new_id(), b"shared", &[], at(4)).await;
        assert_unique(twice);
    }

    async fn there_is_no_role_but_those_of_the_table(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        assert_refused(staff_member::insert(&mut conn, new_id(), b"one", &["root"], at(3)).await);
        drop(conn);
        let mut conn = store.begin().await.unwrap();
        let id = new_id();
        staff_member::insert(&mut conn, id, b"two", &["auditor"], at(3)).await.unwrap();
        assert_refused(staff_member::change(&mut conn, id, 1, "dismissed", &[]).await);
    }
}
