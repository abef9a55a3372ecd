//! The pages of Kura. Pages never reach the database: they call the verbs and
//! queries of `app`.

pub mod customer;
pub mod kit;
mod routes;
pub mod samples;
pub mod staff;

use std::sync::Arc;

use app::App;

pub use kit::{network::Network, under_way::UnderWay};
pub use routes::{route_table, router, staff_router};

/// The customers' site.
#[derive(Debug, Clone)]
pub struct Site {
    /// The verbs.
    pub app: Arc<App>,
    /// Whether people come by https: cookies are then bound to the host.
    pub secure_cookies: bool,
    /// Proxies whose word on a client's address is believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether captured mail can be read at `/demo/mail`. Only ever for a demonstration.
    pub captured_mail: bool,
    /// The uploads under way.
    pub uploads: UnderWay,
}

/// The staff's site.
#[derive(Debug, Clone)]
pub struct StaffSite {
    /// The verbs.
    pub app: Arc<App>,
    /// Whether people come by https: cookies are then bound to the host.
    pub secure_cookies: bool,
    /// The networks the site is open to.
    pub networks: Vec<Network>,
    /// Proxies whose word on a client's address is believed.
    pub trusted_proxies: Vec<Network>,
}
