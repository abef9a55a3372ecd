//! Clause 6-5 and trust R34: the bank's people get in with password and second factor, and
//! no page is theirs before both were given.

use app::domain::staff::Role;

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
        page.assert_not_sees("職員の管理");

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
}
