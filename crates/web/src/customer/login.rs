//! Logging in and out. What was typed into a form whose session ended meanwhile is
//! carried through the log-in and offered to be sent again.

use app::{
    AppError, Refusal,
    session::{self, LoggedIn},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::person::EmailAddress;

use super::login_continue;
use crate::{
    Site,
    kit::{
        bad_end::Kept,
        cookie::Cookie,
        error::Answer,
        field::{Field, Input},
        form::Form,
        frame::{self, Frame, Place, go, own_path},
        moment,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// Names of kept fields begin with this, so that they meet none of the log-in's own.
const KEPT: &str = "kept.";

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/login.html")]
pub struct Page {
    frame: Frame,
    email: Field,
    password: Field,
    error: Option<String>,
    over: bool,
    kept: Option<Kept>,
    next: String,
}

impl Page {
    fn new(visit: &Visit, typed: &str) -> Self {
        let w = visit.words;
        Self {
            frame: Frame::new(visit, Place::Elsewhere, w.login_title()),
            email: Field::new("email", w.email(), typed)
                .input(Input::Line("email"))
                .autocomplete("username"),
            password: password_field(w),
            error: None,
            over: false,
            kept: None,
            next: String::new(),
        }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        Self {
            frame: Frame::sample(lang, false, w.login_title()),
            email: Field::new("email", w.email(), "hanako@example.jp"),
            password: password_field(w),
            error: Some(w.login_wrong().to_owned()),
            over: true,
            kept: Some(Kept {
                path: "/holdings/new".to_owned(),
                fields: vec![("label".to_owned(), "<b>".to_owned())],
            }),
            next: "/".to_owned(),
        }
    }
}

/// The field of a password that is known.
pub(super) fn password_field(w: Words) -> Field {
    Field::new("password", w.password(), "")
        .input(Input::Password { new: false, words: ["", w.password_show(), w.password_hide()] })
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here) -> Answer {
    if visit.asker.is_some() {
        return Ok(go("/", None));
    }
    frame::show(&Page { over: visit.expired, ..Page::new(&visit, "") })
}

/// The form in place of a page for which one must log in first. What a form was sent to is no
/// page to go on to; what was typed is kept.
pub(crate) fn first(visit: &Visit, kept: Option<Kept>, is_form: bool) -> Response {
    let next = if is_form { String::new() } else { visit.path.clone() };
    let page = Page { over: true, kept, next, ..Page::new(visit, "") };
    frame::show_as(StatusCode::UNAUTHORIZED, &page)
        .unwrap_or_else(|oops| oops.status().into_response())
}

/// Takes the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let typed = form.text("email");
    let kept = kept(&form);
    let again = |error: String, status: StatusCode| {
        let page = Page {
            error: Some(error),
            kept: kept.clone(),
            next: form.text("next").to_owned(),
            ..Page::new(&visit, typed)
        };
        frame::show_as(status, &page)
    };
    let w = visit.words;
    let Ok(email) = EmailAddress::parse(typed) else {
        return again(w.login_wrong().to_owned(), StatusCode::UNPROCESSABLE_ENTITY);
    };
    match session::log_in(&site.app, &visit.browser(), &email, form.text("password")).await {
        Ok(logged_in) => welcome_back(&site, &visit, &form, kept, &logged_in),
        Err(AppError::Refused(Refusal::WrongCredentials)) => {
            again(w.login_wrong().to_owned(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(AppError::Refused(Refusal::SlowDown { seconds })) => {
            again(w.login_slow_down(moment::minutes(seconds)), StatusCode::TOO_MANY_REQUESTS)
        }
        Err(AppError::Refused(Refusal::Suspended)) => {
            again(w.login_suspended().to_owned(), StatusCode::FORBIDDEN)
        }
        Err(other) => Err(other.into()),
    }
}

fn welcome_back(
    site: &Site,
    visit: &Visit,
    form: &Form,
    kept: Option<Kept>,
    logged_in: &LoggedIn,
) -> Answer {
    let mut response = match kept {
        Some(kept) => {
            let title = visit.words.continue_title();
            let frame = Frame::new(visit, Place::Elsewhere, title);
            frame::show(&login_continue::Page::new(frame, kept))?
        }
        None => go(own_path(form.text("next")), None),
    };
    remember(site, &mut response, logged_in);
    Ok(response)
}

fn kept(form: &Form) -> Option<Kept> {
    let path = own_path(form.find("kept_path")?).to_owned();
    let fields = form
        .fields()
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone())));
    Some(Kept { path, fields: fields.collect() })
}

/// Gives a browser the secrets of a session just started.
pub(super) fn remember(site: &Site, response: &mut Response, logged_in: &LoggedIn) {
    let headers = response.headers_mut();
    Cookie::Session.set(headers, &logged_in.session, site.secure_cookies);
    Cookie::Device.set(headers, &logged_in.device, site.secure_cookies);
}

/// Logs out.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn log_out(State(site): State<Site>, Here(visit): Here) -> Answer {
    session::log_out(&site.app, visit.asker()?).await?;
    let mut response = go("/login", Some("logged-out"));
    Cookie::Session.clear(response.headers_mut(), site.secure_cookies);
    Ok(response)
}

/// Keeps the session alive; the visit itself has done so.
///
/// # Errors
/// None.
pub async fn keep() -> StatusCode {
    StatusCode::NO_CONTENT
}
