//! Clauses 5-1 ア and 5-2 ア, at a desk: numbers of customers and applications, drawn, and the
//! same as tables.

use app::{
    application::{self, Note},
    domain::{application::reason::ReturnReason, staff::Role},
};

use crate::kit::{TestApp, TimeDelta, on_both_engines};

on_both_engines! {
    async fn r5_1a_an_auditor_reads_how_many_customers_there_are(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer("hanako@example.jp").await;
        app.advance(TimeDelta::days(40));
        app.registered_customer("taro@example.jp").await;
        let desk = app.auditor().await;
        let page = desk.get("/statistics").await;
        page.assert_sees("登録しているお客さま 2").assert_sees("新しい登録 1");
        page.assert_sees("登録の手続きを始めた 1 100.0%").assert_sees("今日 1 50.0%");
        // The picture, and what it says in words and as a table.
        assert!(page.attribute("#new-desc", "id").is_some(), "the picture is described");
        page.assert_sees("2027年1月1日 1").assert_sees("2026年12月3日 0");
        assert!(!page.text().contains("2026年12月2日"), "thirty days, no more: {page}");

        let page = desk.get(&page.link("90日間")).await;
        page.assert_sees("新しい登録 2").assert_sees("2026年11月22日 1");
        desk.get("/statistics?days=4000").await.assert_sees("新しい登録 1");
        assert_eq!(app.audited("see-statistics", "done").await, 0, "numbers are nobody's data");
    }

    async fn r5_2a_a_reviewer_reads_how_applications_go(db: TestDb) {
        let app = TestApp::start(&db).await;
        let customer = app.registered_customer("hanako@example.jp").await;
        let returned = app.sent_application(&customer, "1", "ヤマダ ハナコ").await;
        let other = app.registered_customer("taro@example.jp").await;
        app.sent_application(&other, "2", "ヤマダ ハナコ").await;
        let (service, reviewer) = (&app.app, app.officer(&[Role::Reviewer]).await);
        application::take(service, &reviewer, app.shown(returned).await).await.unwrap();
        let (shown, note) = (app.shown(returned).await, Note::default());
        let reasons = [ReturnReason::Glare.into()];
        application::return_to_customer(service, &reviewer, shown, &reasons, &note).await.unwrap();
        app.advance(TimeDelta::days(9));

        let desk = app.reviewer().await;
        let page = desk.get("/statistics").await;
        let page = desk.get(&page.link("申込")).await;
        page.assert_sees("今、銀行の審査を待っている申込 1").assert_sees("うち期限超過 1件");
        page.assert_sees("受け付けた申込 2").assert_sees("光が反射している 1 100.0%");
        page.assert_sees("（期限超過） 1 100.0%");
        page.assert_sees("一度も返送せずに決定した割合 決定は、ありません");
        assert!(!page.html().contains("ヤマダ"), "numbers only");
    }

    async fn r5_1a_numbers_are_refused_to_who_may_not_see_them(db: TestDb) {
        let app = TestApp::start(&db).await;
        let desk = app.administrator().await;
        for path in ["/statistics", "/statistics/applications"] {
            desk.get(path).await.assert_status(403).assert_not_sees("登録しているお客さま");
        }
        assert_eq!(app.audited("turn-away", "not-permitted").await, 2);
    }
}
