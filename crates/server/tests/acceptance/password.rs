//! Clause 3-2 イ: changing the password while it is known.

use crate::kit::{PASSWORD, Page, TestApp, TimeDelta, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const NEW: &str = "さざんか二輪 with snow 朝の庭";

async fn change(visitor: &Visitor, current: &str, new: &str) -> Page {
    let form = visitor.get("/settings/password").await.form("/settings/password");
    form.set("current_password", current).set("new_password", new).send(visitor).await
}

on_both_engines! {
    async fn r3_2b_a_changed_password_is_the_one_that_logs_in(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = change(&hanako, PASSWORD, NEW).await;
        page.assert_at("/settings").assert_sees("パスワードを変更しました。");
        assert!(hanako.is_logged_in().await, "this browser stays logged in");
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_status(422);
        app.visitor().log_in(HANAKO, NEW).await.assert_at("/");
        assert_eq!(app.audited("change-password", "done").await, 1);
    }

    async fn r3_2b_a_changed_password_logs_other_browsers_out_and_is_told_by_mail(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let (phone, tablet) = (app.visitor(), app.visitor());
        for browser in [&phone, &tablet] {
            browser.log_in(HANAKO, PASSWORD).await.assert_at("/");
        }
        let before = app.mails_to(HANAKO).await.len();
        change(&hanako, PASSWORD, NEW).await.assert_at("/settings");
        assert!(!phone.is_logged_in().await && !tablet.is_logged_in().await);
        let mails = app.mails_to(HANAKO).await;
        assert_eq!(mails.len(), before + 1);
        assert!(mails[before].subject.contains("パスワードが変更されました"));
        assert!(!mails[before].text.contains(NEW));
    }

    async fn r3_2b_a_wrong_current_password_is_told_and_changes_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let before = app.mails_to(HANAKO).await.len();
        let page = change(&hanako, "not her password at all", NEW).await;
        assert!(page.assert_status(422).field_error("current_password").is_some());
        assert!(!page.html().contains(NEW) && !page.html().contains("not her password at all"));
        assert_eq!(app.audited("change-password", "wrong-password").await, 1);
        assert_eq!(app.mails_to(HANAKO).await.len(), before);
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
    }

    async fn r3_2b_a_poor_new_password_is_told(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for poor in ["", "短い合い言葉", "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", HANAKO] {
            let page = change(&hanako, PASSWORD, poor).await;
            assert!(page.assert_status(422).field_error("new_password").is_some(), "{poor}");
        }
        let page = change(&hanako, "", NEW).await;
        assert!(page.assert_status(422).field_error("current_password").is_some());
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
    }

    async fn r3_2b_whoever_sits_at_an_open_browser_cannot_guess_for_long(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for number in 0..5 {
            change(&hanako, &format!("wrong guess {number}"), NEW).await.assert_status(422);
        }
        let page = change(&hanako, PASSWORD, NEW).await;
        page.assert_status(429).assert_sees("一時的に受け付けていません");
        assert_eq!(app.audited("change-password", "slow-down").await, 1);
        app.advance(TimeDelta::minutes(2));
        change(&hanako, PASSWORD, NEW).await.assert_at("/settings");
    }

    async fn r3_2b_a_proof_asked_for_before_does_not_undo_the_change(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let thief = app.visitor();
        thief.get("/recover").await.form("/recover").set("email", HANAKO).send(&thief).await;
        let link = app.last_mail_to(HANAKO).await.link();
        change(&hanako, PASSWORD, NEW).await.assert_at("/settings");
        let form = thief.get(&link).await.form(&link);
        let page = form.set("password", "a thief's own long password").send(&thief).await;
        page.assert_status(422);
        app.visitor().log_in(HANAKO, NEW).await.assert_at("/");
    }
}
