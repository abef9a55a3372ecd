//! An import that waits: what the file would do, before it does anything.

mod sample;

use app::{
    AppError, Refusal,
    holding::MOST,
    import::{self, Details, Read, Wishes},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::import::{Plan, TableProblem, mapping::Missing, mapping::guess};
use uuid::Uuid;

use super::{
    mapping_form::Errors,
    reason,
    rows::{self, Row},
    settings::{Settings, format_name},
    state,
};
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        field::{Field, Input, summary},
        form::Form,
        frame::{Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// Lines named of those with unreadable characters.
const LINES_NAMED: usize = 10;

/// An import that waits.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Which.
    pub id: Uuid,
    /// Its optimistic version.
    pub version: i64,
    /// What is known of it.
    pub details: Details,
    /// The file, read.
    pub read: Result<Read, TableProblem>,
    /// Whether the same file stands already.
    pub seen_before: bool,
}

/// What is to be said of a form just sent.
#[derive(Debug)]
pub(super) struct Said<'a> {
    /// The answer's status.
    pub status: StatusCode,
    /// Why nothing was done.
    pub refused: Option<String>,
    /// The settings as typed, and what is wrong with them.
    pub typed: Option<(&'a Form, Errors)>,
    /// What was wished when confirming; problems were in the way.
    pub wished: Option<Wishes>,
}

impl Said<'_> {
    /// Nothing but a status.
    pub const fn with(status: StatusCode) -> Self {
        Self { status, refused: None, typed: None, wished: None }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/import/preview.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    file_name: String,
    refused: Option<String>,
    seen_before: bool,
    malformed: Option<String>,
    errors: Vec<(String, String)>,
    settings: Settings,
    read_as: Option<String>,
    no_table: Option<String>,
    missing: Vec<&'static str>,
    outcome: Option<Outcome>,
}

/// What the file would do.
#[derive(Debug)]
struct Outcome {
    counts: Vec<(&'static str, usize)>,
    /// Whether there is anything to record.
    something: bool,
    problems: Vec<Row>,
    problems_all: usize,
    rows: Vec<Row>,
    rows_all: usize,
    all_or_nothing: Field,
    correct: Field,
}

impl Page {
    /// The page.
    pub(super) fn new(visit: &Visit, waiting: &Waiting, said: &Said) -> Self {
        let frame = Frame::new(visit, Place::Import, visit.words.import_preview_title());
        Self::framed(frame, waiting, said)
    }

    fn framed(frame: Frame, waiting: &Waiting, said: &Said) -> Self {
        let (w, details) = (frame.w, &waiting.details);
        let read = waiting.read.as_ref().ok();
        let typed = said.typed.as_ref().map(|(form, errors)| (*form, errors));
        let settings = Settings::new(frame.figures, details, read, typed);
        let missing = read.map(|read| missing(w, details, read)).unwrap_or_default();
        let outcome = read.filter(|_| missing.is_empty()).map(|read| outcome(&frame, read, said));
        let mut errors = summary(settings.fields());
        if let Some(outcome) = &outcome {
            errors.extend(summary([&outcome.all_or_nothing]));
        }
        Self {
            id: waiting.id,
            version: waiting.version,
            file_name: details.file_name.clone(),
            refused: said.refused.clone(),
            seen_before: waiting.seen_before,
            malformed: read.and_then(|read| malformed(w, &read.malformed_lines)),
            errors,
            settings,
            read_as: read.map(|read| w.import_read_as(format_name(w, read.format))),
            no_table: waiting.read.as_ref().err().map(|problem| reason::table(w, *problem)),
            missing,
            outcome,
            frame,
        }
    }

    /// For the test that renders every page: a file with every kind of row, one whose
    /// columns must be chosen, one that is no table.
    pub fn samples(lang: Lang) -> Vec<Self> {
        sample::ALL.iter().filter_map(|sample| sample.page(lang)).collect()
    }
}

/// What the customer still has to say before rows can be read.
fn missing(w: Words, details: &Details, read: &Read) -> Vec<&'static str> {
    if read.format != domain::import::Format::Mapped {
        return Vec::new();
    }
    let guessed = || guess(&read.table).missing();
    let missing = details.mapping.as_ref().map_or_else(guessed, domain::import::Mapping::missing);
    let text = |what: Missing| match what {
        Missing::Date => w.import_missing_date(),
        Missing::Amount => w.import_missing_amount(),
        Missing::Label => w.import_missing_label(),
    };
    missing.into_iter().map(text).collect()
}

/// Which lines are not text in the encoding chosen.
fn malformed(w: Words, lines: &[usize]) -> Option<String> {
    let named: Vec<String> = lines.iter().take(LINES_NAMED).map(usize::to_string).collect();
    let named = named.join(w.import_lines_separator());
    match lines.len() {
        0 => None,
        1..=LINES_NAMED => Some(w.import_malformed(named)),
        _ => Some(w.import_malformed_more(named)),
    }
}

fn outcome(frame: &Frame, read: &Read, said: &Said) -> Outcome {
    let (w, plan) = (frame.w, &read.plan);
    let [problems, rows] = rows::tables(frame.figures, &read.reading, plan);
    let bad = plan.counts.unreadable + plan.counts.contradicting;
    let wishes = said.wished.unwrap_or_default();
    let error = said.wished.map(|_| w.import_all_or_nothing_error(bad));
    let tick = |name, label: &str, on| {
        Field::new(name, label, if on { "yes" } else { "" }).input(Input::Tick)
    };
    Outcome {
        counts: counts(w, plan),
        something: plan.counts.new + plan.counts.added + plan.counts.changed > 0,
        problems,
        problems_all: bad,
        rows,
        rows_all: plan.rows.len(),
        all_or_nothing: tick("all_or_nothing", w.import_all_or_nothing(), wishes.all_or_nothing)
            .error(error),
        correct: tick("correct", w.import_correct(), wishes.correct).hint(w.import_correct_hint()),
    }
}

fn counts(w: Words, plan: &Plan) -> Vec<(&'static str, usize)> {
    let counts = &plan.counts;
    vec![
        (w.import_count_new_holdings(), plan.new_holdings.len()),
        (w.import_count_added(), counts.new + counts.added),
        (w.import_count_changed(), counts.changed),
        (w.import_count_duplicate(), counts.duplicate),
        (w.import_count_problems(), counts.unreadable + counts.contradicting),
    ]
}

/// Starts the import.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn confirm(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, version, w) = (path_id(&id)?, form.version()?, visit.words);
    let wishes =
        Wishes { all_or_nothing: form.ticked("all_or_nothing"), correct: form.ticked("correct") };
    let started =
        Box::pin(import::confirm(&site.app, visit.asker()?, form.key()?, (id, version), wishes));
    let refusal = match started.await {
        Ok(()) => return Ok(go(&format!("/imports/{id}"), None)),
        Err(AppError::Refused(refusal)) => refusal,
        Err(other) => return Err(other.into()),
    };
    let correct = Said::with(StatusCode::UNPROCESSABLE_ENTITY);
    let said = match refusal {
        Refusal::ImportProblems => Said { wished: Some(wishes), ..correct },
        Refusal::TooMany => Said { refused: Some(w.import_too_many(MOST)), ..correct },
        Refusal::Stale => {
            let refused = Some(w.import_stale().to_owned());
            Said { refused, ..Said::with(StatusCode::CONFLICT) }
        }
        // The page of its state tells why.
        Refusal::ImportState => Said::with(StatusCode::CONFLICT),
        other => return Err(AppError::Refused(other).into()),
    };
    state::page(&site, &visit, id, said).await
}

/// Throws the import away.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn discard(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
) -> Answer {
    let id = path_id(&id)?;
    match import::discard(&site.app, visit.asker()?, id).await {
        Ok(()) => Ok(go("/imports", Some("import-discarded"))),
        // It no longer waits; its page tells how it stands.
        Err(AppError::Refused(Refusal::ImportState)) => Ok(go(&format!("/imports/{id}"), None)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests;
