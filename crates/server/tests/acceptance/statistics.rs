//! Clauses 5-1 ア and 5-2 ア: numbers of customers and of applications.

use app::{
    AppError, Refusal,
    application::{self, Note},
    domain::{
        application::reason::{Mend, RejectReason, ReturnReason},
        staff::Role,
    },
    statistics::{self, LastLogIn, Span},
};

use crate::kit::{Person, TestApp, TimeDelta, approves, on_both_engines, rejects};

on_both_engines! {
    async fn r5_1a_registered_customers_are_counted_by_day_and_by_last_log_in(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        hanako.add_holding("普通預金", "ordinary-deposit", "10000").await;
        app.advance(TimeDelta::days(40));
        app.registered_customer("taro@example.jp").await;
        Person::at("jiro@example.jp").register(&app.visitor()).await;
        let auditor = app.officer(&[Role::Auditor]).await;
        let month = statistics::customers(&app.app, &auditor, Span::Month).await.unwrap();
        assert_eq!((month.in_use, month.suspended, month.closing), (2, 0, 0));
        assert_eq!(month.new_per_day.len(), 30);
        assert_eq!(month.new_per_day.last().unwrap().1, 1);
        assert_eq!(month.new_per_day.iter().map(|(_, number)| number).sum::<i64>(), 1);
        let funnel = month.funnel;
        assert_eq!((funnel.registered, funnel.proved, funnel.recorded), (2, 1, 0));
        let quarter = statistics::customers(&app.app, &auditor, Span::Quarter).await.unwrap();
        assert_eq!((quarter.funnel.proved, quarter.funnel.recorded), (2, 1));
        let logged_in = |bucket| {
            quarter.last_log_in.iter().find(|(found, _)| *found == bucket).map(|(_, number)| *number)
        };
        assert_eq!(logged_in(LastLogIn::Today), Some(1));
        assert_eq!(logged_in(LastLogIn::Quarter), Some(1), "40 days ago");
        assert_eq!(quarter.last_log_in.iter().map(|(_, number)| number).sum::<i64>(), 2);
    }

    async fn r5_2a_applications_are_counted_with_how_they_went(db: TestDb) {
        let app = TestApp::start(&db).await;
        let [reviewer, approver] =
            [app.officer(&[Role::Reviewer]).await, app.officer(&[Role::Approver]).await];
        let mut sent = Vec::new();
        for (email, account) in [("a@example.jp", "1"), ("b@example.jp", "2"), ("c@example.jp", "3")] {
            let customer = app.registered_customer(email).await;
            sent.push(app.sent_application(&customer, account, "ヤマダ ハナコ").await);
        }
        app.advance(TimeDelta::days(2));
        let service = &app.app;
        application::take(service, &reviewer, app.shown(sent[0]).await).await.unwrap();
        let reasons = [ReturnReason::Glare, ReturnReason::CutOff].map(Mend::from);
        let (shown, note) = (app.shown(sent[0]).await, Note::default());
        application::return_to_customer(service, &reviewer, shown, &reasons, &note).await.unwrap();
        let cases = [(sent[1], approves()), (sent[2], rejects(&[RejectReason::SuspectedForgery]))];
        for (id, finding) in cases {
            application::take(service, &reviewer, app.shown(id).await).await.unwrap();
            let shown = app.shown(id).await;
            application::recommend(service, &reviewer, shown, &approves(), "").await.unwrap();
            application::take(service, &approver, app.shown(id).await).await.unwrap();
            let shown = app.shown(id).await;
            application::decide(service, &approver, shown, &finding, &note).await.unwrap();
        }
        let found = statistics::applications(service, &reviewer, Span::Month).await.unwrap();
        assert_eq!((found.approved, found.rejected, found.otherwise), (1, 1, 1));
        assert_eq!((found.at_first_pass, found.decided(), found.answered()), (2, 2, 2));
        assert_eq!((found.disagreed(), found.second_looks()), (1, 2), "a first look's return is none");
        assert_eq!(found.median_days(), Some(1), "Sunday to Tuesday, Monday being a holiday");
        assert_eq!(found.sent_per_day.iter().map(|(_, number)| number).sum::<i64>(), 3);
        assert_eq!(found.decided_per_day.last().unwrap().1, 2);
        assert_eq!(found.backlog.all(), 0);
        let returned: Vec<_> = found.reasons.returned.into_iter().collect();
        assert_eq!(returned, [(ReturnReason::Glare, 1), (ReturnReason::CutOff, 1)]);
        let rejected: Vec<_> = found.reasons.rejected.into_iter().collect();
        assert_eq!(rejected, [(RejectReason::SuspectedForgery, 1)]);
        assert_eq!(app.audited("see-statistics", "done").await, 0);

        app.send_application(app.application(sent[0]).await.customer_id, sent[0]).await;
        app.advance(TimeDelta::days(9));
        let found = statistics::applications(service, &reviewer, Span::Month).await.unwrap();
        assert_eq!((found.backlog.all(), found.backlog.overdue()), (1, 1));
    }

    async fn r5_2a_who_may_not_see_numbers_is_refused_and_audited(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.officer(&[Role::Administrator]).await;
        let seen = statistics::customers(&app.app, &administrator, Span::Month).await;
        assert!(matches!(seen, Err(AppError::Refused(Refusal::NotPermitted))), "{seen:?}");
        let seen = statistics::applications(&app.app, &administrator, Span::Month).await;
        assert!(matches!(seen, Err(AppError::Refused(Refusal::NotPermitted))), "{seen:?}");
        assert_eq!(app.audited("see-statistics", "not-permitted").await, 2);
    }
}
