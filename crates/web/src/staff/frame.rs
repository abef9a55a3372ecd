//! What every page of the staff's site has around its content.

use app::{
    domain::staff::{Permission, Role},
    staff::Signed,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::visit::Visit;
use crate::kit::{
    assets, moment,
    words::{Lang, Words},
};

/// Where the visitor is in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What waits.
    Home,
    /// Applications that wait, and one of them.
    Queue,
    /// Customers.
    Customers,
    /// Numbers.
    Statistics,
    /// The audit trail.
    Audit,
    /// Incidents.
    Incidents,
    /// Members of staff.
    Members,
    /// None of these.
    Elsewhere,
}

/// The menu: place, address, the id of its label, and what must be permitted to see it.
const MENU: [(Place, &str, &str, Option<Permission>); 7] = [
    (Place::Home, "/", "staff-nav-home", None),
    (Place::Queue, "/queue", "staff-nav-queue", Some(Permission::SeeQueue)),
    (Place::Customers, "/customers", "staff-nav-customers", Some(Permission::FindCustomer)),
    (Place::Statistics, "/statistics", "staff-nav-statistics", Some(Permission::SeeStatistics)),
    (Place::Audit, "/audit", "staff-nav-audit", Some(Permission::ReadAudit)),
    (Place::Incidents, "/incidents", "staff-nav-incidents", Some(Permission::HandleIncidents)),
    (Place::Members, "/staff", "staff-nav-members", Some(Permission::ManageStaff)),
];

/// A line of the menu.
#[derive(Debug, Clone)]
pub struct MenuLine {
    /// Address.
    pub path: &'static str,
    /// Label.
    pub label: &'static str,
    /// Whether it is here.
    pub here: bool,
}

/// Who is logged in, as every page says.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Name.
    pub name: String,
    /// Roles, in words.
    pub roles: String,
    /// The menu their roles permit.
    pub menu: Vec<MenuLine>,
}

/// What the layout needs.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The words of the visitor's language.
    pub w: Words,
    /// The page's title, without the site's name.
    pub title: String,
    /// Who is logged in.
    pub colleague: Option<Colleague>,
    /// The path, for coming back after switching language.
    pub path: String,
    /// A notice of something just done, from the answer before.
    pub notice: Option<&'static str>,
    /// A new key for a form on the page.
    pub form_key: String,
}

impl Frame {
    /// The frame of a page.
    pub fn new(visit: &Visit, place: Place, title: impl Into<String>) -> Self {
        let w = visit.words;
        Self {
            w,
            title: title.into(),
            colleague: visit.signed().ok().map(|signed| Colleague::new(w, place, signed)),
            path: visit.path.clone(),
            notice: visit.notice.and_then(|id| w.lookup(&format!("notice-{id}"))),
            form_key: visit.form_key.clone(),
        }
    }

    /// A frame for sample pages: of a member in roles, or of nobody known.
    pub fn sample(lang: Lang, place: Place, roles: &[Role], title: &str) -> Self {
        let w = Words::new(lang);
        let permits = |permission| roles.iter().any(|role| role.may(permission));
        let colleague = Colleague {
            name: "佐藤 一郎 <b>".to_owned(),
            roles: role_names(w, roles),
            menu: menu(w, place, permits),
        };
        Self {
            w,
            title: title.to_owned(),
            colleague: (!roles.is_empty()).then_some(colleague),
            path: "/".to_owned(),
            notice: None,
            form_key: Uuid::nil().to_string(),
        }
    }

    /// The style sheet's address.
    pub fn style(&self) -> &'static str {
        assets::style_path()
    }

    /// The script's address.
    pub fn script(&self) -> &'static str {
        assets::script_path()
    }

    /// The address of the script for pictures.
    pub fn viewer(&self) -> &'static str {
        assets::viewer_path()
    }

    /// The other language's tag, for the switch.
    pub const fn other_language(&self) -> &'static str {
        match self.w.lang() {
            Lang::Ja => "en",
            Lang::En => "ja",
        }
    }
}

impl Colleague {
    fn new(w: Words, place: Place, signed: &Signed) -> Self {
        Self {
            name: signed.name.clone(),
            roles: role_names(w, &signed.roles),
            menu: menu(w, place, |permission| signed.may(permission)),
        }
    }
}

fn menu(w: Words, here: Place, permits: impl Fn(Permission) -> bool) -> Vec<MenuLine> {
    let seen = MENU.into_iter().filter(|(_, _, _, permission)| permission.is_none_or(&permits));
    seen.map(|(place, path, label, _)| MenuLine {
        path,
        label: w.lookup(label).unwrap_or_default(),
        here: place == here,
    })
    .collect()
}

/// A role in words.
pub fn role_name(w: Words, role: Role) -> &'static str {
    w.lookup(&format!("staff-role-{}", role.code())).unwrap_or_default()
}

/// Roles in words, in one line.
pub fn role_names(w: Words, roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role_name(w, *role)).collect();
    names.join(w.staff_role_between())
}

/// When somebody logged in last, if ever.
pub fn last_login(w: Words, at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| w.staff_member_never().to_owned(), |at| moment::time(w, at))
}
