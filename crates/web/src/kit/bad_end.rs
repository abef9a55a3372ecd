//! A request that cannot be answered: what the person is told, what was kept of their form, and
//! the number the help desk asks for.

use askama::{Template, filters::HtmlSafe};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};

use super::{error::Oops, form::Form, frame::show_as, moment, words::Words};

/// What was typed into a form that could not be carried out, to be sent again.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Where the form goes.
    pub path: String,
    /// Its fields; passwords are never kept.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    pub(crate) fn of(path: Option<&str>, form: &Form) -> Option<Self> {
        let fields: Vec<_> =
            form.fields().iter().filter(|(name, _)| !name.contains("password")).cloned().collect();
        (!fields.is_empty()).then_some(Self { path: path?.to_owned(), fields })
    }
}

/// What stands on the page of a bad end, on either site.
#[derive(Debug, Template)]
#[template(path = "kit/bad_end.html")]
pub struct BadEnd {
    w: Words,
    title: &'static str,
    /// What to do, and what was kept.
    text: String,
    /// The form to send again.
    again: Option<Kept>,
    request_id: String,
}

impl HtmlSafe for BadEnd {}

impl BadEnd {
    /// Of a request, with the form it sent.
    pub fn new(w: Words, oops: Oops, kept: Option<Kept>, request_id: &str) -> Self {
        let text = match oops {
            Oops::SlowDown { seconds } => w.oops_slow_down_text(moment::minutes(seconds)),
            other => {
                w.lookup(&format!("oops-{}-text", other.name())).unwrap_or_default().to_owned()
            }
        };
        // Only where sending again can help; a stale form must be looked at anew.
        let again = kept.filter(|_| matches!(oops, Oops::Unavailable | Oops::Internal));
        let title = w.lookup(&format!("oops-{}-title", oops.name())).unwrap_or_default();
        Self { w, title, text, again, request_id: request_id.to_owned() }
    }

    /// The title of its page.
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// For the test that renders every page.
    pub fn sample(w: Words, oops: Oops, path: &str) -> Self {
        let fields = vec![("label".to_owned(), "<b>".to_owned())];
        let kept = Kept { path: path.to_owned(), fields };
        Self::new(w, oops, Some(kept), "019353a0-0000-7000-8000-000000000000")
    }
}

/// Answers with the page of a bad end.
pub fn answer(oops: Oops, page: &impl Template) -> Response {
    let Ok(mut response) = show_as(oops.status(), page) else {
        return oops.status().into_response();
    };
    if let Oops::SlowDown { seconds } = oops {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
