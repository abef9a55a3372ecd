//! Proving the e-mail address: by the code in the browser that registered, by the
//! link and the password in any other.

use app::{
    AppError, Refusal,
    customer::{BrowserToken, Proof, confirm::confirm, register},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};

use super::login;
use crate::{
    Site,
    kit::{
        cookie::Cookie,
        error::{Answer, Oops},
        field::{Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/confirm.html")]
pub struct Page {
    frame: Frame,
    field: Field,
    errors: Vec<(String, String)>,
    target: String,
    by_link: bool,
}

impl Page {
    fn new(visit: &Visit, field: Field, target: String, by_link: bool) -> Self {
        let frame = Frame::new(visit, Place::Elsewhere, visit.words.confirm_title());
        Self { frame, errors: summary([&field]), field, target, by_link }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let field = code_field(w, "123", Some(w.code_wrong(2)));
        Self {
            frame: Frame::sample(lang, false, w.confirm_title()),
            errors: summary([&field]),
            field,
            target: "/register/confirm".to_owned(),
            by_link: false,
        }
    }
}

/// A field for six digits.
pub(super) fn code_field(w: Words, value: &str, error: Option<String>) -> Field {
    Field::new("code", w.code(), value).input(Input::Code).hint(w.code_hint()).error(error)
}

/// The digits of a typed code, in any width, spaces and hyphens dropped.
pub(super) fn digits(typed: &str) -> String {
    domain::text::half_width(typed).chars().filter(char::is_ascii_digit).collect()
}

/// What is said of a proof refused, if the page says it itself.
pub(super) fn proof_error(w: Words, refusal: Refusal) -> Option<String> {
    match refusal {
        Refusal::WrongCode { left } => Some(w.code_wrong(left)),
        Refusal::ProofEnded => Some(w.code_ended().to_owned()),
        Refusal::EmailTaken => Some(w.email_taken().to_owned()),
        Refusal::WrongPassword => Some(w.password_wrong().to_owned()),
        _ => None,
    }
}

/// Shows the field for the code.
///
/// # Errors
/// [`Oops`].
pub async fn show(Here(visit): Here) -> Answer {
    let field = code_field(visit.words, "", None);
    frame::show(&Page::new(&visit, field, "/register/confirm".to_owned(), false))
}

/// Takes the code.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let typed = form.text("code");
    let browser = BrowserToken(visit.challenge.clone().unwrap_or_default());
    let proof = Proof::Code { browser, code: digits(typed) };
    match confirm(&site.app, &visit.browser(), &proof, "").await {
        Ok(logged_in) => Ok(confirmed(&site, &logged_in)),
        Err(AppError::Refused(refusal)) => {
            let Some(error) = proof_error(visit.words, refusal) else {
                return Err(Oops::from(AppError::Refused(refusal)));
            };
            let field = code_field(visit.words, typed, Some(error));
            frame::correct(&Page::new(&visit, field, "/register/confirm".to_owned(), false))
        }
        Err(other) => Err(other.into()),
    }
}

fn confirmed(site: &Site, logged_in: &app::session::LoggedIn) -> Response {
    let mut response = go("/", Some("confirmed"));
    login::remember(site, &mut response, logged_in);
    Cookie::Challenge.clear(response.headers_mut(), site.secure_cookies);
    response
}

fn link_page(visit: &Visit, link: &str, error: Option<String>) -> Page {
    let field = login::password_field(visit.words).error(error);
    Page::new(visit, field, format!("/register/link/{link}"), true)
}

/// Shows the field for the password that goes with a link. Opening a link changes
/// nothing: mail scanners open links too.
///
/// # Errors
/// [`Oops`].
pub async fn show_link(Here(visit): Here, Path(link): Path<String>) -> Answer {
    frame::show(&link_page(&visit, frame::token(&link)?, None))
}

/// Takes the password.
///
/// # Errors
/// [`Oops`].
pub async fn send_link(
    State(site): State<Site>,
    Here(visit): Here,
    Path(link): Path<String>,
    form: Form,
) -> Answer {
    let link = frame::token(&link)?;
    let proof = Proof::Link(link.to_owned());
    match confirm(&site.app, &visit.browser(), &proof, form.text("password")).await {
        Ok(logged_in) => Ok(confirmed(&site, &logged_in)),
        Err(AppError::Refused(refusal)) => {
            let error = proof_error(visit.words, refusal);
            let error = error.ok_or_else(|| Oops::from(AppError::Refused(refusal)))?;
            frame::correct(&link_page(&visit, link, Some(error)))
        }
        Err(other) => Err(other.into()),
    }
}

/// Sends a new code. The answer is the same whether there was anything to send.
///
/// # Errors
/// [`Oops`].
pub async fn send_again(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let browser = BrowserToken(visit.challenge.clone().unwrap_or_default());
    register::send_again(&site.app, &visit.origin, &browser).await?;
    let back = if form.text("for") == "recover" { "/recover/code" } else { "/register/confirm" };
    Ok(go(back, Some("code-sent")))
}
