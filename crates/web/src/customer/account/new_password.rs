//! A lost password replaced: by the code in the browser that asked, by the link in
//! any other.

use app::{
    AppError, Refusal,
    customer::{BrowserToken, CODE_TRIES, Proof, recover::recover},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::password::{self, Password};

use crate::{
    Site,
    customer::{
        confirm::{code_field, digits, proof_error},
        register,
    },
    kit::{
        cookie::Cookie,
        error::{Answer, Oops},
        field::{Field, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        problem,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// How many digits a code has.
const CODE_DIGITS: usize = 6;

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/new_password.html")]
pub struct Page {
    frame: Frame,
    /// The code; absent when a link is the proof.
    code: Option<Field>,
    password: Field,
    errors: Vec<(String, String)>,
    target: String,
    /// The link can no longer be used.
    ended: bool,
}

impl Page {
    fn new(frame: Frame, code: Option<Field>, password: Field, target: String) -> Self {
        let errors = summary(code.iter().chain([&password]));
        Self { frame, code, password, errors, target, ended: false }
    }

    /// For the test that renders every page: by code, by link, and a link that ended.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, false, w.new_password_title());
        let code = code_field(w, "123 456", Some(w.code_wrong(CODE_TRIES - 1)));
        let short = Some(w.password_too_short(password::MIN_CHARS, 8_usize));
        let link = "/recover/link/sample".to_owned();
        let by_code = (Some(code), password_field(w, None), "/recover/code".to_owned());
        let by_link = Self::new(frame.clone(), None, password_field(w, short), link.clone());
        let ended = Self::new(frame.clone(), None, password_field(w, None), link);
        vec![
            Self::new(frame, by_code.0, by_code.1, by_code.2),
            by_link,
            Self { ended: true, ..ended },
        ]
    }
}

fn password_field(w: Words, error: Option<String>) -> Field {
    register::new_password(w, "password", w.new_password()).error(error)
}

fn code_page(visit: &Visit, typed: &str, errors: [Option<String>; 2]) -> Page {
    let [wrong_code, wrong_password] = errors;
    let w = visit.words;
    let frame = Frame::new(visit, Place::Elsewhere, w.new_password_title());
    let code = code_field(w, typed, wrong_code);
    Page::new(frame, Some(code), password_field(w, wrong_password), "/recover/code".to_owned())
}

fn link_page(visit: &Visit, link: &str, error: Option<String>) -> Page {
    let w = visit.words;
    let frame = Frame::new(visit, Place::Elsewhere, w.new_password_title());
    Page::new(frame, None, password_field(w, error), format!("/recover/link/{link}"))
}

/// Shows the fields for code and password.
///
/// # Errors
/// [`Oops`].
pub async fn show(Here(visit): Here) -> Answer {
    frame::show(&code_page(&visit, "", [None, None]))
}

/// Takes code and password. The code is tried only when the password will do, so
/// that a poor password costs no try.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let w = visit.words;
    let typed = form.text("code");
    let code = digits(typed);
    let wrong = (code.len() != CODE_DIGITS).then(|| w.new_password_code_shape().to_owned());
    let password = match (judge(w, &form), &wrong) {
        (Ok(password), None) => password,
        (judged, _) => {
            return frame::correct(&code_page(&visit, typed, [wrong, judged.err()]));
        }
    };
    let browser = BrowserToken(visit.challenge.clone().unwrap_or_default());
    match recover(&site.app, &visit.origin, &Proof::Code { browser, code }, password).await {
        Ok(()) => Ok(recovered(&site)),
        Err(AppError::Refused(refusal)) => {
            let error = proof_error(w, refusal);
            let error = error.ok_or_else(|| Oops::from(AppError::Refused(refusal)))?;
            frame::correct(&code_page(&visit, typed, [Some(error), None]))
        }
        Err(other) => Err(other.into()),
    }
}

fn judge(w: Words, form: &Form) -> Result<Password, String> {
    // Whose password it is, is not known before the proof.
    password::check(form.text("password"), &[]).map_err(|error| problem::password(w, error))
}

fn recovered(site: &Site) -> Response {
    let mut response = go("/login", Some("password-recovered"));
    Cookie::Challenge.clear(response.headers_mut(), site.secure_cookies);
    response
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
    let password = match judge(visit.words, &form) {
        Ok(password) => password,
        Err(error) => return frame::correct(&link_page(&visit, link, Some(error))),
    };
    match recover(&site.app, &visit.origin, &Proof::Link(link.to_owned()), password).await {
        Ok(()) => Ok(recovered(&site)),
        Err(AppError::Refused(Refusal::ProofEnded)) => {
            frame::correct(&Page { ended: true, ..link_page(&visit, link, None) })
        }
        Err(other) => Err(other.into()),
    }
}
