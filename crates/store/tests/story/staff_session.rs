//! Sessions of the bank's people.

use store::{
    Conn, Value,
    staff_key::{self, StaffKey},
    staff_member,
    staff_session::{self, StaffSession},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_conflict, assert_refused, at, new_id, sealed, staff};

fn session_of(staff_id: Uuid, stage: &str, created: i64) -> StaffSession {
    StaffSession {
        id: new_id(),
        staff_id,
        stage: stage.to_owned(),
        created_at: at(created),
        seen_at: at(created),
        ended_at: None,
        previous_at: Some(at(3)),
    }
}

async fn reviewer(conn: &mut Conn) -> Uuid {
    let staff_id = staff(conn, "reviewer").await;
    let key = StaffKey { staff_id, master: "m1".to_owned(), wrapped: sealed("key") };
    staff_key::insert(conn, &key, at(0)).await.unwrap();
    staff_id
}

/// A session whose token's hash is its identity's bytes.
async fn logged_in(conn: &mut Conn, staff_id: Uuid, created: i64) -> StaffSession {
    let new = session_of(staff_id, "full", created);
    staff_session::insert(conn, &new, new.id.as_bytes()).await.unwrap();
    new
}

async fn found(conn: &mut Conn, session: &StaffSession) -> StaffSession {
    staff_session::find(conn, session.id.as_bytes()).await.unwrap().unwrap().session
}

on_both_engines! {
    async fn a_token_leads_to_session_member_roles_and_key(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = reviewer(&mut conn).await;
        staff_member::set_profile(&mut conn, id, &sealed("profile")).await.unwrap();
        let new = logged_in(&mut conn, id, 10).await;
        let presence = staff_session::find(&mut conn, new.id.as_bytes()).await.unwrap().unwrap();
        assert_eq!(presence.session, new);
        assert_eq!((presence.status.as_str(), presence.roles), ("invited", vec!["reviewer".into()]));
        assert_eq!((presence.key.wrapped, presence.profile), (sealed("key"), Some(sealed("profile"))));
        assert!(staff_session::find(&mut conn, b"another").await.unwrap().is_none());
    }

    async fn an_ended_session_is_neither_used_nor_ended_again(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = reviewer(&mut conn).await;
        let session = logged_in(&mut conn, id, 10).await;
        staff_session::touch(&mut conn, session.id, at(20)).await.unwrap();
        assert_eq!(found(&mut conn, &session).await.seen_at, at(20));
        staff_session::touch(&mut conn, session.id, at(15)).await.unwrap();
        assert_eq!(found(&mut conn, &session).await.seen_at, at(20), "a clock set back");
        staff_session::end(&mut conn, session.id, at(30)).await.unwrap();
        assert_conflict(staff_session::end(&mut conn, session.id, at(31)).await);
        staff_session::touch(&mut conn, session.id, at(40)).await.unwrap();
        let ended = found(&mut conn, &session).await;
        assert_eq!((ended.seen_at, ended.ended_at), (at(20), Some(at(30))));
    }

    async fn all_of_a_members_sessions_end_and_no_others(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, other) = (reviewer(&mut conn).await, reviewer(&mut conn).await);
        let sessions = [logged_in(&mut conn, mine, 10).await, logged_in(&mut conn, mine, 11).await];
        let others = logged_in(&mut conn, other, 12).await;
        assert_eq!(staff_session::end_all(&mut conn, mine, at(20)).await.unwrap(), 2);
        for session in sessions {
            assert_eq!(found(&mut conn, &session).await.ended_at, Some(at(20)));
        }
        assert_eq!(found(&mut conn, &others).await.ended_at, None);
    }

    async fn sessions_long_unseen_are_deleted(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = reviewer(&mut conn).await;
        let (old, new) = (logged_in(&mut conn, id, 10).await, logged_in(&mut conn, id, 20).await);
        assert_eq!(staff_session::delete_unseen(&mut conn, at(20)).await.unwrap(), 1);
        assert!(staff_session::find(&mut conn, old.id.as_bytes()).await.unwrap().is_none());
        assert_eq!(found(&mut conn, &new).await.id, new.id);
    }

    async fn a_session_never_becomes_more_than_it_was(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let id = reviewer(&mut conn).await;
        let half = session_of(id, "password", 10);
        staff_session::insert(&mut conn, &half, half.id.as_bytes()).await.unwrap();
        conn.commit().await.unwrap();
        let mut conn = store.begin().await.unwrap();
        let sql = "UPDATE staff_session SET stage = 'full' WHERE id = $1";
        assert_refused(conn.execute(sql, vec![Value::from(half.id)]).await);
        drop(conn);
        let mut conn = store.begin().await.unwrap();
        let odd = session_of(id, "root", 11);
        assert_refused(staff_session::insert(&mut conn, &odd, odd.id.as_bytes()).await);
    }
}
