//! The page of a bad end on the customers' site.

use askama::Template;
use axum::response::Response;

use super::{
    bad_end::{self, BadEnd, Kept},
    error::Oops,
    form::Form,
    frame::{Frame, Place},
    visit::Visit,
    words::Lang,
};
use crate::customer::login;

/// The page.
#[derive(Debug, Template)]
#[template(path = "kit/oops.html")]
pub struct Page {
    frame: Frame,
    bad_end: BadEnd,
}

/// A bad end as a page: whoever must log in first gets the form.
pub(super) fn dress(visit: &Visit, oops: Oops, path: Option<&str>, form: &Form) -> Response {
    let kept = Kept::of(path, form);
    if oops == Oops::LogInFirst {
        return login::first(visit, kept, path.is_some());
    }
    let frame = Frame::new(visit, Place::Elsewhere, "");
    let bad_end = BadEnd::new(visit.words, oops, kept, &visit.origin.request_id);
    bad_end::answer(oops, &Page::new(frame, bad_end))
}

impl Page {
    fn new(frame: Frame, bad_end: BadEnd) -> Self {
        let frame = Frame { title: bad_end.title().to_owned(), notice: None, ..frame };
        Self { frame, bad_end }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang, oops: Oops) -> Self {
        let frame = Frame::sample(lang, true, "");
        let bad_end = BadEnd::sample(frame.w, oops, "/holdings/new");
        Self::new(frame, bad_end)
    }
}
