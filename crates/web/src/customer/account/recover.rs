//! A lost password: asking for a proof by mail. The answer never tells whether the
//! address is registered.

use app::customer::recover::request;
use askama::Template;
use axum::extract::State;
use domain::person::EmailAddress;

use crate::{
    Site,
    kit::{
        cookie::Cookie,
        error::Answer,
        field::{Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        problem,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/recover.html")]
pub struct Page {
    frame: Frame,
    email: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, typed: &str, error: Option<String>) -> Self {
        let w = frame.w;
        let email = Field::new("email", w.email(), typed)
            .input(Input::Line("email"))
            .hint(w.recover_email_hint())
            .autocomplete("username")
            .error(error);
        Self { errors: summary([&email]), frame, email }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, false, w.recover_title());
        Self::new(frame, "hanako@", Some(w.email_malformed().to_owned()))
    }
}

fn new_frame(visit: &Visit) -> Frame {
    Frame::new(visit, Place::Elsewhere, visit.words.recover_title())
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here) -> Answer {
    frame::show(&Page::new(new_frame(&visit), "", None))
}

/// Takes the address. Known or not, the answer is the same.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let typed = form.text("email");
    let email = match EmailAddress::parse(typed) {
        Ok(email) => email,
        Err(error) => {
            let error = problem::email(visit.words, error).to_owned();
            return frame::correct(&Page::new(new_frame(&visit), typed, Some(error)));
        }
    };
    let token = request(&site.app, &visit.origin, form.key()?, email, visit.language()).await?;
    let mut response = go("/recover/code", None);
    Cookie::Challenge.set(response.headers_mut(), &token.0, site.secure_cookies);
    Ok(response)
}
