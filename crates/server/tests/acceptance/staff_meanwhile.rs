//! Clause 6-5: what changes while one of the bank's people acts is told to them, and that they
//! were refused is in the trail.

use std::pin::pin;

use app::{
    AppError, Origin, Refusal,
    domain::staff::{Role, Step},
    staff::{self, HalfWay, Presence},
};
use store::StoreError;
use web::kit::error::Oops;

use crate::{
    kit::{PASSWORD, TestApp, TimeDelta, Visitor, on_both_engines},
    suspend::wait_until_somebody_waits,
};

/// Who is in the middle of a log-in at a browser.
async fn half_way(app: &TestApp, browser: &Visitor) -> HalfWay {
    let token = browser.cookie("kura-staff").unwrap();
    match staff::presence(&app.app, &token, Origin::default()).await.unwrap() {
        Presence::HalfWay(half) => *half,
        other => panic!("nobody is half way: {other:?}"),
    }
}

#[test]
fn what_changed_meanwhile_unforeseen_is_told_as_such_and_is_no_fault_of_ours() {
    let error = AppError::from(StoreError::Conflict { what: "something" });
    assert!(error.is_conflict(), "no refusal: that would have its entry");
    assert_eq!(Oops::from(error), Oops::Stale);
}

on_both_engines! {
    async fn r6_5_a_member_changed_at_that_moment_is_told_and_audited(db: TestDb) {
        let app = TestApp::start(&db).await;
        let officer = app.administrator().await.officer().await;
        let member = app.member(&[Role::Reviewer]).await;
        let (id, version) = (member.id.0, app.row_of(member.id).await.version);
        let mut changing = app.app.db.begin().await.unwrap();
        store::staff_member::change(&mut changing, id, version, "active", &["approver"]).await.unwrap();
        let mut late = pin!(staff::change(&app.app, &officer, (id, version), &Step::Suspend));
        tokio::select! {
            biased;
            done = &mut late => panic!("it did not wait: {done:?}"),
            () = wait_until_somebody_waits(&app, &db) => {}
        }
        changing.commit().await.unwrap();
        let late = late.await;
        assert!(matches!(late, Err(AppError::Refused(Refusal::Stale))), "{late:?}");
        assert_eq!(app.audited("change-staff", "stale").await, 1);
        assert_eq!(app.row_of(member.id).await.status, "active");
    }

    async fn r6_5_a_log_in_ended_at_its_last_step_is_refused_and_audited(db: TestDb) {
        let app = TestApp::start(&db).await;
        let member = app.member(&[Role::Reviewer]).await;
        let browser = app.desk();
        browser.log_in(&member.email, PASSWORD).await.assert_at("/login/code");
        let half = half_way(&app, &browser).await;
        app.advance(TimeDelta::seconds(31));
        let mut conn = app.app.db.begin().await.unwrap();
        let now = app.app.clock.now();
        store::staff_session::end(&mut conn, half.session, now).await.unwrap();
        conn.commit().await.unwrap();
        let (origin, code) = (Origin::default(), app.code(&member.secret));
        let ended = staff::give_code(&app.app, &origin, &half, &code).await;
        assert!(matches!(ended, Err(AppError::Refused(Refusal::Stale))), "{ended:?}");
        assert_eq!(app.audited("staff-log-in", "stale").await, 1);
        assert_eq!(app.audited("staff-log-in", "done").await, 0);
    }

    async fn r6_5_an_invitation_taken_back_at_its_last_step_is_refused_and_audited(db: TestDb) {
        let app = TestApp::start(&db).await;
        let invitation = app.invited("goro@bank.example", &[Role::Reviewer]).await;
        let browser = app.desk();
        let secret = browser.accept("goro@bank.example", &invitation.code).await.secret();
        let half = half_way(&app, &browser).await;
        let mut conn = app.app.db.begin().await.unwrap();
        store::staff_invitation::delete(&mut conn, invitation.staff.0).await.unwrap();
        conn.commit().await.unwrap();
        let (origin, code) = (Origin::default(), app.code(&secret));
        let accepted = staff::confirm(&app.app, &origin, &half, &code).await;
        assert!(matches!(accepted, Err(AppError::Refused(Refusal::WrongInvitation))), "{accepted:?}");
        assert_eq!(app.audited("accept-invitation", "wrong-invitation").await, 1);
        assert_eq!(app.row_of(invitation.staff).await.status, "invited");
    }

    async fn r6_5_who_is_invited_cannot_be_told_by_what_a_guess_costs(db: TestDb) {
        let app = TestApp::start(&db).await;
        app.invited("goro@bank.example", &[Role::Reviewer]).await;
        let mut written = Vec::new();
        for email in ["goro@bank.example", "nobody@bank.example"] {
            let before = app.commits();
            app.desk().accept(email, "AAAA-BBBB-CCCC-DDDD").await.assert_status(422);
            written.push(app.commits().zip(before).map(|(after, before)| after - before));
        }
        // Once the guess is counted, and once refused; of a server the test cannot tell.
        let twice = app.commits().map(|_| 2);
        assert_eq!(written, [twice, twice], "transactions for a guess");
        assert_eq!(app.audited("accept-invitation", "wrong-invitation").await, 2);
    }
}
