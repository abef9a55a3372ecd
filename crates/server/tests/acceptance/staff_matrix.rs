//! Clauses 6-5 and 5-1: what each kind of visitor gets of each route of the staff's site
//! (trust R27, R34).

use app::{
    FormKey, document,
    domain::staff::{Role, Step, SuspendReason},
};

use super::{
    matrix::{Cell, ask, line},
    matrix_visitors::Record,
};
use crate::{
    document::{LICENCE, good_photo},
    kit::{
        PASSWORD, TestApp, TimeDelta, Visitor,
        golden::assert_reviewed,
        on_both_engines,
        route::{self, Route},
    },
};

const HEAD: &str = "\
# What each kind of visitor gets of each route of the staff's site; reviewed, see
# acceptance/staff_matrix.rs. The record: an application that was sent, its picture,
# its customer, or a reviewer. Forms carry a fresh key, the record's
# version, and as little else as can be. `foreign` has an administrator's cookie but comes from
# a network not listed; `customer` has a customer's cookies.
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

/// What a route is about, for one visitor alone: an application sent, its picture, its
/// customer, or a reviewer.
async fn record_of(app: &TestApp, path: &str) -> Record {
    if path.starts_with("/staff/") {
        let member = app.member(&[Role::Reviewer]).await.id;
        return Record { id: member.0, version: app.row_of(member).await.version };
    }
    let customer = app.registered_customer(&format!("c{}@example.jp", app.next_number())).await;
    let id = app.declared_application(&customer, "1234", "ヤマダ ハナコ").await;
    let asker = customer.asker().await;
    if path.starts_with("/customers/") {
        if path.ends_with("/reinstate") {
            let supervisor = app.officer(&[Role::Supervisor]).await;
            let (who, why) = (asker.customer, SuspendReason::CustomerAsked);
            app::roster::suspend(&app.app, &supervisor, who, why).await.unwrap();
        }
        return Record { id: asker.customer, version: 1 };
    }
    if path.starts_with("/documents/") {
        let (form, shows) = (FormKey(app.new_id()), (id, LICENCE.0, LICENCE.1));
        let picture = document::upload(&app.app, &asker, form, shows, good_photo()).await.unwrap();
        app.send_application(asker.customer, id).await;
        return Record { id: picture, version: 1 };
    }
    app.send_application(asker.customer, id).await;
    Record { id, version: app.application(id).await.version }
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
        let record = if missing || !route.has_record() {
            Record::MISSING
        } else {
            record_of(app, &route.path).await
        };
        let (outcome, body) = ask(app, &visitor.copy(), route, record).await;
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

on_both_engines! {
    async fn r6_5_each_visitor_gets_of_the_staffs_site_what_the_reviewed_matrix_says(db: TestDb) {
        let app = TestApp::start(&db).await;
        let lifeless = lifeless(&app).await;
        let mut matrix = HEAD.to_owned();
        for route in route::of_staff() {
            let records: &[(&str, bool)] =
                if route.has_record() { &[("missing", true), ("record", false)] } else { &[("-", true)] };
            for (name, missing) in records {
                let cells = cells(&app, &lifeless, &route, *missing).await;
                assert_kept_out(&route, &cells);
                matrix.push_str(&line(&KINDS, &route, name, &cells));
            }
        }
        assert_reviewed("staff_matrix.txt", &matrix);
    }
}
