//! Clause 6-5 and trust R34: the bank's people get in with password and second factor, and
//! no page is theirs before both were given.

use std::sync::Arc;

use app::domain::staff::Role;
use tokio::{sync::Barrier, task::JoinSet};

use crate::kit::{PASSWORD, TestApp, TimeDelta, on_both_engines};

on_both_engines! {
    async fn r6_5_a_member_is_invited_sets_up_both_factors_and_works(db: TestDb) {
        let app = TestApp::start(&db).await;
        let invitation = app.invited("ichiro@bank.example", &[Role::Reviewer]).await;
        let ichiro = app.desk();
        let page = ichiro.get("/").await;
        page.assert_status(401).assert_sees("パスワードを入力したあと");

        // As people type: small letters, no hyphens.
        let code = invitation.code.to_lowercase().replace('-', " ");
        let page = ichiro.accept("Ichiro@Bank.example", &code).await;
        page.assert_at("/invitation/second-factor").assert_sees("認証アプリの設定");
        let secret = page.secret();
        ichiro.get("/").await.assert_status(401);

        let page = page.form("/invitation/second-factor").set("code", "000000").send(&ichiro).await;
        page.assert_status(422);
        assert!(page.field_error("code").unwrap().contains("コードが違います"));
        assert_eq!(page.secret(), secret, "the same one is shown again");
        let form = page.form("/invitation/second-factor").set("code", &app.code(&secret));
        let page = form.send(&ichiro).await;
        page.assert_at("/").assert_sees("行員 ichiro").assert_sees("審査担当");
        page.assert_sees("一次審査を待っている 0件").assert_sees("今回がはじめてです");
        page.assert_not_sees("行員の管理");

        let page = page.form("/logout").send(&ichiro).await;
        page.assert_at("/login").assert_sees("ログアウトしました。");
        ichiro.get("/").await.assert_status(401);

        app.advance(TimeDelta::seconds(31));
        let page = ichiro.log_in("ichiro@bank.example", PASSWORD).await;
        page.assert_at("/login/code");
        ichiro.get("/").await.assert_status(401);
        let page = page.form("/login/code").set("code", &app.code(&secret)).send(&ichiro).await;
        page.assert_at("/").assert_sees("前回のログイン 2026年11月22日 10時00分");
        assert_eq!(app.audited("accept-invitation", "done").await, 1);
        assert_eq!(app.audited("accept-invitation", "wrong-second-factor").await, 1);
        assert_eq!(app.audited("staff-log-in", "done").await, 1);
        assert_eq!(app.audited("staff-log-out", "done").await, 1);
    }

    async fn r6_5_each_role_gets_in_and_sees_what_it_may(db: TestDb) {
        let app = TestApp::start(&db).await;
        for (browser, role) in [
            (app.reviewer().await, "審査担当"),
            (app.approver().await, "承認担当"),
            (app.supervisor().await, "責任者"),
            (app.auditor().await, "監査担当"),
        ] {
            browser.get("/").await.assert_at("/").assert_sees(role).assert_sees("待っている申込");
        }
        let administrator = app.administrator().await;
        administrator.get("/").await.assert_at("/").assert_not_sees("待っている申込");
        assert_eq!(administrator.officer().await.staff.0.get_version_num(), 7);
    }

    async fn r6_5_a_code_is_good_once_even_on_two_machines_at_once(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        // The code given when setting up is used already.
        let browser = app.desk();
        let page = browser.log_in(&member.email, PASSWORD).await;
        let form = page.form("/login/code").set("code", &app.code(&member.secret));
        let page = form.send(&browser).await;
        page.assert_status(422).assert_sees("このコードは、すでに使われています。");

        app.advance(TimeDelta::seconds(31));
        let code = app.code(&member.secret);
        let mut machines = Vec::new();
        for _ in 0..5 {
            let browser = app.desk();
            browser.log_in(&member.email, PASSWORD).await.assert_at("/login/code");
            machines.push(browser);
        }
        let (start, mut race) = (Arc::new(Barrier::new(machines.len())), JoinSet::new());
        for browser in machines {
            let (start, code) = (Arc::clone(&start), code.clone());
            race.spawn(async move {
                start.wait().await;
                let fields = [("code", code.as_str()), ("next", "/")];
                browser.post("/login/code", &fields).await.status.as_u16()
            });
        }
        let won = race.join_all().await.into_iter().filter(|status| *status == 303).count();
        assert_eq!(won, 1);
        assert_eq!(app.audited("staff-log-in", "done").await, 1);
    }

    async fn r6_5_a_clock_half_a_minute_off_is_borne_and_a_minute_is_not(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        app.advance(TimeDelta::minutes(5));
        let code = app.code(&member.secret);
        for (off, status) in [(TimeDelta::seconds(60), 422), (-TimeDelta::seconds(30), 200)] {
            app.advance(off);
            let browser = app.desk();
            let page = browser.log_in(&member.email, PASSWORD).await;
            let form = page.form("/login/code").set("code", &code);
            form.send(&browser).await.assert_status(status);
        }
    }

    async fn r6_5_a_wrong_password_and_an_unknown_address_show_the_same_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        let invited = app.invited("goro@bank.example", &[Role::Reviewer]).await;
        app.desk().accept("goro@bank.example", &invited.code).await;
        let mut pages = Vec::new();
        for email in [member.email.as_str(), "nobody@bank.example", "goro@bank.example"] {
            // Who has not shown the second factor to work is nobody, with the right password too.
            let password = if email.starts_with("goro") { PASSWORD } else { "not the password" };
            let page = app.desk().log_in(email, password).await;
            pages.push((page.status, page.html().replace(email, "")));
        }
        assert_eq!(pages[0].0, 422);
        assert!(pages.windows(2).all(|two| two[0] == two[1]));
    }

    async fn r6_5_guesses_at_password_and_code_must_wait(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        app.advance(TimeDelta::minutes(5));
        let browser = app.desk();
        let form = browser.log_in(&member.email, PASSWORD).await.form("/login/code");
        for _ in 0..5 {
            form.clone().set("code", "000000").send(&browser).await.assert_status(422);
        }
        // The right one, from another machine even: the account is what counts.
        let other = app.desk();
        let form = other.log_in(&member.email, PASSWORD).await.form("/login/code");
        let form = form.set("code", &app.code(&member.secret));
        form.send(&other).await.assert_status(429).assert_sees("約1分後");
        for number in 0..6 {
            app.desk().log_in(&member.email, &format!("guess {number}")).await;
        }
        app.desk().log_in(&member.email, PASSWORD).await.assert_status(429);
        app.advance(TimeDelta::minutes(31));
        app.sign_in(&member, &app.desk()).await.assert_at("/");
        assert_eq!(app.audited("staff-log-in", "slow-down").await, 1);
    }

    async fn r6_5_who_had_to_log_in_first_comes_back_to_where_they_were(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Administrator]).await;
        app.advance(TimeDelta::minutes(16));
        let browser = member.browser.clone();
        let page = browser.get("/staff/invite?x=1&y=2").await;
        let form = page.assert_status(401).form("/login");
        let page = form.set("email", &member.email).set("password", PASSWORD).send(&browser).await;
        let form = page.form("/login/code").set("code", &app.code(&member.secret));
        form.send(&browser).await.assert_at("/staff/invite").assert_sees("行員を招待する");
        for next in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
            app.advance(TimeDelta::seconds(31));
            let browser = app.desk();
            browser.log_in(&member.email, PASSWORD).await;
            let code = app.code(&member.secret);
            let answer = browser.post("/login/code", &[("code", &code), ("next", next)]).await;
            assert_eq!(answer.assert_status(303).location().as_deref(), Some("/"), "{next}");
        }
    }
}
