//! Clauses 5-2 ア to ウ on pages: what must be seen at a desk is seen there, and what is nobody's
//! business is not.

use app::{application, domain::staff::Role};

use crate::{
    desk::{Day, HANAKO, tick_all},
    kit::{PASSWORD, Page, Person, TestApp, TimeDelta, Visitor, on_both_engines},
};

/// The bank's records: one account closed and of another day of birth, one of another holder.
const RECORDS: &str = "branch,type,number,holder,birth_date,state,opened_on\n\
    001,1,0001235,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-02,closed,\n\
    001,1,0001236,ｽｽﾞｷ ﾀﾛｳ,,frozen,\n";

/// What Hanako has, in the spellings a page could show it in.
const HERS: [&str; 4] = ["98,765,431", "98765431", "9,876万", "へそくり"];

/// Hanako, logged in at another browser.
async fn hanako(app: &TestApp) -> Visitor {
    let hanako = app.visitor();
    hanako.log_in(HANAKO, PASSWORD).await.assert_at("/");
    hanako
}

/// How often a mark stands in the table that compares.
fn marks(page: &Page, code: &str) -> usize {
    page.html().matches(&format!("<span class=\"edge edge-{code}\">")).count()
}

on_both_engines! {
    async fn r5_2c_nobody_approves_what_they_recommended_with_everything_ticked(db: TestDb) {
        let day = Day::begun(&db).await;
        let both = day.app.member(&[Role::Reviewer, Role::Approver]).await.browser;
        day.recommends(&both).await.assert_sees("二次審査待ち");
        // The form another would be shown, sent with everything on it ticked.
        let approver = &day.approver.browser;
        day.takes(approver).await;
        let form = tick_all(day.form(approver, "decide").await).set("verdict", "approve");
        let page = approver.get(&day.path("")).await;
        page.form(&day.path("release")).send(approver).await.assert_sees("担当をやめました。");
        let version = day.app.application(day.id).await.version.to_string();
        let page = form.clone().set("version", &version).send(&both).await;
        page.assert_status(409).assert_sees("この決まりを外す設定はありません。");
        assert_eq!(day.state().await, "recommended");
        assert_eq!(day.app.audited("decide-application", "same-person").await, 1);
        assert_eq!(day.app.audited("decide-application", "done").await, 0);
        // It was this alone: another sends the same, and it is decided.
        day.takes(approver).await;
        let version = day.app.application(day.id).await.version.to_string();
        form.set("version", &version).send(approver).await.assert_sees("承認しました。");
        assert_eq!(day.state().await, "approved");
    }

    async fn r5_2a_what_is_overdue_is_marked_in_the_queue(db: TestDb) {
        let app = TestApp::start(&db).await;
        let taro = app.registered_customer("taro@example.jp").await;
        app.sent_application(&taro, "4321", "ヤマダ ハナコ").await;
        // Sunday 2026-11-22; Monday is a holiday.
        app.advance(TimeDelta::days(8));
        let page = app.reviewer().await.get("/queue").await;
        page.assert_sees("5営業日");
        assert!(!page.html().contains("<span class=\"badge stale\">"), "it is in time: {page}");
        app.advance(TimeDelta::days(1));
        let hanako = app.registered_customer(HANAKO).await;
        app.sent_application(&hanako, "1234", "ヤマダ ハナコ").await;
        let page = app.reviewer().await.get("/queue").await;
        let badges = page.html().matches("<span class=\"badge stale\">").count();
        assert_eq!(badges, 1, "the one, and not the other: {page}");
        let oldest = page.text_of("tbody tr").unwrap();
        assert!(oldest.contains("6営業日 期限超過"), "{oldest}");
        let browser = app.reviewer().await;
        let page = browser.get(&browser.get("/queue").await.link("期限超過")).await;
        page.assert_at("/queue").assert_sees("6営業日").assert_not_sees("0営業日");
    }

    async fn r5_2b_what_differs_is_marked_on_the_case_and_beside_the_form(db: TestDb) {
        let app = TestApp::with_records(&db, RECORDS).await;
        let reviewer = app.reviewer().await;
        for (number, email, seen, differing) in [
            // The state and the day of birth.
            ("1235", HANAKO, ["解約済み 不一致", "****-**-** 不一致"], 2),
            // The state and the holder.
            ("1236", "taro@example.jp", ["取引停止中 不一致", "ス** タ** 不一致"], 2),
            // There is no such account.
            ("7777", "jiro@example.jp", ["口座 本店営業部（001） 普通預金 ****777", "不一致"], 1),
        ] {
            let customer = app.registered_customer(email).await;
            let id = app.sent_application(&customer, number, "ヤマダ ハナコ").await;
            let path = format!("/applications/{id}");
            let page = reviewer.get(&path).await.form(&format!("{path}/take")).send(&reviewer).await;
            let form = reviewer.get(&format!("{path}/recommend")).await;
            for page in [page, form] {
                assert_eq!(marks(&page, "differs"), differing, "{page}");
                page.assert_sees(seen[0]).assert_sees(seen[1]);
            }
        }
    }

    async fn r5_2b_earlier_applications_and_others_like_it_are_on_the_case_page(db: TestDb) {
        let day = Day::begun(&db).await;
        let (app, first) = (&day.app, day.id);
        let page = day.reviewer.browser.get(&day.path("")).await;
        page.assert_sees("ほかの申込はありません。").assert_not_sees("よく似た、");
        // Another registers as the same person and declares the same account.
        let other = app.visitor();
        app.register_at(&other, Person::at("hanako2@example.jp")).await;
        let second = app.sent_application(&other, "1234", "ヤマダ ハナコ").await;
        let hanako = hanako(app).await;
        application::withdraw(&app.app, &hanako.asker().await, first).await.unwrap();
        let third = app.sent_application(&hanako, "5555", "ヤマダ ハナコ").await;

        let page = day.reviewer.browser.get(&format!("/applications/{third}")).await;
        let earlier = page.text_of("section[aria-labelledby='earlier']").unwrap();
        assert!(earlier.contains("2026年11月22日") && earlier.contains("取り下げ"), "{earlier}");
        let inside = |section: &str| {
            let link = format!("section[aria-labelledby='{section}'] a");
            page.attribute(&link, "href").unwrap()
        };
        assert_eq!(inside("earlier"), format!("/applications/{first}"));
        assert_eq!(inside("alike"), format!("/applications/{second}"));
        page.assert_sees("名前の読みと生年月日が同じ人の申込").assert_not_sees("同じ口座の申込");
        let alike = page.text_of("section[aria-labelledby='alike'] li").unwrap();
        assert!(alike.starts_with("2026年11月22日") && alike.ends_with("一次審査待ち"), "{alike}");
        let link = page.text_of("section[aria-labelledby='alike'] a").unwrap();
        assert!(link.starts_with("2026年11月22日") && link.ends_with("人の申込"), "{link}");
        let page = day.reviewer.browser.get(&format!("/applications/{second}")).await;
        page.assert_sees("同じ口座の申込").assert_sees("ほかの申込はありません。");
    }

    async fn r5_2c_no_address_is_mailed_and_no_my_number_is_kept(db: TestDb) {
        const NUMBER: &str = "1234-5678-9018";
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let form = day.form(first, "return").await;
        let drafted = form.set("reason-glare-driving-licence-front", "yes").send(first).await;
        let form = || drafted.form(&day.path("return"));
        let told = "https://kura.example/login を開いて、撮り直してください。";
        let page = form().set("told", told).send(first).await;
        page.assert_status(422);
        let error = page.field_error("told").unwrap();
        assert!(error.contains("アドレスを書けません"), "{error}");
        assert_eq!(page.value("told").as_deref(), Some(told), "to be mended");
        for field in ["told", "noted"] {
            let page = form().set(field, &format!("番号は{NUMBER}です。")).send(first).await;
            page.assert_status(422);
            assert!(page.field_error(field).unwrap().contains("マイナンバー"), "{field}");
            assert!(!page.html().contains(NUMBER), "it is not shown again");
        }
        assert_eq!(day.state().await, "in-review");
        for code in ["told-address", "told-my-number", "noted-my-number"] {
            assert_eq!(day.app.audited("return-application", code).await, 1, "{code}");
        }
        form().send(first).await.assert_sees("お客さまの返答待ち");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("光が反射"), "{}", letter.text);
    }

    async fn r5_2b_no_page_of_the_banks_people_shows_what_a_customer_has(db: TestDb) {
        let day = Day::begun(&db).await;
        let customer = hanako(&day.app).await;
        customer.add_holding("へそくり", "cash", "98,765,431").await;
        customer.get("/").await.assert_sees("98,765,431");
        let (first, second) = (&day.reviewer.browser, &day.approver.browser);
        let mut pages = vec![day.takes(first).await];
        let form = pages[0].form(&day.path("reveal")).set("purpose", "compare-document");
        pages.push(form.send(first).await);
        for path in ["/", "/queue", "/statistics", "/statistics/applications"] {
            pages.push(first.get(path).await);
        }
        for step in ["", "recommend", "return"] {
            pages.push(first.get(&day.path(step)).await);
        }
        let form = tick_all(day.form(first, "recommend").await).set("verdict", "approve");
        pages.push(form.send(first).await);
        pages.push(day.takes(second).await);
        pages.push(second.get(&day.path("decide")).await);
        let (supervisor, auditor) = (day.app.supervisor().await, day.app.auditor().await);
        let id = day.app.application(day.id).await.customer_id;
        for path in [format!("/customers/{id}?purpose=answer-customer"), day.path("purge")] {
            pages.push(supervisor.get(&path).await);
        }
        for path in ["/audit", "/queue", "/statistics", "/statistics?days=90"] {
            pages.push(auditor.get(path).await);
        }
        for page in &pages {
            assert!(page.status.is_success(), "{page}");
            let html = page.html();
            for hers in HERS {
                assert!(!html.contains(hers), "{hers} is on {}", page.path);
            }
        }
    }
}
