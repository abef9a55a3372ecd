//! What the staff's matrix asks for: for each visitor a record of their own, in the state its
//! route needs, and a form that lacks nothing.

use app::{
    FormKey, application, document,
    domain::{
        application::reason::RejectReason,
        staff::{Role, Step, SuspendReason},
    },
};
use axum::{body::Body, http::Method};
use store::{application::Standing, application_event::ApplicationEvent, incident::Incident};
use uuid::Uuid;

use super::{matrix::mask, matrix_visitors::Record};
use crate::{
    document::{LICENCE, good_photo},
    kit::{TestApp, TimeDelta, Visitor, rejects, route::Route},
};

/// A record, and what a form about it says.
pub struct Asked {
    record: Record,
    fields: Vec<(&'static str, String)>,
}

impl Asked {
    /// A record that does not exist, asked for with the same form.
    pub fn missing(path: &str) -> Self {
        Self::of(path, Record::MISSING, Record::MISSING.id)
    }

    /// A record in the state a route needs. What must be claimed is claimed by the visitor, if
    /// they are one of the bank's people.
    pub async fn record(app: &TestApp, path: &str, visitor: Option<Uuid>) -> Self {
        let nothing = Record::MISSING.id;
        if path.starts_with("/staff/") {
            return Self::of(path, member(app, path).await, nothing);
        }
        let number = app.next_number();
        let customer = app.registered_customer(&format!("c{number}@example.jp")).await;
        let asker = customer.asker().await;
        if path.starts_with("/customers/") {
            if path.ends_with("/reinstate") {
                let supervisor = app.officer(&[Role::Supervisor]).await;
                let (who, why) = (asker.customer, SuspendReason::CustomerAsked);
                app::roster::suspend(&app.app, &supervisor, who, why).await.unwrap();
            }
            return Self::of(path, Record { id: asker.customer, version: 1 }, nothing);
        }
        if path.starts_with("/incidents/") {
            return Self::of(path, incident(app, asker.customer).await, nothing);
        }
        let id = app.declared_application(&customer, "1234", "ヤマダ ハナコ").await;
        let mut picture = nothing;
        if path.starts_with("/documents/") || path.ends_with("/purge") {
            let (form, shows) = (FormKey(app.new_id()), (id, LICENCE.0, LICENCE.1));
            picture = document::upload(&app.app, &asker, form, shows, good_photo()).await.unwrap();
        }
        app.send_application(asker.customer, id).await;
        if path.starts_with("/documents/") {
            return Self::of(path, Record { id: picture, version: 1 }, nothing);
        }
        stand(app, path, id, visitor).await;
        Self::of(path, Record { id, version: app.application(id).await.version }, picture)
    }

    /// The form of a path, filled in.
    fn of(path: &str, record: Record, picture: Uuid) -> Self {
        let told = "画像に光が反射しています。";
        let picture = picture.to_string();
        let fields: &[(&'static str, &str)] = match path {
            "/documents/{id}/picture" | "/applications/{id}/reveal" => {
                &[("purpose", "compare-document")]
            }
            "/applications/{id}/return" => {
                &[("reason-glare", "yes"), ("drafted", "reason-glare"), ("told", told)]
            }
            "/applications/{id}/recommend" => {
                &[("verdict", "reject"), ("reason-suspected-forgery", "yes")]
            }
            "/applications/{id}/decide" => &[
                ("verdict", "reject"),
                ("reason-suspected-forgery", "yes"),
                ("drafted", "suspected-forgery"),
                ("told", told),
            ],
            "/applications/{id}/purge" => {
                &[("picture", picture.as_str()), ("reason", "my-number-visible")]
            }
            "/customers/{id}/suspend" => {
                &[("reason", "suspected-misuse"), ("purpose", "answer-customer")]
            }
            path if path.starts_with("/customers/{id}") => &[("purpose", "answer-customer")],
            "/incidents/{id}/close" => &[("outcome", "false-alarm"), ("note", "誤検知。")],
            "/staff/{id}/roles" => &[("role-approver", "yes")],
            "/language" => &[("language", "ja")],
            _ => &[],
        };
        let owned = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Self { record, fields: owned.collect() }
    }
}

/// A reviewer; one who is suspended, where a route takes them up again.
async fn member(app: &TestApp, path: &str) -> Record {
    let member = app.member(&[Role::Reviewer]).await.id;
    if path.ends_with("/reinstate") {
        let administrator = app.administrator().await;
        app.step(&administrator, member, &Step::Suspend).await;
    }
    Record { id: member.0, version: app.row_of(member).await.version }
}

/// Something the scanner found in a customer's file.
async fn incident(app: &TestApp, customer: Uuid) -> Record {
    let found = Incident {
        id: app.new_id(),
        at: app.app.clock.now(),
        kind: "malware".to_owned(),
        customer_id: customer,
        subject_id: app.new_id(),
        detail: "Home.Eicar.Test".to_owned(),
        original_hash: b"of the file".to_vec(),
        closed: None,
    };
    let mut conn = app.app.db.begin().await.unwrap();
    store::incident::insert(&mut conn, &found).await.unwrap();
    conn.commit().await.unwrap();
    Record { id: found.id, version: 1 }
}

/// Lets an application that was sent stand as a route needs it.
async fn stand(app: &TestApp, path: &str, id: Uuid, visitor: Option<Uuid>) {
    let colleague = app.officer(&[Role::Reviewer]).await;
    let mine = visitor.unwrap_or(colleague.staff.0);
    match path {
        "/applications/{id}/pass-on" => claimed(app, id, colleague.staff.0).await,
        "/applications/{id}/release"
        | "/applications/{id}/return"
        | "/applications/{id}/recommend" => claimed(app, id, mine).await,
        "/applications/{id}/decide" => {
            application::take(&app.app, &colleague, app.shown(id).await).await.unwrap();
            let (shown, finding) = (app.shown(id).await, rejects(&[RejectReason::Duplicate]));
            application::recommend(&app.app, &colleague, shown, &finding, "").await.unwrap();
            claimed(app, id, mine).await;
        }
        _ => {}
    }
}

/// Lets somebody have claimed an application, whatever their roles.
async fn claimed(app: &TestApp, id: Uuid, by: Uuid) {
    let (row, now) = (app.application(id).await, app.app.clock.now());
    let state = match row.standing.state.as_str() {
        "submitted" => "in-review".to_owned(),
        other => other.to_owned(),
    };
    let claim = Some((by, now + TimeDelta::minutes(30)));
    let happened = ApplicationEvent {
        id: app.new_id(),
        application_id: id,
        at: now,
        kind: "claimed".to_owned(),
        staff_id: Some(by),
        told: None,
        noted: None,
    };
    let mut conn = app.app.db.begin().await.unwrap();
    let next = Standing { state, claim, ..row.standing };
    store::application::step(&mut conn, id, row.version, &next).await.unwrap();
    store::application_event::append(&mut conn, &happened).await.unwrap();
    conn.commit().await.unwrap();
}

/// Asks for a route; gives outcome and page.
pub async fn ask(
    app: &TestApp,
    visitor: &Visitor,
    route: &Route,
    asked: &Asked,
) -> (String, String) {
    let path = route.address(&asked.record.id.to_string());
    let page = if route.method == Method::GET {
        // A customer's page is asked for with what for.
        let purpose = asked.fields.iter().find(|field| field.0 == "purpose");
        let query = purpose.map(|(name, value)| format!("?{name}={value}")).unwrap_or_default();
        let request = visitor.request(Method::GET, &(path + &query), Body::empty());
        visitor.send(request).await
    } else {
        let (key, version) = (app.new_id().to_string(), asked.record.version.to_string());
        let mut fields = vec![("form_key", key.as_str()), ("version", version.as_str())];
        fields.extend(asked.fields.iter().map(|(name, value)| (*name, value.as_str())));
        visitor.post(&path, &fields).await
    };
    let location = page.location().map(|location| format!(" {location}")).unwrap_or_default();
    let outcome = mask(&format!("{}{location}", page.status.as_u16()));
    (outcome, mask(&String::from_utf8_lossy(&page.body)))
}
