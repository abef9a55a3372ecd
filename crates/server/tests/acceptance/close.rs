//! Clause 3-2 イ: closing the account, thinking better of it, and being forgotten.

use super::import_steps::MONEY_FORWARD;
use crate::kit::{
    Canary, HoldingForm, PASSWORD, Page, Person, TestApp, TimeDelta, Visitor, on_both_engines,
};

const HANAKO: &str = "hanako@example.jp";

/// Rows that belong to customers, in every table that has such.
const ROWS: &str = "SELECT (SELECT COUNT(*) FROM data_key) + (SELECT COUNT(*) FROM credential) \
                    + (SELECT COUNT(*) FROM challenge) + (SELECT COUNT(*) FROM session) \
                    + (SELECT COUNT(*) FROM device) + (SELECT COUNT(*) FROM import) \
                    + (SELECT COUNT(*) FROM holding) + (SELECT COUNT(*) FROM valuation) \
                    + (SELECT COUNT(*) FROM rate) + (SELECT COUNT(*) FROM portfolio) \
                    + (SELECT COUNT(*) FROM outbox_message) AS n";

async fn close(visitor: &Visitor) -> Page {
    let form = visitor.get("/account/close").await.form("/account/close");
    form.set("understood", "yes").set("password", PASSWORD).send(visitor).await
}

async fn let_days_pass(app: &TestApp, days: i64) {
    app.advance(TimeDelta::days(days));
    app::jobs::sweep(&app.app).await.unwrap();
}

on_both_engines! {
    async fn r3_2b_closing_asks_twice_and_tells_what_is_wrong(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.get("/account/close").await;
        let form = page.assert_sees("30日間は、いつでも取り消せます。").form("/account/close");
        let page = form.clone().set("password", PASSWORD).send(&hanako).await;
        page.assert_status(422).assert_sees("チェックを入れてください。");
        let form = form.set("understood", "yes").set("password", "not her password at all");
        let page = form.send(&hanako).await;
        assert!(page.assert_status(422).field_error("password").is_some());
        assert_eq!(app.audited("close-account", "wrong-password").await, 1);
        hanako.add_holding("まだ使える", "cash", "70").await;
    }

    async fn r3_2b_a_closed_account_tells_its_day_and_takes_no_changes(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let holding = HoldingForm { label: "たんす", kind: "cash", ..HoldingForm::default() };
        let form = holding.fill(&hanako).await.set("amount", "70");
        let upload = hanako.get("/imports").await.form("/imports");
        let upload = upload.attach("file", "一覧.csv", MONEY_FORWARD);
        let page = close(&hanako).await;
        page.assert_at("/account/close").assert_sees("退会のお手続きを受け付けました。");
        page.assert_sees("2026年12月22日に、お客さまの情報をすべて消去します。");
        for refused in [form.send(&hanako).await, upload.send(&hanako).await] {
            refused.assert_status(403).assert_sees("変更はできません。退会を取り消すと");
        }
        hanako.get("/").await.assert_sees("退会のお手続き中です");
        let rows = "SELECT (SELECT COUNT(*) FROM holding) + (SELECT COUNT(*) FROM import) AS n";
        assert_eq!((app.count(rows).await, app.kept_files()), (0, 0));
        assert!(app.last_mail_to(HANAKO).await.text.contains("2026-12-22に、お客様の情報を"));
    }

    async fn r3_2b_closing_logs_all_other_browsers_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let phone = app.visitor();
        phone.log_in(HANAKO, PASSWORD).await.assert_at("/");
        close(&hanako).await;
        assert!(hanako.is_logged_in().await && !phone.is_logged_in().await);
    }

    async fn r3_2b_a_closed_account_is_taken_up_again_as_it_was(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("たんす預金", "cash", "70").await;
        close(&hanako).await;
        let_days_pass(&app, 29).await;
        let phone = app.visitor();
        phone.log_in(HANAKO, PASSWORD).await.assert_sees("退会のお手続き中です");
        let reopen = phone.get("/account/close").await.form("/account/reopen");
        reopen.clone().send(&phone).await.assert_at("/").assert_sees("退会を取り消しました。");
        reopen.send(&phone).await.assert_at("/");
        assert!(app.last_mail_to(HANAKO).await.subject.contains("退会を取り消しました"));
        assert_eq!(app.audited("reopen-account", "done").await, 1);
        let_days_pass(&app, 365).await;
        phone.log_in(HANAKO, PASSWORD).await;
        assert_eq!(phone.net_worth().await, "70円");
        phone.add_holding("新しい預金", "cash", "30").await;
    }

    async fn r3_2b_what_a_closing_account_tries_is_in_the_audit_trail(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let rate = hanako.get("/rates").await.form("/rates");
        close(&hanako).await;
        hanako.get("/rates").await.assert_status(403);
        assert_eq!(app.audited("turn-away", "closing").await, 0, "looking is no deed");
        rate.set("currency", "USD").set("rate", "152").send(&hanako).await.assert_status(403);
        assert_eq!(app.audited("turn-away", "closing").await, 1);
    }

    async fn r3_2b_closed_twice_at_once_it_is_closed_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let form = hanako.get("/account/close").await.form("/account/close");
        let form = form.set("understood", "yes").set("password", PASSWORD);
        let (first, second) = tokio::join!(form.clone().send(&hanako), form.send(&hanako));
        first.assert_at("/account/close");
        second.assert_at("/account/close").assert_sees("2026年12月22日に");
        assert_eq!(app.audited("close-account", "done").await, 1);
        assert_eq!(app.mails_to(HANAKO).await.len(), 2, "registration and closing");
    }

    async fn r3_2b_after_thirty_days_nothing_of_the_customer_is_left(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.import(&hanako, MONEY_FORWARD).await;
        hanako.upload("まだ見ていない.csv", MONEY_FORWARD).await;
        let rate = hanako.get("/rates").await.form("/rates");
        rate.set("currency", "USD").set("rate", "152.35").send(&hanako).await.assert_status(200);
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
        close(&hanako).await;
        app.advance(TimeDelta::days(30) - TimeDelta::minutes(1));
        app::jobs::sweep(&app.app).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM data_key").await, 1, "a minute too early");

        app.advance(TimeDelta::minutes(2));
        app::jobs::sweep(&app.app).await.unwrap();
        assert_eq!((app.count(ROWS).await, app.kept_files()), (0, 0));
        assert_eq!(app.audited("erase-account", "done").await, 1);
        assert!(app.audited("confirm-import", "done").await > 0, "the audit trail stays");
        assert!(!hanako.is_logged_in().await);
    }

    async fn r3_2b_an_erased_customer_is_as_unknown_as_anybody(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        close(&hanako).await;
        let_days_pass(&app, 31).await;
        let erased = app.visitor().log_in(HANAKO, PASSWORD).await;
        let unknown = app.visitor().log_in("nobody@example.jp", PASSWORD).await;
        assert_eq!(erased.assert_status(422).headers, unknown.headers);
        assert_eq!(erased.html().replace(HANAKO, "nobody@example.jp"), unknown.html());
        let recover = app.visitor();
        recover.get("/recover").await.form("/recover").set("email", HANAKO).send(&recover).await;
        assert!(app.last_mail_to(HANAKO).await.subject.contains("ご登録が見つかりません"));
    }

    async fn r3_2b_the_address_of_an_erased_account_can_be_registered_anew(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.add_holding("昔の預金", "cash", "70").await;
        close(&hanako).await;
        let_days_pass(&app, 31).await;
        let browser = app.visitor();
        app.register_at(&browser, Person::hanako()).await;
        browser.get("/holdings").await.assert_not_sees("昔の預金");
        browser.add_holding("新しい預金", "cash", "30").await;
        assert_eq!(browser.net_worth().await, "30円");
    }

    async fn r3_2b_erasing_one_customer_leaves_the_others_whole(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let taro = app.registered_customer("taro@example.jp").await;
        for customer in [&hanako, &taro] {
            app.import(customer, MONEY_FORWARD).await;
        }
        let before = app.count(ROWS).await;
        close(&hanako).await;
        let_days_pass(&app, 31).await;
        assert!(app.count(ROWS).await * 2 > before - 40);
        taro.log_in("taro@example.jp", PASSWORD).await.assert_at("/");
        assert_eq!(taro.net_worth().await, "11,490,254円");
    }

    async fn r6_2_closing_leaves_nothing_readable(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        let person = Person::at("wakare.toge@example.jp");
        let person = Person { family: "別離峠", given: "去一郎丸", ..person };
        app.register_at(&hanako, person).await;
        hanako.add_holding("さよなら預金の証書", "cash", "182,736,455,441").await;
        close(&hanako).await;
        let texts = ["別離峠", "去一郎丸", "wakare.toge", "さよなら預金の証書", "182736455441"];
        app.assert_unreadable(&texts.map(Canary::new));
        let_days_pass(&app, 31).await;
        app.assert_unreadable(&texts.map(Canary::new));
    }
}
