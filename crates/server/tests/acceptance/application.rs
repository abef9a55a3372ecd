//! Clauses 5-2 ウ and 3-3 イ: an application is recommended by one of the bank's people and
//! decided by another, and its customer is told by mail.

use app::{
    AppError, Officer, Refusal,
    application::{self, Note},
    domain::{
        application::{
            Finding, Refusal as Rule,
            reason::{ReasonError, RejectReason, ReturnReason, Verdict},
        },
        staff::Role,
    },
};
use store::application::Application;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    document::assert_refused,
    kit::{TestApp, Visitor, approves, on_both_engines, rejects},
};

const HANAKO: &str = "hanako@example.jp";

/// An application a customer has sent.
async fn sent(app: &TestApp, customer: &Visitor) -> Application {
    let id = app.sent_application(customer, "1234", "ヤマダ ハナコ").await;
    app.application(id).await
}

/// A day of the bank's: Hanako's application, a reviewer, an approver.
struct Day {
    app: TestApp,
    id: Uuid,
    reviewer: Officer,
    approver: Officer,
}

impl Day {
    async fn begun(db: &testdb::TestDb) -> Self {
        let app = TestApp::start(db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let id = sent(&app, &hanako).await.id;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let approver = app.officer(&[Role::Approver]).await;
        Self { app, id, reviewer, approver }
    }

    async fn row(&self) -> Application {
        self.app.application(self.id).await
    }

    /// The application as its newest form shows it.
    async fn shown(&self) -> (Uuid, i64) {
        self.app.shown(self.id).await
    }

    async fn take(&self, officer: &Officer) -> Result<(), AppError> {
        application::take(&self.app.app, officer, self.shown().await).await
    }

    async fn recommend(&self, officer: &Officer, verdict: Verdict) -> Result<(), AppError> {
        let shown = self.shown().await;
        application::recommend(&self.app.app, officer, shown, &finding(verdict), "").await
    }

    async fn decide(
        &self,
        officer: &Officer,
        verdict: Verdict,
        note: &Note,
    ) -> Result<(), AppError> {
        let shown = self.shown().await;
        application::decide(&self.app.app, officer, shown, &finding(verdict), note).await
    }

    /// Recommended for approval, and claimed by the approver.
    async fn at_the_second_look(&self) {
        self.take(&self.reviewer).await.unwrap();
        self.recommend(&self.reviewer, Verdict::Approve).await.unwrap();
        self.take(&self.approver).await.unwrap();
    }
}

fn finding(verdict: Verdict) -> Finding<'static> {
    match verdict {
        Verdict::Approve => approves(),
        Verdict::Reject => {
            rejects(&[RejectReason::AccountOfAnother, RejectReason::SuspectedForgery])
        }
    }
}

fn note() -> Note {
    let told = "口座の名義をご確認ください。".to_owned();
    Note { told, noted: "印影に不審な点あり。内部限り。".to_owned() }
}

#[track_caller]
fn assert_rule(outcome: Result<(), AppError>, rule: Rule) {
    assert_refused(outcome, Refusal::Application(rule));
}

on_both_engines! {
    async fn r5_2c_one_recommends_another_approves_and_the_customer_is_told(db: TestDb) {
        let day = Day::begun(&db).await;
        day.at_the_second_look().await;
        assert_eq!(day.app.mails_to(HANAKO).await.len(), 1, "the registration's only");
        day.decide(&day.approver, Verdict::Approve, &Note::default()).await.unwrap();
        assert_eq!(day.row().await.standing.state, "approved");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("ご利用いただけるようになりました"), "{}", letter.subject);
        assert!(!letter.text.contains("/login"), "no link to log in by");
        for action in ["take-application", "recommend-application", "decide-application"] {
            assert!(day.app.audited(action, "done").await >= 1, "{action}");
        }
    }

    async fn r5_2c_nobody_decides_what_they_recommended(db: TestDb) {
        let day = Day::begun(&db).await;
        let both = day.app.officer(&[Role::Reviewer, Role::Approver]).await;
        day.take(&both).await.unwrap();
        day.recommend(&both, Verdict::Approve).await.unwrap();
        assert_rule(day.take(&both).await, Rule::SamePerson);
        let own = day.decide(&both, Verdict::Approve, &Note::default()).await;
        assert_rule(own, Rule::SamePerson);
        assert_eq!(day.row().await.standing.state, "recommended");
        assert_eq!(day.app.audited("decide-application", "same-person").await, 1);
    }

    async fn r5_2c_nobody_has_a_part_in_an_application_of_their_own(db: TestDb) {
        let day = Day::begun(&db).await;
        let hanako = day.app.officer_at(&[Role::Reviewer], Some(HANAKO)).await;
        assert_rule(day.take(&hanako).await, Rule::OwnApplication);
        assert_eq!(day.app.audited("take-application", "own-application").await, 1);
        day.take(&day.reviewer).await.unwrap();
        day.recommend(&day.reviewer, Verdict::Approve).await.unwrap();
        let hanako = Officer { staff: hanako.staff, ..day.approver.clone() };
        let mut conn = day.app.app.db.begin().await.unwrap();
        let id = hanako.staff.0;
        store::staff_member::change(&mut conn, id, 2, "active", &["approver"]).await.unwrap();
        conn.commit().await.unwrap();
        assert_rule(day.take(&hanako).await, Rule::OwnApplication);
        let decided = day.decide(&hanako, Verdict::Approve, &Note::default()).await;
        assert_rule(decided, Rule::OwnApplication);
    }

    async fn r5_2c_whoever_left_or_was_suspended_takes_no_step(db: TestDb) {
        let day = Day::begun(&db).await;
        for (version, status) in [(2, "suspended"), (3, "left")] {
            let mut conn = day.app.app.db.begin().await.unwrap();
            let id = day.reviewer.staff.0;
            store::staff_member::change(&mut conn, id, version, status, &["reviewer"]).await.unwrap();
            conn.commit().await.unwrap();
            assert_refused(day.take(&day.reviewer).await, Refusal::NotPermitted);
        }
    }

    async fn r5_2c_nothing_is_opened_for_a_customer_who_is_leaving(db: TestDb) {
        let day = Day::begun(&db).await;
        day.at_the_second_look().await;
        let mut conn = day.app.app.db.begin().await.unwrap();
        let (customer, later) = (day.row().await.customer_id, day.app.app.clock.now());
        store::customer::close(&mut conn, customer, later).await.unwrap();
        conn.commit().await.unwrap();
        let decided = day.decide(&day.approver, Verdict::Approve, &Note::default()).await;
        assert_refused(decided, Refusal::CustomerInactive);
        day.decide(&day.approver, Verdict::Reject, &note()).await.unwrap();
    }

    async fn r5_2c_a_role_that_may_not_is_refused_and_audited(db: TestDb) {
        let day = Day::begun(&db).await;
        let auditor = day.app.officer(&[Role::Auditor]).await;
        let administrator = day.app.officer(&[Role::Administrator]).await;
        for officer in [&auditor, &administrator, &day.approver] {
            assert_refused(day.take(officer).await, Refusal::NotPermitted);
        }
        day.at_the_second_look().await;
        let reviewer = day.app.officer(&[Role::Reviewer]).await;
        let decided = day.decide(&reviewer, Verdict::Approve, &Note::default()).await;
        assert_refused(decided, Refusal::NotPermitted);
        assert_eq!(day.app.audited("take-application", "not-permitted").await, 3);
        assert_eq!(day.app.audited("decide-application", "not-permitted").await, 1);
    }

    async fn r5_2c_a_rejection_needs_a_reason_and_is_kept(db: TestDb) {
        let day = Day::begun(&db).await;
        day.at_the_second_look().await;
        let (shown, none, reject) = (day.shown().await, note(), rejects(&[]));
        let bare =
            application::decide(&day.app.app, &day.approver, shown, &reject, &none);
        assert_refused(bare.await, Refusal::Reason(ReasonError::Missing));
        day.decide(&day.approver, Verdict::Reject, &note()).await.unwrap();
        assert_eq!(day.row().await.standing.state, "rejected");
        let again = day.decide(&day.approver, Verdict::Approve, &Note::default()).await;
        assert_rule(again, Rule::State);
        assert_eq!(day.app.count("SELECT COUNT(*) AS n FROM application").await, 1);
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("口座の名義をご確認ください。"), "{}", letter.text);
        assert!(!letter.text.contains("内部限り"), "{}", letter.text);
    }

    async fn r5_2c_a_returned_application_tells_the_customers_text_only(db: TestDb) {
        let day = Day::begun(&db).await;
        day.take(&day.reviewer).await.unwrap();
        let (app, shown) = (&day.app.app, day.shown().await);
        let bare = application::return_to_customer(app, &day.reviewer, shown, &[], &note()).await;
        assert_refused(bare, Refusal::Reason(ReasonError::Missing));
        let reasons = [ReturnReason::Glare.into()];
        application::return_to_customer(app, &day.reviewer, shown, &reasons, &note()).await.unwrap();
        assert_eq!(day.row().await.standing.state, "awaiting-customer");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("口座の名義をご確認ください。"), "{}", letter.text);
        assert!(!letter.text.contains("内部限り"), "{}", letter.text);
    }

    async fn r5_2c_a_form_of_before_is_told_and_changes_nothing(db: TestDb) {
        let day = Day::begun(&db).await;
        let shown = day.shown().await;
        day.take(&day.reviewer).await.unwrap();
        let other = day.app.officer(&[Role::Reviewer]).await;
        let late = application::take(&day.app.app, &other, shown).await;
        assert_refused(late, Refusal::Stale);
        assert_rule(day.take(&other).await, Rule::ClaimedByAnother);
        let released = application::release(&day.app.app, &day.reviewer, day.shown().await).await;
        released.unwrap();
        day.take(&other).await.unwrap();
    }

    async fn r5_2c_an_application_there_is_not_is_missing(db: TestDb) {
        let day = Day::begun(&db).await;
        let nobodys = application::take(&day.app.app, &day.reviewer, (Uuid::nil(), 1)).await;
        assert!(matches!(nobodys, Err(AppError::NotFound)), "{nobodys:?}");
        assert_eq!(day.app.audited("take-application", "not-found").await, 1);
    }

    async fn r5_2c_of_fifty_approvers_at_once_one_decides_and_one_mail_is_sent(db: TestDb) {
        let day = Day::begun(&db).await;
        day.take(&day.reviewer).await.unwrap();
        day.recommend(&day.reviewer, Verdict::Approve).await.unwrap();
        let mut approvers = Vec::new();
        for _ in 0..50 {
            approvers.push(day.app.officer(&[Role::Approver]).await);
        }
        // All have the same page open, and each claims the application.
        let (shown, mut race) = (day.shown().await, JoinSet::new());
        for approver in approvers.clone() {
            let app = day.app.app.clone();
            race.spawn(async move { application::take(&app, &approver, shown).await });
        }
        let taken = race.join_all().await;
        assert_eq!(taken.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        // And then each decides, one this way and one that.
        let (shown, mut race) = (day.shown().await, JoinSet::new());
        for (number, approver) in approvers.into_iter().enumerate() {
            let app = day.app.app.clone();
            let verdict = if number % 2 == 0 { Verdict::Approve } else { Verdict::Reject };
            race.spawn(async move {
                let note = Note::default();
                let who = approver.staff.0;
                let finding = finding(verdict);
                (who, application::decide(&app, &approver, shown, &finding, &note).await)
            });
        }
        let outcomes = race.join_all().await;
        let decided: Vec<_> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).collect();
        assert_eq!(decided.len(), 1);
        let decision = day.row().await.standing.decision.unwrap();
        assert_eq!(decision.0, decided[0].0, "whoever was told so is who decided");
        for action in ["take-application", "decide-application"] {
            let refusals = ["stale", "application-state", "claimed-by-another"];
            let mut lost = 0;
            for refusal in refusals {
                lost += day.app.audited(action, refusal).await;
            }
            assert_eq!(lost, 49, "{action}: each is in the trail");
        }
        assert_eq!(day.app.audited("decide-application", "done").await, 1);
        assert_eq!(day.app.mails_to(HANAKO).await.len(), 2, "registration and decision");
    }

    async fn r5_2c_of_one_approvers_fifty_decisions_at_once_one_stands(db: TestDb) {
        let day = Day::begun(&db).await;
        day.at_the_second_look().await;
        let shown = day.shown().await;
        let mut race = JoinSet::new();
        for number in 0..50 {
            let (app, approver) = (day.app.app.clone(), day.approver.clone());
            let verdict = if number % 2 == 0 { Verdict::Approve } else { Verdict::Reject };
            race.spawn(async move {
                let note = Note::default();
                application::decide(&app, &approver, shown, &finding(verdict), &note).await
            });
        }
        let outcomes = race.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert_eq!(day.app.audited("decide-application", "done").await, 1);
        let lost = day.app.audited("decide-application", "stale").await
            + day.app.audited("decide-application", "application-state").await;
        assert_eq!(lost, 49, "each is in the trail");
        assert_eq!(day.app.mails_to(HANAKO).await.len(), 2, "registration and decision");
    }

    async fn r6_2_what_is_said_of_an_application_is_readable_nowhere(db: TestDb) {
        let day = Day::begun(&db).await;
        day.at_the_second_look().await;
        day.decide(&day.approver, Verdict::Reject, &note()).await.unwrap();
        let texts = ["口座の名義をご確認ください。", "印影に不審な点あり"];
        day.app.assert_unreadable(&texts.map(crate::kit::Canary::new));
    }
}
