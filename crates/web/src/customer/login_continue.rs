//! Offers to send a form whose session had ended, after logging in again.

use askama::Template;

use crate::kit::{
    bad_end::Kept,
    frame::Frame,
    words::{Lang, Words},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/login_continue.html")]
pub struct Page {
    frame: Frame,
    kept: Kept,
}

impl Page {
    /// The page for a kept form.
    pub(super) const fn new(frame: Frame, kept: Kept) -> Self {
        Self { frame, kept }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).continue_title());
        let fields = vec![("label".to_owned(), "<b>".to_owned())];
        Self { frame, kept: Kept { path: "/holdings/new".to_owned(), fields } }
    }
}
