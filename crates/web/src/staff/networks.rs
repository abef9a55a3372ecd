//! The allow-list of networks: nobody else reaches a page of the staff's site, not even its
//! log-in.

use app::Origin;
use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse as _, Response},
};

use super::foreign_network;
use crate::{
    StaffSite,
    kit::{error::Oops, origin, visit::language},
};

/// A router open to the listed networks only.
pub(crate) fn only(router: Router<StaffSite>, site: StaffSite) -> Router<StaffSite> {
    router.layer(from_fn_with_state(site, admit))
}

async fn admit(State(site): State<StaffSite>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let address = origin::address(&site.trusted_proxies, &parts);
    // An address nobody knows is on no list.
    if address.is_some_and(|address| site.networks.iter().any(|own| own.contains(address))) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let origin = origin::of(&site.app, &site.trusted_proxies, &parts);
    refuse(&site, &origin, &parts).await
}

async fn refuse(site: &StaffSite, origin: &Origin, parts: &axum::http::request::Parts) -> Response {
    tracing::warn!(site = "staff", request = %origin.request_id, "a foreign network was refused");
    let page = foreign_network::show(language(&parts.headers, site.secure_cookies), origin);
    match app::staff::foreign_network(&site.app, origin).await {
        Ok(()) => page,
        // Refused all the same; that no entry could be written is in the log.
        Err(error) => (Oops::from(error).status(), page).into_response(),
    }
}
