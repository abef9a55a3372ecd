//! Every route, in one table for each site: the routers are built from them and they print
//! themselves. Who may pass is enforced there, before a handler runs.

use app::domain::audit::Action;

use crate::{
    Site, StaffSite,
    customer::routes as customer,
    kit::door::{self, Door},
    staff::{self, networks},
};

/// Who may use a route of the customers' site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anyone,
    /// A logged-in customer whose account is not closing.
    Customer,
    /// A logged-in customer, also while the account is closing.
    EvenClosing,
}

impl Who {
    const fn name(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Customer => "customer",
            Self::EvenClosing => "even-closing",
        }
    }
}

/// The customers' table under construction.
pub(crate) type Table = door::Table<Site>;

/// Both tables as people review them: site, method, path, who, what is audited.
pub fn route_table() -> String {
    let customers = customer::all(Table::new());
    print(&customers, Who::name) + &print(&staff::routes(door::Table::new()), staff::Who::name)
}

fn print<D: Door>(table: &door::Table<D>, name: fn(D::Who) -> &'static str) -> String {
    let lines = table.lines.iter().map(|line| {
        let audited = line.audited.map_or("-", Action::code);
        let (method, who) = (line.method.as_str(), name(line.who));
        format!("{:<9} {method:<5} {:<34} {who:<13} {audited}\n", D::NAME, line.path)
    });
    lines.collect()
}

/// The customers' site.
pub fn router(site: Site) -> axum::Router {
    let secure = site.secure_cookies;
    door::finish(customer::all(Table::new()).router(site.clone()), site, secure)
}

/// The staff's site, open to the networks listed and to no others.
pub fn staff_router(site: StaffSite) -> axum::Router {
    let secure = site.secure_cookies;
    let router = staff::routes(door::Table::new()).router(site.clone());
    door::finish(networks::only(router, site.clone()), site, secure)
}
