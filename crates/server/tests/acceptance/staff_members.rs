//! Clause 6-5: administrators invite and change members of staff; nobody changes themself, and
//! an administrator is always left.

use app::{
    AppError, Origin, Refusal,
    domain::{
        person::EmailAddress,
        staff::{Refusal as Rule, Role, Step},
    },
    staff::{Inviter, NewMember},
};
use testdb::Engine;

use crate::{
    kit::{PASSWORD, Page, TestApp, TimeDelta, Visitor, on_both_engines},
    suspend::wait_until_somebody_waits,
};

async fn invite(browser: &Visitor, name: &str, email: &str, roles: &[&str]) -> Page {
    let mut form = browser.get("/staff/invite").await.form("/staff/invite");
    form = form.set("name", name).set("email", email);
    for role in roles {
        form = form.set(&format!("role-{role}"), "yes");
    }
    form.send_only(browser).await
}

on_both_engines! {
    async fn r6_5_an_administrator_invites_a_colleague_by_the_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let page = administrator.get("/").await;
        let page = administrator.get(&page.link("行員の管理")).await;
        page.assert_sees("行員 1人").assert_sees("あなた");

        let wrong = invite(&administrator, " ", "jiro@", &[]).await;
        wrong.assert_status(422).assert_sees("役割を1つ以上選んでください。");
        assert!(wrong.field_error("name").is_some() && wrong.field_error("email").is_some());

        let email = "jiro@bank.example";
        let page = invite(&administrator, "次郎 <b>", email, &["approver", "auditor"]).await;
        page.assert_status(200).assert_sees("次郎 <b>さんの招待コードです。");
        page.assert_sees("2026年11月25日 10時00分まで、1回だけ使えます。");
        let code = page.text_of("#code").unwrap();
        let again = invite(&administrator, "次郎", "Jiro@Bank.example", &["approver"]).await;
        again.assert_status(422).assert_sees("このメールアドレスの行員は、すでにいます。");
        administrator.get("/staff").await.assert_sees("招待中").assert_not_sees(&code);

        let jiro = app.desk();
        let page = jiro.accept(email, &code).await;
        let form = page.form("/invitation/second-factor").set("code", &app.code(&page.secret()));
        form.send(&jiro).await.assert_at("/").assert_sees("承認担当、監査担当");
        assert_eq!(app.audited("invite-staff", "already-staff").await, 1);
    }

    async fn r6_5_an_invitation_sent_twice_is_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let form = administrator.get("/staff/invite").await.form("/staff/invite");
        let form = form.set("name", "三郎").set("email", "saburo@bank.example");
        let form = form.set("role-reviewer", "yes");
        form.clone().send_only(&administrator).await.assert_status(200);
        let page = form.send_only(&administrator).await;
        page.assert_status(422).assert_sees("すでに送信されています");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM staff_member").await, 2);
    }

    async fn r6_5_a_member_is_changed_suspended_reinstated_and_let_go_by_the_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Reviewer]).await;
        let path = format!("/staff/{}", member.id.0);
        let form = |page: &Page, what: &str| page.form(&format!("{path}/{what}"));

        let stale = administrator.get(&path).await;
        let page = form(&stale, "roles").untick("role-reviewer").set("role-auditor", "yes");
        let page = page.send(&administrator).await;
        page.assert_at(&path).assert_sees("変更しました。");
        member.browser.get("/").await.assert_sees("監査担当").assert_not_sees("審査担当");
        form(&stale, "suspend").send(&administrator).await.assert_status(409);

        let page = form(&page, "roles").untick("role-auditor").send(&administrator).await;
        page.assert_status(422).assert_sees("役割を1つ以上選んでください。");
        let page = form(&page, "suspend").send(&administrator).await;
        page.assert_at(&path).assert_sees("停止中");
        let page = form(&page, "reinstate").send(&administrator).await;
        page.assert_at(&path).assert_sees("利用中");
        let page = form(&page, "leave").send(&administrator).await;
        page.assert_at(&path).assert_sees("利用終了");
        assert!(!page.has_form(&format!("{path}/suspend")));
        assert_eq!(app.audited("change-staff", "done").await, 4);
        assert_eq!(app.audited("change-staff", "stale").await, 1);
        assert_eq!(app.audited("change-staff", "no-role").await, 1);
    }

    async fn r6_5_who_lost_the_second_factor_comes_back_by_a_new_invitation_only(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Reviewer]).await;
        let path = format!("/staff/{}", member.id.0);
        let form = administrator.get(&path).await.form(&format!("{path}/invite"));
        let page = form.send_only(&administrator).await;
        let code = page.assert_status(200).text_of("#code").unwrap();

        member.browser.get("/").await.assert_status(401);
        app.desk().log_in(&member.email, PASSWORD).await.assert_status(422);
        let browser = app.desk();
        let page = browser.accept(&member.email, &code).await;
        let secret = page.secret();
        assert_ne!(secret, member.secret);
        // The lost app is worth nothing, on this page either.
        let form = page.form("/invitation/second-factor");
        form.clone().set("code", &app.code(&member.secret)).send(&browser).await.assert_status(422);
        form.set("code", &app.code(&secret)).send(&browser).await.assert_at("/");
        app.desk().accept(&member.email, &code).await.assert_status(422);
    }

    async fn r6_5_nobody_changes_themself_and_an_administrator_is_always_left(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (one, two) =
            (app.member(&[Role::Administrator]).await, app.member(&[Role::Administrator]).await);
        let page = one.browser.get(&format!("/staff/{}", one.id.0)).await;
        page.assert_sees("自分自身の役割や状態は変えられません。");
        let officers = [one.browser.officer().await, two.browser.officer().await];
        let (shown_one, shown_two) = ((one.id.0, 2), (two.id.0, 2));
        let change = app::staff::change(&app.app, &officers[0], shown_one, &Step::Leave).await;
        assert!(matches!(change, Err(AppError::Refused(Refusal::Staff(Rule::Oneself)))));

        // Both suspend the other at the same moment: one of them is left.
        let steps = (Step::Suspend, Step::Suspend);
        let (first, second) = tokio::join!(
            app::staff::change(&app.app, &officers[0], shown_two, &steps.0),
            app::staff::change(&app.app, &officers[1], shown_one, &steps.1),
        );
        assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|ok| **ok).count(), 1);
        let sql = "SELECT COUNT(*) AS n FROM staff_member WHERE status = 'active'";
        assert_eq!(app.count(sql).await, 1);
    }

    async fn r6_5_who_makes_members_looks_at_no_application_and_is_told_so(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let told = "管理者は、審査担当や承認担当を兼ねられません。";
        for role in ["reviewer", "approver"] {
            let roles = ["administrator", role];
            let page = invite(&administrator, "次郎", "jiro@bank.example", &roles).await;
            page.assert_status(422).assert_sees(told);
        }
        let member = app.member(&[Role::Approver]).await;
        let path = format!("/staff/{}", member.id.0);
        let form = administrator.get(&path).await.form(&format!("{path}/roles"));
        let page = form.set("role-administrator", "yes").send(&administrator).await;
        page.assert_status(422).assert_sees(told);
        assert_eq!(app.row_of(member.id).await.roles, ["approver"]);
        assert_eq!(app.audited("change-staff", "makes-and-looks").await, 1);
        // A form that does not come from the page meets the rule too.
        let origin = Origin::default();
        let roles = vec![Role::Administrator, Role::Reviewer];
        let email = EmailAddress::parse("jiro@bank.example").unwrap();
        let new = NewMember { name: "次郎".to_owned(), email, roles };
        let invited = app::staff::invite(&app.app, Inviter::Machine(&origin), &new).await;
        assert!(matches!(invited, Err(AppError::Refused(Refusal::Staff(Rule::MakesAndLooks)))));
    }

    async fn r6_5_whoever_reads_the_trail_or_the_staffs_names_is_in_the_trail(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Auditor]).await;
        administrator.get("/staff").await.assert_status(200);
        administrator.get(&format!("/staff/{}", member.id.0)).await.assert_status(200);
        assert_eq!(app.audited("see-staff", "done").await, 2);
        member.browser.get("/audit").await.assert_status(200).assert_sees("行員の一覧の表示");
        assert_eq!(app.audited("see-audit", "done").await, 1);
        member.browser.get("/audit").await.assert_sees("操作の記録の表示");
        let auditor = member.browser.officer().await;
        let refused = app::staff::members(&app.app, &auditor).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::NotPermitted))), "{refused:?}");
        assert_eq!(app.audited("see-staff", "not-permitted").await, 1);
    }

    async fn r6_5_who_has_left_has_no_password_left_and_begins_anew(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let member = app.member(&[Role::Reviewer]).await;
        app.step(&administrator, member.id, &Step::Leave).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM staff_credential").await, 1, "hers");
        let shown = (member.id.0, app.row_of(member.id).await.version);
        let officer = administrator.officer().await;
        let invitation = app::staff::invite_again(&app.app, &officer, shown).await.unwrap();
        app.desk().log_in(&member.email, PASSWORD).await.assert_status(422);
        let page = app.desk().accept(&member.email, &invitation.code).await;
        assert_ne!(page.secret(), member.secret);
    }

    async fn r6_5_who_leaves_while_accepting_gets_no_password(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.administrator().await;
        let email = "goro@bank.example";
        let invitation = app.invited(email, &[Role::Reviewer]).await;
        // The administrator is ending it at this very moment.
        let mut leaving = app.app.db.begin().await.unwrap();
        let id = invitation.staff.0;
        store::staff_member::change(&mut leaving, id, 1, "left", &["reviewer"]).await.unwrap();
        store::staff_invitation::delete(&mut leaving, id).await.unwrap();
        if db.engine == Engine::Sqlite {
            // A file has one writer: the one after the other.
            leaving.commit().await.unwrap();
            app.desk().accept(email, &invitation.code).await.assert_status(422);
        } else {
            let (browser, code) = (app.desk(), invitation.code.clone());
            let accepting = tokio::spawn(async move { browser.accept(email, &code).await });
            wait_until_somebody_waits(&app, &db).await;
            leaving.commit().await.unwrap();
            accepting.await.unwrap().assert_status(422);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM staff_credential").await, 1);
        drop(administrator);
    }

    async fn r6_5_an_invitation_ends_by_time_and_by_wrong_codes(db: TestDb) {
        let app = TestApp::start(&db).await;
        let email = "goro@bank.example";
        let code = app.invited(email, &[Role::Reviewer]).await.code;
        app.advance(TimeDelta::hours(72));
        let browser = app.desk();
        let late = browser.accept(email, &code).await;
        late.assert_status(422).assert_sees("招待の期限が切れています");

        let email = "rokuro@bank.example";
        let code = app.invited(email, &[Role::Reviewer]).await.code;
        for _ in 0..10 {
            app.desk().accept(email, "AAAA-BBBB-CCCC-DDDD").await.assert_status(422);
        }
        app.desk().accept(email, &code).await.assert_status(422);
        // Nobody invited, and a wrong code: the same words.
        let unknown = app.desk().accept("nobody@bank.example", &code).await;
        let same = |page: &Page| page.text().replace(email, "").replace("nobody@bank.example", "");
        assert_eq!(same(&unknown), same(&app.desk().accept(email, &code).await));
    }
}
