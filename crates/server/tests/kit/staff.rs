//! The bank's people at their browsers: invited, with a second factor, logged in.

use std::net::IpAddr;

use app::{
    Officer, Origin,
    domain::{
        person::EmailAddress,
        staff::{Role, StaffId, Step},
    },
    staff::{Invitation, Inviter, NewMember, Presence},
};
use totp_rs::{Builder, Secret};

use super::{PASSWORD, Page, TestApp, TimeDelta, Visitor};

/// One of the bank's people, and what they alone know.
#[derive(Clone)]
pub struct Member {
    pub id: StaffId,
    pub email: String,
    /// The secret of the second factor, as an authenticator app keeps it (base32).
    pub secret: String,
    /// Their browser, logged in.
    pub browser: Visitor,
}

impl TestApp {
    /// A person at a new browser on a network the staff's site is open to.
    pub fn desk(&self) -> Visitor {
        let [_, _, third, fourth] = self.next_number().to_be_bytes();
        self.desk_at(IpAddr::from([10, 1, third, fourth]))
    }

    /// Invites somebody, as `kura staff invite` does.
    pub async fn invited(&self, email: &str, roles: &[Role]) -> Invitation {
        let new = NewMember {
            name: format!("行員 {}", email.split('@').next().unwrap_or_default()),
            email: EmailAddress::parse(email).unwrap(),
            roles: roles.to_vec(),
        };
        let origin = Origin::default();
        app::staff::invite(&self.app, Inviter::Machine(&origin), &new).await.unwrap()
    }

    /// One of the bank's people in roles: invited, accepted, logged in.
    pub async fn member(&self, roles: &[Role]) -> Member {
        let email = format!("staff{}@bank.example", self.next_number());
        let invitation = self.invited(&email, roles).await;
        let browser = self.desk();
        let page = browser.accept(&email, &invitation.code).await;
        let secret = page.secret();
        let form = page.form("/invitation/second-factor");
        form.set("code", &self.code(&secret)).send(&browser).await.assert_at("/");
        Member { id: invitation.staff, email, secret, browser }
    }

    /// A member's row.
    pub async fn row_of(&self, member: StaffId) -> store::staff_member::StaffMember {
        let mut conn = self.app.db.read().await.unwrap();
        store::staff_member::find(&mut conn, member.0).await.unwrap().unwrap()
    }

    /// Goes a step with a member, as an administrator does.
    pub async fn step(&self, administrator: &Visitor, member: StaffId, step: &Step) {
        let shown = (member.0, self.row_of(member).await.version);
        let officer = administrator.officer().await;
        app::staff::change(&self.app, &officer, shown, step).await.unwrap();
    }

    /// A reviewer's browser, logged in.
    pub async fn reviewer(&self) -> Visitor {
        self.member(&[Role::Reviewer]).await.browser
    }

    /// An approver's browser, logged in.
    pub async fn approver(&self) -> Visitor {
        self.member(&[Role::Approver]).await.browser
    }

    /// A supervisor's browser, logged in.
    pub async fn supervisor(&self) -> Visitor {
        self.member(&[Role::Supervisor]).await.browser
    }

    /// An auditor's browser, logged in.
    pub async fn auditor(&self) -> Visitor {
        self.member(&[Role::Auditor]).await.browser
    }

    /// An administrator's browser, logged in.
    pub async fn administrator(&self) -> Visitor {
        self.member(&[Role::Administrator]).await.browser
    }

    /// What an authenticator app shows now for a secret.
    pub fn code(&self, secret: &str) -> String {
        let secret = Secret::try_from_base32(secret).unwrap();
        let seconds = u64::try_from(self.app.clock.now().timestamp()).unwrap();
        Builder::new().with_secret(secret).build().unwrap().generate(seconds).to_string()
    }

    /// Logs a member in at a browser, with a code not used before: half a minute passes.
    pub async fn sign_in(&self, member: &Member, browser: &Visitor) -> Page {
        self.advance(TimeDelta::seconds(31));
        let page = browser.log_in(&member.email, PASSWORD).await;
        page.form("/login/code").set("code", &self.code(&member.secret)).send(browser).await
    }
}

impl Visitor {
    /// Accepts an invitation, up to the page that shows the second factor.
    pub async fn accept(&self, email: &str, code: &str) -> Page {
        let form = self.get("/invitation").await.form("/invitation");
        form.set("email", email).set("code", code).set("password", PASSWORD).send(self).await
    }

    /// The member of staff behind this browser, for the verbs.
    pub async fn officer(&self) -> Officer {
        let token = self.cookie("kura-staff").unwrap();
        match app::staff::presence(self.app(), &token, Origin::default()).await.unwrap() {
            Presence::Signed(signed) => signed.officer,
            other => panic!("nobody is logged in: {other:?}"),
        }
    }
}

impl Page {
    /// The second factor's secret on the page that sets it up.
    pub fn secret(&self) -> String {
        self.text_of("#secret").unwrap_or_else(|| panic!("no secret on {self}")).replace(' ', "")
    }
}
