//! Clause 3-1 イ: long imports run in the background, show how far they are, survive a
//! worker that dies, and stand all at once.

#![allow(clippy::print_stderr, reason = "how long the long import took is shown, never judged")]

use std::{fmt::Write as _, time::Duration};

use crate::kit::{Page, TestApp, TimeDelta, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const FIGURES: &str = "SELECT COUNT(*) AS n FROM valuation";
const HOLDINGS: &str = "SELECT COUNT(*) AS n FROM holding";

/// Figures of ten holdings on so many days, the amount of each its day's number.
fn long_table(days: i64) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2010, 1, 1).unwrap();
    let mut text = "日付,名称,残高\n".to_owned();
    for day in 1..=days {
        let date = first + TimeDelta::days(day);
        (0..10).for_each(|number| writeln!(text, "{date},第{number}口座,{day}").unwrap());
    }
    text
}

/// Uploads and confirms a file of ten figures a day.
async fn confirmed(visitor: &Visitor, days: i64) -> Page {
    let page = visitor.upload("長い一覧.csv", long_table(days)).await;
    page.step("confirm").send(visitor).await.assert_sees("取り込んでいます");
    page
}

/// Lets a worker die as soon as something of its own is written. One that takes over
/// clears away first: how far the import is goes back to zero, then grows.
async fn worker_dies_in_the_middle(app: &TestApp, visitor: &Visitor, import: &str) {
    let mut cleared = visitor.import_progress(import).await.0 == 0;
    let begun = async {
        loop {
            let (done, ..) = visitor.import_progress(import).await;
            if cleared && done > 0 {
                return;
            }
            cleared |= done == 0;
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = app.run_jobs() => panic!("it ended before it could die"),
        () = begun => {}
    }
}

on_both_engines! {
    async fn r3_1b_a_worker_dies_and_the_import_is_recorded_exactly_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("たんす預金", "cash", "70").await;
        let import = confirmed(&hanako, 300).await.path;
        worker_dies_in_the_middle(&app, &hanako, &import).await;

        let written = app.count(FIGURES).await - 1;
        assert!((1..3000).contains(&written), "{written}");
        assert_eq!(hanako.net_worth().await, "70円");
        hanako.get("/holdings").await.assert_not_sees("第0口座");
        hanako.get(&import).await.assert_sees("3000件のうち");
        app.run_jobs().await;
        assert_eq!(hanako.import_progress(&import).await.2, "running", "it may still be alive");

        app.advance(TimeDelta::seconds(61));
        app.run_jobs().await;
        assert_eq!(hanako.import_progress(&import).await, (3000, 3000, "done".to_owned()));
        assert_eq!((app.count(FIGURES).await, app.count(HOLDINGS).await), (3001, 11));
        assert_eq!(hanako.net_worth().await, "3,070円");
        assert_eq!(app.kept_files(), 0);
    }

    async fn r3_1b_what_a_dead_worker_left_is_in_no_export_and_hinders_no_change(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let import = confirmed(&hanako, 300).await.path;
        worker_dies_in_the_middle(&app, &hanako, &import).await;
        let export = hanako.get("/export").await.form("/export").press("format", "json");
        assert!(!export.send(&hanako).await.html().contains("第0口座"));
        hanako.add_holding("たんす預金", "cash", "70").await;
        assert_eq!(hanako.net_worth().await, "70円");
        app.advance(TimeDelta::seconds(61));
        app.run_jobs().await;
        assert_eq!(hanako.net_worth().await, "3,070円", "nor is that change lost");
    }

    async fn r3_1b_a_worker_may_die_again_and_again(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let import = confirmed(&hanako, 200).await.path;
        for _ in 0..3 {
            worker_dies_in_the_middle(&app, &hanako, &import).await;
            app.advance(TimeDelta::seconds(61));
        }
        app.run_jobs().await;
        assert_eq!((app.count(FIGURES).await, app.count(HOLDINGS).await), (2000, 10));
    }

    async fn r3_1b_fifty_thousand_rows_are_imported_with_progress_to_be_seen(db: TestDb) {
        let engine = db.engine;
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let begun = std::time::Instant::now();
        let import = confirmed(&hanako, 5_000).await.path;
        let confirmed = begun.elapsed();
        let mut seen = Vec::new();
        let watching = async {
            loop {
                let (done, total, state) = hanako.import_progress(&import).await;
                assert_eq!(total, 50_000);
                if state != "running" {
                    return;
                }
                seen.push(done);
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::join!(app.run_jobs(), watching);
        let written = begun.elapsed();
        eprintln!("50,000 rows, {engine:?}: confirmed in {confirmed:?}, written in {written:?}");
        assert!(seen.is_sorted());
        seen.dedup();
        assert!(seen.len() > 5, "{seen:?}");
        hanako.get(&import).await.assert_sees("50000件の金額を記録しました。");
        assert_eq!(app.count(FIGURES).await, 50_000);
        assert_eq!(hanako.net_worth().await, "50,000円");
    }
}
