//! Figures of all holdings at once. Nothing is recorded unless every line is right.

use app::{AppError, Refusal, valuation::update_all};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use chrono::NaiveDate;
use domain::{
    date::{self, AsOfError},
    portfolio::Portfolio,
};

use super::{
    sample,
    update_lines::{self, Line, Lines, Wrong},
};
use crate::{
    Site,
    customer::sample::last_day,
    kit::{
        error::{Answer, Oops},
        field::Field,
        form::Form,
        frame::{self, Frame, Place, go},
        moment, problem,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/update_all.html")]
pub struct Page {
    frame: Frame,
    as_of: Field,
    lines: Vec<Line>,
    errors: Vec<(String, String)>,
    warning: Option<&'static str>,
    /// The holdings the warning is about.
    changed: Vec<String>,
}

impl Page {
    fn new(
        frame: Frame,
        portfolio: &Portfolio,
        today: NaiveDate,
        as_of: Field,
        (typed, wrong): (&Lines, &Wrong),
    ) -> Self {
        let lines = update_lines::shown(frame.figures, portfolio, today, typed, wrong);
        let day = as_of.error.iter().map(|error| (as_of.name.clone(), error.clone()));
        let told = |line: &Line| {
            let text = frame.w.holding_bulk_error(&line.label, line.error?);
            Some((format!("amount.{}", line.id), text))
        };
        let errors = day.chain(lines.iter().filter_map(told)).collect();
        Self { as_of, lines, errors, warning: None, changed: Vec::new(), frame }
    }

    /// For the test that renders every page: untouched, with errors, changed
    /// meanwhile, and without holdings.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let (w, portfolio, today) = (Words::new(lang), sample::household(), last_day());
        let frame = || Frame {
            place: Place::UpdateAll,
            ..Frame::sample(lang, true, w.holding_bulk_title())
        };
        let (untyped, right) = (Lines::new(), Wrong::new());
        let as_of = || as_of(w, &moment::typed(today), None);
        let page = |of: &Portfolio| Self::new(frame(), of, today, as_of(), (&untyped, &right));
        let wrong = portfolio.live().map(|own| (own.id, w.amount_not_a_number())).collect();
        let errors = Self::new(frame(), &portfolio, today, as_of(), (&untyped, &wrong));
        let changed = portfolio.live().take(2).map(|own| own.details.label.clone()).collect();
        let warning = Some(w.holding_bulk_stale());
        let stale = Self { changed, warning, ..page(&portfolio) };
        vec![page(&portfolio), errors, stale, page(&Portfolio::default())]
    }
}

fn new_frame(visit: &Visit) -> Frame {
    Frame::new(visit, Place::UpdateAll, visit.words.holding_bulk_title())
}

fn as_of(w: Words, typed: &str, error: Option<AsOfError>) -> Field {
    Field::new("as_of", w.holding_as_of(), typed)
        .hint(w.holding_as_of_hint())
        .mark(w.required(), true)
        .autocomplete("off")
        .error(error.map(|error| problem::as_of(w, error)))
}

/// Shows the form.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let today = date::today(site.app.clock.now());
    let as_of = as_of(visit.words, &moment::typed(today), None);
    let nothing = (&Lines::new(), &Wrong::new());
    frame::show(&Page::new(new_frame(&visit), &portfolio, today, as_of, nothing))
}

/// Takes the form.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let (w, asker) = (visit.words, visit.asker()?);
    let portfolio = app::portfolio::load(&site.app, asker).await?;
    let today = date::today(site.app.clock.now());
    let typed = update_lines::sent(&form)?;
    let (updates, wrong) = update_lines::judge(w, &typed, &portfolio, today)?;
    let day = date::parse_as_of(form.text("as_of"), today);
    let field = as_of(w, form.text("as_of"), day.as_ref().err().copied());
    let page = |portfolio: &Portfolio, wrong: &Wrong, warning| Page {
        warning,
        ..Page::new(new_frame(&visit), portfolio, today, field.clone(), (&typed, wrong))
    };
    let day = match day {
        Ok(day) if wrong.is_empty() => day,
        _ => return frame::correct(&page(&portfolio, &wrong, None)),
    };
    if updates.is_empty() {
        return frame::correct(&page(&portfolio, &wrong, Some(w.holding_bulk_nothing())));
    }
    let refused = match update_all(&site.app, asker, form.key()?, day, &updates).await {
        Ok(()) => return Ok(go("/holdings", Some("updated-all"))),
        Err(refused) => refused,
    };
    let now = app::portfolio::load(&site.app, asker).await?;
    let changed = update_lines::changed(&typed, &now);
    let warning = match refused {
        AppError::Refused(Refusal::Stale) => w.holding_bulk_stale(),
        AppError::Refused(Refusal::TooMany) => w.holding_too_many_figures(),
        other => return Err(Oops::from(other)),
    };
    let page = Page { changed, ..page(&now, &wrong, Some(warning)) };
    frame::show_as(StatusCode::CONFLICT, &page)
}
