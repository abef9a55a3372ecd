//! Trust R44: each thing the bank's people and applicants do is in the trail once, as done; and
//! every action there is, is shown to leave its entry.

use std::{collections::BTreeMap, fs, path::Path};

use app::domain::{
    audit::Action,
    staff::{Role, SuspendReason},
};

use uuid::Uuid;

use super::{
    applying::ACCOUNT,
    desk::{Day, HANAKO, tick_all},
};
use crate::kit::{TestApp, TimeDelta, Visitor, on_both_engines};

/// What leaves an entry only when it is refused: nothing happens that is somebody's, or the form
/// is turned away before it does anything.
const REFUSED_ONLY: [Action; 4] =
    [Action::TurnAway, Action::SeeQueue, Action::SeeStatistics, Action::ForeignNetwork];

/// What a day at the bank leaves in the trail, beside looks.
const DAY: [(&str, usize); 17] = [
    ("begin-application", 1),
    ("declare-application", 4),
    ("upload-document", 1),
    ("submit-application", 2),
    ("take-application", 5),
    ("release-application", 1),
    ("pass-on-application", 1),
    ("return-application", 1),
    ("recommend-application", 1),
    ("decide-application", 1),
    ("suspend-customer", 1),
    ("reinstate-customer", 1),
    ("invite-staff", 3),
    ("accept-invitation", 3),
    // Whoever accepts an invitation has given a password, too.
    ("staff-password", 4),
    ("staff-log-in", 1),
    ("staff-log-out", 1),
];

/// What customers did before there was a staff's site: their tests look at what it changed.
const BEFORE: [&str; 11] = [
    "register",
    "resend-code",
    "request-recovery",
    "change-preference",
    "edit-holding",
    "add-valuation",
    "update-all",
    "add-rate",
    "upload-import",
    "discard-import",
    "rotate-keys",
];

/// The texts of all acceptance tests.
fn tests() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/acceptance");
    let files = fs::read_dir(folder).unwrap();
    files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

/// Whether tests ask so anywhere, but to show that there is none.
fn shows_some(tests: &str, asked: &str) -> bool {
    tests.split(asked).skip(1).any(|after| !after.starts_with(").await, 0"))
}

#[test]
fn r4_1d_each_action_there_is_is_shown_by_a_test_to_leave_its_entry() {
    let tests = tests();
    let shown = |action: &Action| {
        let code = action.code();
        let asked = [format!("\"{code}\", \"done\""), format!("purposes(\"{code}\")")];
        asked.iter().any(|text| shows_some(&tests, text))
            || DAY.iter().any(|(done, _)| *done == code)
            || BEFORE.contains(&code)
    };
    let missing: Vec<&str> = Action::ALL
        .iter()
        .filter(|action| !REFUSED_ONLY.contains(action) && !shown(action))
        .map(|action| action.code())
        .collect();
    assert!(missing.is_empty(), "no test shows that these leave an entry: {missing:?}");
}

/// Hanako has applied, by the pages; the bank's people are there.
async fn applied(db: &crate::kit::TestDb) -> (Day, Visitor, String) {
    let app = TestApp::start(db).await;
    let hanako = app.registered_customer(HANAKO).await;
    let path = hanako.apply().await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let reviewer = app.member(&[Role::Reviewer]).await;
    let approver = app.member(&[Role::Approver]).await;
    (Day { app, id, picture: Uuid::nil(), reviewer, approver }, hanako, path)
}

on_both_engines! {
    async fn r4_1d_a_day_at_the_bank_is_in_the_trail_thing_by_thing(db: TestDb) {
        let (day, hanako, path) = applied(&db).await;
        let (first, second) = (&day.reviewer.browser, &day.approver.browser);
        let page = day.takes(first).await;
        page.form(&day.path("release")).send(first).await.assert_sees("担当をやめました。");
        day.takes(first).await;
        let form = day.form(first, "return").await.set("reason-name-differs", "yes");
        let page = form.send(first).await.form(&day.path("return")).send(first).await;
        page.assert_sees("お客さまの返答待ち");
        hanako.declare_account(&path, ACCOUNT).await.assert_status(200);
        hanako.send_application(&path).await.assert_sees("受付済み");

        let supervisor = day.app.supervisor().await;
        day.takes(first).await;
        let page = supervisor.get(&day.path("")).await;
        page.form(&day.path("pass-on")).send(&supervisor).await.assert_sees("担当を外しました。");
        day.recommends(first).await.assert_sees("二次審査待ち");
        day.takes(second).await;
        let form = tick_all(day.form(second, "decide").await).set("verdict", "approve");
        form.send(second).await.assert_sees("承認しました。");

        let (service, officer) = (&day.app.app, supervisor.officer().await);
        let customer = hanako.asker().await.customer;
        app::roster::suspend(service, &officer, customer, SuspendReason::CustomerAsked).await.unwrap();
        app::roster::reinstate(service, &officer, customer).await.unwrap();
        first.get("/").await.form("/logout").send(first).await.assert_at("/login");
        day.app.sign_in(&day.reviewer, first).await.assert_at("/");
        assert_each_once(&day.app).await;
    }
}

/// Stops the test unless the trail holds the day, with who did what to which record.
async fn assert_each_once(app: &TestApp) {
    let mut conn = app.app.db.read().await.unwrap();
    let end = app.app.clock.now() + TimeDelta::days(1);
    let entries = store::audit_entry::after(&mut conn, 0, end).await.unwrap();
    let mut done = BTreeMap::<&str, usize>::new();
    for (_, entry) in entries.iter().filter(|(_, entry)| entry.outcome == "done") {
        *done.entry(&entry.action).or_default() += 1;
        if entry.actor_kind == "staff" {
            assert!(entry.actor_id.is_some() && entry.subject_id.is_some(), "{entry:?}");
        }
    }
    let missed = DAY.iter().filter(|(action, times)| done.get(action) != Some(times));
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&(&str, usize)>::new(), "{done:?}");
}
