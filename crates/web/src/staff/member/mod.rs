//! Members of staff, for their administrators.

pub mod detail;
pub mod invite;
pub mod invited;
pub mod list;

use app::{
    domain::{
        audit::Action,
        staff::{Permission, Refusal as Rule, Role, Status},
    },
    staff::MemberLine,
};

use super::{
    Table,
    Who::{self, May},
    frame::role_name,
};
use crate::kit::{
    field::{Field, Input},
    form::Form,
    words::Words,
};

const ADMINISTRATORS: Who = May(Permission::ManageStaff);

/// Adds the routes to the staff's table.
pub(crate) fn routes(table: Table) -> Table {
    table
        .get("/staff", ADMINISTRATORS, list::show)
        .get("/staff/invite", ADMINISTRATORS, invite::show)
        .post("/staff/invite", ADMINISTRATORS, Action::InviteStaff, invite::send)
        .get("/staff/{id}", ADMINISTRATORS, detail::show)
        .post("/staff/{id}/roles", ADMINISTRATORS, Action::ChangeStaff, detail::roles)
        .post("/staff/{id}/suspend", ADMINISTRATORS, Action::ChangeStaff, detail::suspend)
        .post("/staff/{id}/reinstate", ADMINISTRATORS, Action::ChangeStaff, detail::reinstate)
        .post("/staff/{id}/leave", ADMINISTRATORS, Action::ChangeStaff, detail::leave)
        .post("/staff/{id}/invite", ADMINISTRATORS, Action::InviteStaff, detail::invite_again)
}

/// A status in words.
fn status_name(w: Words, status: Status) -> &'static str {
    w.lookup(&format!("staff-status-{}", status.code())).unwrap_or_default()
}

/// What stands against a step, in words.
fn rule_text(w: Words, rule: Rule) -> &'static str {
    match rule {
        Rule::Oneself => w.staff_member_not_oneself(),
        Rule::LastAdministrator => w.staff_member_last_administrator(),
        Rule::Standing => w.staff_member_standing(),
        Rule::NoRole => w.staff_invite_no_role(),
        Rule::MakesAndLooks => w.staff_invite_makes_and_looks(),
    }
}

/// A box to tick for each role, with what it is there for.
fn role_boxes(w: Words, ticked: &[Role]) -> Vec<Field> {
    let boxes = Role::ALL.iter().map(|role| {
        let value = if ticked.contains(role) { "yes" } else { "" };
        let what = w.lookup(&format!("staff-role-{}-what", role.code())).unwrap_or_default();
        let label = format!("{} — {what}", role_name(w, *role));
        Field::new(&box_name(*role), label, value).input(Input::Tick)
    });
    boxes.collect()
}

fn box_name(role: Role) -> String {
    format!("role-{}", role.code())
}

/// The roles whose boxes were ticked.
fn ticked(form: &Form) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| form.ticked(&box_name(*role))).collect()
}

/// Members for sample pages.
fn sample(oneself: bool) -> MemberLine {
    MemberLine {
        id: uuid::Uuid::nil(),
        version: 1,
        name: "佐藤 一郎 <b>".to_owned(),
        email: "ichiro@bank.example".to_owned(),
        status: if oneself { Status::Active } else { Status::Invited },
        roles: vec![Role::Reviewer, Role::Auditor],
        created_at: chrono::DateTime::UNIX_EPOCH,
        last_login_at: oneself.then_some(chrono::DateTime::UNIX_EPOCH),
        oneself,
    }
}
