//! Clause 6-2: after a rotation every key is wrapped by the new master key but one that does not
//! open, and that one is named.

use app::jobs::{Rewrapped, rewrap_keys};
use outside::{
    dice::Dice,
    keys::{KeyFile, Keyring},
};
use store::data_key;

use crate::kit::{TestApp, log, on_both_engines};

const LEFT: &str = "SELECT COUNT(*) AS n FROM data_key WHERE master = 'm1'";

fn keyring(file: &KeyFile) -> Keyring {
    Keyring::of_content(file.content().unwrap().as_str()).unwrap()
}

on_both_engines! {
    async fn r6_2_a_key_that_does_not_open_keeps_nobody_elses_from_being_wrapped_anew(db: TestDb) {
        let dice = Dice::system();
        let mut file = KeyFile::new(&dice).unwrap();
        let before = TestApp::arranged(&db, |app| app.keys = keyring(&file)).await;
        let mut customers = Vec::new();
        for email in ["hanako@example.jp", "taro@example.jp", "jiro@example.jp"] {
            let customer = before.registered_customer(email).await;
            customers.push(customer.asker().await.customer);
        }
        before.reviewer().await;
        let staff = before.count("SELECT COUNT(*) AS n FROM staff_key").await;
        customers.sort();
        // The first in order has the second's: it opens for nobody.
        let mut conn = before.app.db.begin().await.unwrap();
        let other = data_key::find(&mut conn, customers[1]).await.unwrap().unwrap();
        let moved = data_key::WrappedKey { customer_id: customers[0], ..other };
        data_key::rewrap(&mut conn, "m1", &moved).await.unwrap();
        conn.commit().await.unwrap();

        file.add(&dice).unwrap();
        assert!(file.use_newest());
        let after = TestApp::arranged(&db, |app| app.keys = keyring(&file)).await;
        let wrapped = 2 + usize::try_from(staff).unwrap();
        let outcome = rewrap_keys(&after.app).await.unwrap();
        assert_eq!(outcome, Rewrapped { wrapped, unopened: 1 });
        assert_eq!((after.count(LEFT).await, after.audited("rotate-keys", "done").await), (1, 2));
        let log = String::from_utf8(log::text()).unwrap();
        let named = |line: &str| {
            line.contains("a key could not be wrapped anew")
                && line.contains(&customers[0].to_string())
        };
        assert!(log.lines().any(named), "the log says whose");

        let again = rewrap_keys(&after.app).await.unwrap();
        assert_eq!(again, Rewrapped { wrapped: 0, unopened: 1 });
        assert_eq!(after.audited("rotate-keys", "done").await, 2, "nothing was done");
        // Nobody is locked out but its owner.
        for (customer, opens) in customers.iter().zip([false, true, true]) {
            let mut conn = after.app.db.read().await.unwrap();
            let key = data_key::find(&mut conn, *customer).await.unwrap().unwrap();
            let opened = after.app.keys.data_key(*customer, &key.master, &key.wrapped);
            assert_eq!(opened.is_ok(), opens);
        }
    }
}
