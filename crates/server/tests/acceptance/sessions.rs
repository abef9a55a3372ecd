//! Clause 3-2 イ: the customer sees where they are logged in, and ends what should not be.

use crate::kit::{FormFill, PASSWORD, Page, TestApp, TimeDelta, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const LIST: &str = "/settings/sessions";
const OWN: &str = "tr:has(.badge) form";
const OTHER: &str = "tbody tr:not(:has(.badge)) form";

async fn list(visitor: &Visitor) -> Page {
    visitor.get(LIST).await
}

async fn two_browsers(app: &TestApp) -> (Visitor, Visitor) {
    let computer = app.registered_customer(HANAKO).await;
    let phone = app.visitor();
    phone.log_in(HANAKO, PASSWORD).await.assert_at("/");
    (computer, phone)
}

fn end_other(page: &Page) -> FormFill {
    page.form(OTHER)
}

on_both_engines! {
    async fn r3_2b_every_open_session_is_listed_with_its_browser_and_address(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (computer, _) = two_browsers(&app).await;
        let page = list(&computer).await;
        page.assert_sees("ログイン中の端末 2件").assert_sees("2026年11月22日 10時00分");
        page.assert_sees("203.0.0.1").assert_sees("203.0.0.2").assert_sees("Chrome");
        let own = page.text_of("tr:has(.badge)").unwrap();
        assert!(own.contains("今お使いの端末") && own.contains("203.0.0.1"), "{own}");
    }

    async fn r3_2b_a_revoked_session_must_log_in_at_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (computer, phone) = two_browsers(&app).await;
        assert!(phone.is_logged_in().await);
        let page = end_other(&list(&computer).await).send(&computer).await;
        page.assert_at(LIST).assert_sees("ログイン中の端末 1件");
        phone.get("/holdings").await.assert_status(401);
        phone.post("/session/keep", &[]).await.assert_status(401);
        assert!(computer.is_logged_in().await);
        assert_eq!(app.audited("revoke-session", "done").await, 1);
        phone.log_in(HANAKO, PASSWORD).await.assert_at("/");
    }

    async fn r3_2b_ending_ones_own_session_logs_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (computer, phone) = two_browsers(&app).await;
        list(&computer).await.form(OWN).send(&computer).await.assert_at("/login");
        assert!(!computer.is_logged_in().await && phone.is_logged_in().await);
        assert!(computer.cookie("kura").is_none());
    }

    async fn r3_2b_anothers_session_is_a_missing_session(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (computer, phone) = two_browsers(&app).await;
        let taro = app.registered_customer("taro@example.jp").await;
        end_other(&list(&computer).await).send(&taro).await.assert_status(404);
        assert!(phone.is_logged_in().await);
        let unknown = "/settings/sessions/01999999-0000-7000-8000-000000000000/end";
        taro.post(unknown, &[]).await.assert_status(404);
    }

    async fn r3_2b_a_session_revoked_in_two_tabs_is_ended_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (computer, phone) = two_browsers(&app).await;
        let form = end_other(&list(&computer).await);
        form.clone().send(&computer).await.assert_at(LIST);
        let again = form.send(&computer).await;
        assert!(!again.status.is_server_error(), "{again}");
        assert!(computer.is_logged_in().await && !phone.is_logged_in().await);
        assert_eq!(app.audited("revoke-session", "done").await, 1);
    }

    async fn r3_2b_sessions_that_are_over_are_not_listed(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (computer, phone) = two_browsers(&app).await;
        phone.log_out().await;
        list(&computer).await.assert_sees("ログイン中の端末 1件");
        phone.log_in(HANAKO, PASSWORD).await;
        app.advance(TimeDelta::minutes(14));
        list(&computer).await.assert_sees("ログイン中の端末 2件");
        app.advance(TimeDelta::minutes(5));
        list(&computer).await.assert_sees("ログイン中の端末 1件").assert_not_sees("203.0.0.2");
    }
}
