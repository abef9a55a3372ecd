//! The terms of use and the handling of personal data, in the version people agree
//! to now.

use app::customer::close::GRACE;
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
#[template(path = "customer/account/terms.html")]
pub struct Page {
    frame: Frame,
    version: String,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, false, Words::new(lang).terms_title());
        Self { frame, version: "2026-11".to_owned() }
    }

    fn grace_days(&self) -> i64 {
        GRACE.num_days()
    }
}

/// Shows them.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let frame = Frame::new(&visit, Place::Elsewhere, visit.words.terms_title());
    frame::show(&Page { frame, version: site.app.settings.terms_version.clone() })
}
