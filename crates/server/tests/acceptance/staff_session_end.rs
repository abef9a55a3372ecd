//! Clause 6-5 and trust R34: how sessions of the bank's people end, at once when they must.

use app::domain::staff::{Role, Step};

use crate::kit::{PASSWORD, TestApp, TimeDelta, on_both_engines};

on_both_engines! {
    async fn r6_5_a_session_nobody_uses_for_fifteen_minutes_is_over(db: TestDb) {
        let app = TestApp::start(&db).await;
        let reviewer = app.reviewer().await;
        app.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
        reviewer.get("/").await.assert_at("/");
        app.advance(TimeDelta::minutes(15) + TimeDelta::seconds(1));
        let page = reviewer.get("/").await;
        page.assert_status(401).assert_sees("一定時間操作がなかったためログアウトしました");
    }

    async fn r6_5_a_session_in_constant_use_is_over_after_ten_hours(db: TestDb) {
        let app = TestApp::start(&db).await;
        let reviewer = app.reviewer().await;
        for _ in 0..59 {
            app.advance(TimeDelta::minutes(10));
            reviewer.get("/").await.assert_at("/");
        }
        app.advance(TimeDelta::minutes(10));
        reviewer.get("/").await.assert_status(401);
    }

    async fn r6_5_after_the_password_a_code_is_awaited_for_five_minutes(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        let browser = app.desk();
        let page = browser.log_in(&member.email, PASSWORD).await;
        app.advance(TimeDelta::minutes(5) + TimeDelta::seconds(1));
        let form = page.form("/login/code").set("code", &app.code(&member.secret));
        form.send(&browser).await.assert_status(401);
    }

    async fn r6_5_a_suspended_member_is_out_with_the_very_next_request(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Reviewer]).await;
        let half_way = app.desk();
        let page = half_way.log_in(&member.email, PASSWORD).await;
        member.browser.get("/").await.assert_at("/");
        app.step(&administrator, member.id, &Step::Suspend).await;
        member.browser.get("/").await.assert_status(401);
        app.advance(TimeDelta::seconds(31));
        let form = page.form("/login/code").set("code", &app.code(&member.secret));
        form.send(&half_way).await.assert_status(401);
        half_way.log_in(&member.email, PASSWORD).await.assert_status(422);

        app.step(&administrator, member.id, &Step::Reinstate).await;
        member.browser.get("/").await.assert_status(401);
        app.sign_in(&member, &half_way).await.assert_at("/");
    }

    async fn r6_5_a_role_taken_away_counts_with_the_very_next_request(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Administrator, Role::Auditor]).await;
        member.browser.get("/staff").await.assert_at("/staff");
        let officer = member.browser.officer().await;
        app.step(&administrator, member.id, &Step::Roles(vec![Role::Auditor])).await;
        member.browser.get("/staff").await.assert_status(403);
        // Nor does an officer found out before keep what is gone.
        let refused = app::staff::members(&app.app, &officer).await;
        assert!(matches!(refused, Err(app::AppError::Refused(app::Refusal::NotPermitted))));
    }

    async fn r6_5_a_member_who_left_is_out_and_stays_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Supervisor]).await;
        app.step(&administrator, member.id, &Step::Leave).await;
        member.browser.get("/").await.assert_status(401);
        app.desk().log_in(&member.email, PASSWORD).await.assert_status(422);
    }

    async fn r6_5_the_cookies_of_an_ended_or_earlier_session_are_worth_nothing(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        let browser = app.desk();
        let page = browser.log_in(&member.email, PASSWORD).await;
        let before_the_code = browser.copy();
        app.advance(TimeDelta::seconds(31));
        let form = page.form("/login/code").set("code", &app.code(&member.secret));
        form.send(&browser).await.assert_at("/");
        // The secret changes with the code: whoever saw the earlier one has nothing.
        before_the_code.get("/").await.assert_status(401);
        before_the_code.get("/login/code").await.assert_status(401);
        let thief = browser.copy();
        browser.get("/").await.form("/logout").send(&browser).await.assert_at("/login");
        thief.get("/").await.assert_status(401);
        browser.close_browser();
        assert_eq!(browser.cookie("kura-staff"), None);
    }
}
