//! All customers, in pages and in numbers.

use chrono::TimeDelta;
use store::{
    Conn,
    application::{self, Standing},
    audit_entry::{self, AuditEntry},
    customer,
    data_key::{self, WrappedKey},
    roster,
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{at, look, member, new_holding, new_id, registered, sealed, staff, uploaded};

/// Half past eight in the evening of 2026-03-31 in UTC is the next day in Japan.
const AHEAD: i64 = 9 * 3600 * 1_000_000;

/// A customer in use, with a key.
async fn with_key(conn: &mut Conn) -> Uuid {
    let customer_id = member(conn).await;
    let key = WrappedKey { customer_id, master: "m1".to_owned(), wrapped: sealed("key") };
    data_key::insert(conn, &key, at(0)).await.unwrap();
    customer_id
}

async fn approved(conn: &mut Conn, customer_id: Uuid) {
    let (id, first, second) =
        (new_id(), staff(conn, "reviewer").await, staff(conn, "approver").await);
    application::insert(conn, id, customer_id, &sealed("draft"), at(1)).await.unwrap();
    let recommended = Standing {
        state: "recommended".to_owned(),
        submitted_at: Some(at(2)),
        recommendation: Some((first, "approve".to_owned(), at(3))),
        ..Standing::draft()
    };
    let sent =
        Standing { state: "submitted".to_owned(), recommendation: None, ..recommended.clone() };
    application::step(conn, id, 1, &sent).await.unwrap();
    look(conn, id, first, &recommended).await;
    let decision = Some((second, at(4)));
    let next = Standing { state: "approved".to_owned(), decision, ..recommended };
    look(conn, id, second, &next).await;
}

async fn sent_a_form(conn: &mut Conn, customer: Uuid) {
    let entry = AuditEntry {
        id: new_id(),
        at: at(0),
        actor_kind: "anonymous".to_owned(),
        actor_id: None,
        action: "register".to_owned(),
        subject_id: Some(customer),
        outcome: "done".to_owned(),
        reason: String::new(),
        purpose: String::new(),
        request_id: String::new(),
        address: String::new(),
    };
    audit_entry::append(conn, &entry).await.unwrap();
}

on_both_engines! {
    async fn the_roster_is_read_in_pages_and_holds_no_one_erased(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mut all = Vec::new();
        for _ in 0..3 {
            all.push(with_key(&mut conn).await);
        }
        let closing = with_key(&mut conn).await;
        customer::close(&mut conn, closing, at(90)).await.unwrap();
        let erased = with_key(&mut conn).await;
        customer::close(&mut conn, erased, at(90)).await.unwrap();
        data_key::destroy(&mut conn, erased).await.unwrap();
        customer::erase(&mut conn, erased, (at(90), at(0))).await.unwrap();
        registered(&mut conn, b"unproved", at(0)).await;
        customer::logged_in(&mut conn, all[0], at(7)).await.unwrap();
        approved(&mut conn, all[0]).await;

        let first = roster::page(&mut conn, Uuid::nil(), 2).await.unwrap();
        assert_eq!(first.iter().map(|entry| entry.id).collect::<Vec<_>>(), all[..2]);
        assert_eq!((first[0].last_login_at, first[0].is_approved), (Some(at(7)), true));
        assert_eq!((first[1].last_login_at, first[1].is_approved), (None, false));
        assert_eq!((&first[0].profile, &first[0].key.wrapped), (&sealed("profile"), &sealed("key")));
        let rest = roster::page(&mut conn, all[1], 9).await.unwrap();
        let rest: Vec<_> = rest.iter().map(|entry| (entry.id, entry.status.as_str())).collect();
        assert_eq!(rest, [(all[2], "active"), (closing, "closing")]);
    }

    async fn customers_are_counted_by_how_they_stand_and_when_they_came_last(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_eq!(roster::counts(&mut conn).await.unwrap(), [0, 0, 0]);
        let supervisor = staff(&mut conn, "supervisor").await;
        let mut all = Vec::new();
        for _ in 0..4 {
            all.push(member(&mut conn).await);
        }
        customer::logged_in(&mut conn, all[0], at(100)).await.unwrap();
        customer::logged_in(&mut conn, all[1], at(50)).await.unwrap();
        customer::logged_in(&mut conn, all[2], at(5)).await.unwrap();
        customer::suspend(&mut conn, all[0], supervisor, at(101)).await.unwrap();
        customer::close(&mut conn, all[1], at(900)).await.unwrap();
        assert_eq!(roster::counts(&mut conn).await.unwrap(), [2, 1, 1]);

        let times = [100, 60, 50, 20, 10].map(at);
        let (since, ever, never) = roster::logged_in_since(&mut conn, times).await.unwrap();
        assert_eq!((since, ever, never), ([1, 1, 2, 2, 2], 3, 1));
    }

    async fn who_proved_an_address_is_counted_on_the_day_in_japan(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let day = |second: i64| (at(second).timestamp_micros() + AHEAD) / 86_400_000_000;
        for second in [10, 20, 10 + 86_400] {
            let id = registered(&mut conn, new_id().as_bytes(), at(0)).await;
            customer::verify(&mut conn, id, at(second)).await.unwrap();
        }
        let counted = roster::proved_per_day(&mut conn, at(10), AHEAD).await.unwrap();
        assert_eq!(counted, [(day(10), 2), (day(10 + 86_400), 1)]);
        let late = roster::proved_per_day(&mut conn, at(11), AHEAD).await.unwrap();
        assert_eq!(late, [(day(10), 1), (day(10 + 86_400), 1)]);
    }

    async fn the_funnel_counts_people_and_not_the_rows_recoveries_make(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let unproved = registered(&mut conn, b"unproved", at(0)).await;
        sent_a_form(&mut conn, unproved).await;
        registered(&mut conn, b"a recovery's", at(0)).await;
        let bare = member(&mut conn).await;
        let unseen = uploaded(&mut conn, bare, at(2)).await;
        new_holding(&mut conn, bare, Some(unseen)).await;
        let [saver, applicant] = [member(&mut conn).await, member(&mut conn).await];
        new_holding(&mut conn, saver, None).await;
        approved(&mut conn, applicant).await;
        let funnel = roster::funnel(&mut conn, at(0)).await.unwrap();
        assert_eq!(funnel, [4, 3, 1, 1, 1]);
        let later = roster::funnel(&mut conn, at(0) + TimeDelta::microseconds(1)).await.unwrap();
        assert_eq!(later, [0; 5]);
    }
}
