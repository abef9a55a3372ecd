//! Passwords and second factors of the bank's people.

use store::{Value, staff_credential};
use testdb::on_both_engines;

use super::sample::{assert_conflict, assert_refused, at, at_once, new_id, sealed, staff};

on_both_engines! {
    async fn a_second_factor_serves_only_once_it_was_shown_to_work(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = staff(&mut conn, "reviewer").await;
        staff_credential::put(&mut conn, id, "$argon2id$1", &sealed("one"), at(1)).await.unwrap();
        assert_conflict(staff_credential::use_step(&mut conn, id, 100).await);
        assert_conflict(staff_credential::confirm(&mut conn, id, &sealed("x"), 100, at(2)).await);
        staff_credential::confirm(&mut conn, id, &sealed("one"), 100, at(2)).await.unwrap();
        assert_conflict(staff_credential::confirm(&mut conn, id, &sealed("one"), 101, at(3)).await);
        let found = staff_credential::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((found.password_hash.as_str(), found.last_step), ("$argon2id$1", 100));
        assert_eq!((found.second_factor, found.confirmed_at), (sealed("one"), Some(at(2))));
        assert_eq!(staff_credential::find(&mut conn, new_id()).await.unwrap(), None);
    }

    async fn what_is_chosen_anew_must_be_shown_to_work_anew(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = staff(&mut conn, "reviewer").await;
        staff_credential::put(&mut conn, id, "$argon2id$1", &sealed("one"), at(1)).await.unwrap();
        staff_credential::confirm(&mut conn, id, &sealed("one"), 100, at(2)).await.unwrap();
        staff_credential::put(&mut conn, id, "$argon2id$2", &sealed("two"), at(3)).await.unwrap();
        let found = staff_credential::find(&mut conn, id).await.unwrap().unwrap();
        assert_eq!((found.last_step, found.confirmed_at), (0, None));
        staff_credential::delete(&mut conn, id).await.unwrap();
        assert_eq!(staff_credential::find(&mut conn, id).await.unwrap(), None);
    }

    async fn of_fifty_who_give_the_same_code_one_gets_in(db: TestDb) {
        let store = db.open().await;
        let mut conn = store.begin().await.unwrap();
        let id = staff(&mut conn, "reviewer").await;
        staff_credential::put(&mut conn, id, "$argon2id$1", &sealed("one"), at(1)).await.unwrap();
        staff_credential::confirm(&mut conn, id, &sealed("one"), 100, at(2)).await.unwrap();
        conn.commit().await.unwrap();
        let used = at_once(50, |_| {
            let store = store.clone();
            async move {
                let mut conn = store.begin().await.unwrap();
                let used = staff_credential::use_step(&mut conn, id, 101).await;
                if used.is_ok() {
                    conn.commit().await.unwrap();
                }
                used
            }
        });
        let used = used.await;
        assert_eq!(used.iter().filter(|used| used.is_ok()).count(), 1);
        used.into_iter().filter(Result::is_err).for_each(assert_conflict);
    }

    async fn a_used_step_stays_used_whatever_program_writes(db: TestDb) {
        let mut conn = db.open().await.begin().await.unwrap();
        let id = staff(&mut conn, "reviewer").await;
        staff_credential::put(&mut conn, id, "$argon2id$1", &sealed("one"), at(1)).await.unwrap();
        staff_credential::confirm(&mut conn, id, &sealed("one"), 100, at(2)).await.unwrap();
        assert_conflict(staff_credential::use_step(&mut conn, id, 100).await);
        let sql = "UPDATE staff_credential SET last_step = 99 WHERE staff_id = $1";
        assert_refused(conn.execute(sql, vec![Value::from(id)]).await);
    }
}
