//! Clauses 3-2 イ, 3-3 ア and 5-2 ア while the bucket of documents answers nothing at all: nobody
//! waits for it file by file, and what does not need it is done.

use std::time::Duration;

use app::{
    application::{self, Note},
    customer::close,
    domain::{application::reason::ReturnReason, bank::identity_document::Side, staff::Role},
};
use testbucket::TestBucket;

use super::import_steps::MONEY_FORWARD;
use crate::{
    document::{Day, HANAKO, LICENCE, good_photo},
    kit::{PASSWORD, TestApp, TimeDelta, on_both_engines},
};

/// So long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often what begins no answer is asked.
const TRIES: u32 = 3;

const EXPIRED: &str = "SELECT COUNT(*) AS n FROM document WHERE state = 'expired'";
const TO_DESTROY: &str =
    "SELECT COUNT(*) AS n FROM document WHERE ended_at IS NOT NULL AND destroyed_at IS NULL";
const KEYS: &str = "SELECT COUNT(*) AS n FROM data_key";

on_both_engines! {
    async fn r3_2b_a_sweep_asks_a_bucket_that_hangs_once_and_erases_whom_it_can(db: TestDb) {
        let bucket = TestBucket::start().await;
        let app = TestApp::in_bucket_within(PATIENCE, &db, &bucket).await;
        let strangers = app.strangers(7, true).await;
        app.give_pictures(&strangers).await;
        let (hanako, taro) =
            (app.registered_customer(HANAKO).await, app.registered_customer("taro@example.jp").await);
        hanako.upload("まだ見ていない.csv", MONEY_FORWARD).await;
        for customer in [&hanako, &taro] {
            close::close(&app.app, &customer.asker().await, PASSWORD).await.unwrap();
        }
        let hers = hanako.asker().await.customer;
        app.advance(TimeDelta::days(91));

        bucket.hangs();
        app.sweep().await;
        assert_eq!(bucket.attends(), 2 * TRIES, "for one file, and whether it answers at all");
        assert_eq!((app.count(EXPIRED).await, app.count(TO_DESTROY).await), (7, 7), "seen no more");
        assert_eq!((app.count(KEYS).await, app.audited("erase-account", "done").await), (8, 1));
        let left = "an account could not be erased";
        assert!(app.logged_of(hers).iter().any(|line| line.contains(left)), "hers has a file");

        app.sweep().await;
        assert_eq!((app.count(TO_DESTROY).await, app.kept_files()), (0, 0));
        assert_eq!((app.count(KEYS).await, app.audited("erase-account", "done").await), (7, 2));
    }

    async fn r5_2a_whoever_returns_an_application_waits_for_one_file_only(db: TestDb) {
        let bucket = TestBucket::start().await;
        let day = Day::on(TestApp::in_bucket_within(PATIENCE, &db, &bucket).await).await;
        day.upload(&good_photo()).await.unwrap();
        day.upload_by(day.form(), (LICENCE.0, Side::Back), &good_photo()).await.unwrap();
        day.is("submitted").await;
        let (app, reviewer) = (&day.app.app, day.officer(Role::Reviewer, None).await);
        application::take(app, &reviewer, day.shown().await).await.unwrap();
        let shown = day.shown().await;

        bucket.hangs();
        let mend = ReturnReason::MyNumberVisible.into();
        application::return_to_customer(app, &reviewer, shown, &[mend], &Note::default())
            .await
            .unwrap();
        assert_eq!(bucket.attends(), TRIES, "the rest is left to the jobs");
        assert_eq!((day.documents().await.len(), day.app.count(TO_DESTROY).await), (0, 2));
        day.app.sweep().await;
        assert_eq!((day.app.kept_files(), day.app.count(TO_DESTROY).await), (0, 0));
    }
}
