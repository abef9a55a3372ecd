//! Changing what is written about a holding.

use app::{AppError, Refusal, holding::edit};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::portfolio::{Details, Holding, Portfolio};
use uuid::Uuid;

use super::{
    details_form::{DetailsForm, homes},
    names, sample,
};
use crate::{
    Site,
    kit::{
        error::{Answer, Oops, path_id},
        field::summary,
        form::Form,
        frame::{self, Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/edit.html")]
pub struct Page {
    frame: Frame,
    id: String,
    version: i64,
    label: String,
    currency: String,
    details: DetailsForm,
    errors: Vec<(String, String)>,
    /// What is recorded now, when it was changed since the form was shown: name,
    /// text, and whether it differs from what was typed.
    current: Option<Vec<Current>>,
}

/// A value recorded now.
#[derive(Debug)]
struct Current {
    name: &'static str,
    text: String,
    differs: bool,
}

impl Page {
    fn new(frame: Frame, holding: &Holding, version: i64, details: DetailsForm) -> Self {
        Self {
            id: holding.id.to_string(),
            version,
            label: holding.details.label.clone(),
            currency: names::currency_with_code(frame.w, holding.details.currency),
            errors: summary(details.fields()),
            current: None,
            details,
            frame,
        }
    }

    /// For the test that renders every page: as recorded, wrong, and changed meanwhile.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let (w, portfolio) = (Words::new(lang), sample::household());
        let title = w.holding_edit_title();
        // The last holding is the loan that names a home.
        let Some(holding) = portfolio.live().last() else { return Vec::new() };
        let homes = homes(&portfolio, Some(holding.id));
        let page = |fields| Self::new(Frame::sample(lang, true, title), holding, 2, fields);
        let recorded = || DetailsForm::recorded(w, &holding.details, &homes);
        let (wrong, _) = DetailsForm::judge(w, &Form::default(), None, &homes);
        let mine = Details { note: "べつのメモ".to_owned(), ..holding.details.clone() };
        let current = Some(current(w, &portfolio, &holding.details, &mine));
        vec![page(recorded()), page(wrong), Self { current, ..page(recorded()) }]
    }
}

fn new_frame(visit: &Visit) -> Frame {
    Frame::new(visit, Place::Holdings, visit.words.holding_edit_title())
}

/// Shows the form.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let holding = portfolio.find(id).ok_or(Oops::NotFound)?;
    let homes = homes(&portfolio, Some(id));
    let fields = DetailsForm::recorded(visit.words, &holding.details, &homes);
    frame::show(&Page::new(new_frame(&visit), holding, holding.version, fields))
}

/// Takes the form.
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
    let asker = visit.asker()?;
    let portfolio = app::portfolio::load(&site.app, asker).await?;
    let found = portfolio.holdings.iter().find(|holding| holding.id == id);
    // The verb keeps the recorded currency; for another's record any will do.
    let currency = found.map_or(domain::currency::Currency::Jpy, |own| own.details.currency);
    let homes = homes(&portfolio, Some(id));
    let (fields, details) = DetailsForm::judge(visit.words, &form, Some(currency), &homes);
    let Some(details) = details else {
        let gone = if found.is_some() { Oops::Stale } else { Oops::NotFound };
        let holding = portfolio.find(id).ok_or(gone)?;
        return frame::correct(&Page::new(new_frame(&visit), holding, version, fields));
    };
    match edit(&site.app, asker, form.key()?, (id, version), details.clone()).await {
        Ok(()) => Ok(go(&format!("/holdings/{id}"), Some("holding-edited"))),
        Err(AppError::Refused(Refusal::Stale)) => stale(&site, &visit, id, fields, &details).await,
        Err(other) => Err(other.into()),
    }
}

/// The form with what was typed beside what is recorded now, and the version by
/// which the person may replace it knowingly.
async fn stale(
    site: &Site,
    visit: &Visit,
    id: Uuid,
    fields: DetailsForm,
    typed: &Details,
) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    // Deleted in another tab.
    let holding = portfolio.find(id).ok_or(Oops::Stale)?;
    let current = Some(current(visit.words, &portfolio, &holding.details, typed));
    let page = Page::new(new_frame(visit), holding, holding.version, fields);
    frame::show_as(StatusCode::CONFLICT, &Page { current, ..page })
}

fn current(w: Words, portfolio: &Portfolio, now: &Details, typed: &Details) -> Vec<Current> {
    let home = now.secures.and_then(|id| portfolio.find(id));
    let home = home.map_or(w.holding_secures_none(), |home| &home.details.label);
    let value = |name, text: &str, differs| {
        let text = if text.is_empty() { w.holding_none_yet() } else { text };
        Current { name, text: text.to_owned(), differs }
    };
    let kind = names::kind(w, now.kind);
    let wrapper = names::wrapper(w, now.wrapper);
    vec![
        value(w.holding_kind(), kind, now.kind != typed.kind),
        value(w.holding_label(), &now.label, now.label != typed.label),
        value(w.holding_institution(), &now.institution, now.institution != typed.institution),
        value(w.holding_wrapper(), wrapper, now.wrapper != typed.wrapper),
        value(w.holding_secures(), home, now.secures != typed.secures),
        value(w.holding_note(), &now.note, now.note != typed.note),
    ]
}
