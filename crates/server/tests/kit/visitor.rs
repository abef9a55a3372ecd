//! A person at a browser.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use app::{App, Asker, Origin, session::Presence};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderName, HeaderValue, Method, Request, header},
};
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::{Page, browser::Jar};

/// Clones share one browser.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    app: Arc<App>,
    jar: Arc<Mutex<Jar>>,
    address: SocketAddr,
    /// The site's address.
    origin: &'static str,
    language: &'static str,
}

/// Redirects a browser follows before it gives up.
const MOST_REDIRECTS: usize = 5;

/// A browser people have, as it names itself.
const AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 \
                     (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

impl Visitor {
    pub(super) fn new(
        router: Router,
        app: Arc<App>,
        address: IpAddr,
        origin: &'static str,
    ) -> Self {
        let address = SocketAddr::from((address, 50_000));
        Self { router, app, jar: Arc::default(), address, origin, language: "ja" }
    }

    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// Whose browser asks for a language, such as `en-GB,en;q=0.9`.
    #[must_use]
    pub const fn speaking(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// Opens a page by its address and follows where it sends.
    pub async fn get(&self, path: &str) -> Page {
        let answer = self.send(self.request(Method::GET, path, Body::empty())).await;
        self.follow(answer).await
    }

    /// Sends fields as a form of our own page would, without following.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(self.post_request(path, body)).await
    }

    /// A form's request, for changing its headers before [`Visitor::send`].
    pub fn post_request(&self, path: &str, body: impl Into<Body>) -> Request<Body> {
        let mut request = self.request(Method::POST, path, body.into());
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, form);
        request
    }

    /// A request with all a browser says of itself.
    pub fn request(&self, method: Method, path: &str, body: Body) -> Request<Body> {
        let asks = method == Method::GET;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.origin.trim_start_matches("https://"))
            .header(header::USER_AGENT, AGENT)
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header("sec-fetch-site", if asks { "none" } else { "same-origin" })
            .extension(ConnectInfo(self.address));
        if !asks {
            request = request.header(header::ORIGIN, self.origin);
        }
        if let Some(cookies) = self.jar().header(self.app.clock.now()) {
            request = request.header(header::COOKIE, cookies);
        }
        request.body(body).unwrap()
    }

    /// Sends a request as it is, keeps the cookies of the answer, follows nothing. Takes a
    /// millisecond.
    pub async fn send(&self, request: Request<Body>) -> Page {
        let path = request.uri().to_string();
        // So that what happens one after the other has times in that order.
        self.app.clock.advance(TimeDelta::milliseconds(1));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        self.jar().take(&parts.headers, self.app.clock.now());
        Page { path, status: parts.status, headers: parts.headers, body: body.to_vec() }
    }

    /// Follows an answer that sends elsewhere.
    pub async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..MOST_REDIRECTS {
            let Some(location) = page.location() else { return page };
            let mut request = self.request(Method::GET, &location, Body::empty());
            let same = HeaderValue::from_static("same-origin");
            request.headers_mut().insert(HeaderName::from_static("sec-fetch-site"), same);
            page = self.send(request).await;
        }
        panic!("sent in a circle: {}", page.path)
    }

    /// Whether the service knows who this is.
    pub async fn is_logged_in(&self) -> bool {
        self.get("/").await.has_form("/logout")
    }

    /// The value of a cookie, named without its prefix.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar().value(name)
    }

    /// Closes the browser and opens it again.
    pub fn close_browser(&self) {
        self.jar().close();
    }

    /// A second browser that holds copies of this one's cookies.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { jar: Arc::new(Mutex::new(self.jar().clone())), ..self.clone() }
    }

    /// This browser with the cookies of another, as one who stole them would have it.
    #[must_use]
    pub fn with_cookies_of(self, other: &Self) -> Self {
        let cookies = other.jar().clone();
        *self.jar() = cookies;
        self
    }

    /// This browser with one more cookie, named without its prefix.
    #[must_use]
    pub fn with_cookie(self, name: &str, value: &str) -> Self {
        self.jar().put(name, value);
        self
    }

    /// The customer behind this browser, for asking `app` what a page cannot show.
    pub async fn asker(&self) -> Asker {
        let token = self.cookie("kura").unwrap();
        match app::session::presence(&self.app, &token, Origin::default(), false).await.unwrap() {
            Presence::Customer(asker) => *asker,
            other => panic!("nobody is logged in: {other:?}"),
        }
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, Jar> {
        self.jar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
