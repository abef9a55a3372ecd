//! Every route, in one table: the router is built from it and it prints itself.
//! Who may pass is enforced here, before a handler runs.

use app::{Refusal, domain::audit::Action};
use axum::{
    Router,
    extract::{FromRequestParts as _, RawPathParams, Request},
    handler::Handler,
    http::Method,
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, on},
};
use tower_http::csrf::CsrfLayer;

use crate::{
    Site,
    customer::routes as customer,
    kit::{
        assets,
        error::Oops,
        headers,
        visit::{self, Visit},
    },
};

/// Who may use a route.
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

    /// Whether a visitor may pass.
    fn admits(self, visit: &Visit) -> Result<(), Oops> {
        match (self, &visit.asker) {
            (Self::Anyone, _) => Ok(()),
            (_, None) => Err(Oops::LogInFirst),
            (Self::Customer, Some(asker)) if asker.closing => Err(Oops::Closing),
            (Self::Customer | Self::EvenClosing, Some(_)) => Ok(()),
        }
    }
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The method.
    pub method: Method,
    /// The path, with `{id}` where a record's identity stands.
    pub path: &'static str,
    /// Who may use it.
    pub who: Who,
    /// What it leaves in the audit trail.
    pub audited: Option<Action>,
}

/// The table under construction.
pub(crate) struct Table {
    router: Router<Site>,
    lines: Vec<Line>,
}

impl Table {
    fn route<H, T>(mut self, line: Line, filter: MethodFilter, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let who = line.who;
        let guard = from_fn(move |request: Request, next: Next| guard(who, request, next));
        self.router = self.router.route(line.path, on(filter, handler).layer(guard));
        self.lines.push(line);
        self
    }

    /// A page.
    pub fn get<H, T>(self, path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let line = Line { method: Method::GET, path, who, audited: None };
        self.route(line, MethodFilter::GET, handler)
    }

    /// A form's target.
    pub fn post<H, T>(
        self,
        path: &'static str,
        who: Who,
        audited: impl Into<Option<Action>>,
        handler: H,
    ) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let line = Line { method: Method::POST, path, who, audited: audited.into() };
        self.route(line, MethodFilter::POST, handler)
    }
}

async fn guard(who: Who, request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>() else {
        return Oops::Internal.into_response();
    };
    if let Err(oops) = who.admits(visit) {
        let mut response = oops.into_response();
        if oops == Oops::Closing && !request.method().is_safe() {
            response.extensions_mut().insert(Refusal::Closing);
        }
        return response;
    }
    // An address that is no text is no address of ours; handlers need not know.
    let (mut parts, body) = request.into_parts();
    match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(_) => Oops::NotFound.into_response(),
    }
}

fn table() -> Table {
    customer::all(Table { router: Router::new(), lines: Vec::new() })
}

/// The routes, one line each: method, path, who, what is audited.
pub fn lines() -> Vec<Line> {
    table().lines
}

/// The table as people review it.
pub fn route_table() -> String {
    lines()
        .iter()
        .map(|line| {
            let audited = line.audited.map_or("-", Action::code);
            format!(
                "customer  {:<5} {:<34} {:<13} {audited}\n",
                line.method.as_str(),
                line.path,
                line.who.name()
            )
        })
        .collect()
}

/// The customers' site.
pub fn router(site: Site) -> Router {
    let secure = site.secure_cookies;
    table()
        .router
        .method_not_allowed_fallback(|| async { Oops::WrongMethod })
        .fallback(|| async { Oops::NotFound })
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(site.clone(), visit::attend))
        .route("/assets/{name}", axum::routing::get(assets::serve))
        .route("/healthz", axum::routing::get(|| async { "ok" }))
        .layer(from_fn(move |request: Request, next: Next| headers::always(secure, request, next)))
        .with_state(site)
}
