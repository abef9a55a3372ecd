//! The sealed summary of a customer's holdings.

use store::portfolio;
use testdb::on_both_engines;

use super::sample::{assert_refused, at_once, committed_member, member, new_id, sealed};

on_both_engines! {
    async fn a_portfolio_is_put_replaced_and_purged(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        assert_eq!(portfolio::find(&mut conn, mine).await.unwrap(), None);
        portfolio::put(&mut conn, mine, &sealed("first")).await.unwrap();
        portfolio::put(&mut conn, theirs, &sealed("theirs")).await.unwrap();
        portfolio::put(&mut conn, mine, &sealed("second")).await.unwrap();
        assert_eq!(portfolio::find(&mut conn, mine).await.unwrap(), Some(sealed("second")));

        portfolio::purge_of(&mut conn, mine).await.unwrap();
        assert_eq!(portfolio::find(&mut conn, mine).await.unwrap(), None);
        assert_eq!(portfolio::find(&mut conn, theirs).await.unwrap(), Some(sealed("theirs")));
    }

    async fn a_portfolio_is_somebodys(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_refused(portfolio::put(&mut conn, new_id(), b"x").await);
    }

    async fn an_empty_and_a_large_portfolio_are_kept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mine = member(&mut conn).await;
        for size in [0, 1, 1 << 20] {
            let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(size).collect();
            portfolio::put(&mut conn, mine, &bytes).await.unwrap();
            assert_eq!(portfolio::find(&mut conn, mine).await.unwrap(), Some(bytes));
        }
    }

    async fn twenty_verbs_at_once_lose_no_change(db: TestDb) {
        let store = db.open().await;
        let mine = committed_member(&store).await;
        at_once(20, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                portfolio::hold(&mut conn, mine).await.unwrap();
                let mut rows = portfolio::find(&mut conn, mine).await.unwrap().unwrap_or_default();
                rows.push(b'x');
                portfolio::put(&mut conn, mine, &rows).await.unwrap();
                conn.commit().await.unwrap();
            }
        })
        .await;

        let mut conn = store.read().await.unwrap();
        assert_eq!(portfolio::find(&mut conn, mine).await.unwrap(), Some(vec![b'x'; 20]));
    }
}
