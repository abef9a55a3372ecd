//! Invitations of the bank's people.

use store::{
    staff_invitation::{self, StaffInvitation},
    staff_member,
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_conflict, at, new_id, staff};

fn invitation(staff_id: Uuid, code: &[u8], expires: i64) -> StaffInvitation {
    StaffInvitation {
        staff_id,
        code_hash: code.to_vec(),
        created_at: at(1),
        expires_at: at(expires),
        attempts: 0,
    }
}

on_both_engines! {
    async fn a_code_bears_so_many_tries_and_a_new_one_as_many_again(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = staff(&mut conn, "reviewer").await;
        staff_invitation::put(&mut conn, &invitation(id, b"first", 90)).await.unwrap();
        staff_invitation::count_try(&mut conn, id, 2, at(5)).await.unwrap();
        staff_invitation::count_try(&mut conn, id, 2, at(6)).await.unwrap();
        assert_conflict(staff_invitation::count_try(&mut conn, id, 2, at(7)).await);
        assert_eq!(staff_invitation::find(&mut conn, id).await.unwrap().unwrap().attempts, 2);

        staff_invitation::put(&mut conn, &invitation(id, b"second", 90)).await.unwrap();
        staff_invitation::count_try(&mut conn, id, 2, at(8)).await.unwrap();
        let found = staff_invitation::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((found.code_hash.as_slice(), found.attempts), (b"second".as_slice(), 1));
    }

    async fn an_invitation_is_held_by_its_code_while_its_member_is_invited(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = new_id();
        staff_member::insert(&mut conn, id, b"goro", &["reviewer"], at(1)).await.unwrap();
        staff_invitation::put(&mut conn, &invitation(id, b"code", 10)).await.unwrap();
        staff_invitation::hold(&mut conn, id, b"code", at(9)).await.unwrap();
        assert_conflict(staff_invitation::hold(&mut conn, id, b"code", at(10)).await);
        assert_conflict(staff_invitation::hold(&mut conn, id, b"other", at(9)).await);
        staff_member::change(&mut conn, id, 1, "left", &["reviewer"]).await.unwrap();
        assert_conflict(staff_invitation::hold(&mut conn, id, b"code", at(9)).await);
    }

    async fn an_invitation_ends_by_time_and_is_accepted_once(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = staff(&mut conn, "reviewer").await;
        staff_invitation::put(&mut conn, &invitation(id, b"code", 10)).await.unwrap();
        assert_conflict(staff_invitation::count_try(&mut conn, id, 2, at(10)).await);
        staff_invitation::accept(&mut conn, id).await.unwrap();
        assert_conflict(staff_invitation::accept(&mut conn, id).await);

        staff_invitation::put(&mut conn, &invitation(id, b"code", 10)).await.unwrap();
        staff_invitation::delete(&mut conn, id).await.unwrap();
        assert_eq!(staff_invitation::find(&mut conn, id).await.unwrap(), None);
        assert_eq!(staff_invitation::find(&mut conn, new_id()).await.unwrap(), None);
    }
}
