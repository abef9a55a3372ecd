//! Mails to be sent.

use std::collections::HashSet;

use store::{
    Conn,
    outbox_message::{self, OutboxMessage},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{
    assert_conflict, assert_refused, at, at_once, committed_member, member, new_id, sealed,
};

fn letter_to(customer_id: Uuid) -> OutboxMessage {
    OutboxMessage {
        id: new_id(),
        customer_id,
        letter: "confirm_address".to_owned(),
        sealed: sealed("拝啓"),
        attempts: 0,
    }
}

async fn posted(conn: &mut Conn, customer_id: Uuid, seconds: i64) -> Uuid {
    let new = letter_to(customer_id);
    outbox_message::insert(conn, &new, at(seconds)).await.unwrap();
    new.id
}

async fn claim(conn: &mut Conn, now: i64) -> Option<OutboxMessage> {
    outbox_message::claim(conn, at(now), at(now + 60)).await.unwrap()
}

async fn content_is_kept(conn: &mut Conn, id: Uuid) -> bool {
    let sql = "SELECT sealed FROM outbox_message WHERE id = $1";
    let row = conn.fetch_optional(sql, vec![id.into()]).await.unwrap().unwrap();
    row.bytes_or_null("sealed").unwrap().is_some()
}

on_both_engines! {
    async fn a_mail_is_claimed_sent_and_forgotten(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = posted(&mut conn, mine, 10).await;
        assert!(claim(&mut conn, 9).await.is_none(), "not due yet");

        let mail = claim(&mut conn, 10).await.unwrap();
        assert_eq!((mail.id, mail.customer_id), (id, mine));
        assert_eq!((mail.letter.as_str(), mail.sealed), ("confirm_address", sealed("拝啓")));
        assert_eq!(mail.attempts, 1);

        outbox_message::sent(&mut conn, id, at(20)).await.unwrap();
        assert!(!content_is_kept(&mut conn, id).await);
        assert!(claim(&mut conn, 1000).await.is_none());
        assert_conflict(outbox_message::sent(&mut conn, id, at(21)).await);
    }

    async fn a_lease_holds_until_it_ends(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        posted(&mut conn, mine, 10).await;
        assert_eq!(claim(&mut conn, 10).await.unwrap().attempts, 1);
        assert!(claim(&mut conn, 69).await.is_none());
        assert_eq!(claim(&mut conn, 70).await.unwrap().attempts, 2);
    }

    async fn the_oldest_mail_goes_first(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let second = posted(&mut conn, mine, 11).await;
        let first = posted(&mut conn, mine, 10).await;
        assert_eq!(claim(&mut conn, 20).await.unwrap().id, first);
        assert_eq!(claim(&mut conn, 20).await.unwrap().id, second);
    }

    async fn a_mail_put_off_is_claimed_at_its_new_time(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = posted(&mut conn, mine, 10).await;
        claim(&mut conn, 10).await.unwrap();
        outbox_message::put_off(&mut conn, id, at(30)).await.unwrap();
        assert!(claim(&mut conn, 29).await.is_none());
        assert_eq!(claim(&mut conn, 30).await.unwrap().attempts, 2);
    }

    async fn a_mail_given_up_is_forgotten(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = posted(&mut conn, mine, 10).await;
        outbox_message::give_up(&mut conn, id, at(20)).await.unwrap();
        assert!(!content_is_kept(&mut conn, id).await);
        outbox_message::put_off(&mut conn, id, at(30)).await.unwrap();
        assert!(claim(&mut conn, 1000).await.is_none());
    }

    async fn a_sent_mail_is_not_given_up(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = posted(&mut conn, mine, 10).await;
        outbox_message::sent(&mut conn, id, at(20)).await.unwrap();
        outbox_message::give_up(&mut conn, id, at(21)).await.unwrap();
        let sql = "SELECT failed_at FROM outbox_message WHERE id = $1";
        let row = conn.fetch_optional(sql, vec![id.into()]).await.unwrap().unwrap();
        assert_eq!(row.time_or_null("failed_at").unwrap(), None);
    }

    async fn a_mail_given_up_is_not_noted_as_sent(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        let id = posted(&mut conn, mine, 10).await;
        outbox_message::give_up(&mut conn, id, at(20)).await.unwrap();
        assert_conflict(outbox_message::sent(&mut conn, id, at(21)).await);
    }

    async fn waiting_mails_are_counted_from_the_oldest(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        assert_eq!(outbox_message::waiting(&mut conn).await.unwrap(), (0, None));
        let sent = posted(&mut conn, mine, 1).await;
        let failed = posted(&mut conn, mine, 2).await;
        posted(&mut conn, mine, 5).await;
        posted(&mut conn, mine, 4).await;
        outbox_message::sent(&mut conn, sent, at(9)).await.unwrap();
        outbox_message::give_up(&mut conn, failed, at(9)).await.unwrap();
        assert_eq!(outbox_message::waiting(&mut conn).await.unwrap(), (2, Some(at(4))));
    }

    async fn twenty_senders_claim_each_mail_once(db: TestDb) {
        let store = db.open().await;
        let mine = committed_member(&store).await;
        let mut conn = store.begin().await.unwrap();
        for _ in 0..30 {
            posted(&mut conn, mine, 10).await;
        }
        conn.commit().await.unwrap();

        let claims = at_once(20, |_| {
            let store = store.clone();
            async move {
                let mut mine = Vec::new();
                // A sender that loses a race is told "none" though others wait: it asks again.
                for _ in 0..30 {
                    let mut conn = store.begin().await.unwrap();
                    mine.extend(claim(&mut conn, 20).await.map(|mail| (mail.id, mail.attempts)));
                    conn.commit().await.unwrap();
                }
                mine
            }
        })
        .await;

        let claimed: Vec<_> = claims.into_iter().flatten().collect();
        assert_eq!(claimed.len(), 30, "none twice");
        assert!(claimed.iter().all(|(_, attempts)| *attempts == 1));
        assert_eq!(claimed.into_iter().collect::<HashSet<_>>().len(), 30, "each once");
    }

    async fn a_mail_goes_to_somebody(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let stray = letter_to(new_id());
        assert_refused(outbox_message::insert(&mut conn, &stray, at(1)).await);
    }

    async fn erasure_takes_ones_own_mails_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        posted(&mut conn, mine, 1).await;
        posted(&mut conn, theirs, 2).await;
        outbox_message::delete_of(&mut conn, mine).await.unwrap();
        assert_eq!(outbox_message::waiting(&mut conn).await.unwrap(), (1, Some(at(2))));
    }
}
