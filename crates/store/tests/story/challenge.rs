//! Proofs asked for by mail.

use chrono::DateTime;
use store::{
    Conn, Value,
    challenge::{self, Challenge, Purpose},
};
use testdb::{Engine, on_both_engines};
use uuid::Uuid;

use super::sample::{
    assert_conflict, assert_corrupt, assert_unique, at, at_once, member, new_id, sealed,
};

fn proof(customer_id: Uuid, label: &str, purpose: Purpose) -> Challenge {
    Challenge {
        id: new_id(),
        customer_id,
        purpose,
        browser_hash: sealed(&format!("browser {label}")),
        code_hash: sealed(&format!("code {label}")),
        link_hash: sealed(&format!("link {label}")),
        created_at: at(10),
        expires_at: at(100),
        attempts: 0,
        used_at: None,
    }
}

async fn asked(conn: &mut Conn, label: &str) -> Challenge {
    let customer_id = member(conn).await;
    let new = proof(customer_id, label, Purpose::Confirm);
    challenge::insert(conn, &new).await.unwrap();
    new
}

async fn found(conn: &mut Conn, proof: &Challenge) -> Option<Challenge> {
    challenge::find_by_browser(conn, &proof.browser_hash).await.unwrap()
}

on_both_engines! {
    async fn a_proof_is_found_by_browser_and_by_link(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = member(&mut conn).await;
        for (label, purpose) in [("one", Purpose::Confirm), ("two", Purpose::Recover)] {
            let new = proof(customer_id, label, purpose);
            challenge::insert(&mut conn, &new).await.unwrap();

            let by_browser = found(&mut conn, &new).await.unwrap();
            let by_link = challenge::find_by_link(&mut conn, &new.link_hash).await.unwrap();
            for row in [by_browser, by_link.unwrap()] {
                assert_eq!((row.id, row.customer_id), (new.id, customer_id));
                assert_eq!(row.purpose, purpose);
                assert_eq!(row.browser_hash, new.browser_hash);
                assert_eq!(row.code_hash, new.code_hash);
                assert_eq!(row.link_hash, new.link_hash);
                assert_eq!((row.created_at, row.expires_at), (at(10), at(100)));
                assert_eq!((row.attempts, row.used_at), (0, None));
            }
        }
        assert!(challenge::find_by_browser(&mut conn, b"unknown").await.unwrap().is_none());
        assert!(challenge::find_by_link(&mut conn, b"unknown").await.unwrap().is_none());
    }

    async fn a_link_belongs_to_one_proof(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mut second = asked(&mut conn, "one").await;
        second.id = new_id();
        second.browser_hash = sealed("another browser");
        assert_unique(challenge::insert(&mut conn, &second).await);
    }

    async fn fifty_guesses_at_once_get_five_tries(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let proof = asked(&mut conn, "guessed").await;
        conn.commit().await.unwrap();

        let results = at_once(50, |_| {
            let (store, id) = (store.clone(), proof.id);
            async move {
                let mut conn = store.begin().await?;
                challenge::count_try(&mut conn, id, 5, at(20)).await?;
                conn.commit().await
            }
        })
        .await;

        let (counted, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        assert_eq!(counted.len(), 5);
        refused.into_iter().for_each(assert_conflict);
        let mut conn = store.read().await.unwrap();
        assert_eq!(found(&mut conn, &proof).await.unwrap().attempts, 5);
    }

    async fn one_of_twenty_users_of_a_link_wins(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let proof = asked(&mut conn, "forwarded").await;
        conn.commit().await.unwrap();

        let results = at_once(20, |_| {
            let (store, id) = (store.clone(), proof.id);
            async move {
                let mut conn = store.begin().await?;
                challenge::use_up(&mut conn, id, at(20)).await?;
                conn.commit().await
            }
        })
        .await;

        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        let mut conn = store.read().await.unwrap();
        assert_eq!(found(&mut conn, &proof).await.unwrap().used_at, Some(at(20)));
    }

    async fn a_used_proof_serves_no_more(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let proof = asked(&mut conn, "used").await;
        challenge::use_up(&mut conn, proof.id, at(20)).await.unwrap();
        assert_conflict(challenge::use_up(&mut conn, proof.id, at(21)).await);
        assert_conflict(challenge::count_try(&mut conn, proof.id, 5, at(21)).await);
        assert_conflict(challenge::renew(&mut conn, &proof).await);
    }

    async fn a_proof_ends_at_its_time(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let proof = asked(&mut conn, "late").await;
        let last = DateTime::from_timestamp_micros(at(100).timestamp_micros() - 1).unwrap();
        challenge::count_try(&mut conn, proof.id, 5, last).await.unwrap();
        assert_conflict(challenge::count_try(&mut conn, proof.id, 5, at(100)).await);
        assert_conflict(challenge::use_up(&mut conn, proof.id, at(100)).await);
        challenge::use_up(&mut conn, proof.id, last).await.unwrap();
    }

    async fn sending_again_replaces_code_and_link(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let old = asked(&mut conn, "old").await;
        challenge::count_try(&mut conn, old.id, 5, at(20)).await.unwrap();

        let mut new = old.clone();
        new.code_hash = sealed("new code");
        new.link_hash = sealed("new link");
        (new.created_at, new.expires_at) = (at(50), at(150));
        challenge::renew(&mut conn, &new).await.unwrap();

        let row = found(&mut conn, &old).await.unwrap();
        assert_eq!((row.code_hash, row.link_hash), (new.code_hash, new.link_hash));
        assert_eq!((row.created_at, row.expires_at), (at(50), at(150)));
        assert_eq!(row.attempts, 0);
        assert!(challenge::find_by_link(&mut conn, &old.link_hash).await.unwrap().is_none());
    }

    async fn ended_proofs_are_swept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let proof = asked(&mut conn, "ended").await;
        assert_eq!(challenge::delete_ended(&mut conn, at(100)).await.unwrap(), 0);
        assert_eq!(challenge::delete_ended(&mut conn, at(101)).await.unwrap(), 1);
        assert!(found(&mut conn, &proof).await.is_none());
    }

    async fn erasure_takes_ones_own_proofs_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (asked(&mut conn, "mine").await, asked(&mut conn, "theirs").await);
        challenge::delete_of(&mut conn, mine.customer_id).await.unwrap();
        assert!(found(&mut conn, &mine).await.is_none());
        assert!(found(&mut conn, &theirs).await.is_some());
    }

    async fn an_unknown_purpose_is_named(db: TestDb) {
        let mut conn = db.open_as_owner().await.begin().await.unwrap();
        let proof = asked(&mut conn, "odd").await;
        let lift_the_check = match db.engine {
            Engine::Sqlite => "PRAGMA ignore_check_constraints = ON",
            Engine::Postgres => "ALTER TABLE challenge DROP CONSTRAINT challenge_purpose_check",
        };
        conn.execute(lift_the_check, vec![]).await.unwrap();
        let sql = "UPDATE challenge SET purpose = 'other' WHERE id = $1";
        conn.execute(sql, vec![Value::from(proof.id)]).await.unwrap();

        let found = challenge::find_by_browser(&mut conn, &proof.browser_hash).await;
        assert_corrupt(found, "purpose");
    }
}
