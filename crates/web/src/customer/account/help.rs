//! Help: how to do the main things, as short questions and answers.

use askama::Template;

use crate::kit::{
    error::Answer,
    frame::{self, Frame, Place},
    visit::Here,
    words::{Lang, Words},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/help.html")]
pub struct Page {
    frame: Frame,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        Self { frame: Frame::sample(lang, false, Words::new(lang).help_title()) }
    }
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here) -> Answer {
    frame::show(&Page { frame: Frame::new(&visit, Place::Elsewhere, visit.words.help_title()) })
}
