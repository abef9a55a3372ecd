//! The audit trail.

use store::{
    Conn, application,
    audit_entry::{self, AuditEntry},
};
use testdb::{Engine, TestDb, on_both_engines};

use uuid::Uuid;

use super::sample::{assert_refused, at, member, new_id, refused_on_sqlite_by_the_trigger, sealed};

fn entry(action: &str) -> AuditEntry {
    AuditEntry {
        id: new_id(),
        at: at(10),
        actor_kind: "customer".to_owned(),
        actor_id: Some(new_id()),
        action: action.to_owned(),
        subject_id: Some(new_id()),
        outcome: "done".to_owned(),
        reason: String::new(),
        purpose: "telephone".to_owned(),
        request_id: "req-1".to_owned(),
        address: "2001:db8::1".to_owned(),
    }
}

async fn all(conn: &mut Conn) -> Vec<AuditEntry> {
    let rows = audit_entry::after(conn, 0, at(1_000_000)).await.unwrap();
    rows.into_iter().map(|(_, entry)| entry).collect()
}

/// A database whose trail has one entry, opened by whoever has all rights.
async fn with_one_entry(db: &TestDb) -> (store::Db, AuditEntry) {
    let store = db.open_as_owner().await;
    let kept = entry("customer.login");
    let mut conn = store.begin().await.unwrap();
    audit_entry::append(&mut conn, &kept).await.unwrap();
    conn.commit().await.unwrap();
    (store, kept)
}

/// Insists that a rule of the schema refuses a statement: one that could not be asked, or that
/// does not parse, is no refusal.
async fn assert_forbidden(store: &store::Db, sql: &'static str) {
    let mut conn = store.begin().await.unwrap();
    assert_refused(conn.execute(sql, vec![]).await);
}

on_both_engines! {
    async fn entries_come_back_as_they_were_appended(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let known = entry("holding.add");
        let mut unknown = entry("customer.login");
        (unknown.actor_id, unknown.subject_id) = (None, None);
        unknown.outcome = "refused".to_owned();
        unknown.reason = "password".to_owned();
        audit_entry::append(&mut conn, &known).await.unwrap();
        audit_entry::append(&mut conn, &unknown).await.unwrap();
        assert_eq!(all(&mut conn).await, [known, unknown]);
    }

    async fn a_reader_goes_on_from_where_it_was(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        for _ in 0..3 {
            audit_entry::append(&mut conn, &entry("holding.add")).await.unwrap();
        }
        let rows = audit_entry::after(&mut conn, 0, at(1_000_000)).await.unwrap();
        let numbers: Vec<i64> = rows.iter().map(|(number, _)| *number).collect();
        assert!(numbers.is_sorted_by(|earlier, later| earlier < later), "{numbers:?}");
        assert_eq!(audit_entry::after(&mut conn, numbers[0], at(1_000_000)).await.unwrap(), rows[1..]);
        assert!(audit_entry::after(&mut conn, numbers[2], at(1_000_000)).await.unwrap().is_empty());
    }

    async fn a_reader_gets_a_thousand_at_a_time(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        for _ in 0..1_001 {
            audit_entry::append(&mut conn, &entry("holding.add")).await.unwrap();
        }
        let rows = audit_entry::after(&mut conn, 0, at(1_000_000)).await.unwrap();
        assert_eq!(rows.len(), 1_000);
        let last = rows[999].0;
        assert_eq!(audit_entry::after(&mut conn, last, at(1_000_000)).await.unwrap().len(), 1);
    }

    async fn an_entry_is_appended_once_and_with_a_known_outcome(db: TestDb) {
        let (store, kept) = with_one_entry(&db).await;
        let mut conn = store.begin().await.unwrap();
        refused_on_sqlite_by_the_trigger(&db, audit_entry::append(&mut conn, &kept).await);
        drop(conn);
        let mut conn = store.begin().await.unwrap();
        let mut odd = entry("holding.add");
        odd.outcome = "perhaps".to_owned();
        assert_refused(audit_entry::append(&mut conn, &odd).await);
    }

    async fn an_entry_goes_with_the_change_it_tells_of(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        audit_entry::append(&mut conn, &entry("holding.add")).await.unwrap();
        drop(conn);
        assert!(all(&mut store.read().await.unwrap()).await.is_empty());
    }

    async fn an_entry_is_neither_changed_nor_deleted(db: TestDb) {
        let (store, kept) = with_one_entry(&db).await;
        assert_forbidden(&store, "UPDATE audit_entry SET outcome = 'refused'").await;
        assert_forbidden(&store, "DELETE FROM audit_entry").await;
        assert_eq!(all(&mut store.read().await.unwrap()).await, [kept]);
    }

    async fn no_other_statement_gets_around_that(db: TestDb) {
        let (store, kept) = with_one_entry(&db).await;
        let around = match db.engine {
            Engine::Postgres => "TRUNCATE audit_entry",
            Engine::Sqlite => {
                "INSERT OR REPLACE INTO audit_entry SELECT sequence, id, at, actor_kind, actor_id, \
                 'nothing', subject_id, outcome, reason, request_id, address, purpose \
                 FROM audit_entry"
            }
        };
        assert_forbidden(&store, around).await;
        assert_eq!(all(&mut store.read().await.unwrap()).await, [kept]);
    }
}

/// PostgreSQL only: SQLite has one writer, so its numbers follow its commits.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_committed_late_is_not_passed_over_by_a_reader_who_waits() {
    let db = TestDb::create(Engine::Postgres).await;
    let store = db.open().await;
    let (slow, quick) = (entry("slow"), entry("quick"));
    let mut late = store.begin().await.unwrap();
    audit_entry::append(&mut late, &slow).await.unwrap();
    let mut second = store.begin().await.unwrap();
    audit_entry::append(&mut second, &quick).await.unwrap();
    second.commit().await.unwrap();

    let mut reader = store.read().await.unwrap();
    let too_new = quick.at.min(slow.at);
    assert_eq!(audit_entry::after(&mut reader, 0, too_new).await.unwrap(), []);
    late.commit().await.unwrap();
    let read = audit_entry::after(&mut reader, 0, at(1_000_000)).await.unwrap();
    let actions: Vec<&str> = read.iter().map(|(_, entry)| entry.action.as_str()).collect();
    assert_eq!(actions, ["slow", "quick"]);
}

on_both_engines! {
    async fn a_customer_finds_what_the_banks_people_did_with_theirs_and_nothing_else(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (customer, other) = (member(&mut conn).await, member(&mut conn).await);
        let (own, others) = (new_id(), new_id());
        application::insert(&mut conn, own, customer, &sealed("a"), at(1)).await.unwrap();
        application::insert(&mut conn, others, other, &sealed("b"), at(1)).await.unwrap();
        let look = |action: &str, subject: Uuid, second: i64| AuditEntry {
            at: at(second),
            actor_kind: "staff".to_owned(),
            subject_id: Some(subject),
            ..entry(action)
        };
        let seen = look("see-application", own, 20);
        let found = look("see-customer", customer, 30);
        let export = look("export-roster", Uuid::nil(), 25);
        let refused = AuditEntry { outcome: "refused".to_owned(), ..look("see-document", own, 21) };
        let itself = AuditEntry { actor_kind: "customer".to_owned(), ..look("declare", own, 22) };
        for entry in [
            &seen,
            &look("see-application", others, 21),
            &look("see-customer", other, 22),
            &refused,
            &itself,
            &export,
            &found,
            &look("export-roster", Uuid::nil(), 5),
        ] {
            audit_entry::append(&mut conn, entry).await.unwrap();
        }
        let told = audit_entry::of_staff_upon(&mut conn, customer, at(10)).await.unwrap();
        assert_eq!(told, [found, export, seen]);
    }
}

on_both_engines! {
    async fn the_trail_is_read_backwards_page_by_page_of_all_actions_or_of_one(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = Uuid::from_u128;
        for number in 1..=6 {
            let action = if number % 3 == 0 { "rare" } else { "usual" };
            let entry = AuditEntry { id: id(number), ..entry(action) };
            audit_entry::append(&mut conn, &entry).await.unwrap();
        }
        let all = (Uuid::nil(), Uuid::max());
        let found = audit_entry::page(&mut conn, all, "any", 4).await.unwrap();
        let ids = |entries: &[AuditEntry]| entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(ids(&found), [6, 5, 4, 3].map(id));
        let found = audit_entry::page(&mut conn, (id(1), id(3)), "any", 4).await.unwrap();
        assert_eq!(ids(&found), [2, 1].map(id));
        let found = audit_entry::page(&mut conn, all, "rare", 4).await.unwrap();
        assert_eq!(ids(&found), [6, 3].map(id));
        assert_eq!(found[1].action, "rare");
    }

    async fn a_search_of_the_trail_reaches_so_far_and_no_further(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = Uuid::from_u128;
        for number in 1..=6 {
            let entry = AuditEntry { id: id(number), ..entry("usual") };
            audit_entry::append(&mut conn, &entry).await.unwrap();
        }
        let all = (Uuid::nil(), Uuid::max());
        assert_eq!(audit_entry::reach(&mut conn, all, 4).await.unwrap(), Some(id(3)));
        assert_eq!(audit_entry::reach(&mut conn, all, 6).await.unwrap(), None, "none is left");
        assert_eq!(audit_entry::reach(&mut conn, (id(3), id(6)), 2).await.unwrap(), Some(id(4)));
        assert_eq!(audit_entry::reach(&mut conn, (id(3), id(6)), 3).await.unwrap(), None);
    }
}
