//! Incidents, and that nothing of them is taken back.

use store::{
    Value,
    incident::{self, Closing, Incident},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_conflict, assert_refused, at, member, new_id, sealed, staff};

/// A closing by somebody, with what came of it.
fn by(by: Uuid, second: i64) -> Closing {
    let (outcome, note) = (Some("false-alarm".to_owned()), Some(sealed("found")));
    Closing { at: at(second), by, outcome, note }
}

on_both_engines! {
    async fn an_incident_is_open_until_somebody_has_looked_into_it(db: TestDb) {
        let store = db.open_as_owner().await;
        let mut conn = store.begin().await.unwrap();
        let customer_id = member(&mut conn).await;
        let found = |second| Incident {
            id: new_id(),
            at: at(second),
            kind: "malware".to_owned(),
            customer_id,
            subject_id: new_id(),
            detail: "Home.Eicar.Test".to_owned(),
            original_hash: sealed("hash"),
            closed: None,
        };
        let (later, earlier) = (found(9), found(3));
        for new in [&later, &earlier] {
            incident::insert(&mut conn, new).await.unwrap();
        }
        let open = incident::open(&mut conn).await.unwrap();
        assert_eq!(open, [earlier.clone(), later.clone()]);
        assert_eq!(incident::count_open(&mut conn).await.unwrap(), 2);
        let supervisor = staff(&mut conn, "supervisor").await;
        assert!(incident::closed(&mut conn).await.unwrap().is_empty());
        let closing = by(supervisor, 20);
        incident::close(&mut conn, earlier.id, &closing).await.unwrap();
        assert_eq!(incident::open(&mut conn).await.unwrap(), std::slice::from_ref(&later));
        assert_eq!(incident::count_open(&mut conn).await.unwrap(), 1);
        let closed = Incident { closed: Some(closing), ..earlier.clone() };
        assert_eq!(incident::closed(&mut conn).await.unwrap(), std::slice::from_ref(&closed));
        assert_eq!(incident::find(&mut conn, later.id).await.unwrap(), Some(later.clone()));
        assert_eq!(incident::find(&mut conn, earlier.id).await.unwrap(), Some(closed));
        assert_eq!(incident::find(&mut conn, new_id()).await.unwrap(), None);
        assert_conflict(incident::close(&mut conn, earlier.id, &by(supervisor, 21)).await);
        // As the version before closes one, without a word of what came of it.
        let bare = Closing { outcome: None, note: None, ..by(supervisor, 22) };
        incident::close(&mut conn, later.id, &bare).await.unwrap();
        let order = incident::closed(&mut conn).await.unwrap();
        assert_eq!(order.iter().map(|one| one.id).collect::<Vec<_>>(), [later.id, earlier.id]);
        let unseen = found(11);
        incident::insert(&mut conn, &unseen).await.unwrap();
        conn.commit().await.unwrap();

        for sql in [
            "UPDATE incident SET detail = 'nothing' WHERE id = $1",
            "UPDATE incident SET closed_at = 1 WHERE id = $1",
            "UPDATE incident SET closed_at = NULL, closed_by = NULL WHERE id = $1",
            "UPDATE incident SET outcome = 'customer-told' WHERE id = $1",
            "UPDATE incident SET note = NULL WHERE id = $1",
            "DELETE FROM incident WHERE id = $1",
        ] {
            let mut conn = store.begin().await.unwrap();
            let refused = conn.execute(sql, vec![Value::from(earlier.id)]).await;
            assert_refused(refused);
        }
        let mut conn = store.begin().await.unwrap();
        let early = "UPDATE incident SET outcome = 'false-alarm' WHERE id = $1";
        assert_refused(conn.execute(early, vec![Value::from(unseen.id)]).await);
    }

    async fn an_erased_customers_incidents_forget_the_file_and_nothing_else(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let supervisor = staff(&mut conn, "supervisor").await;
        let mut found = Vec::new();
        for second in [1, 2] {
            let new = Incident {
                id: new_id(),
                at: at(second),
                kind: "malware".to_owned(),
                customer_id: member(&mut conn).await,
                subject_id: new_id(),
                detail: "Home.Fox".to_owned(),
                original_hash: sealed("hash"),
                closed: None,
            };
            incident::insert(&mut conn, &new).await.unwrap();
            found.push(new);
        }
        incident::forget_of(&mut conn, found[0].customer_id).await.unwrap();
        let forgotten = Incident { original_hash: Vec::new(), ..found[0].clone() };
        assert_eq!(incident::open(&mut conn).await.unwrap(), [forgotten, found[1].clone()]);
        // One that was closed forgets too, once and only that.
        incident::close(&mut conn, found[1].id, &by(supervisor, 9)).await.unwrap();
        incident::forget_of(&mut conn, found[1].customer_id).await.unwrap();
        incident::forget_of(&mut conn, found[1].customer_id).await.unwrap();
        let hash = "SELECT COUNT(*) AS n FROM incident WHERE length(original_hash) = 0 AND closed_at IS NOT NULL";
        let row = conn.fetch_optional(hash, vec![]).await.unwrap().unwrap();
        assert_eq!(row.int("n").unwrap(), 1);
        conn.commit().await.unwrap();
        let mut conn = store.begin().await.unwrap();
        let another = "UPDATE incident SET original_hash = $2 WHERE id = $1";
        let values = vec![Value::from(found[0].id), Value::from(sealed("other").as_slice())];
        assert_refused(conn.execute(another, values).await);
    }

    async fn there_is_no_incident_of_another_kind(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let customer_id = member(&mut conn).await;
        let odd = Incident {
            id: new_id(),
            at: at(1),
            kind: "gossip".to_owned(),
            customer_id,
            subject_id: new_id(),
            detail: String::new(),
            original_hash: Vec::new(),
            closed: None,
        };
        assert_refused(incident::insert(&mut conn, &odd).await);
    }
}
