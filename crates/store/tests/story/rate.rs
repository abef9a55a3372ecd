//! Exchange rates customers entered.

use store::rate::{self, Rate};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_refused, assert_unique, at, day, member, new_id, sealed};

fn rate_of(customer_id: Uuid, as_of: &str, recorded: i64) -> Rate {
    Rate {
        id: new_id(),
        customer_id,
        as_of: day(as_of),
        recorded_at: at(recorded),
        quote: sealed("USD 151.32"),
    }
}

on_both_engines! {
    async fn rates_come_oldest_first(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        let late = rate_of(mine, "2026-04-02", 1);
        let again = rate_of(mine, "2026-04-01", 3);
        let first = rate_of(mine, "2026-04-01", 2);
        for new in [&late, &again, &first] {
            rate::insert(&mut conn, new).await.unwrap();
        }

        let rows = rate::of_customer(&mut conn, mine).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [first.id, again.id, late.id]);
        assert_eq!((rows[0].customer_id, rows[0].as_of), (mine, day("2026-04-01")));
        assert_eq!((rows[0].recorded_at, &rows[0].quote), (at(2), &sealed("USD 151.32")));
        assert!(rate::of_customer(&mut conn, theirs).await.unwrap().is_empty());
        assert_unique(rate::insert(&mut conn, &late).await);
    }

    async fn a_rate_is_somebodys(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_refused(rate::insert(&mut conn, &rate_of(new_id(), "2026-04-01", 1)).await);
    }

    async fn erasure_takes_ones_own_rates_alone(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (mine, theirs) = (member(&mut conn).await, member(&mut conn).await);
        for owner in [mine, theirs] {
            rate::insert(&mut conn, &rate_of(owner, "2026-04-01", 1)).await.unwrap();
        }
        rate::purge_of(&mut conn, mine).await.unwrap();
        assert!(rate::of_customer(&mut conn, mine).await.unwrap().is_empty());
        assert_eq!(rate::of_customer(&mut conn, theirs).await.unwrap().len(), 1);
    }
}
