//! Clause 3-1 イ: whatever becomes of a file on its way (the bucket does not answer, the browser
//! goes away, the form is sent twice), one that was recorded is kept and every other one goes.

use std::{sync::Arc, time::Duration};

use app::{AppError, FormKey, import};
use outside::documents::DocumentError;
use testbucket::TestBucket;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::import_steps::MONEY_FORWARD;
use crate::kit::{TestApp, TestDb, TimeDelta, in_time, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
/// So long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

const ANNOUNCED: &str = "SELECT COUNT(*) AS n FROM import_arrival";
const RECORDED: &str = "SELECT COUNT(*) AS n FROM import";

async fn begun(db: &TestDb) -> (TestBucket, TestApp) {
    let bucket = TestBucket::start().await;
    let app = TestApp::in_bucket_within(PATIENCE, db, &bucket).await;
    (bucket, app)
}

impl TestApp {
    /// Files kept, announced, recorded.
    async fn files(&self) -> (usize, i64, i64) {
        (self.kept_files(), self.count(ANNOUNCED).await, self.count(RECORDED).await)
    }

    async fn announced(&self) -> Uuid {
        let mut conn = self.app.db.read().await.unwrap();
        let row = conn.fetch_optional("SELECT id FROM import_arrival", vec![]).await.unwrap();
        row.unwrap().id("id").unwrap()
    }
}

on_both_engines! {
    async fn r3_1b_a_file_whose_browser_goes_away_is_deleted_after_an_hour(db: TestDb) {
        let (bucket, app) = begun(&db).await;
        let hanako = app.registered_customer(HANAKO).await.asker().await;
        bucket.falls_silent(1);
        let form = FormKey(app.new_id());
        let upload = import::upload(&app.app, &hanako, form, "一覧.csv", MONEY_FORWARD);
        let kept = in_time("the file is kept", async {
            while app.kept_files() == 0 {
                tokio::task::yield_now().await;
            }
        });
        tokio::select! {
            ended = upload => panic!("the bucket said nothing: {ended:?}"),
            () = kept => {}
        }
        app.sweep().await;
        assert_eq!(app.files().await, (1, 1, 0), "somebody may yet bring it");
        app.advance(TimeDelta::minutes(61));
        app.sweep().await;
        assert_eq!(app.files().await, (0, 0, 0));
    }

    async fn r3_1b_a_file_the_bucket_kept_after_it_was_told_to_have_failed_goes(db: TestDb) {
        let (bucket, app) = begun(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let asker = hanako.asker().await;
        bucket.hangs();
        let page = hanako.upload("一覧.csv", MONEY_FORWARD).await;
        page.assert_status(503);
        bucket.attends();
        let failed = app.announced().await;
        app.sweep().await;
        bucket.keep(&failed.simple().to_string(), b"what was under way comes at last");
        app.advance(TimeDelta::minutes(61));
        app.sweep().await;
        assert_eq!(app.files().await, (0, 0, 0));
        let form = FormKey(app.new_id());
        import::upload(&app.app, &asker, form, "一覧.csv", MONEY_FORWARD).await.unwrap();
        assert_eq!(app.files().await, (1, 0, 1), "sent again, it is kept");
        app.advance(TimeDelta::minutes(61));
        app.sweep().await;
        assert_eq!(app.files().await, (1, 0, 1), "and stays");
    }

    async fn r3_1b_of_one_form_sent_twenty_times_at_once_one_file_is_kept(db: TestDb) {
        let (_bucket, app) = begun(&db).await;
        let hanako = app.registered_customer(HANAKO).await.asker().await;
        let (form, app, hanako) = (FormKey(app.new_id()), Arc::new(app), Arc::new(hanako));
        let mut race = JoinSet::new();
        for _ in 0..20 {
            let (app, hanako) = (Arc::clone(&app), Arc::clone(&hanako));
            race.spawn(async move {
                import::upload(&app.app, &hanako, form, "一覧.csv", MONEY_FORWARD).await.unwrap()
            });
        }
        let ids = race.join_all().await;
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(app.files().await, (1, 0, 1));
        import::preview(&app.app, &hanako, ids[0]).await.unwrap();
    }

    async fn r3_1b_a_form_sent_again_while_the_bucket_hangs_is_answered_as_before(db: TestDb) {
        let (bucket, app) = begun(&db).await;
        let hanako = app.registered_customer(HANAKO).await.asker().await;
        let send = async |form| {
            import::upload(&app.app, &hanako, form, "一覧.csv", MONEY_FORWARD).await
        };
        let form = FormKey(app.new_id());
        let first = send(form).await.unwrap();
        bucket.hangs();
        assert_eq!(send(form).await.unwrap(), first);
        assert_eq!(bucket.attends(), 0, "nothing was sent");

        bucket.hangs();
        let failed = send(FormKey(app.new_id())).await;
        let unavailable = matches!(failed, Err(AppError::Document(DocumentError::Unavailable(_))));
        assert!(unavailable, "{failed:?}");
        // What was thrown away is thrown away, whatever becomes of its file today.
        import::discard(&app.app, &hanako, first).await.unwrap();
        assert_eq!(app.files().await, (1, 1, 1));
        bucket.attends();
        app.advance(TimeDelta::minutes(61));
        app.sweep().await;
        assert_eq!(app.files().await, (0, 0, 1));
    }
}
