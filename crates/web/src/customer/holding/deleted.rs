//! Deleted holdings, and bringing them back.

use app::holding::restore;
use askama::Template;
use axum::extract::{Path, State};
use domain::portfolio::{Holding, Portfolio};

use super::{names, row_key, sample};
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        form::Form,
        frame::{self, Frame, Place, go},
        moment,
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/deleted.html")]
pub struct Page {
    frame: Frame,
    rows: Vec<Row>,
}

/// A deleted holding.
#[derive(Debug)]
struct Row {
    id: String,
    form_key: String,
    label: String,
    institution: String,
    kind: &'static str,
    deleted: String,
}

impl Page {
    fn new(frame: Frame, portfolio: &Portfolio) -> Self {
        let deleted = |own: &Holding| Some((own.deleted_at?, row(&frame, own)?));
        let mut rows: Vec<_> = portfolio.holdings.iter().filter_map(deleted).collect();
        rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Self { rows: rows.into_iter().map(|(_, row)| row).collect(), frame }
    }

    /// For the test that renders every page: with something deleted, and without.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let frame = || Frame::sample(lang, true, Words::new(lang).holding_deleted_title());
        let households = [sample::household(), Portfolio::default()];
        households.iter().map(|portfolio| Self::new(frame(), portfolio)).collect()
    }
}

fn row(frame: &Frame, own: &Holding) -> Option<Row> {
    Some(Row {
        id: own.id.to_string(),
        form_key: row_key(&frame.form_key, own.id),
        label: own.details.label.clone(),
        institution: own.details.institution.clone(),
        kind: names::kind(frame.w, own.details.kind),
        deleted: moment::time(frame.w, own.deleted_at?),
    })
}

/// Shows them, latest first.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let frame = Frame::new(&visit, Place::Holdings, visit.words.holding_deleted_title());
    frame::show(&Page::new(frame, &portfolio))
}

/// Brings one back.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    restore(&site.app, visit.asker()?, form.key()?, id).await?;
    Ok(go(&format!("/holdings/{id}"), Some("holding-restored")))
}
