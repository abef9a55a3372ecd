//! The second half of a log-in: a code of the second factor.

use app::{AppError, Refusal, staff};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
};

use super::{
    frame::{Frame, Place},
    visit::{Facts, Visit},
};
use crate::{
    StaffSite,
    kit::{
        cookie::Cookie,
        door::Here,
        error::{Answer, Oops},
        field::{Field, Input},
        form::Form,
        frame::{go, own_path, show as render, show_as},
        moment,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/login_code.html")]
pub struct Page {
    frame: Frame,
    code: Field,
    next: String,
}

impl Page {
    fn new(frame: Frame, error: Option<String>, next: &str) -> Self {
        let code = code_field(frame.w).error(error);
        Self { frame, code, next: next.to_owned() }
    }

    fn of(visit: &Visit, error: Option<String>, next: &str) -> Self {
        let title = visit.words.staff_code_title();
        Self::new(Frame::new(visit, Place::Elsewhere, title), error, next)
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, Place::Elsewhere, &[], w.staff_code_title());
        Self::new(frame, Some(w.staff_code_used().to_owned()), "/")
    }
}

/// The field of a code.
pub(super) fn code_field(w: Words) -> Field {
    Field::new("code", w.staff_code(), "").input(Input::Code).hint(w.staff_code_hint())
}

/// What is wrong with a code, if that is what a verb says, and with which status.
pub(super) fn wrong_code(w: Words, error: &AppError) -> Option<(StatusCode, String)> {
    let correct = StatusCode::UNPROCESSABLE_ENTITY;
    match error {
        AppError::Refused(Refusal::WrongSecondFactor) => {
            Some((correct, w.staff_code_wrong().to_owned()))
        }
        AppError::Refused(Refusal::UsedSecondFactor) => {
            Some((correct, w.staff_code_used().to_owned()))
        }
        AppError::Refused(Refusal::SlowDown { seconds }) => {
            Some((StatusCode::TOO_MANY_REQUESTS, w.staff_slow_down(moment::minutes(*seconds))))
        }
        _ => None,
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`].
pub async fn show(Here(visit): Here<Facts>, RawQuery(query): RawQuery) -> Answer {
    let query = query.unwrap_or_default();
    let pairs = form_urlencoded::parse(query.as_bytes());
    let next = pairs.into_iter().find(|(name, _)| name == "next").map(|(_, value)| value);
    render(&Page::of(&visit, None, own_path(&next.unwrap_or_default())))
}

/// Takes the code.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    let next = own_path(form.text("next"));
    let half = visit.half_way()?;
    match staff::give_code(&site.app, &visit.origin, half, form.text("code")).await {
        Ok(token) => {
            let mut response = go(next, None);
            Cookie::Staff.set(response.headers_mut(), &token, site.secure_cookies);
            Ok(response)
        }
        Err(error) => match wrong_code(visit.words, &error) {
            Some((status, text)) => show_as(status, &Page::of(&visit, Some(text), next)),
            None => Err(Oops::from(error)),
        },
    }
}
