//! What is told to who comes from a network that is not listed: in both languages, without
//! style, for nothing else of the site may be fetched from there.

use app::Origin;
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use crate::kit::{
    frame::show_as,
    words::{Lang, Words},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/foreign_network.html")]
pub struct Page {
    first: Words,
    second: Words,
    request_id: String,
}

impl Page {
    fn new(lang: Lang, request_id: &str) -> Self {
        let other = if lang == Lang::Ja { Lang::En } else { Lang::Ja };
        let (first, second) = (Words::new(lang), Words::new(other));
        Self { first, second, request_id: request_id.to_owned() }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        Self::new(lang, "019353a0-0000-7000-8000-000000000000")
    }
}

/// The page as an answer.
pub(super) fn show(lang: Lang, origin: &Origin) -> Response {
    show_as(StatusCode::FORBIDDEN, &Page::new(lang, &origin.request_id))
        .unwrap_or_else(|_| StatusCode::FORBIDDEN.into_response())
}
