//! Closing the account, and taking it up again in the grace period.

use app::{
    AppError, Refusal,
    customer::{
        close::{self, GRACE},
        profile,
    },
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::date;

use crate::{
    Site,
    customer::login,
    kit::{
        error::Answer,
        field::{Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        moment,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/close.html")]
pub struct Page {
    frame: Frame,
    understood: Field,
    password: Field,
    errors: Vec<(String, String)>,
    message: Option<String>,
    /// The day of erasure, when the account is closing.
    erase_on: Option<String>,
}

impl Page {
    fn new(frame: Frame, ticked: bool, [untold, wrong]: [Option<String>; 2]) -> Self {
        let w = frame.w;
        let tick = if ticked { "yes" } else { "" };
        let understood =
            Field::new("understood", w.close_understood(), tick).input(Input::Tick).error(untold);
        let password = login::password_field(w).error(wrong);
        let errors = summary([&understood, &password]);
        Self { frame, understood, password, errors, message: None, erase_on: None }
    }

    fn of(visit: &Visit, ticked: bool, errors: [Option<String>; 2]) -> Self {
        Self::new(Frame::new(visit, Place::Settings, visit.words.close_title()), ticked, errors)
    }

    /// For the test that renders every page: with everything wrong, and closing.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, true, w.close_title());
        let frame = Frame { place: Place::Settings, ..frame };
        let errors = [w.close_not_understood().to_owned(), w.password_wrong().to_owned()];
        let wrong = Self::new(frame.clone(), false, errors.map(Some));
        let closing = Self::new(Frame { closing: true, ..frame }, false, [None, None]);
        vec![
            Self { message: Some(w.oops_slow_down_text(2)), ..wrong },
            Self { erase_on: Some(moment::day(w, chrono::NaiveDate::default())), ..closing },
        ]
    }

    fn grace_days(&self) -> i64 {
        GRACE.num_days()
    }
}

/// Shows what closing means and asks, or, when closing, until when it can be taken back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let asker = visit.asker()?;
    let page = Page::of(&visit, false, [None, None]);
    if !asker.closing {
        return frame::show(&page);
    }
    let (_, customer) = profile::show(&site.app, asker).await?;
    let erase_on = customer.erase_at.map(|at| moment::day(visit.words, date::today(at)));
    frame::show(&Page { erase_on, ..page })
}

/// Closes the account.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let (w, asker) = (visit.words, visit.asker()?);
    if asker.closing {
        // Sent twice: the first time was enough.
        return Ok(go("/account/close", None));
    }
    let (ticked, typed) = (form.ticked("understood"), form.text("password"));
    let untold = (!ticked).then(|| w.close_not_understood().to_owned());
    let missing = typed.is_empty().then(|| w.text_empty().to_owned());
    if untold.is_some() || missing.is_some() {
        return frame::correct(&Page::of(&visit, ticked, [untold, missing]));
    }
    match close::close(&site.app, asker, typed).await {
        Ok(()) => Ok(go("/account/close", Some("account-closed"))),
        Err(AppError::Refused(Refusal::WrongPassword)) => {
            let error = w.password_wrong().to_owned();
            frame::correct(&Page::of(&visit, ticked, [None, Some(error)]))
        }
        Err(AppError::Refused(Refusal::SlowDown { seconds })) => {
            let message = Some(w.oops_slow_down_text(moment::minutes(seconds)));
            let page = Page { message, ..Page::of(&visit, ticked, [None, None]) };
            frame::show_as(StatusCode::TOO_MANY_REQUESTS, &page)
        }
        Err(AppError::Refused(Refusal::Closing)) => Ok(go("/account/close", None)),
        Err(other) => Err(other.into()),
    }
}

/// Takes the account up again.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn reopen(State(site): State<Site>, Here(visit): Here) -> Answer {
    match close::reopen(&site.app, visit.asker()?).await {
        Ok(()) => Ok(go("/", Some("account-reopened"))),
        // Sent twice: the account is open, which is what was asked for.
        Err(AppError::Refused(Refusal::NotClosing)) => Ok(go("/", None)),
        Err(other) => Err(other.into()),
    }
}
