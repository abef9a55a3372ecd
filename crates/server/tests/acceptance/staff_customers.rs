//! Clause 5-1 ア, at a supervisor's desk: a customer is searched for, seen masked, suspended
//! and reinstated, and the roster is taken out; all on pages.

use app::domain::staff::Role;
use uuid::Uuid;

use crate::kit::{PASSWORD, Page, TestApp, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

/// Hanako with a holding, and a supervisor at the desk.
async fn day(db: &testdb::TestDb) -> (TestApp, Visitor, Uuid, Visitor) {
    let app = TestApp::start(db).await;
    let hanako = app.registered_customer(HANAKO).await;
    hanako.add_holding("へそくり", "cash", "120,000").await;
    let id = hanako.asker().await.customer;
    let supervisor = app.supervisor().await;
    (app, hanako, id, supervisor)
}

async fn search(desk: &Visitor, by: &str, sought: &str) -> Page {
    let form = desk.get("/customers").await.form("/customers");
    let form = form.set("by", by).set("sought", sought).set("purpose", "answer-customer");
    form.send(desk).await
}

/// Nothing of Hanako can be read but what the mask leaves, also not in the page's source.
fn assert_masked(page: &Page) {
    let html = page.html();
    for secret in ["花子", "山田", "ハナコ", HANAKO, "へそくり", "120,000"] {
        assert!(!html.contains(secret), "{secret} is on {page}");
    }
}

on_both_engines! {
    async fn r5_1a_a_supervisor_searches_and_opens_a_customers_page(db: TestDb) {
        let (app, hanako, id, desk) = day(&db).await;
        for (by, sought) in [("name", "ﾔﾏﾀﾞ ﾊﾅｺ"), ("email", "HANAKO@example.jp"), ("id", &id.to_string())] {
            let page = search(&desk, by, sought).await;
            page.assert_at("/customers").assert_sees("1人が見つかりました");
            page.assert_sees("山** 花**").assert_sees("h***@e***.jp");
            assert_masked(&page);
            assert_eq!(page.path, "/customers", "what is searched for is in no address");
        }
        let page = search(&desk, "email", HANAKO).await;
        let page = desk.get(&page.link("山** 花**")).await;
        let opened = format!("/customers/{id}?purpose=answer-customer");
        assert_eq!(page.path, opened, "the purpose comes with the page");
        page.assert_sees("ヤ** ハ**").assert_sees("利用中");
        page.assert_sees("2026年11月22日").assert_sees("申込は、ありません。");
        assert_masked(&page);
        assert_eq!(app.purposes("find-customer").await, ["answer-customer"; 4]);
        assert_eq!(app.purposes("see-customer").await, ["answer-customer"]);

        let looks = hanako.get("/account/looks").await;
        looks.assert_sees("お客さまを検索しました。").assert_sees("お問い合わせにお答えするため");
        looks.assert_sees("お客さまのご登録の内容を開きました");
    }

    async fn r5_1a_a_search_without_its_purpose_or_with_a_part_of_an_address_asks_nobody(db: TestDb) {
        let (app, _, _, desk) = day(&db).await;
        let form = desk.get("/customers").await.form("/customers");
        let page = form.set("by", "email").set("sought", "hanako").send(&desk).await;
        page.assert_status(422);
        assert!(page.field_error("sought").unwrap().contains("メールアドレス"));
        assert!(page.field_error("purpose").unwrap().contains("目的を選んで"));
        assert_eq!(page.value("sought").as_deref(), Some("hanako"), "what was typed is kept");
        let page = search(&desk, "id", "123").await;
        page.assert_status(422);
        assert!(page.field_error("sought").unwrap().contains("32けた"));
        search(&desk, "name", "  ").await.assert_status(422);
        assert_eq!(app.audited("find-customer", "done").await, 0);
        search(&desk, "name", "ヤマダ").await.assert_sees("見つかりませんでした");
    }

    async fn r5_1a_a_supervisor_suspends_a_customer_and_reinstates_them(db: TestDb) {
        let (app, hanako, id, desk) = day(&db).await;
        let (path, suspend) = (format!("/customers/{id}"), format!("/customers/{id}/suspend"));
        let opened = format!("{path}?purpose=investigate");
        let page = desk.get(&opened).await;
        let page = desk.get(&page.link("停止の手続きへ進む")).await;
        page.assert_at(&suspend).assert_sees("すぐにログアウトします");
        assert_masked(&page);
        let (first, second) = (page.form(&suspend), page.form(&suspend));
        let page = page.form(&suspend).send(&desk).await;
        page.assert_status(422);
        assert!(page.field_error("reason").unwrap().contains("理由を選んで"));

        let page = first.set("reason", "suspected-misuse").send(&desk).await;
        page.assert_at(&path).assert_sees("利用を停止しました。").assert_sees("停止中");
        assert!(!hanako.is_logged_in().await);
        assert_eq!(app.purposes("suspend-customer").await, ["suspected-misuse"]);
        let page = second.set("reason", "customer-asked").send(&desk).await;
        page.assert_status(422).assert_sees("すでに停止中です");

        let reinstate = format!("{path}/reinstate");
        let again = desk.get(&opened).await.form(&reinstate);
        let page = desk.get(&opened).await.form(&reinstate).send(&desk).await;
        page.assert_at(&path).assert_sees("利用を再開しました。").assert_sees("利用中");
        again.send(&desk).await.assert_status(422).assert_sees("停止中ではありません");
        hanako.log_in(HANAKO, PASSWORD).await.assert_at("/");
        hanako.get("/").await.assert_sees("120,000");
        let looks = hanako.get("/account/looks").await;
        looks.assert_sees("お客さまのご利用を止めました。").assert_not_sees("疑い");
        let purposes = app.purposes("see-customer").await;
        assert!(purposes.iter().all(|stated| stated == "investigate"), "{purposes:?}");
    }

    async fn r5_1a_a_customers_page_without_a_purpose_asks_for_one_and_shows_nobody(db: TestDb) {
        let (app, hanako, id, desk) = day(&db).await;
        let path = format!("/customers/{id}");
        for asked in [path.clone(), format!("{path}/suspend"), format!("{path}?purpose=curiosity")] {
            let page = desk.get(&asked).await;
            page.assert_status(422).assert_not_sees("山** 花**");
            assert!(page.field_error("purpose").unwrap().contains("目的を選んで"), "{asked}");
            assert_eq!(page.value("sought"), Some(id.to_string()));
        }
        assert_eq!(app.audited("see-customer", "no-purpose").await, 3);
        assert_eq!(app.audited("see-customer", "done").await, 0);
        hanako.get("/account/looks").await.assert_not_sees("お客さまのご登録の内容");
        // What it asks for is all that lacks.
        let form = desk.get(&path).await.form("/customers").set("purpose", "legal-inquiry");
        let page = form.send(&desk).await;
        desk.get(&page.link("山** 花**")).await.assert_at(&path).assert_sees("ヤ** ハ**");
        let looks = hanako.get("/account/looks").await;
        looks.assert_sees("お客さまのご登録の内容を開きました");
        assert_eq!(app.purposes("see-customer").await.last().unwrap(), "legal-inquiry");
    }

    async fn r5_1a_a_customer_does_not_read_that_they_are_investigated_or_asked_about(db: TestDb) {
        let (app, hanako, id, desk) = day(&db).await;
        let mut read = Vec::new();
        for purpose in ["investigate", "legal-inquiry", "handle-application", "check-work"] {
            desk.get(&format!("/customers/{id}?purpose={purpose}")).await.assert_sees("ヤ** ハ**");
            let looks = hanako.get("/account/looks").await;
            read.push(looks.text_of("tbody tr").unwrap());
        }
        assert!(read[0].contains("お客さまのご登録の内容を開きました"), "the look is told: {read:?}");
        assert!(read[0].contains("銀行の手続きのため") && read[0].contains("責任者"), "{read:?}");
        assert!(read.iter().all(|line| *line == read[0]), "one reads like the other: {read:?}");
        let looks = hanako.get("/account/looks").await;
        looks.assert_not_sees("不正").assert_not_sees("照会").assert_not_sees("法令");
        let trail = ["investigate", "legal-inquiry", "handle-application", "check-work"];
        assert_eq!(app.purposes("see-customer").await, trail, "the trail keeps what was stated");
    }

    async fn r5_1a_nobody_suspends_themself_by_page(db: TestDb) {
        let (app, hanako, id, _) = day(&db).await;
        let code = app.invited(HANAKO, &[Role::Supervisor]).await.code;
        let desk = app.desk();
        let page = desk.accept(HANAKO, &code).await;
        let code = app.code(&page.secret());
        page.form("/invitation/second-factor").set("code", &code).send(&desk).await.assert_at("/");
        let page = desk.get(&format!("/customers/{id}?purpose=answer-customer")).await;
        page.assert_sees("ご自身のアカウントは、停止も再開もできません");
        let path = format!("/customers/{id}/suspend");
        let page = desk.post(&path, &[("reason", "customer-asked"), ("purpose", "investigate")]).await;
        page.assert_status(422).assert_sees("ご自身のアカウントは");
        assert!(hanako.is_logged_in().await);
    }

    async fn r5_1a_the_roster_is_saved_as_a_file_for_a_purpose(db: TestDb) {
        let (app, hanako, id, desk) = day(&db).await;
        let page = desk.get("/customers").await;
        let page = desk.get(&page.link("名簿の書き出し")).await;
        page.assert_at("/customers/roster").assert_sees("資産の内容や金額は、入りません。");
        let empty = page.form("/customers/roster").send(&desk).await;
        empty.assert_status(422);
        assert_eq!(app.audited("export-roster", "done").await, 0);

        let masked = page.form("/customers/roster").set("purpose", "report-use").send(&desk).await;
        assert_eq!(masked.header("content-type"), Some("text/csv; charset=utf-8"));
        let named = masked.header("content-disposition").unwrap();
        assert_eq!(named, "attachment; filename=\"kura-roster-2026-11-22.csv\"");
        assert_eq!(masked.header("cache-control"), Some("no-store"));
        assert_masked(&masked);
        assert!(masked.html().starts_with("\u{feff}お客さま番号,"));
        assert!(masked.html().contains(&format!("\r\n{id},山** 花**,")));
        let form = page.form("/customers/roster").set("purpose", "notify-customers");
        let full = form.send(&desk).await.html();
        assert!(full.contains(",山田 花子,ヤマダ ハナコ,hanako@example.jp,"), "{full}");
        // Not "120": an identity may hold those digits.
        assert!(!full.contains("120000") && !full.contains("120,000"), "no amounts");
        assert_eq!(app.purposes("export-roster").await, ["report-use", "notify-customers"]);
        let looks = hanako.get("/account/looks").await;
        looks.assert_sees("ご利用者全員の一覧を、ファイルに書き出しました。");
        looks.assert_sees("お客さまへのお知らせのため");
    }

    async fn r5_1a_only_who_may_is_shown_the_way_to_customers_and_numbers(db: TestDb) {
        let app = TestApp::start(&db).await;
        let seen = [
            (app.reviewer().await, [false, true, false]),
            (app.approver().await, [false, true, false]),
            (app.supervisor().await, [true, true, false]),
            (app.auditor().await, [false, true, true]),
            (app.administrator().await, [false, false, false]),
        ];
        for (desk, shown) in seen {
            let menu = desk.get("/").await.links_anywhere();
            let paths = ["/customers", "/statistics", "/audit"];
            assert_eq!(paths.map(|path| menu.iter().any(|link| link == path)), shown, "{menu:?}");
            for (path, may) in paths.into_iter().zip(shown) {
                desk.get(path).await.assert_status(if may { 200 } else { 403 });
            }
        }
    }
}
