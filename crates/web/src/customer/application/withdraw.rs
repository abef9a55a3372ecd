//! Taking an application back, after asking.

use app::{
    AppError, Refusal,
    application::{self, withdraw},
};
use askama::Template;
use axum::extract::{Path, State};
use uuid::Uuid;

use super::steps;
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        frame::{self, Frame, Place, go},
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/withdraw.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).application_withdraw_title());
        Self { frame: Frame { place: Place::Application, ..frame }, id: Uuid::nil() }
    }
}

/// Asks whether to take it back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let shown = application::show(&site.app, visit.asker()?, id).await?;
    if shown.summary.state.is_end() {
        return Ok(go(&steps::status(id), None));
    }
    let title = visit.words.application_withdraw_title();
    frame::show(&Page { frame: Frame::new(&visit, Place::Application, title), id })
}

/// Takes it back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    match withdraw(&site.app, visit.asker()?, id).await {
        Ok(()) => Ok(go(&steps::status(id), Some("application-withdrawn"))),
        // It has ended: its page says how.
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        Err(other) => Err(other.into()),
    }
}
