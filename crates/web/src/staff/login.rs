//! The first half of a log-in: address and password. And logging out.

use app::{AppError, Refusal, staff};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::person::EmailAddress;

use super::{
    frame::{Frame, Place},
    visit::{Facts, Visit},
};
use crate::{
    StaffSite,
    kit::{
        cookie::Cookie,
        door::Here,
        error::Answer,
        field::{Field, Input},
        form::Form,
        frame::{go, own_path, show as render, show_as},
        moment,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/login.html")]
pub struct Page {
    frame: Frame,
    email: Field,
    password: Field,
    error: Option<String>,
    over: bool,
    next: String,
}

impl Page {
    fn new(frame: Frame, typed: &str) -> Self {
        let w = frame.w;
        Self {
            frame,
            email: email_field(w, typed),
            password: Field::new("password", w.password(), "").input(Input::Password {
                new: false,
                words: ["", w.password_show(), w.password_hide()],
            }),
            error: None,
            over: false,
            next: String::new(),
        }
    }

    fn of(visit: &Visit, typed: &str) -> Self {
        Self::new(Frame::new(visit, Place::Elsewhere, visit.words.login_title()), typed)
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, Place::Elsewhere, &[], w.login_title());
        let error = Some(w.login_wrong().to_owned());
        Self { error, over: true, ..Self::new(frame, "ichiro@bank.example") }
    }
}

/// The field of a member's address.
pub(super) fn email_field(w: Words, typed: &str) -> Field {
    Field::new("email", w.email(), typed).input(Input::Line("email")).autocomplete("username")
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here<Facts>) -> Answer {
    if visit.signed().is_ok() {
        return Ok(go("/", None));
    }
    render(&Page { over: visit.expired, ..Page::of(&visit, "") })
}

/// The form in place of a page for which one must log in first. What a form was sent to is no
/// page to go on to.
pub(super) fn first(visit: &Visit, is_form: bool) -> Response {
    let next = if is_form { String::new() } else { visit.path.clone() };
    let page = Page { over: true, next, ..Page::of(visit, "") };
    show_as(StatusCode::UNAUTHORIZED, &page).unwrap_or_else(|oops| oops.status().into_response())
}

/// Takes address and password; the next page asks for a code.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    let (w, typed) = (visit.words, form.text("email"));
    let again = |error: String, status: StatusCode| {
        let next = form.text("next").to_owned();
        show_as(status, &Page { error: Some(error), next, ..Page::of(&visit, typed) })
    };
    let wrong = || again(w.login_wrong().to_owned(), StatusCode::UNPROCESSABLE_ENTITY);
    let Ok(email) = EmailAddress::parse(typed) else { return wrong() };
    match staff::log_in(&site.app, &visit.origin, &email, form.text("password")).await {
        Ok(token) => {
            let next = own_path(form.text("next"));
            let mut response = go(&with_next("/login/code", next), None);
            Cookie::Staff.set(response.headers_mut(), &token, site.secure_cookies);
            Ok(response)
        }
        Err(AppError::Refused(Refusal::WrongCredentials)) => wrong(),
        Err(AppError::Refused(Refusal::SlowDown { seconds })) => {
            again(w.staff_slow_down(moment::minutes(seconds)), StatusCode::TOO_MANY_REQUESTS)
        }
        Err(other) => Err(other.into()),
    }
}

/// An address that remembers where to go after the code; the first page needs no word.
fn with_next(path: &str, next: &str) -> String {
    if next == "/" {
        return path.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("{path}?{query}")
}

/// Logs out.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn log_out(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    staff::log_out(&site.app, visit.signed()?).await?;
    let mut response = go("/login", Some("logged-out"));
    Cookie::Staff.clear(response.headers_mut(), site.secure_cookies);
    Ok(response)
}

/// Keeps the session alive; the visit itself has done so.
///
/// # Errors
/// None.
pub async fn keep() -> StatusCode {
    StatusCode::NO_CONTENT
}
