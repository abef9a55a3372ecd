//! What each form's key led to.

use store::{StoreError, holding, idempotency};
use testdb::on_both_engines;

use super::sample::{assert_conflict, at, at_once, committed_member, member, new_holding, new_id};

on_both_engines! {
    async fn a_key_leads_to_what_its_first_use_made(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let owner = member(&mut conn).await;
        let (key, made) = (new_id(), new_id());
        let taken = idempotency::take(&mut conn, owner, key, "holding.add", at(1)).await;
        assert_eq!(taken.unwrap(), None);
        idempotency::settle(&mut conn, owner, key, made).await.unwrap();
        let taken = idempotency::take(&mut conn, owner, key, "holding.add", at(2)).await;
        assert_eq!(taken.unwrap(), Some(made));
    }

    async fn a_key_is_looked_at_without_being_taken(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let owner = member(&mut conn).await;
        let (key, made) = (new_id(), new_id());
        assert_eq!(idempotency::find(&mut conn, owner, key, "rate.add").await.unwrap(), None);
        idempotency::take(&mut conn, owner, key, "rate.add", at(1)).await.unwrap();
        idempotency::settle(&mut conn, owner, key, made).await.unwrap();
        assert_eq!(idempotency::find(&mut conn, owner, key, "rate.add").await.unwrap(), Some(made));
        let others = idempotency::find(&mut conn, new_id(), key, "rate.add").await.unwrap();
        assert_eq!(others, None);
        assert_eq!(idempotency::find(&mut conn, owner, key, "holding.add").await.unwrap(), None);
    }

    async fn a_key_serves_one_form(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let owner = member(&mut conn).await;
        let key = new_id();
        idempotency::take(&mut conn, owner, key, "holding.add", at(1)).await.unwrap();
        assert_conflict(idempotency::take(&mut conn, owner, key, "rate.add", at(1)).await);
    }

    async fn two_owners_may_hold_the_same_key(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let key = new_id();
        for owner in [new_id(), new_id()] {
            let taken = idempotency::take(&mut conn, owner, key, "holding.add", at(1)).await;
            assert_eq!(taken.unwrap(), None);
        }
    }

    async fn an_untaken_key_cannot_be_settled(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_conflict(idempotency::settle(&mut conn, new_id(), new_id(), new_id()).await);
    }

    async fn a_key_is_free_again_when_its_transaction_failed(db: TestDb) {
        let store = db.open().await;
        let (owner, key) = (new_id(), new_id());
        let mut conn = store.begin().await.unwrap();
        idempotency::take(&mut conn, owner, key, "holding.add", at(1)).await.unwrap();
        drop(conn);

        let mut conn = store.begin().await.unwrap();
        let taken = idempotency::take(&mut conn, owner, key, "holding.add", at(2)).await;
        assert_eq!(taken.unwrap(), None);
    }

    async fn fifty_clicks_at_once_make_one_record(db: TestDb) {
        let store = db.open().await;
        let owner = committed_member(&store).await;
        let key = new_id();
        let made = at_once(50, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await?;
                let taken = idempotency::take(&mut conn, owner, key, "holding.add", at(1)).await?;
                if let Some(made) = taken {
                    return Ok(made);
                }
                let made = new_holding(&mut conn, owner, None).await;
                idempotency::settle(&mut conn, owner, key, made).await?;
                conn.commit().await?;
                Ok::<_, StoreError>(made)
            }
        })
        .await;

        let mut conn = store.read().await.unwrap();
        let holdings = holding::of_customer(&mut conn, owner).await.unwrap();
        assert_eq!(holdings.len(), 1);
        for answer in made {
            assert_eq!(answer.unwrap(), holdings[0].id);
        }
    }

    async fn old_keys_are_swept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (owner, key) = (new_id(), new_id());
        idempotency::take(&mut conn, owner, key, "holding.add", at(1)).await.unwrap();
        assert_eq!(idempotency::delete_taken(&mut conn, at(1)).await.unwrap(), 0);
        assert_eq!(idempotency::delete_taken(&mut conn, at(2)).await.unwrap(), 1);
    }
}
