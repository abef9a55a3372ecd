//! Clauses 3-3 ア, 5-2 ア and 6-2 with documents in a bucket: what the bank keeps of a customer lies
//! in a real S3 server, sealed, and is gone from it when it must be. One that is away is told of.

use std::time::{Duration, Instant};

use outside::documents::PATIENCE;
use testbucket::TestBucket;

use crate::{
    applying::{LICENCE, licence, own_picture},
    kit::{Canary, TestApp, TestDb, Visitor, on_both_engines},
};

const HANAKO: &str = "hanako@example.jp";
const TO_DESTROY: &str =
    "SELECT COUNT(*) AS n FROM document WHERE ended_at IS NOT NULL AND destroyed_at IS NULL";

async fn begun(db: &TestDb) -> (TestBucket, TestApp, Visitor) {
    let bucket = TestBucket::start().await;
    let app = TestApp::in_bucket(db, &bucket).await;
    let hanako = app.registered_customer(HANAKO).await;
    (bucket, app, hanako)
}

on_both_engines! {
    async fn r3_3a_a_picture_in_the_bucket_is_given_looked_at_returned_and_gone(db: TestDb) {
        let (bucket, app, hanako) = begun(&db).await;
        let path = hanako.complete_application().await;
        let own = hanako.get(&own_picture(&hanako.get(&format!("{path}/pictures")).await)).await;
        assert!(own.assert_status(200).body.starts_with(b"\xFF\xD8\xFF"));
        hanako.send_application(&path).await.assert_sees("受付済み");
        assert_eq!(app.kept_files(), 1, "one object");

        let reviewer = app.reviewer().await;
        let page = reviewer.get("/queue").await.form("/queue/next").send(&reviewer).await;
        let case = page.assert_status(200).path.split('?').next().unwrap().to_owned();
        let look = page.attribute("a[href^=\"/documents/\"]", "href").unwrap();
        reviewer.get(&look).await.assert_status(200);

        let form = reviewer.get(&format!("{case}/return")).await.form(&format!("{case}/return"));
        let form = form.set("reason-my-number-visible-driving-licence-front", "yes");
        let page = form.send(&reviewer).await;
        page.form(&format!("{case}/return")).send(&reviewer).await.assert_sees("お客さまの返答待ち");
        assert_eq!((app.kept_files(), app.count(TO_DESTROY).await), (0, 0), "gone from the bucket");
        reviewer.get(&look).await.assert_status(404);

        let page = hanako.give_picture(&path, LICENCE, "again.jpg", &licence()).await;
        page.assert_status(200).assert_sees("お預かりしています");
        assert_eq!((app.kept_files(), bucket.folder().is_dir()), (1, true));
    }

    async fn r3_3a_while_the_bucket_is_away_a_picture_is_not_taken_and_the_rest_stays(db: TestDb) {
        let (bucket, app, hanako) = begun(&db).await;
        let path = hanako.complete_application().await;
        let first = own_picture(&hanako.get(&format!("{path}/pictures")).await);
        bucket.goes_away().await;
        let begun = Instant::now();
        let page = hanako.give_picture(&path, LICENCE, "again.jpg", &licence()).await;
        assert!(begun.elapsed() < PATIENCE + Duration::from_secs(5), "{:?}", begun.elapsed());
        page.assert_status(503).assert_sees("この画像は保存されていません");
        page.assert_sees("すでにお預かりしている画像は保たれています").assert_sees("もう一度お送りください");
        assert_eq!(own_picture(&page), first, "the one before stands");
        hanako.get(&first).await.assert_status(503).assert_sees("ただいまご利用いただけません");
        hanako.get("/holdings").await.assert_status(200);

        bucket.comes_back().await;
        hanako.get(&first).await.assert_status(200);
        let page = page.form(&format!("form:has(input[id='{LICENCE}'])"));
        let page = page.attach("file", "again.jpg", &licence()).send(&hanako).await;
        assert_ne!(own_picture(page.assert_status(200)), first);
        hanako.send_application(&path).await.assert_sees("受付済み");
        app.let_pass(1).await;
        assert_eq!((app.kept_files(), app.count(TO_DESTROY).await), (1, 0), "and no other object");
    }

    async fn r5_2a_a_picture_destroyed_while_the_bucket_is_away_goes_once_it_is_back(db: TestDb) {
        let (bucket, app, hanako) = begun(&db).await;
        let path = hanako.complete_application().await;
        let page = hanako.get(&format!("{path}/pictures")).await;
        let own = own_picture(&page);
        bucket.goes_away().await;
        page.form(&format!("{own}/remove")).send(&hanako).await.assert_sees("画像を消去しました");
        hanako.get(&own).await.assert_status(404);
        assert_eq!((app.kept_files(), app.count(TO_DESTROY).await), (1, 1), "known, and to be done");
        bucket.comes_back().await;
        app.let_pass(1).await;
        assert_eq!((app.kept_files(), app.count(TO_DESTROY).await), (0, 0));
    }

    async fn r6_2_nothing_in_the_bucket_is_readable(db: TestDb) {
        let (_bucket, app, hanako) = begun(&db).await;
        let given = licence();
        let path = hanako.complete_application().await;
        let own = hanako.get(&own_picture(&hanako.get(&format!("{path}/pictures")).await)).await;
        let table = "日付,内容,金額\n2026-11-01,ひみつの口座,123456\n";
        hanako.upload("ひみつの表.csv", table.as_bytes()).await;
        assert_eq!(app.kept_files(), 2, "the picture and the file to import");
        let half = |bytes: &[u8]| Canary::of_bytes("pixels", &bytes[bytes.len() / 2..][..48]);
        let canaries = [
            half(&given),
            half(&own.body),
            Canary::new("ひみつの口座"),
            Canary::new("ひみつの表"),
            Canary::new("やまだ　はなこ"),
        ];
        app.assert_unreadable(&canaries);
        let shown = canaries[1].found_in(&own.body);
        assert_eq!(shown, ["raw"], "the search would have found it");
    }
}
