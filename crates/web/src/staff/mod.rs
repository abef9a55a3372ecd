//! The staff's site: its own listener, cookie, log-in and look. One `.rs` and one `.html` a
//! page. No customer's route is reachable here, and none of these there.

pub mod application;
pub mod audit_trail;
pub mod close_incident;
pub mod customer;
pub mod foreign_network;
pub mod frame;
pub mod home;
pub mod incidents;
pub mod invitation;
mod language;
pub mod login;
pub mod login_code;
pub mod member;
pub mod networks;
pub mod oops;
pub mod queue;
pub mod second_factor;
pub mod statistics;
pub mod visit;

use app::domain::{
    audit::Action,
    staff::Permission::{self, HandleIncidents, ReadAudit, SeeQueue},
};

use crate::{
    StaffSite,
    kit::{door, error::Oops},
};
use Who::{Anyone, HalfWay, Invited, May, Signed};

/// Who may use a route of the staff's site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody on a listed network.
    Anyone,
    /// Who gave an invitation's code, and must set up the second factor.
    Invited,
    /// Who gave the right password, and must give a code.
    HalfWay,
    /// Every member who is logged in.
    Signed,
    /// A member one of whose roles permits it.
    May(Permission),
}

impl Who {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Invited => "invited",
            Self::HalfWay => "half-way",
            Self::Signed => "signed",
            Self::May(permission) => permission.code(),
        }
    }

    fn admits(self, facts: &visit::Facts) -> Result<(), Oops> {
        use app::staff::Stage;
        let stage = facts.half_way().map(|half| half.stage).ok();
        match (self, facts.signed()) {
            (Self::Anyone, _) | (Self::Signed, Ok(_)) => Ok(()),
            (Self::Invited, _) if stage == Some(Stage::Invitation) => Ok(()),
            (Self::HalfWay, _) if stage == Some(Stage::Password) => Ok(()),
            (Self::May(permission), Ok(signed)) if signed.may(permission) => Ok(()),
            (Self::May(_), Ok(_)) => Err(Oops::NotPermitted),
            _ => Err(Oops::LogInFirst),
        }
    }
}

/// The staff's table under construction.
pub(crate) type Table = door::Table<StaffSite>;

/// Adds all routes of the staff's site to its table.
pub(crate) fn routes(table: Table) -> Table {
    let parts = [
        entrance,
        waiting,
        application::routes,
        customer::routes,
        statistics::routes,
        trail,
        suspicion,
        member::routes,
    ];
    parts.into_iter().fold(table, |table, routes| routes(table))
}

/// What happened.
fn trail(table: Table) -> Table {
    table.get("/audit", May(ReadAudit), audit_trail::show)
}

/// What waits.
fn waiting(table: Table) -> Table {
    table.get("/queue", May(SeeQueue), queue::show).post(
        "/queue/next",
        May(SeeQueue),
        Action::TakeApplication,
        queue::next,
    )
}

/// What must be looked into.
fn suspicion(table: Table) -> Table {
    let handle = May(HandleIncidents);
    table
        .look("/incidents", handle, Action::SeeIncidents, incidents::show)
        .look("/incidents/{id}/close", handle, Action::SeeIncidents, close_incident::show)
        .post("/incidents/{id}/close", handle, Action::CloseIncident, close_incident::send)
}

/// Getting in and out.
fn entrance(table: Table) -> Table {
    table
        .get("/", Signed, home::show)
        .get("/login", Anyone, login::show)
        .post("/login", Anyone, Action::StaffPassword, login::send)
        .get("/login/code", HalfWay, login_code::show)
        .post("/login/code", HalfWay, Action::StaffLogIn, login_code::send)
        .get("/invitation", Anyone, invitation::show)
        .post("/invitation", Anyone, Action::StaffPassword, invitation::send)
        .get("/invitation/second-factor", Invited, second_factor::show)
        .post("/invitation/second-factor", Invited, Action::AcceptInvitation, second_factor::send)
        .post("/logout", Signed, Action::StaffLogOut, login::log_out)
        .post("/session/keep", Signed, None, login::keep)
        .post("/language", Anyone, None, language::choose)
}
