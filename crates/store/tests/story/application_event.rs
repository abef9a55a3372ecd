//! What happened to applications.

use store::{
    Value, application,
    application_event::{self, ApplicationEvent},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{assert_refused, at, member, new_id, sealed, staff};

fn event(
    application_id: Uuid,
    kind: &str,
    second: i64,
    staff_id: Option<Uuid>,
) -> ApplicationEvent {
    ApplicationEvent {
        id: new_id(),
        application_id,
        at: at(second),
        kind: kind.to_owned(),
        staff_id,
        told: staff_id.map(|_| sealed("told")),
        noted: None,
    }
}

on_both_engines! {
    async fn events_are_told_in_their_order_and_never_changed(db: TestDb) {
        let store = db.open_as_owner().await;
        let mut conn = store.begin().await.unwrap();
        let customer = member(&mut conn).await;
        let (id, other) = (new_id(), new_id());
        application::insert(&mut conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
        let theirs = member(&mut conn).await;
        application::insert(&mut conn, other, theirs, &sealed("draft"), at(1)).await.unwrap();
        let reviewer = staff(&mut conn, "reviewer").await;
        let returned = event(id, "returned", 9, Some(reviewer));
        let begun = event(id, "begun", 1, None);
        for new in [&returned, &begun, &event(other, "begun", 2, None)] {
            application_event::append(&mut conn, new).await.unwrap();
        }
        let told = application_event::of(&mut conn, id).await.unwrap();
        assert_eq!(told, [begun.clone(), returned]);
        conn.commit().await.unwrap();

        for sql in [
            "UPDATE application_event SET noted = NULL WHERE id = $1",
            "DELETE FROM application_event WHERE id = $1",
        ] {
            let mut conn = store.begin().await.unwrap();
            assert_refused(conn.execute(sql, vec![Value::from(begun.id)]).await);
        }
    }

    async fn there_is_no_event_but_those_of_the_schema(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let customer = member(&mut conn).await;
        let id = new_id();
        application::insert(&mut conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
        let odd = event(id, "forgotten", 1, None);
        assert_refused(application_event::append(&mut conn, &odd).await);
    }
}
