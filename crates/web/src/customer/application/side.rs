//! Still the second step: whether the other side of a document says something.

use app::{
    AppError, Refusal,
    application::{Part, declare},
};
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::{
    application::declaration::{Declaration, DeclaredDocument},
    date,
};
use uuid::Uuid;

use super::{
    account, changeable, names, sample,
    steps::{self, Step, Steps},
};
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        field::{Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/side.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    steps: Steps,
    questions: Vec<Field>,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, (id, version): (Uuid, i64), questions: Vec<Field>) -> Self {
        let steps = Steps::at(frame.w, Step::Document);
        Self { errors: summary(&questions), frame, id, version, steps, questions }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let frame = Frame::sample(lang, true, w.application_side_title());
        let frame = Frame { place: Place::Application, ..frame };
        let asked = asked(&sample::declaration(), sample::day());
        let questions = asked.iter().map(|(name, document)| {
            question(w, name, document, "").error(Some(w.application_side_missing()))
        });
        Self::new(frame, (Uuid::nil(), 1), questions.collect())
    }
}

/// The documents of which it must be asked, by the names of their fields.
fn asked(declared: &Declaration, day: NaiveDate) -> Vec<(&'static str, DeclaredDocument)> {
    let second = declared.complement.filter(|_| declared.needs_complement(day));
    [("document", declared.document), ("complement", second)]
        .into_iter()
        .filter_map(|(name, document)| Some((name, document?)))
        .filter(|(_, document)| document.side_in_question(day).is_some())
        .collect()
}

fn question(w: Words, name: &str, document: &DeclaredDocument, value: &str) -> Field {
    let answers = [("yes", w.application_yes()), ("no", w.application_no())];
    let answers = answers.map(|(code, text)| (code.to_owned(), text.to_owned()));
    let field = Field::new(name, names::question(w, document.kind), value)
        .input(Input::radio(answers))
        .mark(w.required(), true);
    match names::question_hint(w, document.kind) {
        Some(hint) => field.hint(hint),
        None => field,
    }
}

fn page(visit: &Visit, shown: (Uuid, i64), questions: Vec<Field>) -> Page {
    let title = visit.words.application_side_title();
    Page::new(Frame::new(visit, Place::Application, title), shown, questions)
}

/// Asks.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let (id, w) = (path_id(&id)?, visit.words);
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let asked = asked(&shown.declaration, date::today(site.app.clock.now()));
    if asked.is_empty() {
        return account::on(&site, &visit, id).await;
    }
    // "No" is not known to have been said; "yes" is.
    let questions = asked.iter().map(|(name, document)| {
        question(w, name, document, if document.other_side { "yes" } else { "" })
    });
    frame::show(&page(&visit, (id, shown.version), questions.collect()))
}

/// Takes the answers.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, version, w) = (path_id(&id)?, form.version()?, visit.words);
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let declared = &shown.declaration;
    let asked = asked(declared, date::today(site.app.clock.now()));
    let Some(first) = declared.document.filter(|_| !asked.is_empty()) else {
        return account::on(&site, &visit, id).await;
    };
    let answered = |name: &str| ["yes", "no"].contains(&form.text(name));
    if !asked.iter().all(|(name, _)| answered(name)) {
        let questions = asked.iter().map(|(name, document)| {
            let error = (!answered(name)).then(|| w.application_side_missing());
            question(w, name, document, form.text(name)).error(error)
        });
        return frame::correct(&page(&visit, (id, version), questions.collect()));
    }
    let said = |name: &str, document: DeclaredDocument| match form.text(name) {
        "yes" => DeclaredDocument { other_side: true, ..document },
        "no" => DeclaredDocument { other_side: false, ..document },
        _ => document,
    };
    let second = declared.complement.map(|second| said("complement", second));
    let part = Part::Documents(said("document", first), second);
    match declare(&site.app, visit.asker()?, (id, version), part).await {
        Ok(()) => account::on(&site, &visit, id).await,
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        Err(other) => Err(other.into()),
    }
}
