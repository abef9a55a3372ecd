//! Clause 5-2 ア: the bank's people are told that an application waits: the queue, oldest
//! first, with its age in bank days, and two people never work on one.

use std::{collections::BTreeSet, sync::Arc};

use app::{
    AppError, FormKey, Officer, Refusal,
    application::{self, Note},
    domain::{
        application::{Refusal as Rule, State, reason::ReturnReason, waiting::Look},
        bank::BankCalendar,
        staff::Role,
    },
    review::{self, Filter, Held, Queue},
};
use tokio::{sync::Barrier, task::JoinSet};
use uuid::Uuid;

use crate::kit::{TestApp, TimeDelta, approves, on_both_engines};

/// Presses "take the next".
async fn taken_next(app: &TestApp, officer: &Officer) -> Result<Option<Uuid>, AppError> {
    application::take_next(&app.app, officer, FormKey(app.new_id())).await
}

/// Applications of so many customers, sent a minute apart.
async fn sent(app: &TestApp, count: usize) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for number in 0..count {
        let customer = app.registered_customer(&format!("customer-{number}@example.jp")).await;
        let account = (1_000 + number).to_string();
        ids.push(app.sent_application(&customer, &account, "ヤマダ ハナコ").await);
        app.advance(TimeDelta::minutes(1));
    }
    ids
}

async fn queue(app: &TestApp, officer: &Officer, filter: Filter) -> Queue {
    review::queue(&app.app, officer, filter, None).await.unwrap()
}

fn ids(queue: &Queue) -> Vec<Uuid> {
    queue.lines.iter().map(|line| line.id).collect()
}

fn held(held: Held) -> Filter {
    Filter { held: Some(held), ..Filter::default() }
}

on_both_engines! {
    async fn r5_2a_the_queue_tells_age_in_bank_days_and_what_is_overdue(db: TestDb) {
        // Sunday 2026-11-22; Monday is a holiday.
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 2).await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let shown = queue(&app, &reviewer, Filter::default()).await;
        assert_eq!(ids(&shown), waiting, "oldest first");
        assert_eq!((shown.lines[0].age, shown.lines[0].look), (Ok(0), Look::First));
        app.advance(TimeDelta::days(8));
        let line = &queue(&app, &reviewer, Filter::default()).await.lines[0];
        assert_eq!((line.age, line.is_overdue()), (Ok(5), false), "Monday, five bank days later");
        let overdue = Filter { overdue: true, ..Filter::default() };
        assert!(queue(&app, &reviewer, overdue).await.lines.is_empty());
        app.advance(TimeDelta::days(1));
        let line = &queue(&app, &reviewer, Filter::default()).await.lines[0];
        assert_eq!((line.age, line.is_overdue()), (Ok(6), true));
        assert_eq!(ids(&queue(&app, &reviewer, overdue).await), waiting);
        app.advance(TimeDelta::days(500));
        let line = &queue(&app, &reviewer, Filter::default()).await.lines[0];
        assert!(line.age.is_err() && !line.is_overdue(), "nothing is guessed: {:?}", line.age);
        let unknown = queue(&app, &reviewer, overdue).await;
        assert!(unknown.calendar_short && unknown.lines.is_empty(), "and it is said");
    }

    async fn r5_2a_the_queue_is_asked_for_by_look_and_by_who_works_on_what(db: TestDb) {
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 3).await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let other = app.officer(&[Role::Reviewer]).await;
        application::take(&app.app, &reviewer, app.shown(waiting[0]).await).await.unwrap();
        application::take(&app.app, &other, app.shown(waiting[1]).await).await.unwrap();
        assert_eq!(ids(&queue(&app, &reviewer, held(Held::Mine)).await), [waiting[0]]);
        assert_eq!(ids(&queue(&app, &reviewer, held(Held::Others)).await), [waiting[1]]);
        assert_eq!(ids(&queue(&app, &reviewer, held(Held::Nobody)).await), [waiting[2]]);
        let mine = queue(&app, &reviewer, held(Held::Mine)).await.lines.remove(0);
        assert!(mine.claim.is_some_and(|claim| claim.is_mine));

        let shown = app.shown(waiting[0]).await;
        application::recommend(&app.app, &reviewer, shown, &approves(), "").await.unwrap();
        let second = Filter { look: Some(Look::Second), ..Filter::default() };
        let line = queue(&app, &reviewer, second).await.lines.remove(0);
        assert_eq!((line.id, line.state), (waiting[0], State::Recommended));
        assert!(line.is_recommended_by_me);
        let first = Filter { look: Some(Look::First), ..Filter::default() };
        assert_eq!(ids(&queue(&app, &reviewer, first).await), waiting[1..]);
        assert_eq!(app.audited("see-queue", "done").await, 0, "nothing personal was looked at");
    }

    async fn r5_2a_what_came_back_keeps_its_place_and_its_age_begins_anew(db: TestDb) {
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 2).await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        application::take(&app.app, &reviewer, app.shown(waiting[0]).await).await.unwrap();
        let (shown, note) = (app.shown(waiting[0]).await, Note::default());
        let glare = [ReturnReason::Glare.into()];
        application::return_to_customer(&app.app, &reviewer, shown, &glare, &note).await.unwrap();
        assert_eq!(ids(&queue(&app, &reviewer, Filter::default()).await), waiting[1..]);
        app.advance(TimeDelta::days(10));
        app.send_application(app.application(waiting[0]).await.customer_id, waiting[0]).await;
        let shown = queue(&app, &reviewer, Filter::default()).await;
        assert_eq!(ids(&shown), waiting);
        let [back, other] = [&shown.lines[0], &shown.lines[1]];
        assert_eq!((back.age, back.came_back()), (Ok(0), true));
        assert!(other.age.unwrap() > 5 && !other.came_back());
    }

    async fn r5_2a_the_queue_goes_on_page_after_page(db: TestDb) {
        let app = TestApp::start(&db).await;
        let customer = app.registered_customer("hanako@example.jp").await.asker().await.customer;
        let mut conn = app.app.db.begin().await.unwrap();
        let (now, mut sent_in_order) = (app.app.clock.now(), Vec::new());
        for number in 0..120 {
            let id = app.app.dice.id(now).unwrap();
            let other = app.app.dice.id(now).unwrap();
            let new = store::customer::Registration {
                id: other,
                email_index: other.as_bytes(),
                person: None,
                profile: b"",
                language: "ja",
                terms_version: "",
                at: now,
            };
            store::customer::insert(&mut conn, &new).await.unwrap();
            store::application::insert(&mut conn, id, other, b"", now).await.unwrap();
            let sent = store::application::Standing {
                state: "submitted".to_owned(),
                // Many at the same moment: the identity then orders them.
                submitted_at: Some(now + TimeDelta::seconds(number / 40)),
                ..store::application::Standing::draft()
            };
            store::application::step(&mut conn, id, 1, &sent).await.unwrap();
            let event = store::application_event::ApplicationEvent {
                id: app.new_id(),
                application_id: id,
                at: now,
                kind: "submitted".to_owned(),
                staff_id: None,
                told: None,
                noted: None,
            };
            store::application_event::append(&mut conn, &event).await.unwrap();
            sent_in_order.push((number / 40, id));
        }
        conn.commit().await.unwrap();
        sent_in_order.sort_unstable();
        assert_ne!(customer, Uuid::nil());
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let (mut seen, mut sizes, mut place) = (Vec::new(), Vec::new(), None);
        loop {
            let page = review::queue(&app.app, &reviewer, Filter::default(), place).await.unwrap();
            sizes.push(page.lines.len());
            seen.extend(ids(&page));
            place = page.next;
            if place.is_none() {
                break;
            }
        }
        assert_eq!(sizes, [50, 50, 20]);
        let expected: Vec<Uuid> = sent_in_order.into_iter().map(|(_, id)| id).collect();
        assert_eq!(seen, expected, "each once, oldest first");
        app.advance(TimeDelta::days(30));
        let late = Filter { overdue: true, held: Some(Held::Mine), ..Filter::default() };
        let late = queue(&app, &reviewer, late).await;
        assert!(late.lines.len() == 50 && late.next.is_some(), "what is overdue goes on, too");
    }

    async fn r5_2a_take_next_gives_the_oldest_one_may_look_at(db: TestDb) {
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 2).await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        let approver = app.officer(&[Role::Approver]).await;
        let next = taken_next(&app, &approver).await.unwrap();
        assert_eq!(next, None, "nothing is recommended yet");
        let next = taken_next(&app, &reviewer).await.unwrap();
        assert_eq!(next, Some(waiting[0]));
        let shown = app.shown(waiting[0]).await;
        application::recommend(&app.app, &reviewer, shown, &approves(), "").await.unwrap();
        let both = app.officer(&[Role::Reviewer, Role::Approver]).await;
        let next = taken_next(&app, &both).await.unwrap();
        assert_eq!(next, Some(waiting[0]), "the oldest of either look");
        let next = taken_next(&app, &approver).await.unwrap();
        assert_eq!(next, None);
        app.advance(TimeDelta::minutes(31));
        let next = taken_next(&app, &approver).await.unwrap();
        assert_eq!(next, Some(waiting[0]), "the claim before is over");
        let auditor = app.officer(&[Role::Auditor]).await;
        match taken_next(&app, &auditor).await {
            Err(AppError::Refused(refusal)) => assert_eq!(refusal, Refusal::NotPermitted),
            other => panic!("{other:?}"),
        }
        assert_eq!(app.audited("take-application", "not-permitted").await, 1);
    }

    async fn r5_2a_a_button_pressed_twice_takes_one(db: TestDb) {
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 2).await;
        let (reviewer, form) = (app.officer(&[Role::Reviewer]).await, FormKey(app.new_id()));
        for _ in 0..2 {
            let taken = application::take_next(&app.app, &reviewer, form).await.unwrap();
            assert_eq!(taken, Some(waiting[0]));
        }
        assert_eq!(app.audited("take-application", "done").await, 1);
        assert_eq!(taken_next(&app, &reviewer).await.unwrap(), Some(waiting[1]), "pressed anew");
    }

    async fn r5_2a_a_button_pressed_again_later_does_not_say_what_is_over(db: TestDb) {
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 1).await;
        let [first, other] =
            [app.officer(&[Role::Reviewer]).await, app.officer(&[Role::Reviewer]).await];
        let form = FormKey(app.new_id());
        let pressed = || application::take_next(&app.app, &first, form);
        assert_eq!(pressed().await.unwrap(), Some(waiting[0]));
        application::release(&app.app, &first, app.shown(waiting[0]).await).await.unwrap();
        assert_eq!(taken_next(&app, &other).await.unwrap(), Some(waiting[0]));
        let again = pressed().await;
        assert!(matches!(again, Err(AppError::Refused(Refusal::Stale))), "{again:?}");
        assert_eq!(app.audited("take-application", "stale").await, 1);
        app.advance(TimeDelta::minutes(31));
        let again = pressed().await;
        assert!(matches!(again, Err(AppError::Refused(Refusal::Stale))), "{again:?}");
    }

    async fn r5_2a_a_calendar_that_begins_too_late_is_told_as_such(db: TestDb) {
        // It knows 2027, and nothing of the year before.
        let calendar = BankCalendar::parse("日,名\n2027/1/1,元日\n2027/11/23,勤労感謝の日\n").unwrap();
        let app = TestApp::arranged(&db, |app| app.bank.calendar = calendar).await;
        app.advance(TimeDelta::days(45));
        let notice = "数えるのに必要な期間がすべてはそろっていない";
        app.reviewer().await.get("/queue").await.assert_sees(notice);
        app.advance(TimeDelta::days(30));
        app.reviewer().await.get("/queue").await.assert_not_sees(notice);
    }

    async fn r5_2a_nobody_is_given_what_they_recommended_nor_their_own(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let id = app.sent_application(&hanako, "1234", "ヤマダ ハナコ").await;
        let herself = app.officer_at(&[Role::Reviewer], Some("hanako@example.jp")).await;
        assert_eq!(taken_next(&app, &herself).await.unwrap(), None);
        let both = app.officer(&[Role::Reviewer, Role::Approver]).await;
        application::take(&app.app, &both, app.shown(id).await).await.unwrap();
        let shown = app.shown(id).await;
        application::recommend(&app.app, &both, shown, &approves(), "").await.unwrap();
        assert_eq!(taken_next(&app, &both).await.unwrap(), None);
    }

    async fn r5_2a_of_fifty_who_ask_at_once_each_gets_another(db: TestDb) {
        let app = TestApp::start(&db).await;
        let waiting = sent(&app, 8).await;
        let mut officers = Vec::new();
        for _ in 0..50 {
            officers.push(app.officer(&[Role::Reviewer]).await);
        }
        let (start, mut race) = (Arc::new(Barrier::new(officers.len())), JoinSet::new());
        for officer in officers {
            let (service, start) = (app.app.clone(), Arc::clone(&start));
            let form = FormKey(app.new_id());
            race.spawn(async move {
                start.wait().await;
                application::take_next(&service, &officer, form).await.unwrap()
            });
        }
        let given: Vec<Uuid> = race.join_all().await.into_iter().flatten().collect();
        let different: BTreeSet<Uuid> = given.iter().copied().collect();
        assert_eq!((given.len(), different), (8, waiting.into_iter().collect()));
        assert_eq!(app.audited("take-application", "done").await, 8);
    }

    async fn r5_2a_a_supervisor_frees_what_an_absent_colleague_holds(db: TestDb) {
        let app = TestApp::start(&db).await;
        let id = sent(&app, 1).await[0];
        let [absent, present] =
            [app.officer(&[Role::Reviewer]).await, app.officer(&[Role::Reviewer]).await];
        let supervisor = app.officer(&[Role::Supervisor]).await;
        application::take(&app.app, &absent, app.shown(id).await).await.unwrap();
        let before = app.shown(id).await;
        let refused = application::pass_on(&app.app, &present, before).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::NotPermitted))), "{refused:?}");
        application::pass_on(&app.app, &supervisor, before).await.unwrap();
        let again = application::pass_on(&app.app, &supervisor, app.shown(id).await).await;
        let rule = Refusal::Application(Rule::NotClaimed);
        assert!(matches!(again, Err(AppError::Refused(found)) if found == rule), "{again:?}");
        assert_eq!(taken_next(&app, &present).await.unwrap(), Some(id));
        let late = application::release(&app.app, &absent, before).await;
        assert!(matches!(late, Err(AppError::Refused(Refusal::Stale))), "{late:?}");
        assert_eq!(app.audited("pass-on-application", "done").await, 1);
    }

    async fn r5_2c_who_works_on_an_application_is_not_for_its_applicant_to_say(db: TestDb) {
        let app = TestApp::start(&db).await;
        let customer = app.registered_customer("lead@example.jp").await;
        let id = app.sent_application(&customer, "1", "ヤマダ ハナコ").await;
        let lead = app.officer_at(&[Role::Supervisor], Some("lead@example.jp")).await;
        let reviewer = app.officer(&[Role::Reviewer]).await;
        application::take(&app.app, &reviewer, app.shown(id).await).await.unwrap();
        let own = application::pass_on(&app.app, &lead, app.shown(id).await).await;
        let rule = Refusal::Application(Rule::OwnApplication);
        assert!(matches!(own, Err(AppError::Refused(found)) if found == rule), "{own:?}");
        assert_eq!(app.audited("pass-on-application", "own-application").await, 1);
        let claim = app.application(id).await.standing.claim;
        assert_eq!(claim.map(|(by, _)| by), Some(reviewer.staff.0), "they work on");
        // Another who leads the team may.
        let other = app.officer(&[Role::Supervisor]).await;
        application::pass_on(&app.app, &other, app.shown(id).await).await.unwrap();
    }

    async fn r5_2a_who_may_not_see_the_queue_is_refused_and_audited(db: TestDb) {
        let app = TestApp::start(&db).await;
        let administrator = app.officer(&[Role::Administrator]).await;
        let seen = review::queue(&app.app, &administrator, Filter::default(), None).await;
        assert!(matches!(seen, Err(AppError::Refused(Refusal::NotPermitted))), "{seen:?}");
        assert_eq!(app.audited("see-queue", "not-permitted").await, 1);
    }
}
