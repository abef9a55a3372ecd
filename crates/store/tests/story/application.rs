//! Applications, and that no program decides one with two eyes.

use store::{
    BEGINNING, Conn, Db, StoreError, Value,
    application::{self, Application, Standing},
    application_event,
    document::{self, Arrival, Settled},
    staff_member,
};
use testdb::{Engine, TestDb, on_both_engines};
use uuid::Uuid;

use super::sample::{
    assert_conflict, assert_refused, assert_unique, at, at_once, look, member, new_id, registered,
    sealed, staff, staff_event,
};

/// A draft of a customer of its own.
pub async fn begun(conn: &mut Conn) -> Application {
    let (customer, id) = (member(conn).await, new_id());
    application::insert(conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
    application::find(conn, customer, id).await.unwrap().unwrap()
}

/// Announces a picture of an application.
async fn arriving(conn: &mut Conn, of: &Application, second: i64) -> Uuid {
    let arrival = Arrival {
        id: new_id(),
        application_id: of.id,
        customer_id: of.customer_id,
        kind: "driving-licence",
        side: "front",
        original_hash: &sealed("original"),
        bytes: 1_000,
        at: at(second),
    };
    document::arrive(conn, &arrival).await.unwrap();
    arrival.id
}

/// Goes a step from where an application stands.
pub async fn go(conn: &mut Conn, from: &Application, next: &Standing) -> Application {
    application::step(conn, from.id, from.version, next).await.unwrap();
    application::find(conn, from.customer_id, from.id).await.unwrap().unwrap()
}

/// What a person without a part in any may claim at 100 seconds.
async fn takeable(conn: &mut Conn, state: &str) -> Vec<Application> {
    application::takeable(conn, state, new_id(), at(100)).await.unwrap()
}

/// Sent at a second.
pub fn submitted(second: i64) -> Standing {
    let state = "submitted".to_owned();
    Standing { state, submitted_at: Some(at(second)), ..Standing::draft() }
}

/// Sent at 10 seconds, recommended for approval at 20.
pub fn recommended(by: Uuid) -> Standing {
    let recommendation = Some((by, "approve".to_owned(), at(20)));
    Standing { state: "recommended".to_owned(), recommendation, ..submitted(10) }
}

/// As [`recommended`], approved at 30.
pub fn approved(first: Uuid, second: Uuid) -> Standing {
    let decision = Some((second, at(30)));
    Standing { state: "approved".to_owned(), decision, ..recommended(first) }
}

/// Goes a step in the name of a person who claims it first.
pub async fn go_as(conn: &mut Conn, by: Uuid, from: &Application, next: &Standing) -> Application {
    look(conn, from.id, by, next).await;
    application::find(conn, from.customer_id, from.id).await.unwrap().unwrap()
}

/// A recommended application other transactions see, and who recommended it.
pub async fn committed_recommended(store: &Db) -> (Application, Uuid) {
    let mut conn = store.begin().await.unwrap();
    let first = staff(&mut conn, "reviewer").await;
    let sent = begun(&mut conn).await;
    let sent = go(&mut conn, &sent, &submitted(10)).await;
    let recommended = go_as(&mut conn, first, &sent, &recommended(first)).await;
    conn.commit().await.unwrap();
    (recommended, first)
}

on_both_engines! {
    async fn what_waits_is_counted_by_state_and_drafts_do_not_wait(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        assert_eq!(application::count_waiting(&mut conn).await.unwrap(), []);
        begun(&mut conn).await;
        for _ in 0..2 {
            let draft = begun(&mut conn).await;
            go(&mut conn, &draft, &submitted(10)).await;
        }
        let waiting = application::count_waiting(&mut conn).await.unwrap();
        assert_eq!(waiting, [("submitted".to_owned(), 2)]);
    }

    async fn what_was_declared_is_the_customers_until_it_is_sent(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let draft = begun(&mut conn).await;
        assert_eq!((&draft.standing, draft.version), (&Standing::draft(), 1));
        assert_eq!((&draft.details, &draft.account_index), (&sealed("draft"), &None));
        assert_eq!(draft.touched_at, None);
        let (mine, theirs) = ((draft.customer_id, draft.id), (member(&mut conn).await, draft.id));
        let index = sealed("account");
        let declare = sealed("declared");
        application::declare(&mut conn, mine, 1, (&declare, Some(&index)), at(3)).await.unwrap();
        assert_conflict(application::declare(&mut conn, mine, 1, (&declare, None), at(3)).await);
        assert_conflict(application::declare(&mut conn, theirs, 2, (&declare, None), at(3)).await);
        let row = application::find(&mut conn, mine.0, mine.1).await.unwrap().unwrap();
        assert_eq!((&row.details, &row.account_index), (&declare, &Some(index)));
        assert_eq!(row.touched_at, Some(at(3)));
        assert_eq!(application::find(&mut conn, theirs.0, theirs.1).await.unwrap(), None);

        let sent = go(&mut conn, &row, &submitted(10)).await;
        let late = application::declare(&mut conn, mine, sent.version, (&declare, None), at(3)).await;
        assert_conflict(late);
    }

    async fn a_draft_nobody_touches_any_more_is_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (draft, sent) = (begun(&mut conn).await, begun(&mut conn).await);
        go(&mut conn, &sent, &submitted(10)).await;
        let mine = (draft.customer_id, draft.id);
        application::declare(&mut conn, mine, 1, (&sealed("more"), None), at(50)).await.unwrap();
        assert!(application::untouched(&mut conn, at(49), BEGINNING).await.unwrap().is_empty());
        let found = application::untouched(&mut conn, at(50), BEGINNING).await.unwrap();
        assert_eq!(found, [(draft.created_at, draft.id)]);
        assert!(application::untouched(&mut conn, at(50), found[0]).await.unwrap().is_empty());
        let row = application::find_untouched(&mut conn, draft.id, at(50)).await.unwrap().unwrap();
        assert_eq!((row.id, row.version), (draft.id, 2));
        let touched = application::find_untouched(&mut conn, draft.id, at(49)).await.unwrap();
        assert_eq!(touched, None);
        assert_eq!(application::find_untouched(&mut conn, sent.id, at(50)).await.unwrap(), None);
    }

    async fn a_picture_given_meanwhile_touches_a_draft_whose_version_stays(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let draft = begun(&mut conn).await;
        let picture = arriving(&mut conn, &draft, 51).await;
        document::give_up(&mut conn, picture, at(52)).await.unwrap();
        assert!(application::untouched(&mut conn, at(50), BEGINNING).await.unwrap().is_empty());
        assert_eq!(application::find_untouched(&mut conn, draft.id, at(50)).await.unwrap(), None);
        let after = application::find_untouched(&mut conn, draft.id, at(51)).await.unwrap();
        assert_eq!(after.unwrap().version, draft.version);
    }

    async fn a_draft_does_not_end_before_its_picture(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let draft = begun(&mut conn).await;
        let picture = arriving(&mut conn, &draft, 50).await;
        let kept = Settled { state: "kept", scan: "clean", size: (1, 1), bytes: 1 };
        document::settle(&mut conn, picture, kept).await.unwrap();
        assert!(application::untouched(&mut conn, at(99), BEGINNING).await.unwrap().is_empty());
        assert_eq!(application::find_untouched(&mut conn, draft.id, at(99)).await.unwrap(), None);
        document::expire(&mut conn, picture, at(50), at(99)).await.unwrap();
        let found = application::untouched(&mut conn, at(99), BEGINNING).await.unwrap();
        assert_eq!(found, [(draft.created_at, draft.id)]);
        assert!(application::find_untouched(&mut conn, draft.id, at(99)).await.unwrap().is_some());
    }

    async fn a_customer_has_one_application_under_way(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let draft = begun(&mut conn).await;
        let withdrawn = Standing { state: "withdrawn".to_owned(), ..Standing::draft() };
        let draft = go(&mut conn, &draft, &withdrawn).await;
        let second = new_id();
        let details = sealed("draft");
        application::insert(&mut conn, second, draft.customer_id, &details, at(2)).await.unwrap();
        let all = application::of_customer(&mut conn, draft.customer_id).await.unwrap();
        assert_eq!(all.iter().map(|row| row.id).collect::<Vec<_>>(), [second, draft.id]);
        let third = new_id();
        let refused =
            application::insert(&mut conn, third, draft.customer_id, &details, at(3)).await;
        assert_unique(refused);
    }

    async fn an_application_goes_its_way_and_every_part_is_kept(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let [first, second] = [staff(&mut conn, "reviewer").await, staff(&mut conn, "approver").await];
        let draft = begun(&mut conn).await;
        assert_eq!(application::find_for_staff(&mut conn, draft.id).await.unwrap(), None);
        let row = go(&mut conn, &draft, &submitted(10)).await;
        let claimed = Standing {
            state: "in-review".to_owned(),
            claim: Some((first, at(99))),
            ..submitted(10)
        };
        let row = go(&mut conn, &row, &claimed).await;
        assert_eq!(row.standing, claimed);
        let row = go_as(&mut conn, first, &row, &recommended(first)).await;
        assert_eq!(row.standing, recommended(first));
        assert_conflict(application::step(&mut conn, row.id, 1, &submitted(10)).await);
        let row = go_as(&mut conn, second, &row, &approved(first, second)).await;
        assert_eq!(row.standing, approved(first, second));
        let seen = application::find_for_staff(&mut conn, row.id).await.unwrap();
        assert_eq!(seen, Some(row));
    }

    async fn a_decision_stands_and_nothing_sent_is_deleted(db: TestDb) {
        let store = db.open_as_owner().await;
        let (row, first) = committed_recommended(&store).await;
        let mut conn = store.begin().await.unwrap();
        let [second, third] = [staff(&mut conn, "approver").await, staff(&mut conn, "approver").await];
        let row = go_as(&mut conn, second, &row, &approved(first, second)).await;
        conn.commit().await.unwrap();
        for sql in [
            "UPDATE application SET decided_by = $2 WHERE id = $1",
            "UPDATE application SET recommended_by = $2 WHERE id = $1",
            "UPDATE application SET state = 'rejected' WHERE id = $1 AND id <> $2",
            "UPDATE application SET created_at = 1 WHERE id = $1 AND id <> $2",
            "UPDATE application SET submitted_at = NULL WHERE id = $1 AND id <> $2",
            "DELETE FROM application WHERE id = $1 AND id <> $2",
        ] {
            let mut conn = store.begin().await.unwrap();
            let args = vec![Value::from(row.id), Value::from(third)];
            let refused = conn.execute(sql, args).await;
            assert!(matches!(refused, Err(StoreError::Refused(_))), "{sql}: {refused:?}");
        }
        let mut conn = store.begin().await.unwrap();
        assert_conflict(application::step(&mut conn, row.id, row.version, &submitted(10)).await);
        assert_conflict(application::forget(&mut conn, row.id).await);
        assert!(application::outlived(&mut conn, at(99), BEGINNING).await.unwrap().is_empty());
        application::forget_of(&mut conn, row.customer_id).await.unwrap();
        let kept = application::find_for_staff(&mut conn, row.id).await.unwrap().unwrap();
        assert_eq!((kept.account_index, kept.standing), (None, row.standing));
    }

    async fn an_applicant_of_the_bank_has_no_part_in_their_own(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let first = staff(&mut conn, "reviewer").await;
        let (customer, id) = (registered(&mut conn, b"shared", at(0)).await, new_id());
        application::insert(&mut conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
        let row = application::find(&mut conn, customer, id).await.unwrap().unwrap();
        let row = go(&mut conn, &row, &submitted(10)).await;
        let row = go_as(&mut conn, first, &row, &recommended(first)).await;
        let applicant = new_id();
        staff_member::insert(&mut conn, applicant, b"shared", &["approver"], at(3)).await.unwrap();
        let next = approved(first, applicant);
        assert_refused(application::step(&mut conn, id, row.version, &next).await);
    }

    async fn what_a_customer_has_under_way_is_found_until_it_ends(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let draft = begun(&mut conn).await;
        let (customer, other) = (draft.customer_id, member(&mut conn).await);
        assert_eq!(application::under_way(&mut conn, other).await.unwrap(), None);
        let sent = go(&mut conn, &draft, &submitted(10)).await;
        assert_eq!(application::under_way(&mut conn, customer).await.unwrap(), Some(sent.clone()));
        let withdrawn = Standing { state: "withdrawn".to_owned(), ..submitted(10) };
        go(&mut conn, &sent, &withdrawn).await;
        assert_eq!(application::under_way(&mut conn, customer).await.unwrap(), None);
    }

    async fn of_fifty_decisions_at_once_one_stands(db: TestDb) {
        let store = db.open().await;
        let (row, first) = committed_recommended(&store).await;
        let mut conn = store.begin().await.unwrap();
        let mut approvers = Vec::new();
        for _ in 0..50 {
            approvers.push(staff(&mut conn, "approver").await);
        }
        conn.commit().await.unwrap();
        let (row, approvers) = (&row, &approvers);
        let outcomes = at_once(50, |number| {
            let (store, second) = (store.clone(), approvers[number]);
            let (id, version) = (row.id, row.version);
            async move {
                let mut conn = store.begin().await.unwrap();
                let claim = Some((second, at(99)));
                let claimed = Standing { claim, ..recommended(first) };
                application_event::append(&mut conn, &staff_event(id, "claimed", second, at(21))).await?;
                application::step(&mut conn, id, version, &claimed).await?;
                application::step(&mut conn, id, version + 1, &approved(first, second)).await?;
                conn.commit().await?;
                Ok::<_, StoreError>(second)
            }
        })
        .await;
        let winners: Vec<Uuid> = outcomes.into_iter().filter_map(Result::ok).collect();
        assert_eq!(winners.len(), 1);
        let mut conn = store.read().await.unwrap();
        let decided = application::find_for_staff(&mut conn, row.id).await.unwrap().unwrap();
        assert_eq!(decided.standing.decision.map(|(by, _)| by), Some(winners[0]));
    }

    async fn what_a_person_may_claim_is_free_and_neither_theirs_nor_recommended_by_them(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let [first, second] = [staff(&mut conn, "reviewer").await, staff(&mut conn, "approver").await];
        let mut sent = Vec::new();
        for second in [30, 10, 20] {
            let draft = begun(&mut conn).await;
            sent.push((second, go(&mut conn, &draft, &submitted(second)).await));
        }
        begun(&mut conn).await;
        sent.sort_unstable_by_key(|(second, _)| *second);
        let ids = |rows: &[Application]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let [oldest, claimed, held] = [&sent[0].1, &sent[1].1, &sent[2].1];
        let claim = |until| Standing {
            state: "in-review".to_owned(),
            claim: Some((second, at(until))),
            ..submitted(20)
        };
        go(&mut conn, claimed, &claim(99)).await;
        let held = go(&mut conn, held, &Standing { submitted_at: Some(at(30)), ..claim(101) }).await;
        assert_eq!(ids(&takeable(&mut conn, "submitted").await), [oldest.id]);
        assert_eq!(ids(&takeable(&mut conn, "in-review").await), [claimed.id], "its claim is over");

        let next = Standing { submitted_at: Some(at(30)), ..recommended(first) };
        let held = go_as(&mut conn, first, &held, &next).await;
        let now = at(100);
        let theirs = application::takeable(&mut conn, "recommended", first, now).await.unwrap();
        assert!(theirs.is_empty(), "recommended by them");
        let others = application::takeable(&mut conn, "recommended", second, now).await.unwrap();
        assert_eq!(ids(&others), [held.id]);
    }

    async fn an_applicant_of_the_bank_is_not_offered_their_own(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (customer, id) = (registered(&mut conn, b"shared", at(0)).await, new_id());
        application::insert(&mut conn, id, customer, &sealed("draft"), at(1)).await.unwrap();
        store::customer::verify(&mut conn, customer, at(2)).await.unwrap();
        let row = application::find(&mut conn, customer, id).await.unwrap().unwrap();
        go(&mut conn, &row, &submitted(10)).await;
        let applicant = new_id();
        staff_member::insert(&mut conn, applicant, b"shared", &["reviewer"], at(3)).await.unwrap();
        let own = application::takeable(&mut conn, "submitted", applicant, at(100)).await.unwrap();
        assert!(own.is_empty(), "{own:?}");
        assert_eq!(takeable(&mut conn, "submitted").await.len(), 1);
    }

    async fn another_customer_of_the_same_name_and_birth_date_is_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let [one, other] = [begun(&mut conn).await, begun(&mut conn).await];
        assert!(application::of_person(&mut conn, one.customer_id).await.unwrap().is_empty());
        let other = go(&mut conn, &other, &submitted(10)).await;
        let same = application::of_person(&mut conn, one.customer_id).await.unwrap();
        assert_eq!(same, [(other.id, other.customer_id)]);
        let somebody = Some((&b"yamada"[..], &b"somebody else"[..]));
        let row = store::customer::find(&mut conn, other.customer_id).await.unwrap().unwrap();
        let profile = sealed("profile");
        store::customer::correct(&mut conn, row.id, row.version, &profile, somebody).await.unwrap();
        assert!(application::of_person(&mut conn, one.customer_id).await.unwrap().is_empty());
    }

    async fn the_same_account_and_a_missing_answer_are_found(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let index = sealed("account");
        let mut found = Vec::new();
        for _ in 0..2 {
            let draft = begun(&mut conn).await;
            let mine = (draft.customer_id, draft.id);
            application::declare(&mut conn, mine, 1, (&draft.details, Some(&index)), at(3)).await.unwrap();
            let row = application::find(&mut conn, mine.0, mine.1).await.unwrap().unwrap();
            found.push(go(&mut conn, &row, &submitted(10)).await);
        }
        let [one, other] = [&found[0], &found[1]];
        let same = application::of_account(&mut conn, &index, one.id).await.unwrap();
        assert_eq!(same, [(other.id, other.customer_id)]);

        let returned = Standing {
            state: "awaiting-customer".to_owned(),
            returned_at: Some(at(50)),
            ..submitted(10)
        };
        go(&mut conn, one, &returned).await;
        assert!(application::unanswered(&mut conn, at(49), BEGINNING).await.unwrap().is_empty());
        let waiting = application::unanswered(&mut conn, at(50), BEGINNING).await.unwrap();
        assert_eq!(waiting, [(at(50), one.id)]);
        assert!(application::unanswered(&mut conn, at(50), waiting[0]).await.unwrap().is_empty());
    }

    async fn a_state_without_what_it_needs_is_refused(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let draft = begun(&mut conn).await;
        conn.commit().await.unwrap();
        for state in ["submitted", "in-review", "awaiting-customer", "recommended", "rejected", "lost"] {
            let mut conn = store.begin().await.unwrap();
            let bare = Standing { state: state.to_owned(), ..Standing::draft() };
            assert_refused(application::step(&mut conn, draft.id, 1, &bare).await);
        }
    }
}

/// SQLite alone knows REPLACE, which takes rows away without saying so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_is_not_replaced_away() {
    let db = TestDb::create(Engine::Sqlite).await;
    let store = db.open().await;
    let (row, first) = committed_recommended(&store).await;
    let mut conn = store.begin().await.unwrap();
    let draft = begun(&mut conn).await;
    conn.commit().await.unwrap();
    for (sql, id) in [
        ("UPDATE OR REPLACE application SET id = $1 WHERE id = $2", draft.id),
        (
            "INSERT OR REPLACE INTO application (id, customer_id, state, details, created_at, \
             version) SELECT $2, customer_id, 'draft', details, 1, 1 FROM application WHERE id = $1",
            new_id(),
        ),
    ] {
        let mut conn = store.begin().await.unwrap();
        let refused = conn.execute(sql, vec![Value::from(row.id), Value::from(id)]).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{sql}: {refused:?}");
    }
    let mut conn = store.read().await.unwrap();
    let kept = application::find_for_staff(&mut conn, row.id).await.unwrap().unwrap();
    assert_eq!(kept.standing, recommended(first));
}
