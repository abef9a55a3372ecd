//! What the sites have in common: a request comes in, it is found out who visits, forms are
//! read and foreign ones refused, the route table says who may pass, and a bad end is dressed
//! as a page.

use std::sync::Arc;

use app::{AppError, Refusal, domain::audit::Action};
use axum::{
    Router,
    extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State},
    handler::Handler,
    http::{Method, request::Parts},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, get, on},
};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::{
    assets,
    error::Oops,
    form::{self, Form},
    headers::{self, is_own, says_whence},
};

/// A site: what a visit to it is, and who may pass where.
pub trait Door: Clone + Send + Sync + 'static {
    /// What is known of one request.
    type Facts: Send + Sync + 'static;
    /// Who may use a route.
    type Who: Copy + Send + Sync + 'static;
    /// The site's name in the log and the route table.
    const NAME: &'static str;

    /// Finds out who visits. With an error the request goes no further.
    fn visit(&self, parts: &Parts) -> impl Future<Output = (Self::Facts, Option<Oops>)> + Send;

    /// Whether a visitor may pass.
    ///
    /// # Errors
    /// What they are told instead.
    fn admits(who: Self::Who, facts: &Self::Facts) -> Result<(), Oops>;

    /// What the audit trail calls it that a visitor may not pass, if it is to know.
    fn turned_back(oops: Oops, method: &Method) -> Option<Refusal>;

    /// Leaves the audit entry of a request turned away before anything was done.
    fn turn_away(
        &self,
        facts: &Self::Facts,
        refusal: Refusal,
    ) -> impl Future<Output = Result<(), AppError>> + Send;

    /// The page of a bad end. `path` is where a form of our own went.
    fn dress(facts: &Arc<Self::Facts>, oops: Oops, path: Option<&str>, form: &Form) -> Response;

    /// The request's id.
    fn request_id(facts: &Self::Facts) -> &str;
}

/// Who is there is known by now; a handler takes it as an argument.
#[derive(Debug, Clone)]
pub struct Here<F = super::visit::Facts>(pub Arc<F>);

impl<S: Sync, F: Send + Sync + 'static> FromRequestParts<S> for Here<F> {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Oops> {
        parts.extensions.get::<Arc<F>>().cloned().map(Self).ok_or(Oops::Internal)
    }
}

/// A line of a site's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line<W> {
    /// The method.
    pub method: Method,
    /// The path, with `{id}` where a record's identity stands.
    pub path: &'static str,
    /// Who may use it.
    pub who: W,
    /// What it leaves in the audit trail.
    pub audited: Option<Action>,
}

/// A site's routes.
pub(crate) struct Table<D: Door> {
    router: Router<D>,
    pub lines: Vec<Line<D::Who>>,
}

impl<D: Door> Table<D> {
    pub fn new() -> Self {
        Self { router: Router::new(), lines: Vec::new() }
    }

    fn route<H, T>(mut self, line: Line<D::Who>, filter: MethodFilter, handler: H) -> Self
    where
        H: Handler<T, D>,
        T: 'static,
    {
        let who = line.who;
        let guard = from_fn(move |request: Request, next: Next| guard::<D>(who, request, next));
        self.router = self.router.route(line.path, on(filter, handler).layer(guard));
        self.lines.push(line);
        self
    }

    /// A page. One that is known in the trail by an entry of its own is a [`Self::look`].
    pub fn get<H, T>(self, path: &'static str, who: D::Who, handler: H) -> Self
    where
        H: Handler<T, D>,
        T: 'static,
    {
        self.look(path, who, None, handler)
    }

    /// A page, and what looking at it leaves in the audit trail.
    pub fn look<H, T>(
        self,
        path: &'static str,
        who: D::Who,
        audited: impl Into<Option<Action>>,
        handler: H,
    ) -> Self
    where
        H: Handler<T, D>,
        T: 'static,
    {
        let line = Line { method: Method::GET, path, who, audited: audited.into() };
        self.route(line, MethodFilter::GET, handler)
    }

    /// A form's target.
    pub fn post<H, T>(
        self,
        path: &'static str,
        who: D::Who,
        audited: impl Into<Option<Action>>,
        handler: H,
    ) -> Self
    where
        H: Handler<T, D>,
        T: 'static,
    {
        let line = Line { method: Method::POST, path, who, audited: audited.into() };
        self.route(line, MethodFilter::POST, handler)
    }

    /// The site's router, with its layers, but the outermost.
    pub fn router(self, site: D) -> Router<D> {
        self.router
            .method_not_allowed_fallback(|| async { Oops::WrongMethod })
            .fallback(|| async { Oops::NotFound })
            .layer(CsrfLayer::new())
            .layer(from_fn_with_state(site, attend::<D>))
            .route("/assets/{name}", get(assets::serve))
    }
}

/// What stands around everything: the state of health, and headers.
pub(crate) fn finish<D: Door>(router: Router<D>, site: D, secure: bool) -> Router {
    router
        .route("/healthz", get(|| async { "ok" }))
        .layer(from_fn(move |request: Request, next: Next| headers::always(secure, request, next)))
        .with_state(site)
}

async fn guard<D: Door>(who: D::Who, request: Request, next: Next) -> Response {
    let Some(facts) = request.extensions().get::<Arc<D::Facts>>() else {
        return Oops::Internal.into_response();
    };
    if let Err(oops) = D::admits(who, facts) {
        let mut response = oops.into_response();
        if let Some(refusal) = D::turned_back(oops, request.method()) {
            response.extensions_mut().insert(refusal);
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

/// Finds out who visits, reads what form was sent, and dresses a bad end.
async fn attend<D: Door>(State(site): State<D>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let matched = parts.extensions.get::<MatchedPath>().cloned();
    let (method, foreign) = (parts.method.clone(), !says_whence(&parts.method, &parts.headers));
    let (facts, lost) = site.visit(&parts).await;
    let facts = Arc::new(facts);
    let mut oops = lost.or(foreign.then_some(Oops::Foreign));
    let mut sent = Form::default();
    let mut body = Some(body);
    if method == Method::POST && form::is_form(&parts.headers) {
        match form::read(&parts.headers, body.take().unwrap_or_default()).await {
            Ok(form) => sent = form,
            Err(error) => oops = oops.or(Some(error)),
        }
    }
    // A form from a foreign page is never offered to be sent again from one of ours.
    let retry =
        (method == Method::POST && is_own(&parts.headers)).then(|| parts.uri.path().to_owned());
    let mut response = match oops {
        Some(oops) => oops.into_response(),
        None => {
            parts.extensions.insert(facts.clone());
            parts.extensions.insert(sent.clone());
            next.run(Request::from_parts(parts, body.unwrap_or_default())).await
        }
    };
    if let Some(oops) = bad_end(&site, &facts, &mut response, foreign).await {
        response = D::dress(&facts, oops, retry.as_deref(), &sent);
    }
    // The pattern, never the path itself: a link's path is a secret.
    let path = matched.as_ref().map_or("unmatched", |path| path.as_str());
    let (status, request) = (response.status().as_u16(), D::request_id(&facts));
    tracing::info!(site = D::NAME, request, %method, path, status, "request");
    response
}

/// The bad end an answer stands for, if it does. A form turned away before anything was done
/// is audited.
async fn bad_end<D: Door>(
    site: &D,
    facts: &D::Facts,
    response: &mut Response,
    foreign: bool,
) -> Option<Oops> {
    let found = response.extensions_mut();
    let foreign = found.remove::<ProtectionError>().is_some() || foreign;
    let refusal = found.remove::<Refusal>().or(foreign.then_some(Refusal::ForeignForm));
    let oops = found.remove::<Oops>();
    if let Some(refusal) = refusal
        && let Err(error) = site.turn_away(facts, refusal).await
    {
        return Some(error.into());
    }
    if foreign { Some(oops.unwrap_or(Oops::Foreign)) } else { oops }
}
