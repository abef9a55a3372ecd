//! Applications in numbers.

use store::{
    Conn,
    application::{self, Standing},
    application_count::{self, Decided, Undecided},
    application_event::{self, ApplicationEvent},
    data_key::{self, WrappedKey},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{at, look, member, new_id, sealed, staff};

const AHEAD: i64 = 9 * 3600 * 1_000_000;
const DAY: i64 = 86_400;

fn day(second: i64) -> i64 {
    (at(second).timestamp_micros() + AHEAD) / 86_400_000_000
}

/// An application sent at a second, and its customer.
async fn sent(conn: &mut Conn, second: i64) -> (Uuid, Uuid) {
    let (customer, id) = (member(conn).await, new_id());
    application::insert(conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
    let next = Standing {
        state: "submitted".to_owned(),
        submitted_at: Some(at(second)),
        ..Standing::draft()
    };
    application::step(conn, id, 1, &next).await.unwrap();
    event(conn, id, "submitted", second).await;
    (id, customer)
}

async fn event(conn: &mut Conn, application_id: Uuid, kind: &str, second: i64) {
    let happened = ApplicationEvent {
        id: new_id(),
        application_id,
        at: at(second),
        kind: kind.to_owned(),
        staff_id: None,
        told: Some(sealed(kind)),
        noted: None,
    };
    application_event::append(conn, &happened).await.unwrap();
}

/// Decides an application sent at a second; returned before if told so.
async fn decided(
    conn: &mut Conn,
    (sent_at, decided_at): (i64, i64),
    (advice, verdict): (&str, &str),
    was_returned: bool,
) {
    let (id, _) = sent(conn, sent_at).await;
    let [first, second] = [staff(conn, "reviewer").await, staff(conn, "approver").await];
    let recommended = Standing {
        state: "recommended".to_owned(),
        submitted_at: Some(at(sent_at)),
        returned_at: was_returned.then(|| at(sent_at)),
        recommendation: Some((first, advice.to_owned(), at(decided_at))),
        ..Standing::draft()
    };
    look(conn, id, first, &recommended).await;
    let decision = Some((second, at(decided_at)));
    let next = Standing { state: verdict.to_owned(), decision, ..recommended };
    look(conn, id, second, &next).await;
}

on_both_engines! {
    async fn what_was_sent_and_what_waits_is_counted_by_day(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        sent(&mut conn, 10).await;
        sent(&mut conn, 20).await;
        let (back, _) = sent(&mut conn, 30 + DAY).await;
        event(&mut conn, back, "submitted", 30 + 3 * DAY).await;
        let all = application_count::sent_per_day(&mut conn, at(10), AHEAD).await.unwrap();
        assert_eq!(all, [(day(10), 2), (day(30 + DAY), 1)]);
        let late = application_count::sent_per_day(&mut conn, at(11), AHEAD).await.unwrap();
        assert_eq!(late, [(day(10), 1), (day(30 + DAY), 1)]);
        let waiting = application_count::waiting_by_day(&mut conn, AHEAD).await.unwrap();
        assert_eq!(waiting, [(day(10), 2), (day(30 + 3 * DAY), 1)], "since it was sent last");
    }

    async fn what_was_decided_is_counted_with_how_it_came_to_it(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let none = application_count::decided(&mut conn, at(0)).await.unwrap();
        assert_eq!(none, Decided::default());
        decided(&mut conn, (10, 100), ("approve", "approved"), false).await;
        decided(&mut conn, (10, 100 + DAY), ("approve", "rejected"), false).await;
        decided(&mut conn, (10, 100 + DAY), ("reject", "rejected"), true).await;
        sent(&mut conn, 10).await;
        let counted = application_count::decided(&mut conn, at(0)).await.unwrap();
        let expected = Decided { approved: 1, rejected: 2, at_first_pass: 2, otherwise: 1 };
        assert_eq!(counted, expected);
        let counted = application_count::decided(&mut conn, at(101)).await.unwrap();
        assert_eq!((counted.approved, counted.rejected), (0, 2));

        let per_day = application_count::decided_per_day(&mut conn, at(0), AHEAD).await.unwrap();
        assert_eq!(per_day, [(day(100), 1), (day(100 + DAY), 2)]);
        let spans = application_count::decided_spans(&mut conn, at(0), AHEAD).await.unwrap();
        assert_eq!(spans, [(day(10), day(100), 1), (day(10), day(100 + DAY), 2)]);
    }

    async fn what_ended_without_a_decision_is_counted_and_a_draft_is_not(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_eq!(application_count::undecided(&mut conn, at(0)).await.unwrap(), Undecided::default());
        for (kind, second, was_returned) in
            [("withdrawn", 100, false), ("withdrawn", 200, true), ("expired", 300, true)]
        {
            let (id, _) = sent(&mut conn, 10).await;
            let next = Standing {
                state: kind.to_owned(),
                submitted_at: Some(at(10)),
                returned_at: was_returned.then(|| at(20)),
                ..Standing::draft()
            };
            application::step(&mut conn, id, 2, &next).await.unwrap();
            event(&mut conn, id, kind, second).await;
        }
        let (draft, customer) = (new_id(), member(&mut conn).await);
        application::insert(&mut conn, draft, customer, &sealed("draft"), at(1)).await.unwrap();
        event(&mut conn, draft, "expired", 300).await;
        let all = application_count::undecided(&mut conn, at(0)).await.unwrap();
        assert_eq!(all, Undecided { withdrawn: 2, expired: 1, returned: 2 });
        let late = application_count::undecided(&mut conn, at(201)).await.unwrap();
        assert_eq!(late, Undecided { withdrawn: 0, expired: 1, returned: 1 });
    }

    async fn a_return_undoes_a_recommendation_and_is_counted_as_such(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (id, _) = sent(&mut conn, 10).await;
        // The first person returns it, then recommends what comes back; the second returns that,
        // and the first what comes back then.
        let story = [
            ("claimed", 20),
            ("returned", 30),
            ("submitted", 40),
            ("recommended", 50),
            ("claimed", 60),
            ("released", 61),
            ("claimed", 62),
            ("returned", 70),
            ("submitted", 80),
            ("claimed", 90),
            ("returned", 100),
        ];
        for (kind, second) in story {
            event(&mut conn, id, kind, second).await;
        }
        let all = application_count::returned_at_second_look(&mut conn, at(0)).await.unwrap();
        let late = application_count::returned_at_second_look(&mut conn, at(71)).await.unwrap();
        assert_eq!((all, late), (1, 0));
    }

    async fn what_has_reasons_comes_with_the_key_they_are_sealed_under(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (id, customer_id) = sent(&mut conn, 10).await;
        let key = WrappedKey { customer_id, master: "m1".to_owned(), wrapped: sealed("key") };
        data_key::insert(&mut conn, &key, at(0)).await.unwrap();
        event(&mut conn, id, "returned", 20).await;
        event(&mut conn, id, "rejected", 30).await;
        let (erased, _) = sent(&mut conn, 10).await;
        event(&mut conn, erased, "returned", 25).await;
        let kinds = |rows: &[(ApplicationEvent, WrappedKey)]| {
            rows.iter().map(|(event, _)| event.kind.clone()).collect::<Vec<_>>()
        };
        let found = application_count::reasoned(&mut conn, at(0), 9).await.unwrap();
        assert_eq!(kinds(&found), ["rejected", "returned"]);
        assert_eq!((found[0].1.customer_id, &found[0].1.wrapped), (customer_id, &sealed("key")));
        let newest = application_count::reasoned(&mut conn, at(0), 1).await.unwrap();
        assert_eq!(kinds(&newest), ["rejected"]);
        let late = application_count::reasoned(&mut conn, at(21), 9).await.unwrap();
        assert_eq!(kinds(&late), ["rejected"]);
    }
}
