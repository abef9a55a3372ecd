//! What the schema keeps of four eyes, whatever statements somebody finds who has the role the
//! program works as: `open` is that role, on PostgreSQL.

use store::{
    Conn, Db, StoreError, Value,
    application::{self, Application, Standing},
    application_event,
};
use testdb::on_both_engines;
use uuid::Uuid;

use super::{
    application::{approved, begun, committed_recommended, go, go_as, recommended, submitted},
    sample::{assert_refused, at, claim, staff, staff_event},
};

/// The recommendation is taken back, and the first look put in another's name.
const BACK: &str = "UPDATE application SET state = 'in-review', recommended_by = NULL, \
    recommendation = NULL, recommended_at = NULL, claimed_by = $2, claimed_until = $3 WHERE id = $1";
/// It is recommended by them, at a time.
const ADVISE: &str = "UPDATE application SET state = 'recommended', claimed_by = NULL, \
    claimed_until = NULL, recommended_by = $2, recommendation = 'approve', recommended_at = $3 \
    WHERE id = $1";
/// The second look is in their name.
const NAME: &str = "UPDATE application SET claimed_by = $2, claimed_until = $3 WHERE id = $1";
/// They approve.
const APPROVE: &str =
    "UPDATE application SET state = 'approved', decided_by = $2, decided_at = $3 WHERE id = $1";

/// Two of the bank's people, each there for both looks, and an application that was sent.
async fn two_and_an_application(store: &Db) -> ([Uuid; 2], Application) {
    let mut conn = store.begin().await.unwrap();
    let people = [staff(&mut conn, "reviewer").await, staff(&mut conn, "reviewer").await];
    let draft = begun(&mut conn).await;
    let sent = go(&mut conn, &draft, &submitted(10)).await;
    conn.commit().await.unwrap();
    (people, sent)
}

async fn stands(conn: &mut Conn, id: Uuid) -> Application {
    application::find_for_staff(conn, id).await.unwrap().unwrap()
}

/// Notes at a second what a member did that leaves the application standing so.
async fn step_by(
    conn: &mut Conn,
    id: Uuid,
    (kind, by, second): (&str, Uuid, i64),
    next: &Standing,
) {
    let version = stands(conn, id).await.version;
    application::step(conn, id, version, next).await.unwrap();
    application_event::append(conn, &staff_event(id, kind, by, at(second))).await.unwrap();
}

/// Asks for statements one after the other, each in the name of a person and at a second, each
/// in a transaction of its own. Tells which were carried out.
async fn tried(store: &Db, id: Uuid, statements: &[(&'static str, Uuid, i64)]) -> Vec<bool> {
    let mut carried_out = Vec::new();
    for (sql, who, second) in statements {
        let mut conn = store.begin().await.unwrap();
        let args = vec![Value::from(id), Value::from(*who), Value::from(at(*second))];
        let answer = conn.execute(sql, args).await;
        assert!(matches!(answer, Ok(1) | Err(StoreError::Refused(_))), "{sql}: {answer:?}");
        carried_out.push(answer.is_ok());
        if answer.is_ok() {
            conn.commit().await.unwrap();
        }
    }
    carried_out
}

on_both_engines! {
    async fn whoever_recommended_cannot_decide_by_any_statement(db: TestDb) {
        let store = db.open().await;
        let (row, first) = committed_recommended(&store).await;
        let mut conn = store.begin().await.unwrap();
        let own = application::step(&mut conn, row.id, row.version, &approved(first, first)).await;
        assert_refused(own);
        drop(conn);
        for sql in [
            "UPDATE application SET state = 'approved', decided_by = $2, decided_at = 1 WHERE id = $1",
            "UPDATE application SET state = 'approved', decided_by = $2, decided_at = 1, \
             recommended_by = NULL, recommendation = NULL, recommended_at = NULL WHERE id = $1",
            "UPDATE application SET state = 'approved' WHERE id = $1 AND id <> $2",
            "UPDATE application SET state = 'approved', decided_by = recommended_by, \
             decided_at = 1, recommended_by = $2, recommended_at = 1 WHERE id = $1",
            "UPDATE application SET state = 'submitted' WHERE id = $1 AND id <> $2",
        ] {
            let mut conn = store.begin().await.unwrap();
            let args = vec![Value::from(row.id), Value::from(first)];
            let refused = conn.execute(sql, args).await;
            assert!(matches!(refused, Err(StoreError::Refused(_))), "{sql}: {refused:?}");
        }
    }

    async fn nobody_recommends_or_decides_in_the_name_of_one_who_claimed_nothing(db: TestDb) {
        let store = db.open_as_owner().await;
        let (row, first) = committed_recommended(&store).await;
        let mut conn = store.begin().await.unwrap();
        let [other, second] = [staff(&mut conn, "reviewer").await, staff(&mut conn, "approver").await];
        conn.commit().await.unwrap();

        // A recommendation taken back is not made anew in another's name.
        let mut conn = store.begin().await.unwrap();
        let back = Standing { claim: Some((first, at(99))), state: "in-review".to_owned(), ..submitted(10) };
        let back = go(&mut conn, &row, &back).await;
        assert_refused(application::step(&mut conn, row.id, back.version, &recommended(other)).await);
        drop(conn);
        // Nor where the row names them, but nothing tells that they claimed it.
        let mut conn = store.begin().await.unwrap();
        let named = Standing { claim: Some((second, at(99))), ..recommended(first) };
        let named = go(&mut conn, &row, &named).await;
        let forged = approved(first, second);
        assert_refused(application::step(&mut conn, row.id, named.version, &forged).await);
        drop(conn);
        // Nor where they claimed it before it was recommended.
        let mut conn = store.begin().await.unwrap();
        let early = staff_event(row.id, "claimed", second, at(15));
        application_event::append(&mut conn, &early).await.unwrap();
        let named = Standing { claim: Some((second, at(99))), ..recommended(first) };
        let named = go(&mut conn, &row, &named).await;
        assert_refused(application::step(&mut conn, row.id, named.version, &forged).await);
        drop(conn);
        // Whoever forges the claim, too, leaves an event nobody takes away.
        let mut conn = store.begin().await.unwrap();
        go_as(&mut conn, second, &row, &forged).await;
        let sql = "DELETE FROM application_event WHERE staff_id = $1";
        assert_refused(conn.execute(sql, vec![Value::from(second)]).await);
    }

    async fn an_old_claim_of_a_colleague_lends_nobody_their_name(db: TestDb) {
        let store = db.open().await;
        let ([a, b], sent) = two_and_an_application(&store).await;
        let mut conn = store.begin().await.unwrap();
        // The colleague looked at it and let it go; a recommends it, as they may.
        claim(&mut conn, sent.id, b).await;
        step_by(&mut conn, sent.id, ("released", b, 12), &submitted(10)).await;
        let row = stands(&mut conn, sent.id).await;
        go_as(&mut conn, a, &row, &recommended(a)).await;
        conn.commit().await.unwrap();

        let four = [(BACK, b, 99), (ADVISE, b, 20), (NAME, a, 99), (APPROVE, a, 30)];
        assert_eq!(tried(&store, sent.id, &four).await, [true, false, true, false]);
        let again = [(ADVISE, a, 20), (NAME, b, 99), (APPROVE, b, 30)];
        assert_eq!(tried(&store, sent.id, &again).await, [false, true, false]);
        let mut conn = store.read().await.unwrap();
        assert_eq!(stands(&mut conn, sent.id).await.standing.state, "in-review");
    }

    async fn a_colleague_who_only_looks_has_recommended_nothing(db: TestDb) {
        let store = db.open().await;
        let ([a, b], sent) = two_and_an_application(&store).await;
        let mut conn = store.begin().await.unwrap();
        go_as(&mut conn, a, &sent, &recommended(a)).await;
        claim(&mut conn, sent.id, b).await;
        conn.commit().await.unwrap();
        // While b has it for the second look, the two looks change their names.
        let swapped = [(BACK, b, 99), (ADVISE, b, 20), (NAME, a, 99), (APPROVE, a, 30)];
        assert_eq!(tried(&store, sent.id, &swapped).await, [true, true, true, false]);
        // Nor does a claim a makes now help them: nothing tells that b recommended it.
        let mut conn = store.begin().await.unwrap();
        claim(&mut conn, sent.id, a).await;
        conn.commit().await.unwrap();
        assert_eq!(tried(&store, sent.id, &[(APPROVE, a, 30)]).await, [false]);
    }

    async fn a_recommendation_of_before_it_was_sent_again_is_over(db: TestDb) {
        let store = db.open().await;
        let ([a, b], sent) = two_and_an_application(&store).await;
        let mut conn = store.begin().await.unwrap();
        let row = go_as(&mut conn, b, &sent, &recommended(b)).await;
        claim(&mut conn, sent.id, a).await;
        let back = Standing { state: "awaiting-customer".to_owned(), returned_at: Some(at(25)), ..submitted(10) };
        step_by(&mut conn, row.id, ("returned", a, 25), &back).await;
        let anew = Standing { returned_at: Some(at(25)), ..submitted(10) };
        let mut came = staff_event(row.id, "submitted", a, at(26));
        came.staff_id = None;
        let version = stands(&mut conn, row.id).await.version;
        application::step(&mut conn, row.id, version, &anew).await.unwrap();
        application_event::append(&mut conn, &came).await.unwrap();
        claim(&mut conn, row.id, b).await;
        conn.commit().await.unwrap();

        // What b once said is written again while b looks anew; and a claims the second look.
        assert_eq!(tried(&store, row.id, &[(ADVISE, b, 20)]).await, [true]);
        let mut conn = store.begin().await.unwrap();
        claim(&mut conn, row.id, a).await;
        conn.commit().await.unwrap();
        assert_eq!(tried(&store, row.id, &[(APPROVE, a, 30)]).await, [false]);
    }

    async fn a_claim_let_go_or_passed_on_is_no_claim(db: TestDb) {
        let store = db.open().await;
        let ([a, b], sent) = two_and_an_application(&store).await;
        let mut conn = store.begin().await.unwrap();
        go_as(&mut conn, b, &sent, &recommended(b)).await;
        claim(&mut conn, sent.id, a).await;
        let lead = staff(&mut conn, "supervisor").await;
        step_by(&mut conn, sent.id, ("released", lead, 22), &recommended(b)).await;
        conn.commit().await.unwrap();
        let taken_back = [(NAME, a, 99), (APPROVE, a, 30)];
        assert_eq!(tried(&store, sent.id, &taken_back).await, [true, false]);
        // Whoever claims it as they may decides: the same statement, now true.
        let mut conn = store.begin().await.unwrap();
        claim(&mut conn, sent.id, a).await;
        conn.commit().await.unwrap();
        assert_eq!(tried(&store, sent.id, &[(APPROVE, a, 30)]).await, [true]);
    }

    async fn two_events_of_one_moment_prove_nothing(db: TestDb) {
        let store = db.open().await;
        let ([a, b], sent) = two_and_an_application(&store).await;
        let mut conn = store.begin().await.unwrap();
        go_as(&mut conn, b, &sent, &recommended(b)).await;
        for who in [b, a] {
            let event = staff_event(sent.id, "claimed", who, at(21));
            application_event::append(&mut conn, &event).await.unwrap();
        }
        conn.commit().await.unwrap();
        let named = [(NAME, a, 99), (APPROVE, a, 30)];
        assert_eq!(tried(&store, sent.id, &named).await, [true, false]);
    }
}
