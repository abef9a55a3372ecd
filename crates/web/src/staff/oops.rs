//! The page of a bad end on the staff's site.

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};

use super::{
    frame::{Frame, Place},
    login,
    visit::Visit,
};
use crate::kit::{
    error::Oops,
    form::Form,
    frame::show_as,
    visit::{Kept, oops_text},
    words::Lang,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/oops.html")]
pub struct Page {
    frame: Frame,
    text: String,
    again: Option<Kept>,
    request_id: String,
}

/// A bad end as a page: whoever must log in first gets the form.
pub(super) fn dress(visit: &Visit, oops: Oops, path: Option<&str>, form: &Form) -> Response {
    if oops == Oops::LogInFirst {
        return login::first(visit);
    }
    let frame = Frame::new(visit, Place::Elsewhere, "");
    let page = Page::new(frame, oops, Kept::of(path, form), &visit.origin.request_id);
    match show_as(oops.status(), &page) {
        Ok(mut response) => {
            if let Oops::SlowDown { seconds } = oops {
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
        Err(_) => oops.status().into_response(),
    }
}

impl Page {
    fn new(frame: Frame, oops: Oops, kept: Option<Kept>, request_id: &str) -> Self {
        let (title, text) = oops_text(frame.w, oops);
        // Only where sending again can help; a stale form must be looked at anew.
        let again = kept.filter(|_| matches!(oops, Oops::Unavailable | Oops::Internal));
        let frame = Frame { title: title.to_owned(), notice: None, ..frame };
        Self { frame, text, again, request_id: request_id.to_owned() }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang, oops: Oops) -> Self {
        let fields = vec![("note".to_owned(), "<b>".to_owned())];
        let kept = Kept { path: "/".to_owned(), fields };
        let frame = Frame::sample(lang, Place::Elsewhere, &[], "");
        Self::new(frame, oops, Some(kept), "019353a0-0000-7000-8000-000000000000")
    }
}
