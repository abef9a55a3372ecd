//! Clauses 5-1 ア and 5-2 ア, at a desk: numbers of customers and applications, drawn, and the
//! same as tables.

use app::{
    application::{self, Note},
    domain::{
        application::{
            Finding,
            reason::{RejectReason, ReturnReason},
        },
        staff::Role,
    },
};

use scraper::{ElementRef, Html, Selector};

use crate::kit::{Page, TestApp, TimeDelta, Visitor, approves, on_both_engines, rejects};

/// The texts of what a selector finds in an element, white space as one space.
fn texts(within: ElementRef<'_>, selector: &str) -> Vec<String> {
    let text = |found: ElementRef<'_>| {
        let text: String = found.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    within.select(&Selector::parse(selector).unwrap()).map(text).collect()
}

/// Stops the test unless each drawing has a table with the same numbers beside it. Returns how
/// many there are: columns of days, and bars of parts.
#[track_caller]
fn assert_twins(page: &Page) -> (usize, usize) {
    let document = Html::parse_document(&page.html());
    let all = |selector: &str| -> Vec<_> {
        document.select(&Selector::parse(selector).unwrap()).map(|found| found.html()).collect()
    };
    let (cards, tables) = (all("figure.chart-card"), all("table.shares"));
    for card in &cards {
        let card = Html::parse_fragment(card);
        let days = texts(card.root_element(), "tbody th");
        let counts = texts(card.root_element(), "tbody td");
        let told: Vec<String> =
            days.iter().zip(&counts).rev().map(|(day, count)| format!("{day}: {count}")).collect();
        assert!(!told.is_empty(), "{page}");
        for picture in ["svg.chart-wide", "svg.chart-compact"] {
            assert_eq!(
                texts(card.root_element(), &format!("{picture} .hit title")),
                told,
                "{picture}"
            );
        }
        let sum: i64 = counts.iter().map(|count| count.parse::<i64>().unwrap()).sum();
        assert_eq!(texts(card.root_element(), "tfoot td"), [sum.to_string()]);
    }
    for table in &tables {
        let table = Html::parse_fragment(table);
        let counts = texts(table.root_element(), "tbody td:nth-child(2)");
        let counts: Vec<i64> = counts.iter().map(|count| count.parse().unwrap()).collect();
        let most = counts.iter().copied().max().unwrap();
        let drawn = Selector::parse("tbody td.drawn svg.chart-bar path").unwrap();
        let long = |bar: ElementRef<'_>| {
            let end = bar.attr("d").unwrap().strip_prefix("M0 0h").unwrap();
            end.split(['v', '.']).next().unwrap().parse::<i64>().unwrap()
        };
        let bars: Vec<i64> = table.select(&drawn).map(long).collect();
        let expected = counts.iter().map(|count| (count * 200 / most).max((*count).min(1)));
        assert_eq!(bars, expected.collect::<Vec<_>>(), "as long as its number: {page}");
    }
    (cards.len(), tables.len())
}

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
        page.assert_sees("一度も返送せずに決定した割合 該当するものは、ありません");
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

    async fn r5_2a_each_picture_of_numbers_has_a_table_of_the_same(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        decided(&app, &hanako, "1", [&approves(), &approves()]).await;
        app.advance(TimeDelta::days(3));
        let taro = app.registered_customer("taro@example.jp").await;
        app.sent_application(&taro, "2", "ヤマダ ハナコ").await;
        app.advance(TimeDelta::days(2));
        let desk = app.auditor().await;
        for (path, expected) in [("/statistics", (1, 2)), ("/statistics/applications", (2, 1))] {
            for days in ["", "?days=90"] {
                assert_eq!(assert_twins(&desk.get(&format!("{path}{days}")).await), expected, "{path}");
            }
        }
    }

    async fn r5_2c_how_often_the_second_person_decides_otherwise_is_told(db: TestDb) {
        let app = TestApp::start(&db).await;
        let desk = app.reviewer().await;
        let otherwise = [&approves(), &rejects(&[RejectReason::Duplicate])];
        for (number, findings) in
            [[&approves(), &approves()], otherwise, [&approves(), &approves()]].into_iter().enumerate()
        {
            let customer = app.registered_customer(&format!("c{number}@example.jp")).await;
            decided(&app, &customer, &format!("{}", number + 1), findings).await;
        }
        let page = desk.get("/statistics/applications").await;
        page.assert_sees("二次審査が一次審査と違った割合 33.3%（3件のうち1件）");
        page.assert_sees("一度も返送せずに決定した割合 100.0%（3件のうち3件）");
        page.assert_sees("一次審査と違う決定 1").assert_sees("二次審査での返送 0");
    }

    async fn r5_2c_a_return_by_the_second_person_and_its_end_flatter_nobody(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        decided(&app, &hanako, "1", [&approves(), &approves()]).await;
        let taro = app.registered_customer("taro@example.jp").await;
        let id = app.sent_application(&taro, "2", "ヤマダ ハナコ").await;
        let [first, second] =
            [app.officer(&[Role::Reviewer]).await, app.officer(&[Role::Approver]).await];
        let service = &app.app;
        application::take(service, &first, app.shown(id).await).await.unwrap();
        application::recommend(service, &first, app.shown(id).await, &approves(), "").await.unwrap();
        application::take(service, &second, app.shown(id).await).await.unwrap();
        let (shown, note) = (app.shown(id).await, Note::default());
        let reasons = [ReturnReason::Glare.into()];
        application::return_to_customer(service, &second, shown, &reasons, &note).await.unwrap();
        // Jiro takes his back before anybody has looked at it: the bank had no word on it.
        let jiro = app.registered_customer("jiro@example.jp").await;
        let his = app.sent_application(&jiro, "3", "ヤマダ ハナコ").await;
        application::withdraw(service, &jiro.asker().await, his).await.unwrap();
        app.let_pass(60).await;
        assert_eq!(app.application(id).await.standing.state, "expired");

        let desk = app.reviewer().await;
        let page = desk.get("/statistics/applications?days=90").await;
        page.assert_sees("一度も返送せずに決定した割合 50.0%（2件のうち1件）");
        page.assert_sees("二次審査が一次審査と違った割合 50.0%（2件のうち1件）");
        page.assert_sees("一次審査と違う決定 0").assert_sees("二次審査での返送 1");
        page.assert_sees("決定の前に取下げで終了（退会を含む） 1");
        page.assert_sees("決定の前に期限切れで終了 1");
        page.assert_sees("取下げと期限切れのうち、返送したことがある申込 1");
        page.assert_sees("違う決定と、二次審査での返送を「違った」と数えます。");
    }
}

/// An application whose first and second person find so.
async fn decided(app: &TestApp, customer: &Visitor, number: &str, findings: [&Finding<'_>; 2]) {
    let id = app.sent_application(customer, number, "ヤマダ ハナコ").await;
    let [first, second] =
        [app.officer(&[Role::Reviewer]).await, app.officer(&[Role::Approver]).await];
    application::take(&app.app, &first, app.shown(id).await).await.unwrap();
    application::recommend(&app.app, &first, app.shown(id).await, findings[0], "").await.unwrap();
    application::take(&app.app, &second, app.shown(id).await).await.unwrap();
    let (shown, note) = (app.shown(id).await, Note::default());
    application::decide(&app.app, &second, shown, findings[1], &note).await.unwrap();
}
