//! Clause 3-2 イ: how sessions end, and that nothing typed is lost by it.

use crate::kit::{PASSWORD, TestApp, TimeDelta, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

/// A form's target for which one must be logged in; it takes any fields.
const TARGET: &str = "/session/keep";

const TYPED: [(&str, &str); 4] = [
    ("form_key", "019ab000-0000-7000-8000-000000000001"),
    ("label", "「梅」の\"普通\"預金 <b>&amp;</b>'"),
    ("note", "一行目\r\n  二行目 "),
    ("password", "a password is never kept"),
];

on_both_engines! {
    async fn r3_2b_a_session_nobody_uses_for_fifteen_minutes_is_over(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
        assert!(hanako.is_logged_in().await);
        app.advance(TimeDelta::minutes(15) + TimeDelta::seconds(1));
        assert!(!hanako.is_logged_in().await);
        hanako.get("/login").await.assert_sees("一定時間操作がなかったためログアウトしました");
    }

    async fn r3_2b_a_session_in_constant_use_is_over_after_twelve_hours(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for _ in 0..71 {
            app.advance(TimeDelta::minutes(10));
            assert!(hanako.is_logged_in().await);
        }
        app.advance(TimeDelta::minutes(10));
        assert!(!hanako.is_logged_in().await);
    }

    async fn r3_2b_a_clock_set_back_ends_no_session_and_lengthens_none(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.advance(-TimeDelta::hours(1));
        assert!(hanako.is_logged_in().await);
        app.advance(TimeDelta::hours(1) + TimeDelta::minutes(15) + TimeDelta::seconds(1));
        assert!(!hanako.is_logged_in().await);
    }

    async fn r3_2b_reading_pages_keeps_a_session_alive(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        for _ in 0..6 {
            app.advance(TimeDelta::minutes(14));
            hanako.post(TARGET, &[]).await.assert_status(204);
        }
    }

    async fn r3_2b_what_was_typed_survives_a_session_that_ends_in_mid_form(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        app.advance(TimeDelta::minutes(20));
        let page = hanako.post(TARGET, &TYPED).await;
        page.assert_status(401).assert_sees("入力された内容は保たれています");

        let form = page.form("/login").set("email", HANAKO);
        let page = form.set("password", "a slip of the fingers").send(&hanako).await;
        let form = page.assert_status(422).form("/login").set("password", PASSWORD);
        let page = form.send(&hanako).await;
        let form = page.assert_status(200).assert_sees("送信しますか").form(TARGET);
        for (name, typed) in TYPED {
            let kept = (name != "password").then(|| typed.replace("\r\n", "\n"));
            assert_eq!(form.value(name).map(str::to_owned), kept, "{name}");
        }
        form.send(&hanako).await.assert_status(204);
    }

    async fn r3_2b_what_a_stranger_sends_to_a_customers_page_is_not_carried_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        let stranger = app.visitor();
        let page = stranger.post("/logout", &[]).await;
        page.assert_status(401).assert_sees("ログインが必要です");
        assert!(page.has_form("/login"));
        assert!(app.audit().await.is_empty());
    }

    async fn r3_2b_a_made_up_session_is_nobodys(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let secret = hanako.cookie("kura").unwrap();
        assert!(secret.len() >= 43, "256 bits");
        let stranger = app.visitor();
        for made_up in ["", "x", &secret[..42], &secret.to_uppercase(), &"é".repeat(3)] {
            let mut request = stranger.post_request(TARGET, "");
            let cookie = format!("__Host-kura={made_up}");
            let value = axum::http::HeaderValue::from_bytes(cookie.as_bytes()).unwrap();
            request.headers_mut().insert("cookie", value);
            stranger.send(request).await.assert_status(401);
        }
    }
}
