//! Deleting a holding, after asking.

use app::{AppError, Refusal, holding::delete};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    date,
    portfolio::{Holding, Portfolio},
};
use uuid::Uuid;

use super::{names, sample, worth::Worth};
use crate::{
    Site,
    customer::sample::last_day,
    kit::{
        error::{Answer, Oops, path_id},
        form::Form,
        frame::{self, Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/delete.html")]
pub struct Page {
    frame: Frame,
    id: String,
    version: i64,
    label: String,
    kind: &'static str,
    worth: Option<Worth>,
    figures: usize,
    stale: bool,
}

impl Page {
    fn new(
        frame: Frame,
        portfolio: &Portfolio,
        holding: &Holding,
        today: chrono::NaiveDate,
    ) -> Self {
        Self {
            id: holding.id.to_string(),
            version: holding.version,
            label: holding.details.label.clone(),
            kind: names::kind(frame.w, holding.details.kind),
            worth: Worth::of(frame.figures, portfolio, holding, today),
            figures: holding.valuations.len(),
            stale: false,
            frame,
        }
    }

    /// For the test that renders every page: asking, and asking again.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let portfolio = sample::household();
        let Some(holding) = sample::holding(&portfolio, 3) else { return Vec::new() };
        let frame = || Frame::sample(lang, true, Words::new(lang).holding_delete_title());
        let page = || Self::new(frame(), &portfolio, holding, last_day());
        vec![page(), Self { stale: true, ..page() }]
    }
}

async fn page(site: &Site, visit: &Visit, id: Uuid) -> Result<Page, Oops> {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let holding = portfolio.find(id).ok_or(Oops::NotFound)?;
    let frame = Frame::new(visit, Place::Holdings, visit.words.holding_delete_title());
    Ok(Page::new(frame, &portfolio, holding, date::today(site.app.clock.now())))
}

/// Asks whether to delete.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    frame::show(&page(&site, &visit, path_id(&id)?).await?)
}

/// Deletes. What was changed since the question was asked is shown first.
///
/// # Errors
/// [`Oops`].
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, version) = (path_id(&id)?, form.version()?);
    match delete(&site.app, visit.asker()?, form.key()?, (id, version)).await {
        Ok(()) => Ok(go("/holdings", Some("holding-deleted"))),
        Err(AppError::Refused(Refusal::Stale)) => {
            // Deleted in another tab.
            let gone = |oops| if oops == Oops::NotFound { Oops::Stale } else { oops };
            let page = page(&site, &visit, id).await.map_err(gone)?;
            frame::show_as(StatusCode::CONFLICT, &Page { stale: true, ..page })
        }
        Err(other) => Err(other.into()),
    }
}
