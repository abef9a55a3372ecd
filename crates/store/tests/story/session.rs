//! Logged-in sessions.

use store::{
    Conn, customer,
    data_key::{self, WrappedKey},
    session::{self, Session},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_conflict, assert_unique, at, member, new_id, sealed};

fn session_of(customer_id: Uuid, created: i64) -> Session {
    Session {
        id: new_id(),
        customer_id,
        device_id: new_id(),
        created_at: at(created),
        seen_at: at(created),
        ended_at: None,
        origin: sealed("Firefox, 192.0.2.1"),
    }
}

/// A session whose token's hash is its identity's bytes.
async fn logged_in(conn: &mut Conn, customer_id: Uuid, created: i64) -> Session {
    let new = session_of(customer_id, created);
    session::insert(conn, &new, new.id.as_bytes()).await.unwrap();
    new
}

async fn with_key(conn: &mut Conn) -> Uuid {
    let customer_id = member(conn).await;
    let key = WrappedKey { customer_id, master: "m1".to_owned(), wrapped: sealed("key") };
    data_key::insert(conn, &key, at(0)).await.unwrap();
    customer_id
}

async fn find(conn: &mut Conn, session: &Session) -> Session {
    session::find(conn, session.id.as_bytes()).await.unwrap().unwrap().session
}

on_both_engines! {
    async fn a_token_leads_to_session_customer_and_key(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = with_key(&mut conn).await;
        let new = session_of(customer_id, 10);
        session::insert(&mut conn, &new, &sealed("token")).await.unwrap();

        let presence = session::find(&mut conn, &sealed("token")).await.unwrap().unwrap();
        assert_eq!(presence.session.id, new.id);
        assert_eq!(presence.session.customer_id, customer_id);
        assert_eq!(presence.session.device_id, new.device_id);
        assert_eq!((presence.session.created_at, presence.session.seen_at), (at(10), at(10)));
        assert_eq!(presence.session.ended_at, None);
        assert_eq!(presence.session.origin, new.origin);
        assert_eq!(presence.status, "active");
        assert_eq!(presence.key.customer_id, customer_id);
        assert_eq!((presence.key.master.as_str(), presence.key.wrapped), ("m1", sealed("key")));
        assert_eq!(presence.portfolio, None);
        assert!(session::find(&mut conn, b"another").await.unwrap().is_none());
        store::portfolio::put(&mut conn, customer_id, &sealed("all")).await.unwrap();
        let presence = session::find(&mut conn, &sealed("token")).await.unwrap().unwrap();
        assert_eq!(presence.portfolio, Some(sealed("all")));
        let second = session_of(customer_id, 11);
        assert_unique(session::insert(&mut conn, &second, &sealed("token")).await);
    }

    async fn a_closing_customer_is_told_apart(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = with_key(&mut conn).await;
        let session = logged_in(&mut conn, customer_id, 10).await;
        customer::close(&mut conn, customer_id, at(90)).await.unwrap();
        let presence = session::find(&mut conn, session.id.as_bytes()).await.unwrap().unwrap();
        assert_eq!(presence.status, "closing");
    }

    async fn without_a_key_no_session_serves(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = with_key(&mut conn).await;
        let session = logged_in(&mut conn, customer_id, 10).await;
        data_key::destroy(&mut conn, customer_id).await.unwrap();
        assert!(session::find(&mut conn, session.id.as_bytes()).await.unwrap().is_none());
    }

    async fn a_request_is_noted_and_time_never_runs_back(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = with_key(&mut conn).await;
        let session = logged_in(&mut conn, customer_id, 10).await;
        session::touch(&mut conn, session.id, at(30)).await.unwrap();
        session::touch(&mut conn, session.id, at(20)).await.unwrap();
        assert_eq!(find(&mut conn, &session).await.seen_at, at(30));
    }

    async fn an_ended_session_stays_ended(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = with_key(&mut conn).await;
        let session = logged_in(&mut conn, customer_id, 10).await;
        session::end(&mut conn, customer_id, session.id, at(20)).await.unwrap();
        session::touch(&mut conn, session.id, at(30)).await.unwrap();

        let row = find(&mut conn, &session).await;
        assert_eq!((row.seen_at, row.ended_at), (at(10), Some(at(20))));
        assert_conflict(session::end(&mut conn, customer_id, session.id, at(21)).await);
    }

    async fn nobody_ends_anothers_session(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (with_key(&mut conn).await, with_key(&mut conn).await);
        let session = logged_in(&mut conn, theirs, 10).await;
        assert_conflict(session::end(&mut conn, mine, session.id, at(20)).await);
        assert_conflict(session::end(&mut conn, mine, new_id(), at(20)).await);
        assert_eq!(find(&mut conn, &session).await.ended_at, None);
    }

    async fn open_sessions_are_listed_newest_first(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (with_key(&mut conn).await, with_key(&mut conn).await);
        let stale = logged_in(&mut conn, mine, 9).await;
        let old = logged_in(&mut conn, mine, 10).await;
        let new = logged_in(&mut conn, mine, 12).await;
        let ended = logged_in(&mut conn, mine, 13).await;
        session::end(&mut conn, mine, ended.id, at(14)).await.unwrap();
        logged_in(&mut conn, theirs, 15).await;

        let open = session::open_of(&mut conn, mine, at(10)).await.unwrap();
        let ids: Vec<Uuid> = open.iter().map(|session| session.id).collect();
        assert_eq!(ids, [new.id, old.id], "without {}", stale.id);
        assert_eq!(open[0].origin, new.origin);
    }

    async fn all_others_are_ended_at_once(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (with_key(&mut conn).await, with_key(&mut conn).await);
        let kept = logged_in(&mut conn, mine, 10).await;
        logged_in(&mut conn, mine, 11).await;
        logged_in(&mut conn, mine, 12).await;
        let other = logged_in(&mut conn, theirs, 13).await;

        let ended = session::end_all_but(&mut conn, mine, Some(kept.id), at(20)).await.unwrap();
        assert_eq!(ended, 2);
        assert_eq!(find(&mut conn, &kept).await.ended_at, None);
        assert_eq!(session::end_all_but(&mut conn, mine, None, at(21)).await.unwrap(), 1);
        assert!(session::open_of(&mut conn, mine, at(0)).await.unwrap().is_empty());
        assert_eq!(find(&mut conn, &other).await.ended_at, None);
    }

    async fn unseen_sessions_are_swept_and_erasure_takes_the_rest(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = with_key(&mut conn).await;
        logged_in(&mut conn, customer_id, 10).await;
        let kept = logged_in(&mut conn, customer_id, 20).await;
        assert_eq!(session::delete_unseen(&mut conn, at(20)).await.unwrap(), 1);
        assert_eq!(find(&mut conn, &kept).await.id, kept.id);
        session::delete_of(&mut conn, customer_id).await.unwrap();
        assert!(session::find(&mut conn, kept.id.as_bytes()).await.unwrap().is_none());
    }
}
