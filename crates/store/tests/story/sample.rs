//! Sample rows, times and identities, and what stories ask of answers.

use std::{
    fmt::Debug,
    future::Future,
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use store::{
    Conn, Db, StoreError,
    application::{self, Standing},
    application_event::{self, ApplicationEvent},
    customer, holding, import, staff_member, valuation,
};
use uuid::Uuid;

/// A new identity; later ones sort after earlier ones.
pub fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u128((0x0190_0000_0000_7000_8000 << 48) | u128::from(number))
}

/// A time so many seconds after the stories begin; with microseconds, to see them kept.
pub fn at(seconds: i64) -> DateTime<Utc> {
    let begin = DateTime::from_timestamp_micros(1_775_000_000_123_457).unwrap();
    begin + TimeDelta::seconds(seconds)
}

/// A day, from `YYYY-MM-DD`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Sealed bytes as ciphers make them: with a NUL and bytes that are no UTF-8.
pub fn sealed(label: &str) -> Vec<u8> {
    [b"\x00\xff\x00", label.as_bytes(), b"\x00"].concat()
}

/// A registration nobody proved yet.
pub async fn registered(conn: &mut Conn, email_index: &[u8], created: DateTime<Utc>) -> Uuid {
    let id = new_id();
    let new = customer::Registration {
        id,
        email_index,
        person: Some((b"yamada hanako", b"yamada hanako 1958-04-01")),
        profile: &sealed("profile"),
        language: "ja",
        terms_version: "2026-04",
        at: created,
    };
    customer::insert(conn, &new).await.unwrap();
    id
}

/// A customer in use, with an address of their own.
pub async fn member(conn: &mut Conn) -> Uuid {
    let email_index = new_id();
    let id = registered(conn, email_index.as_bytes(), at(0)).await;
    customer::verify(conn, id, at(1)).await.unwrap();
    id
}

/// A [`member`] other transactions see.
pub async fn committed_member(db: &Db) -> Uuid {
    let mut conn = db.begin().await.unwrap();
    let id = member(&mut conn).await;
    conn.commit().await.unwrap();
    id
}

/// A holding of a customer, brought by an import or by hand.
pub async fn new_holding(conn: &mut Conn, customer_id: Uuid, import_id: Option<Uuid>) -> Uuid {
    let new = holding::Holding {
        id: new_id(),
        customer_id,
        version: 1,
        details: sealed("deposit"),
        created_at: at(10),
        deleted_at: None,
        import_id,
    };
    holding::insert(conn, &new).await.unwrap();
    new.id
}

/// A valuation of a holding.
pub fn valuation_of(customer_id: Uuid, holding_id: Uuid, as_of: &str) -> valuation::Valuation {
    valuation::Valuation {
        id: new_id(),
        customer_id,
        holding_id,
        as_of: day(as_of),
        recorded_at: at(20),
        source: "form".to_owned(),
        figure: sealed(as_of),
        import_id: None,
        retracted_at: None,
    }
}

/// An import that waits for the person's yes.
pub async fn uploaded(conn: &mut Conn, customer_id: Uuid, created: DateTime<Utc>) -> Uuid {
    let new = import::Import {
        id: new_id(),
        customer_id,
        status: import::Status::Uploaded,
        file_hash: sealed("file"),
        details: sealed("utf-8"),
        created_at: created,
        confirmed_at: None,
        undone_at: None,
        rows_total: 0,
        rows_done: 0,
        version: 1,
    };
    import::insert(conn, &new).await.unwrap();
    new.id
}

/// An import whose rows are being written.
pub async fn running(conn: &mut Conn, customer_id: Uuid, created: DateTime<Utc>) -> Uuid {
    let id = uploaded(conn, customer_id, created).await;
    import::start(conn, customer_id, id, 1, 3).await.unwrap();
    id
}

/// An import whose rows stand.
pub async fn confirmed(conn: &mut Conn, customer_id: Uuid) -> Uuid {
    let id = running(conn, customer_id, at(5)).await;
    import::confirm(conn, id, 2, at(6)).await.unwrap();
    id
}

/// Runs a task so many times at once and gathers what came of each.
pub async fn at_once<T, F>(count: usize, task: impl Fn(usize) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let tasks: Vec<_> = (0..count).map(|number| tokio::spawn(task(number))).collect();
    let mut results = Vec::with_capacity(count);
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

/// Insists that a conditional write found its row changed.
#[track_caller]
pub fn assert_conflict<T: Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Conflict { .. })), "{result:?}");
}

/// Insists that a unique constraint refused a row.
#[track_caller]
pub fn assert_unique<T: Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Unique(_))), "{result:?}");
}

/// Insists that a rule of the schema refused a statement.
#[track_caller]
pub fn assert_refused<T: Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Refused(_))), "{result:?}");
}

/// Insists that a row made no sense, and that the error names the column.
#[track_caller]
pub fn assert_corrupt<T: Debug>(result: Result<T, StoreError>, name: &str) {
    match result {
        Err(StoreError::Corrupt { column, columns, .. }) => {
            assert_eq!(column, name);
            assert!(!columns.is_empty(), "the query can be told");
        }
        other => panic!("{other:?}"),
    }
}

/// A row that stands is refused: on SQLite by the trigger against replacing, on
/// PostgreSQL by the constraint.
pub fn refused_on_sqlite_by_the_trigger(db: &testdb::TestDb, result: Result<(), StoreError>) {
    match db.engine {
        testdb::Engine::Sqlite => assert_refused(result),
        testdb::Engine::Postgres => assert_unique(result),
    }
}

/// A member of staff with a role.
pub async fn staff(conn: &mut Conn, role: &str) -> Uuid {
    let id = new_id();
    staff_member::insert(conn, id, id.as_bytes(), &[role], at(0)).await.unwrap();
    id
}

/// What a member of staff did with an application.
pub fn staff_event(
    application_id: Uuid,
    kind: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> ApplicationEvent {
    let (id, kind, staff_id) = (new_id(), kind.to_owned(), Some(by));
    ApplicationEvent { id, application_id, at, kind, staff_id, told: None, noted: None }
}

/// A member of staff claims an application that waits for the bank, a second after what
/// happened last. Tells its version then.
pub async fn claim(conn: &mut Conn, id: Uuid, by: Uuid) -> i64 {
    let row = application::find_for_staff(conn, id).await.unwrap().unwrap();
    let mut next = row.standing;
    let sent_at = next.returned_at.max(next.submitted_at).unwrap();
    let events = application_event::of(conn, id).await.unwrap();
    let last = events.last().map_or(sent_at, |event| event.at.max(sent_at));
    let now = last + TimeDelta::seconds(1);
    application_event::append(conn, &staff_event(id, "claimed", by, now)).await.unwrap();
    next.claim = Some((by, now + TimeDelta::minutes(30)));
    if next.state == "submitted" {
        next.state = "in-review".to_owned();
    }
    application::step(conn, id, row.version, &next).await.unwrap();
    row.version + 1
}

/// A member of staff claims an application and recommends or decides, as it stands after that.
pub async fn look(conn: &mut Conn, id: Uuid, by: Uuid, next: &Standing) {
    let version = claim(conn, id, by).await;
    application::step(conn, id, version, next).await.unwrap();
    let decided = next.decision.map(|(_, at)| at);
    let recommended = next.recommendation.as_ref().map(|(_, _, at)| *at);
    let at = decided.or(recommended).unwrap();
    application_event::append(conn, &staff_event(id, &next.state, by, at)).await.unwrap();
}
