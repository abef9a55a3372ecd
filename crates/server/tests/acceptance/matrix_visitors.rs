//! The kinds of visitors the matrix tells apart, and the records they ask for.

use app::domain::staff::{Role, SuspendReason};
use store::Value;
use uuid::Uuid;

use crate::kit::{PASSWORD, Person, TestApp, TimeDelta, Visitor, route::Route};

/// A record asked for, and the version a form about it carries.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    pub id: Uuid,
    pub version: i64,
}

impl Record {
    /// One that does not exist.
    pub const MISSING: Self =
        Self { id: Uuid::from_u128(0x019a_b000_0000_7000_8000_0000_0000_0001), version: 1 };
}

/// Visitors without a living session. Nothing they send may change anything, so they are
/// the same all the time. Made first, for it takes weeks of the clock.
pub async fn lifeless(app: &TestApp) -> Vec<(&'static str, Visitor)> {
    let erased = app.registered_customer("erased@example.jp").await;
    close(&erased).await;
    app.advance(TimeDelta::days(31));
    app::jobs::sweep(&app.app).await.unwrap();
    let expired = app.registered_customer("expired@example.jp").await;
    app.advance(TimeDelta::minutes(20));
    let ended = app.registered_customer("ended@example.jp").await;
    let elsewhere = app.visitor();
    elsewhere.log_in("ended@example.jp", PASSWORD).await;
    let sessions = elsewhere.get("/settings/sessions").await;
    let others = format!("form[action*='{}']", ended.asker().await.session);
    sessions.form(&others).send(&elsewhere).await.assert_status(200);
    let suspended = app.registered_customer("suspended@example.jp").await;
    let (who, supervisor) =
        (suspended.asker().await.customer, app.officer(&[Role::Supervisor]).await);
    let why = SuspendReason::SuspectedMisuse;
    app::roster::suspend(&app.app, &supervisor, who, why).await.unwrap();
    let unverified = app.visitor();
    Person::at("unverified@example.jp").register(&unverified).await;
    vec![
        ("anonymous", app.visitor()),
        ("unverified", unverified),
        ("expired", expired),
        ("ended", ended),
        ("suspended", suspended),
        ("erased", erased),
    ]
}

/// Customers made anew for each route, for a route may change what they have.
pub struct Living {
    pub own: Visitor,
    pub other: Visitor,
    pub closing: Visitor,
    pub owns: Record,
    pub closing_owns: Record,
}

impl Living {
    /// They arrive, with a record of the kind the route is about.
    pub async fn arrive(app: &TestApp, number: usize, route: &Route) -> Self {
        let [own, other, closing] =
            ["own", "other", "closing"].map(|kind| format!("{kind}.{number}@example.jp"));
        let hanako = app.registered_customer(&own).await;
        let owns = record(app, &hanako, &own, route).await;
        let leaving = app.registered_customer(&closing).await;
        let closing_owns = record(app, &leaving, &closing, route).await;
        close(&leaving).await;
        let other = app.registered_customer(&other).await;
        Self { own: hanako, other, closing: leaving, owns, closing_owns }
    }
}

async fn close(visitor: &Visitor) {
    let page = visitor.get("/account/close").await;
    let form = page.form("/account/close").set("understood", "yes").set("password", PASSWORD);
    form.send(visitor).await.assert_sees("まで");
}

/// A record of the customer's own, in the state the route needs.
async fn record(app: &TestApp, visitor: &Visitor, email: &str, route: &Route) -> Record {
    let (customer, session) = (visitor.asker().await.customer, visitor.asker().await.session);
    let ours = |sql| found(app, sql, vec![customer.into()]);
    match (route.has_record(), route.path.as_str()) {
        (false, _) => Record::MISSING,
        (_, "/settings/sessions/{id}/end") => {
            app.visitor().log_in(email, PASSWORD).await;
            let sql = "SELECT id, ended_at AS version FROM session \
                       WHERE customer_id = $1 AND id <> $2";
            found(app, sql, vec![customer.into(), session.into()]).await
        }
        (_, path) if path.starts_with("/holdings") => {
            visitor.add_holding("へそくり", "cash", "120,000").await;
            let sql = "SELECT id, version FROM holding WHERE customer_id = $1";
            let holding = ours(sql).await;
            if path.ends_with("/restore") {
                let delete = format!("/holdings/{}/delete", holding.id);
                visitor.get(&delete).await.form(&delete).send(visitor).await.assert_status(200);
            }
            ours(sql).await
        }
        (_, path) if path.starts_with("/applications") => {
            visitor.complete_application().await;
            ours("SELECT id, version FROM application WHERE customer_id = $1").await
        }
        (_, path) if path.starts_with("/pictures") => {
            visitor.complete_application().await;
            ours("SELECT id, bytes AS version FROM document WHERE customer_id = $1").await
        }
        (_, path) => {
            let file = "日付,名称,金額\n2026-10-31,財布,5000\n";
            let form = visitor.get("/imports").await.form("/imports");
            let page = form.attach("file", "財布.csv", file.as_bytes()).send(visitor).await;
            if path.ends_with("/undo") {
                page.form("form[action$='/confirm']").send(visitor).await.assert_status(200);
                app.run_jobs().await;
            }
            ours("SELECT id, version FROM import WHERE customer_id = $1").await
        }
    }
}

async fn found(app: &TestApp, sql: &'static str, args: Vec<Value>) -> Record {
    let mut conn = app.app.db.read().await.unwrap();
    let row = conn.fetch_optional(sql, args).await.unwrap().unwrap();
    let version = row.int_or_null("version").unwrap().unwrap_or(1);
    Record { id: row.id("id").unwrap(), version }
}
