//! Clause 3-3 ア: how long pictures and records are kept is the bank's to say, in the settings.

use app::{application, document};
use server::config::DocumentsSettings;

use crate::{
    document::{Day, assert_missing, good_photo},
    kit::{TestApp, on_both_engines},
};

/// As an operator writes it: pictures ten days, records a year.
fn settings() -> DocumentsSettings {
    DocumentsSettings {
        folder: Some("documents".into()),
        keep_images_days: Some(10),
        keep_records_years: Some(1),
        ..DocumentsSettings::default()
    }
}

async fn details(day: &Day) -> Vec<u8> {
    let mut conn = day.app.app.db.read().await.unwrap();
    let row = store::application::find(&mut conn, day.hanako.customer, day.application).await;
    row.unwrap().unwrap().details
}

on_both_engines! {
    async fn r3_3a_pictures_and_records_are_kept_as_long_as_the_settings_say(db: TestDb) {
        let retention = settings().judged().unwrap().retention;
        let app = TestApp::arranged(&db, |app| app.settings.retention = retention).await;
        let day = Day::on(app).await;
        let id = day.upload(&good_photo()).await.unwrap();
        day.is("submitted").await;
        application::withdraw(&day.app.app, &day.hanako, day.application).await.unwrap();
        day.app.let_pass(9).await;
        document::picture(&day.app.app, &day.hanako, id).await.unwrap();
        day.app.let_pass(1).await;
        assert_missing(&document::picture(&day.app.app, &day.hanako, id).await);
        assert!(day.files().is_empty());
        assert_eq!(day.app.audited("expire-document", "done").await, 1);

        day.app.let_pass(354).await;
        assert!(!details(&day).await.is_empty(), "a year is not over");
        day.app.let_pass(2).await;
        assert!(details(&day).await.is_empty());
        assert_eq!(day.app.audited("forget-application", "done").await, 1);
    }
}
