//! The bank's people, and applications they look at.

use std::sync::LazyLock;

use app::{
    Officer, Origin,
    application::{self, Part},
    domain::{
        application::{
            Checked, Finding,
            declaration::DeclaredDocument,
            reason::{RejectReason, Verdict},
            to_check,
        },
        bank::{Account, HolderKana, identity_document::DocumentKind},
        staff::{Role, StaffId},
    },
};
use store::{
    application::{Application, Standing},
    application_event::ApplicationEvent,
};
use uuid::Uuid;

use super::{TestApp, Visitor};

/// All there is to look at on a driving licence.
static CHECKED: LazyLock<Vec<Checked>> = LazyLock::new(|| to_check([DocumentKind::DrivingLicence]));

/// What somebody found who approves: everything was looked at.
pub fn approves() -> Finding<'static> {
    Finding { verdict: Verdict::Approve, reasons: &[], checked: &CHECKED }
}

/// What somebody found who rejects.
pub const fn rejects(reasons: &[RejectReason]) -> Finding<'_> {
    Finding { verdict: Verdict::Reject, reasons, checked: &[] }
}

impl TestApp {
    /// A member of staff in roles, of an address nobody has.
    pub async fn officer(&self, roles: &[Role]) -> Officer {
        self.officer_at(roles, None).await
    }

    /// A member of staff in roles, of that address or one nobody has.
    pub async fn officer_at(&self, roles: &[Role], email: Option<&str>) -> Officer {
        let id = self.app.dice.id(self.app.clock.now()).unwrap();
        let index = match email {
            Some(email) => self.app.keys.hash("email", email.as_bytes()),
            None => id.as_bytes().to_vec(),
        };
        let mut conn = self.app.db.begin().await.unwrap();
        let now = self.app.clock.now();
        let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
        store::staff_member::insert(&mut conn, id, &index, &roles, now).await.unwrap();
        store::staff_member::change(&mut conn, id, 1, "active", &roles).await.unwrap();
        conn.commit().await.unwrap();
        Officer { staff: StaffId(id), origin: Origin::default() }
    }

    /// An application for an account of branch 001, declared with a driving licence, and
    /// sent. The pictures are left out.
    pub async fn sent_application(&self, customer: &Visitor, number: &str, holder: &str) -> Uuid {
        let id = self.declared_application(customer, number, holder).await;
        self.send_application(customer.asker().await.customer, id).await;
        id
    }

    /// As [`TestApp::sent_application`], not sent yet.
    pub async fn declared_application(
        &self,
        customer: &Visitor,
        number: &str,
        holder: &str,
    ) -> Uuid {
        let (app, asker) = (&self.app, customer.asker().await);
        let id = application::begin(app, &asker).await.unwrap();
        let account = Account::parse("001", "ordinary", number).unwrap();
        let part = Part::Account(account, HolderKana::parse(holder).unwrap());
        application::declare(app, &asker, (id, 1), part).await.unwrap();
        let licence = DeclaredDocument { kind: DocumentKind::DrivingLicence, other_side: false };
        application::declare(app, &asker, (id, 2), Part::Documents(licence, None)).await.unwrap();
        id
    }

    /// Sends an application, first or again, as `submit` would with all its pictures.
    pub async fn send_application(&self, customer: Uuid, id: Uuid) {
        // What happens one after the other has times in that order.
        self.advance(super::TimeDelta::seconds(1));
        let (now, event) = (self.app.clock.now(), self.app.dice.id(self.app.clock.now()).unwrap());
        let mut conn = self.app.db.begin().await.unwrap();
        let row = store::application::find(&mut conn, customer, id).await.unwrap().unwrap();
        let next = Standing {
            state: "submitted".to_owned(),
            submitted_at: row.standing.submitted_at.or(Some(now)),
            returned_at: row.standing.returned_at,
            ..Standing::draft()
        };
        store::application::step(&mut conn, id, row.version, &next).await.unwrap();
        let happened = ApplicationEvent {
            id: event,
            application_id: id,
            at: now,
            kind: "submitted".to_owned(),
            staff_id: None,
            told: None,
            noted: None,
        };
        store::application_event::append(&mut conn, &happened).await.unwrap();
        conn.commit().await.unwrap();
    }

    /// The row of an application that was sent.
    pub async fn application(&self, id: Uuid) -> Application {
        let mut conn = self.app.db.read().await.unwrap();
        store::application::find_for_staff(&mut conn, id).await.unwrap().unwrap()
    }

    /// An application as its newest form shows it.
    pub async fn shown(&self, id: Uuid) -> (Uuid, i64) {
        (id, self.application(id).await.version)
    }

    /// The purposes an action was stated to have, in the order of the trail; empty ones too.
    pub async fn purposes(&self, action: &str) -> Vec<String> {
        let mut conn = self.app.db.read().await.unwrap();
        let end = self.app.clock.now() + super::TimeDelta::days(3650);
        let entries = store::audit_entry::after(&mut conn, 0, end).await.unwrap();
        let of_action = entries.into_iter().filter(|(_, entry)| entry.action == action);
        of_action.map(|(_, entry)| entry.purpose).collect()
    }
}
