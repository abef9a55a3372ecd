//! The first page: what Kura is, for who is not logged in.

use askama::Template;
use axum::extract::State;

use super::net_worth;
use crate::{
    Site,
    kit::{
        error::Answer,
        frame::{Frame, Place, show as render},
        visit::Here,
        words::Lang,
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/welcome.html")]
pub struct Page {
    frame: Frame,
    captured_mail: bool,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        Self { frame: Frame::sample(lang, false, "Kura"), captured_mail: true }
    }
}

/// Shows it; who is logged in sees their net worth instead.
///
/// # Errors
/// None.
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    if let Some(asker) = &visit.asker {
        return net_worth::show(&site, &visit, asker).await;
    }
    let frame = Frame::new(&visit, Place::NetWorth, visit.words.welcome_title());
    render(&Page { frame, captured_mail: site.captured_mail })
}
