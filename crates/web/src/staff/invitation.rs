//! Accepting an invitation: the code that was handed over, and a password.

use app::{AppError, Refusal, staff};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{password, person::EmailAddress};

use super::{
    frame::{Frame, Place},
    login::email_field,
    visit::{Facts, Visit},
};
use crate::{
    StaffSite,
    customer::register::new_password,
    kit::{
        cookie::Cookie,
        door::Here,
        error::Answer,
        field::{Field, summary},
        form::Form,
        frame::{go, show as render, show_as},
        moment, problem,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/invitation.html")]
pub struct Page {
    frame: Frame,
    email: Field,
    code: Field,
    password: Field,
    errors: Vec<(String, String)>,
    message: Option<String>,
}

impl Page {
    fn new(frame: Frame, typed: &str, [email, code, password]: [Option<String>; 3]) -> Self {
        let w = frame.w;
        let email = email_field(w, typed).error(email);
        let code = Field::new("code", w.staff_invitation_code(), "")
            .hint(w.staff_invitation_code_hint())
            .autocomplete("off")
            .error(code);
        let password = new_password(w, "password", w.new_password()).error(password);
        let errors = summary([&email, &code, &password]);
        Self { frame, email, code, password, errors, message: None }
    }

    fn of(visit: &Visit, typed: &str, errors: [Option<String>; 3]) -> Self {
        let title = visit.words.staff_invitation_title();
        Self::new(Frame::new(visit, Place::Elsewhere, title), typed, errors)
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, Place::Elsewhere, &[], w.staff_invitation_title());
        let errors = [w.email_malformed(), w.text_empty(), w.password_common()];
        let message = Some(w.staff_invitation_wrong().to_owned());
        let errors = errors.map(|text| Some(text.to_owned()));
        Self { message, ..Self::new(frame, "ichiro@bank", errors) }
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here<Facts>) -> Answer {
    render(&Page::of(&visit, "", [None, None, None]))
}

/// Takes the form; the next page sets up the second factor.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    let (w, typed, code) = (visit.words, form.text("email"), form.text("code"));
    let email = EmailAddress::parse(typed);
    let context: Vec<&str> =
        email.as_ref().map(|email| vec![email.as_str(), email.local()]).unwrap_or_default();
    let password = password::check(form.text("password"), &context);
    let blank = code.trim().is_empty().then(|| w.text_empty().to_owned());
    let (email, password) = match (email, password, &blank) {
        (Ok(email), Ok(password), None) => (email, password),
        (email, password, _) => {
            let email = email.err().map(|error| problem::email(w, error).to_owned());
            let password = password.err().map(|error| problem::password(w, error));
            let page = Page::of(&visit, typed, [email, blank, password]);
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let told = |message: String, status| {
        let page = Page::of(&visit, typed, [None, None, None]);
        show_as(status, &Page { message: Some(message), ..page })
    };
    match staff::accept(&site.app, &visit.origin, (&email, code), password).await {
        Ok(token) => {
            let mut response = go("/invitation/second-factor", None);
            Cookie::Staff.set(response.headers_mut(), &token, site.secure_cookies);
            Ok(response)
        }
        Err(AppError::Refused(Refusal::WrongInvitation)) => {
            told(w.staff_invitation_wrong().to_owned(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(AppError::Refused(Refusal::SlowDown { seconds })) => {
            told(w.staff_slow_down(moment::minutes(seconds)), StatusCode::TOO_MANY_REQUESTS)
        }
        Err(other) => Err(other.into()),
    }
}
