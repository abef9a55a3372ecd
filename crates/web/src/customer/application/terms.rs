//! The terms of the additional service, in the version people agree to now.

use askama::Template;
use axum::extract::State;

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
    version: String,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).application_terms_title());
        Self { frame, version: "2026-11".to_owned() }
    }

    /// Heading and text of each part.
    fn parts(&self) -> [(&'static str, &'static str); 6] {
        let w = self.frame.w;
        [
            (w.application_terms_what(), w.application_terms_what_text()),
            (w.application_terms_who(), w.application_terms_who_text()),
            (w.application_terms_check(), w.application_terms_check_text()),
            (w.application_terms_pictures(), w.application_terms_pictures_text()),
            (w.application_terms_number(), w.application_terms_number_text()),
            (w.application_terms_end(), w.application_terms_end_text()),
        ]
    }
}

/// Shows them.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let frame = Frame::new(&visit, Place::Elsewhere, visit.words.application_terms_title());
    frame::show(&Page { frame, version: site.app.bank.service_terms_version.clone() })
}
