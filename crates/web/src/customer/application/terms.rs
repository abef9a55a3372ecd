//! The terms of the additional service, in the version people agree to now.

use askama::Template;
use axum::extract::State;

use super::terms_text::TermsText;
use crate::{
    Site,
    kit::{
        error::Answer,
        frame::{self, Frame, Place},
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/terms.html")]
pub struct Page {
    frame: Frame,
    terms: TermsText,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, true, w.application_terms_title());
        Self { frame, terms: TermsText::sample(w) }
    }
}

/// Shows them.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let frame = Frame::new(&visit, Place::Elsewhere, visit.words.application_terms_title());
    frame::show(&Page { frame, terms: TermsText::of(visit.words, &site) })
}
