//! Changing the password while it is known.

use app::{
    AppError, Refusal,
    customer::{Profile, profile},
    session::change_password,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::password::{self, PasswordProblem};

use crate::{
    Site,
    customer::{login, register},
    kit::{
        error::Answer,
        field::{Field, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        moment, problem,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/password.html")]
pub struct Page {
    frame: Frame,
    current: Field,
    new: Field,
    errors: Vec<(String, String)>,
    message: Option<String>,
}

impl Page {
    fn new(frame: Frame, [current, new]: [Option<String>; 2]) -> Self {
        let w = frame.w;
        let current = Field {
            name: "current_password".to_owned(),
            label: w.password_current().to_owned(),
            ..login::password_field(w).error(current)
        };
        let new = register::new_password(w, "new_password", w.new_password()).error(new);
        Self { errors: summary([&current, &new]), frame, current, new, message: None }
    }

    fn of(visit: &Visit, errors: [Option<String>; 2]) -> Self {
        let title = visit.words.password_change_title();
        Self::new(Frame::new(visit, Place::Settings, title), errors)
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, true, w.password_change_title());
        let frame = Frame { place: Place::Settings, ..frame };
        let errors = [w.password_wrong().to_owned(), w.password_common().to_owned()];
        let message = Some(w.oops_slow_down_text(2));
        Self { message, ..Self::new(frame, errors.map(Some)) }
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here) -> Answer {
    frame::show(&Page::of(&visit, [None, None]))
}

/// Takes the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let w = visit.words;
    let asker = visit.asker()?;
    let (profile, _) = profile::show(&site.app, asker).await?;
    let current = form.text("current_password");
    let missing = current.is_empty().then(|| w.text_empty().to_owned());
    let new = match (check(&profile, form.text("new_password")), &missing) {
        (Ok(new), None) => new,
        (judged, _) => {
            let wrong = judged.err().map(|error| problem::password(w, error));
            return frame::correct(&Page::of(&visit, [missing, wrong]));
        }
    };
    match change_password(&site.app, asker, current, new).await {
        Ok(()) => Ok(go("/settings", Some("password-changed"))),
        Err(AppError::Refused(Refusal::WrongPassword)) => {
            let error = w.password_wrong().to_owned();
            frame::correct(&Page::of(&visit, [Some(error), None]))
        }
        Err(AppError::Refused(Refusal::SlowDown { seconds })) => {
            let message = Some(w.oops_slow_down_text(moment::minutes(seconds)));
            let page = Page { message, ..Page::of(&visit, [None, None]) };
            frame::show_as(StatusCode::TOO_MANY_REQUESTS, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// Judges a new password against what others may know of the customer.
fn check(profile: &Profile, typed: &str) -> Result<password::Password, PasswordProblem> {
    let (name, email) = (&profile.name, &profile.email);
    let context = [
        name.family.as_str(),
        name.given.as_str(),
        name.family_kana.as_str(),
        name.given_kana.as_str(),
        email.as_str(),
        email.local(),
    ];
    password::check(typed, &context)
}
