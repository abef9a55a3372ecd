//! Registering, proving the address, closing, erasure.

use chrono::{DateTime, Utc};
use store::{
    BEGINNING, Conn, Place, Value,
    customer::{self, Status},
};
use testdb::{Engine, on_both_engines};

use super::sample::{
    assert_conflict, assert_corrupt, assert_refused, assert_unique, at, at_once, committed_member,
    member, new_id, registered, sealed, staff,
};

/// When everybody's time has come.
fn end() -> (DateTime<Utc>, DateTime<Utc>) {
    (at(1_000_000), at(1_000_000))
}

async fn due(conn: &mut Conn, now: DateTime<Utc>, unproved_before: DateTime<Utc>) -> Vec<Place> {
    customer::due_for_erasure(conn, now, unproved_before, BEGINNING).await.unwrap()
}

on_both_engines! {
    async fn a_registration_waits_for_its_proof(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = registered(&mut conn, b"hanako", at(0)).await;

        let row = customer::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!(row.id, id);
        assert_eq!(row.status, Status::Unverified);
        assert_eq!(row.profile, Some(sealed("profile")));
        assert_eq!(row.language, "ja");
        assert_eq!(row.created_at, at(0), "to the microsecond");
        assert_eq!((row.erase_at, row.last_login_at), (None, None));
        assert!(customer::find_by_email(&mut conn, b"hanako").await.unwrap().is_none());
        assert_eq!(customer::count_active(&mut conn).await.unwrap(), 0);
    }

    async fn a_proved_address_leads_to_its_customer(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = registered(&mut conn, b"hanako", at(0)).await;
        customer::verify(&mut conn, id, at(5)).await.unwrap();

        let row = customer::find_by_email(&mut conn, b"hanako").await.unwrap().unwrap();
        assert_eq!((row.id, row.status), (id, Status::Active));
        assert!(customer::find_by_email(&mut conn, b"taro").await.unwrap().is_none());
        assert_eq!(customer::count_active(&mut conn).await.unwrap(), 1);
        assert_conflict(customer::verify(&mut conn, id, at(6)).await);
    }

    async fn an_unknown_customer_is_none_and_cannot_be_changed(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let nobody = new_id();
        assert!(customer::find(&mut conn, nobody).await.unwrap().is_none());
        assert_conflict(customer::verify(&mut conn, nobody, at(1)).await);
        assert_conflict(customer::logged_in(&mut conn, nobody, at(1)).await);
        assert_conflict(customer::set_language(&mut conn, nobody, "en").await);
        assert_conflict(customer::close(&mut conn, nobody, at(1)).await);
        assert_conflict(customer::reopen(&mut conn, nobody).await);
        assert_conflict(customer::erase(&mut conn, nobody, end()).await);
    }

    async fn of_two_registrations_of_one_address_one_is_proved(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let mut ids = Vec::new();
        for _ in 0..8 {
            ids.push(registered(&mut conn, b"hanako", at(0)).await);
        }
        conn.commit().await.unwrap();

        let results = at_once(ids.len(), |number| {
            let (store, id) = (store.clone(), ids[number]);
            async move {
                let mut conn = store.begin().await?;
                customer::verify(&mut conn, id, at(1)).await?;
                conn.commit().await
            }
        })
        .await;

        let (won, lost): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        lost.into_iter().for_each(assert_unique);
        let mut conn = store.read().await.unwrap();
        assert_eq!(customer::count_active(&mut conn).await.unwrap(), 1);
    }

    async fn log_in_and_language_are_noted(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        customer::logged_in(&mut conn, id, at(7)).await.unwrap();
        customer::set_language(&mut conn, id, "en").await.unwrap();

        let row = customer::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!(row.last_login_at, Some(at(7)));
        assert_eq!(row.language, "en");
        assert_refused(customer::set_language(&mut conn, id, "fr").await);
    }

    async fn a_suspended_customer_logs_in_no_more_until_taken_up_again(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (id, by) = (member(&mut conn).await, staff(&mut conn, "supervisor").await);
        assert_conflict(customer::reinstate(&mut conn, id, at(99)).await);
        customer::hold_in_use(&mut conn, id).await.unwrap();
        customer::suspend(&mut conn, id, by, at(8)).await.unwrap();
        assert_conflict(customer::hold_in_use(&mut conn, id).await);
        assert_conflict(customer::suspend(&mut conn, id, by, at(9)).await);
        let row = customer::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((row.status, row.suspended_at), (Status::Active, Some(at(8))));
        assert_conflict(customer::logged_in(&mut conn, id, at(9)).await);

        customer::reinstate(&mut conn, id, at(99)).await.unwrap();
        customer::logged_in(&mut conn, id, at(10)).await.unwrap();
        let unproved = registered(&mut conn, b"unproved", at(0)).await;
        assert_conflict(customer::suspend(&mut conn, unproved, by, at(11)).await);
    }

    async fn who_is_closing_is_not_erased_while_suspended_and_has_time_afterwards(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (id, by) = (member(&mut conn).await, staff(&mut conn, "supervisor").await);
        customer::close(&mut conn, id, at(30)).await.unwrap();
        customer::suspend(&mut conn, id, by, at(8)).await.unwrap();
        assert!(due(&mut conn, at(40), at(0)).await.is_empty());
        assert_conflict(customer::erase(&mut conn, id, end()).await);
        customer::reinstate(&mut conn, id, at(70)).await.unwrap();
        assert!(due(&mut conn, at(69), at(0)).await.is_empty());
        assert_eq!(due(&mut conn, at(70), at(0)).await, [(at(70), id)]);
        customer::erase(&mut conn, id, end()).await.unwrap();
    }

    async fn a_suspension_has_its_person(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        let sql = "UPDATE customer SET suspended_at = 1 WHERE id = $1";
        assert_refused(conn.execute(sql, vec![Value::from(id)]).await);
    }

    async fn a_customer_is_found_by_the_hash_of_the_name(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let [first, second] = [member(&mut conn).await, member(&mut conn).await];
        registered(&mut conn, b"unproved", at(0)).await;
        let found = customer::find_by_name(&mut conn, b"yamada hanako", 9).await.unwrap();
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!(customer::find_by_name(&mut conn, b"yamada hanako", 1).await.unwrap().len(), 1);

        assert!(customer::without_name_index(&mut conn, BEGINNING).await.unwrap().is_empty());
        let sql = "UPDATE customer SET name_index = NULL WHERE id = $1";
        conn.execute(sql, vec![Value::from(second)]).await.unwrap();
        let old = customer::without_name_index(&mut conn, BEGINNING).await.unwrap();
        assert_eq!(old, [(at(0), second)]);
        assert!(customer::without_name_index(&mut conn, old[0]).await.unwrap().is_empty());
        customer::index_name(&mut conn, second, (b"suzuki", b"suzuki 1")).await.unwrap();
        assert_eq!(customer::find_by_name(&mut conn, b"suzuki", 9).await.unwrap().len(), 1);
        let late = customer::index_name(&mut conn, second, (b"sato", b"sato 1")).await;
        assert_conflict(late);

        customer::close(&mut conn, second, at(2)).await.unwrap();
        customer::erase(&mut conn, second, end()).await.unwrap();
        assert!(customer::find_by_name(&mut conn, b"suzuki", 9).await.unwrap().is_empty());
        let erased = customer::index_name(&mut conn, second, (b"suzuki", b"suzuki 1")).await;
        assert_conflict(erased);
    }

    async fn a_corrected_name_is_found_and_the_one_before_is_not(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let (id, by) = (member(&mut conn).await, staff(&mut conn, "supervisor").await);
        let before = customer::find(&mut conn, id).await.unwrap().unwrap();
        let (new, person) = (sealed("sato"), Some((&b"sato"[..], &b"sato 1958-01-04"[..])));
        customer::correct(&mut conn, id, before.version, &new, person).await.unwrap();
        let row = customer::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((row.profile, row.version), (Some(new.clone()), before.version + 1));
        assert_eq!(customer::find_by_name(&mut conn, b"sato", 9).await.unwrap().len(), 1);
        assert!(customer::find_by_name(&mut conn, b"yamada hanako", 9).await.unwrap().is_empty());

        let mut correct = async |version| {
            customer::correct(&mut conn, id, version, &sealed("another"), None).await
        };
        assert_conflict(correct(before.version).await);
        correct(row.version).await.unwrap();
        assert!(customer::find_by_name(&mut conn, b"sato", 9).await.unwrap().is_empty());
        customer::suspend(&mut conn, id, by, at(8)).await.unwrap();
        let suspended = row.version + 2;
        assert_conflict(customer::correct(&mut conn, id, suspended, &new, person).await);
        customer::reinstate(&mut conn, id, at(99)).await.unwrap();
        customer::close(&mut conn, id, at(9)).await.unwrap();
        let closing = suspended + 2;
        assert_conflict(customer::correct(&mut conn, id, closing, &new, person).await);
        let unproved = registered(&mut conn, b"unproved", at(0)).await;
        assert_conflict(customer::correct(&mut conn, unproved, 1, &new, person).await);
    }

    async fn of_two_corrections_at_once_one_is_made(db: TestDb) {
        let store = db.open().await;
        let id = committed_member(&store).await;
        let row = customer::find(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
        let results = at_once(8, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await?;
                customer::correct(&mut conn, id, row.version, &sealed("new"), None).await?;
                conn.commit().await
            }
        })
        .await;
        let (made, late): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        assert_eq!(made.len(), 1);
        late.into_iter().for_each(assert_conflict);
    }

    async fn a_closing_account_can_be_taken_up_again(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        assert_conflict(customer::reopen(&mut conn, id).await);

        customer::close(&mut conn, id, at(90)).await.unwrap();
        let row = customer::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((row.status, row.erase_at), (Status::Closing, Some(at(90))));
        assert_conflict(customer::close(&mut conn, id, at(91)).await);

        customer::reopen(&mut conn, id).await.unwrap();
        let row = customer::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((row.status, row.erase_at), (Status::Active, None));
    }

    async fn accounts_are_erased_when_their_time_has_come(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let closing = member(&mut conn).await;
        customer::close(&mut conn, closing, at(90)).await.unwrap();
        let forgotten = registered(&mut conn, b"typo", at(20)).await;
        member(&mut conn).await;

        assert!(due(&mut conn, at(89), at(20)).await.is_empty());
        let both = due(&mut conn, at(90), at(21)).await;
        assert_eq!(both, [(at(20), forgotten), (at(90), closing)]);
        for (place, rest) in [(both[0], &both[1..]), (both[1], &[])] {
            let after = customer::due_for_erasure(&mut conn, at(90), at(21), place).await.unwrap();
            assert_eq!(after, rest);
        }

        for (early, id) in
            [((at(89), at(21)), closing), ((at(90), at(20)), forgotten), ((at(0), at(0)), closing)]
        {
            assert!(!customer::is_due(&mut conn, id, early).await.unwrap());
            assert_conflict(customer::erase(&mut conn, id, early).await);
        }
        for (_, id) in both {
            let now = (at(90), at(21));
            assert!(customer::is_due(&mut conn, id, now).await.unwrap());
            customer::erase(&mut conn, id, now).await.unwrap();
            assert!(!customer::is_due(&mut conn, id, now).await.unwrap());
            let row = customer::find(&mut conn, id).await.unwrap().unwrap();
            assert_eq!((row.status, row.profile, row.erase_at), (Status::Closed, None, None));
        }
        assert!(due(&mut conn, at(99), at(99)).await.is_empty());
        assert_conflict(customer::erase(&mut conn, closing, end()).await);
    }

    async fn an_account_in_use_is_not_erased(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = member(&mut conn).await;
        assert_conflict(customer::erase(&mut conn, id, end()).await);
        assert!(customer::find(&mut conn, id).await.unwrap().unwrap().profile.is_some());
    }

    async fn an_erased_address_can_register_anew(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let first = registered(&mut conn, b"hanako", at(0)).await;
        customer::verify(&mut conn, first, at(1)).await.unwrap();
        customer::close(&mut conn, first, at(2)).await.unwrap();
        customer::erase(&mut conn, first, end()).await.unwrap();

        let second = registered(&mut conn, b"hanako", at(3)).await;
        customer::verify(&mut conn, second, at(4)).await.unwrap();
        let row = customer::find_by_email(&mut conn, b"hanako").await.unwrap().unwrap();
        assert_eq!(row.id, second);
    }

    async fn an_unknown_status_is_named(db: TestDb) {
        let store = db.open_as_owner().await;
        let id = committed_member(&store).await;
        let mut conn = store.begin().await.unwrap();
        let lift_the_check = match db.engine {
            Engine::Sqlite => "PRAGMA ignore_check_constraints = ON",
            Engine::Postgres => "ALTER TABLE customer DROP CONSTRAINT customer_status_check",
        };
        conn.execute(lift_the_check, vec![]).await.unwrap();
        let sql = "UPDATE customer SET status = 'frozen' WHERE id = $1";
        conn.execute(sql, vec![Value::from(id)]).await.unwrap();

        assert_corrupt(customer::find(&mut conn, id).await, "status");
    }
}
