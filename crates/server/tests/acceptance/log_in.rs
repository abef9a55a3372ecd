//! Clause 3-2 イ: logging in with e-mail address and password, and out.

use crate::kit::{PASSWORD, Person, TestApp, TimeDelta, on_both_engines};

const HANAKO: &str = "hanako@example.jp";

on_both_engines! {
    async fn r3_2b_a_customer_logs_in_and_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let hanako = app.visitor();
        let page = hanako.get("/").await;
        let page = hanako.get(&page.link("ログイン")).await;
        let form = page.form("/login").set("email", HANAKO).set("password", PASSWORD);
        form.send(&hanako).await.assert_at("/").assert_sees("ログアウト");

        let page = hanako.log_out().await;
        page.assert_at("/login").assert_sees("ログアウトしました。");
        assert!(!hanako.is_logged_in().await);
        assert_eq!(app.audited("log-in", "done").await, 1);
        assert_eq!(app.audited("log-out", "done").await, 1);
    }

    async fn r3_2b_the_cookies_of_an_ended_session_are_worth_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let thief = hanako.copy();
        hanako.log_out().await;
        assert!(!thief.is_logged_in().await);
    }

    async fn r3_2b_a_closed_browser_has_forgotten_the_session(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.close_browser();
        assert!(!hanako.is_logged_in().await);
    }

    async fn r3_2b_who_has_not_proved_the_address_cannot_log_in(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor();
        Person::hanako().register(&hanako).await;
        let page = hanako.log_in(HANAKO, PASSWORD).await;
        page.assert_status(422).assert_sees("メールアドレスまたはパスワードが違います。");
    }

    async fn r3_2b_a_wrong_password_and_an_unknown_address_show_the_same_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let wrong = app.visitor().log_in(HANAKO, "not her password at all").await;
        let unknown = app.visitor().log_in("nobody@example.jp", "not her password at all").await;
        let none = app.visitor().log_in("nobody", "not her password at all").await;
        let same = |html: String, typed: &str| html.replace(&format!("\"{typed}\""), "\"\"");
        assert_eq!(wrong.assert_status(422).status, unknown.status);
        assert_eq!(wrong.headers, unknown.headers);
        assert_eq!(same(wrong.html(), HANAKO), same(unknown.html(), "nobody@example.jp"));
        assert_eq!(same(wrong.html(), HANAKO), same(none.html(), "nobody"));
        assert_eq!(app.audited("log-in", "wrong-credentials").await, 2);
    }

    async fn r3_2b_the_sixth_guess_must_wait_whether_the_address_is_known_or_not(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        for email in [HANAKO, "nobody@example.jp"] {
            for number in 1..=5 {
                // Each guess from another browser and network: the account is what counts.
                let page = app.visitor().log_in(email, &format!("a wrong guess {number}")).await;
                page.assert_status(422);
            }
            let page = app.visitor().log_in(email, PASSWORD).await;
            page.assert_status(429).assert_sees("一時的に受け付けていません").assert_sees("約1分後");
        }
        app.advance(TimeDelta::seconds(31));
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_at("/");
        assert_eq!(app.audited("log-in", "slow-down").await, 2);
    }

    async fn r3_2b_guesses_of_strangers_never_lock_out_a_known_device(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        hanako.log_out().await;
        for _ in 0..20 {
            app.visitor().log_in(HANAKO, "a wrong guess").await;
        }
        app.visitor().log_in(HANAKO, PASSWORD).await.assert_status(429);
        hanako.log_in(HANAKO, PASSWORD).await.assert_at("/");
    }

    async fn r3_2b_a_flood_from_ones_own_network_never_locks_out_a_known_device(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.visitor_from([198, 51, 100, 7]);
        app.register_at(&hanako, Person::hanako()).await;
        hanako.log_out().await;
        let neighbour = app.visitor_from([198, 51, 100, 7]);
        for number in 0..100 {
            neighbour.log_in(&format!("guess{number}@example.jp"), "a wrong guess").await;
        }
        neighbour.log_in("guess@example.jp", "a wrong guess").await.assert_status(429);
        hanako.log_in(HANAKO, PASSWORD).await.assert_at("/");
    }

    async fn r3_2b_parallel_guesses_do_not_slip_past_the_bound(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        let mut race = tokio::task::JoinSet::new();
        for number in 0..50 {
            let (browser, guess) = (app.visitor(), format!("a wrong guess {number}"));
            race.spawn(async move {
                let fields = [("email", HANAKO), ("password", &guess)];
                browser.post("/login", &fields).await.status.as_u16()
            });
        }
        let judged = race.join_all().await.into_iter().filter(|status| *status == 422).count();
        assert_eq!(judged, 5);
    }

    async fn r3_2b_a_new_device_is_told_of_by_mail_but_not_the_first_nor_a_known_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let home = app.registered_customer(HANAKO).await;
        home.log_out().await;
        home.log_in(HANAKO, PASSWORD).await;
        assert_eq!(app.mails_to(HANAKO).await.len(), 1, "only the code of the registration");

        let phone = app.visitor();
        for _ in 0..2 {
            phone.log_in(HANAKO, PASSWORD).await;
            phone.log_out().await;
        }
        let letter = app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("新しい端末"), "{}", letter.subject);
        assert!(letter.text.contains("2026-11-22 10:00（日本時間）"), "{}", letter.text);
        assert!(letter.text.contains("Chrome / Windows"), "{}", letter.text);
        assert_eq!(app.mails_to(HANAKO).await.len(), 2);
    }

    async fn r3_2b_the_language_is_switched_by_a_button_and_stays(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let page = hanako.get("/register").await;
        assert_eq!(page.attribute("html", "lang").as_deref(), Some("ja"));
        let page = page.form("/language").send(&hanako).await;
        page.assert_at("/register").assert_sees("Log out");
        assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
        hanako.close_browser();
        hanako.get("/").await.assert_sees("Log in");
        app.visitor().log_in(HANAKO, PASSWORD).await;
        let letter = app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("new device"), "{}", letter.subject);
    }

    async fn r3_2b_a_browser_is_first_spoken_to_in_its_own_language(db: TestDb) {
        let app = TestApp::start(&db).await;
        let browsers = [("en-GB,en;q=0.9,ja;q=0.5", "en"), ("ja", "ja"), ("fr", "ja"), ("", "ja")];
        for (asked, lang) in browsers {
            let page = app.visitor().speaking(asked).get("/login").await;
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(lang), "{asked}");
        }
    }

    async fn r3_2b_after_log_in_one_is_sent_to_pages_of_our_own_only(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.registered_customer(HANAKO).await;
        for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:0"] {
            let fields = [("email", HANAKO), ("password", PASSWORD), ("next", next)];
            let answer = app.visitor().post("/login", &fields).await;
            assert_eq!(answer.assert_status(303).location().as_deref(), Some("/"), "{next}");
        }
    }
}
