//! The queue, and how its pages follow each other.

use store::{
    Conn,
    application::{self, Standing},
    application_event::{self, ApplicationEvent},
    customer,
    queue::{self, Waiting, Wanted},
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::sample::{at, claim, member, new_id, sealed, staff};

const ANY: &str = "any";

/// An application that stands so.
async fn standing(conn: &mut Conn, next: &Standing) -> Uuid {
    let (customer, id) = (member(conn).await, new_id());
    application::insert(conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
    application::step(conn, id, 1, next).await.unwrap();
    id
}

fn sent(second: i64) -> Standing {
    let state = "submitted".to_owned();
    Standing { state, submitted_at: Some(at(second)), ..Standing::draft() }
}

fn claimed(second: i64, by: Uuid, until: i64) -> Standing {
    Standing { state: "in-review".to_owned(), claim: Some((by, at(until))), ..sent(second) }
}

fn sent_event(application_id: Uuid, second: i64) -> ApplicationEvent {
    ApplicationEvent {
        id: new_id(),
        application_id,
        at: at(second),
        kind: "submitted".to_owned(),
        staff_id: None,
        told: None,
        noted: None,
    }
}

fn ids(rows: &[Waiting]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id).collect()
}

async fn all(conn: &mut Conn, me: Uuid, look: &'static str, held: &'static str) -> Vec<Uuid> {
    let wanted = Wanted { look, held, by: (me, at(100)) };
    ids(&queue::page(conn, &wanted, (at(0), Uuid::nil()), 9).await.unwrap())
}

on_both_engines! {
    async fn the_queue_is_oldest_first_and_goes_on_where_it_ended(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mut waiting = Vec::new();
        for second in [30, 10, 20] {
            waiting.push((second, standing(&mut conn, &sent(second)).await));
        }
        standing(&mut conn, &Standing { state: "withdrawn".to_owned(), ..sent(5) }).await;
        waiting.sort_unstable();
        let wanted = Wanted { look: ANY, held: ANY, by: (new_id(), at(100)) };
        let first = queue::page(&mut conn, &wanted, (at(0), Uuid::nil()), 2).await.unwrap();
        assert_eq!(ids(&first), [waiting[0].1, waiting[1].1]);
        let place = (first[1].submitted_at, first[1].id);
        let rest = queue::page(&mut conn, &wanted, place, 2).await.unwrap();
        assert_eq!(ids(&rest), [waiting[2].1]);
    }

    async fn lines_are_asked_for_by_look_and_by_who_holds_them(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let [me, other] = [staff(&mut conn, "reviewer").await, staff(&mut conn, "reviewer").await];
        let free = standing(&mut conn, &sent(10)).await;
        let mine = standing(&mut conn, &claimed(20, me, 101)).await;
        let theirs = standing(&mut conn, &claimed(30, other, 101)).await;
        let over = standing(&mut conn, &claimed(40, me, 100)).await;
        let recommendation = Some((other, "approve".to_owned(), at(60)));
        let second = standing(&mut conn, &sent(50)).await;
        let version = claim(&mut conn, second, other).await;
        let next = Standing { state: "recommended".to_owned(), recommendation, ..sent(50) };
        application::step(&mut conn, second, version, &next).await.unwrap();

        assert_eq!(all(&mut conn, me, ANY, ANY).await, [free, mine, theirs, over, second]);
        assert_eq!(all(&mut conn, me, "first", ANY).await, [free, mine, theirs, over]);
        assert_eq!(all(&mut conn, me, "second", ANY).await, [second]);
        assert_eq!(all(&mut conn, me, ANY, "nobody").await, [free, over, second]);
        assert_eq!(all(&mut conn, me, ANY, "others").await, [theirs]);
        assert!(all(&mut conn, me, "second", "others").await.is_empty());
        let held = queue::held_by(&mut conn, me, at(100)).await.unwrap();
        assert_eq!(ids(&held), [mine]);
        assert_eq!(held[0].claim, Some((me, at(101))));
    }

    async fn what_was_sent_last_before_a_time_is_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let mut waiting = Vec::new();
        for (first, last) in [(10, 10), (20, 60), (30, 30), (50, 50)] {
            let id = standing(&mut conn, &sent(first)).await;
            application_event::append(&mut conn, &sent_event(id, last)).await.unwrap();
            waiting.push(id);
        }
        let start = (at(0), Uuid::nil());
        let late = queue::sent_before(&mut conn, at(50), start, 9).await.unwrap();
        assert_eq!(ids(&late), [waiting[0], waiting[2]], "one came back, one is in time");
        let one = queue::sent_before(&mut conn, at(50), start, 1).await.unwrap();
        let place = (one[0].submitted_at, one[0].id);
        let rest = queue::sent_before(&mut conn, at(50), place, 9).await.unwrap();
        assert_eq!(ids(&rest), [waiting[2]]);
    }

    async fn what_cannot_be_approved_is_marked_and_offered_to_nobody(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (one, other) =
            (standing(&mut conn, &sent(10)).await, standing(&mut conn, &sent(20)).await);
        let supervisor = staff(&mut conn, "supervisor").await;
        let customer = application::find_for_staff(&mut conn, one).await.unwrap().unwrap().customer_id;
        customer::suspend(&mut conn, customer, supervisor, at(30)).await.unwrap();
        let wanted = Wanted { look: ANY, held: ANY, by: (new_id(), at(100)) };
        let lines = queue::page(&mut conn, &wanted, (at(0), Uuid::nil()), 9).await.unwrap();
        let marks: Vec<_> = lines.iter().map(|line| (line.id, line.is_customer_inactive)).collect();
        assert_eq!(marks, [(one, true), (other, false)]);
        let offered = application::takeable(&mut conn, "submitted", new_id(), at(100)).await.unwrap();
        assert_eq!(offered.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
    }

    async fn a_line_says_when_it_was_sent_first_and_last(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = standing(&mut conn, &sent(10)).await;
        let me = new_id();
        let wanted = Wanted { look: ANY, held: ANY, by: (me, at(100)) };
        let start = (at(0), Uuid::nil());
        let line = queue::page(&mut conn, &wanted, start, 9).await.unwrap().remove(0);
        assert_eq!((line.submitted_at, line.sent_at), (at(10), at(10)));
        for second in [10, 70] {
            application_event::append(&mut conn, &sent_event(id, second)).await.unwrap();
        }
        let line = queue::page(&mut conn, &wanted, start, 9).await.unwrap().remove(0);
        assert_eq!((line.submitted_at, line.sent_at), (at(10), at(70)));
    }
}
