//! Clauses 6-5 and 5-1: what each kind of visitor gets of each route of the staff's site
//! (trust R27, R34).

use app::domain::staff::{Role, Step};

use super::{
    matrix::{Cell, line},
    staff_matrix_record::{Asked, ask},
};
use crate::kit::{
    PASSWORD, TestApp, TimeDelta, Visitor,
    golden::assert_reviewed,
    on_both_engines,
    route::{self, Route},
};

const HEAD: &str = "\
# What each kind of visitor gets of each route of the staff's site; reviewed, see
# acceptance/staff_matrix.rs. The record: an application, its picture, its customer, a reviewer
# or an incident, in the state the route needs; an application that somebody must have claimed
# is claimed by the visitor, whatever their roles. Forms carry a fresh key, the record's version,
# and what they need to go through. `foreign` has an administrator's cookie but comes from a
# network not listed; `customer` has a customer's cookies.
";

const KINDS: [&str; 13] = [
    "anonymous",
    "customer",
    "foreign",
    "expired",
    "suspended",
    "ex-staff",
    "half-way",
    "invited",
    "reviewer",
    "approver",
    "supervisor",
    "auditor",
    "administrator",
];

/// Who nothing they send changes anything for, so they are made once.
async fn lifeless(app: &TestApp) -> Vec<(&'static str, Visitor)> {
    let expired = app.reviewer().await;
    app.advance(TimeDelta::minutes(16));
    let administrator = app.administrator().await;
    let suspended = app.member(&[Role::Administrator]).await;
    app.step(&administrator, suspended.id, &Step::Suspend).await;
    let left = app.member(&[Role::Administrator]).await;
    app.step(&administrator, left.id, &Step::Leave).await;
    let customer = app.registered_customer("hanako@example.jp").await;
    vec![
        ("anonymous", app.desk()),
        ("customer", app.desk().with_cookies_of(&customer)),
        ("foreign", app.desk_at([198, 51, 100, 1].into()).with_cookies_of(&administrator)),
        ("expired", expired),
        ("suspended", suspended.browser),
        ("ex-staff", left.browser),
    ]
}

/// Those with a living session, which what they send may end.
async fn living(app: &TestApp) -> Vec<(&'static str, Visitor)> {
    let half_way = app.desk();
    half_way.log_in(&app.member(&[Role::Reviewer]).await.email, PASSWORD).await;
    let invited = app.desk();
    let email = format!("new{}@bank.example", app.next_number());
    let code = app.invited(&email, &[Role::Reviewer]).await.code;
    invited.accept(&email, &code).await;
    vec![
        ("half-way", half_way),
        ("invited", invited),
        ("reviewer", app.reviewer().await),
        ("approver", app.approver().await),
        ("supervisor", app.supervisor().await),
        ("auditor", app.auditor().await),
        ("administrator", app.administrator().await),
    ]
}

async fn cells(
    app: &TestApp,
    lifeless: &[(&'static str, Visitor)],
    route: &Route,
    missing: bool,
) -> Vec<Cell> {
    let mut cells = Vec::new();
    let living = living(app).await;
    for (kind, visitor) in lifeless.iter().chain(&living) {
        let asked = if missing || !route.has_record() {
            Asked::missing(&route.path)
        } else {
            let is_at_work = living.iter().skip(2).any(|(name, _)| name == kind);
            let officer = if is_at_work { Some(visitor.officer().await.staff.0) } else { None };
            Asked::record(app, &route.path, officer).await
        };
        let (outcome, body) = ask(app, &visitor.copy(), route, &asked).await;
        let asks_to_log_in = body.contains("action=\"/login\"");
        cells.push(Cell { kind, outcome, body, asks_to_log_in });
    }
    cells
}

/// Who has no session must log in first, and no cell of a foreign network is anything but
/// the refusal.
fn assert_kept_out(route: &Route, cells: &[Cell]) {
    let strangers = ["anonymous", "customer", "expired", "suspended", "ex-staff"];
    for cell in cells {
        if cell.kind == "foreign" {
            assert_eq!(cell.outcome, "403", "{route:?}");
            assert!(!cell.asks_to_log_in, "{route:?}");
        } else if !route.public && strangers.contains(&cell.kind) {
            assert!(cell.outcome == "401" && cell.asks_to_log_in, "{}: {route:?}", cell.kind);
        }
    }
}

/// Were a record for everybody as if it did not exist, the line would tell nothing about it.
fn assert_the_record_was_found(route: &Route, missing: &[Cell], record: &[Cell]) {
    let differs = missing.iter().zip(record).any(|(one, other)| one.outcome != other.outcome);
    assert!(differs, "{route:?}: nobody can tell the record from a missing one");
}

on_both_engines! {
    async fn r6_5_each_visitor_gets_of_the_staffs_site_what_the_reviewed_matrix_says(db: TestDb) {
        let app = TestApp::start(&db).await;
        let lifeless = lifeless(&app).await;
        let mut matrix = HEAD.to_owned();
        for route in route::of_staff() {
            let missing = cells(&app, &lifeless, &route, true).await;
            assert_kept_out(&route, &missing);
            if !route.has_record() {
                matrix.push_str(&line(&KINDS, &route, "-", &missing));
                continue;
            }
            let record = cells(&app, &lifeless, &route, false).await;
            assert_kept_out(&route, &record);
            assert_the_record_was_found(&route, &missing, &record);
            matrix.push_str(&line(&KINDS, &route, "missing", &missing));
            matrix.push_str(&line(&KINDS, &route, "record", &record));
        }
        assert_reviewed("staff_matrix.txt", &matrix);
    }
}
