//! The bank's people and their roles.

use store::staff_member;
use testdb::on_both_engines;

use super::sample::{
    assert_conflict, assert_refused, assert_unique, at, at_once, new_id, registered, sealed, staff,
};

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

    async fn a_member_is_found_by_the_address_with_name_and_last_log_in(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = new_id();
        staff_member::insert(&mut conn, id, b"one", &["auditor"], at(3)).await.unwrap();
        assert_conflict(staff_member::logged_in(&mut conn, id, at(4)).await);
        staff_member::change(&mut conn, id, 1, "active", &["auditor"]).await.unwrap();
        staff_member::set_profile(&mut conn, id, &sealed("name")).await.unwrap();
        staff_member::logged_in(&mut conn, id, at(5)).await.unwrap();
        let member = staff_member::find_by_email(&mut conn, b"one").await.unwrap().unwrap();
        assert_eq!((member.id, member.profile), (id, Some(sealed("name"))));
        assert_eq!(member.last_login_at, Some(at(5)));
        assert_eq!(staff_member::find_by_email(&mut conn, b"two").await.unwrap(), None);
        assert_conflict(staff_member::set_profile(&mut conn, new_id(), &sealed("name")).await);
    }

    async fn all_members_are_listed_with_their_own_roles_the_oldest_first(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (one, two) = (new_id(), new_id());
        staff_member::insert(&mut conn, two, b"two", &["auditor"], at(4)).await.unwrap();
        staff_member::insert(&mut conn, one, b"one", &["reviewer", "approver"], at(3)).await.unwrap();
        let all = staff_member::all(&mut conn).await.unwrap();
        assert_eq!(all.iter().map(|member| member.id).collect::<Vec<_>>(), [one, two]);
        assert_eq!(all[0].roles, ["approver", "reviewer"]);
        assert_eq!(all[1].roles, ["auditor"]);
    }

    async fn of_two_who_hold_a_role_the_second_sees_what_the_first_changed(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        for _ in 0..2 {
            let id = staff(&mut conn, "administrator").await;
            staff_member::change(&mut conn, id, 1, "active", &["administrator"]).await.unwrap();
        }
        staff(&mut conn, "administrator").await;
        conn.commit().await.unwrap();
        let left = at_once(2, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                let count = staff_member::hold_role(&mut conn, "administrator").await.unwrap();
                let all = staff_member::all(&mut conn).await.unwrap();
                let active = all.iter().find(|member| member.status == "active").unwrap();
                let roles = ["administrator"];
                staff_member::change(&mut conn, active.id, active.version, "left", &roles).await.unwrap();
                conn.commit().await.unwrap();
                count
            }
        });
        let mut left = left.await;
        left.sort_unstable();
        assert_eq!(left, [1, 2]);
    }
}
