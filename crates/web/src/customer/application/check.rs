//! The last step: checking everything, saying what the service is wanted for, agreeing to its
//! terms, and sending.

use app::{
    AppError, Refusal,
    application::{self, Shown, Wish},
    document::{self, Document},
    domain::{
        application::declaration::{Lacking, Purpose},
        bank::{Branches, SAMPLE_BRANCHES},
    },
};
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::date;
use uuid::Uuid;

use super::{
    changeable,
    declared::{self, Fact},
    names, sample,
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
#[template(path = "customer/application/check.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    terms: String,
    steps: Steps,
    facts: Vec<Fact>,
    pictures: Vec<String>,
    /// What is missing, and the page on which it is given. Nothing: it can be sent.
    lacks: Vec<(String, &'static str)>,
    purpose: Field,
    consent: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(
        frame: Frame,
        (branches, terms, day): (&Branches, &str, NaiveDate),
        (shown, given): (&Shown, &[Document]),
        [purpose, consent]: [Field; 2],
    ) -> Self {
        let w = frame.w;
        let errors = summary([&purpose, &consent]);
        // Those of a document no longer chosen go when it is sent.
        let asked = shown.declaration.pictures(day);
        let asked: Vec<_> = asked.iter().map(|(kind, asked)| (*kind, asked.side)).collect();
        let pictures = given.iter().map(Document::shows).filter(|picture| asked.contains(picture));
        Self {
            id: shown.summary.id,
            version: shown.version,
            terms: terms.to_owned(),
            steps: Steps::at(w, Step::Check),
            facts: declared::facts(w, branches, (&shown.declaration, day), false),
            pictures: pictures.map(|picture| names::picture(w, picture)).collect(),
            lacks: lacks(w, shown, given, day),
            purpose,
            consent,
            errors,
            frame,
        }
    }

    /// For the test that renders every page: something missing, and with everything wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let Ok(branches) = Branches::parse(SAMPLE_BRANCHES) else { return Vec::new() };
        let shown = sample::shown(domain::application::State::Draft);
        let page = |given: &[Document], fields| {
            let frame = Frame::sample(lang, true, w.application_check_title());
            let frame = Frame { place: Place::Application, ..frame };
            Self::new(frame, (&branches, "2026-11", sample::day()), (&shown, given), fields)
        };
        vec![
            page(&[], fields(w, None, &Form::default(), false)),
            page(&sample::documents(), fields(w, None, &Form::default(), true)),
        ]
    }
}

/// What is missing but for purpose and consent, which this page asks for.
fn lacks(
    w: Words,
    shown: &Shown,
    given: &[Document],
    day: NaiveDate,
) -> Vec<(String, &'static str)> {
    let pictures: Vec<_> = given.iter().map(Document::shows).collect();
    let mut lacks: Vec<(String, &'static str)> = Vec::new();
    for lacking in shown.declaration.lacks(day, &pictures) {
        let (text, page) = match lacking {
            Lacking::Account => (w.application_lacks_account().to_owned(), "account"),
            Lacking::Holder => (w.application_lacks_holder().to_owned(), "account"),
            Lacking::Document => (w.application_lacks_document().to_owned(), "document"),
            Lacking::Complement => (w.application_lacks_complement().to_owned(), "complement"),
            Lacking::Picture(kind, side) => {
                (w.application_lacks_picture(names::picture(w, (kind, side))), "pictures")
            }
            Lacking::Purpose | Lacking::Consent => continue,
        };
        lacks.push((text, page));
    }
    if shown.lacks_new_picture(given) {
        lacks.push((w.application_lacks_new_picture().to_owned(), "pictures"));
    }
    lacks
}

/// Purpose and consent as typed, or as declared before; with what is wrong, once sent.
fn fields(w: Words, declared: Option<Purpose>, form: &Form, sent: bool) -> [Field; 2] {
    let purposes = Purpose::ALL
        .iter()
        .map(|purpose| (purpose.code().to_owned(), names::purpose(w, *purpose).to_owned()));
    let typed = form.find("purpose").or(declared.map(Purpose::code)).unwrap_or_default();
    let no_purpose = sent && Purpose::from_code(form.text("purpose")).is_none();
    let no_consent = sent && !form.ticked("consent");
    let ticked = if form.ticked("consent") { "yes" } else { "" };
    [
        Field::new("purpose", w.application_purpose(), typed)
            .input(Input::Radio(purposes.collect()))
            .mark(w.required(), true)
            .error(no_purpose.then(|| w.application_purpose_missing())),
        Field::new("consent", w.application_consent(), ticked)
            .input(Input::Tick)
            .error(no_consent.then(|| w.application_consent_missing())),
    ]
}

async fn page(
    site: &Site,
    visit: &Visit,
    shown: &Shown,
    fields: [Field; 2],
) -> Result<Page, crate::kit::error::Oops> {
    let given = document::of_application(&site.app, visit.asker()?, shown.summary.id).await?;
    let frame = Frame::new(visit, Place::Application, visit.words.application_check_title());
    let (bank, today) = (&site.app.bank, date::today(site.app.clock.now()));
    let bank = (&bank.branches, bank.service_terms_version.as_str(), today);
    Ok(Page::new(frame, bank, (shown, &given), fields))
}

/// Shows everything, and asks.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let fields = fields(visit.words, shown.declaration.purpose, &Form::default(), false);
    frame::show(&page(&site, &visit, &shown, fields).await?)
}

/// Sends the application.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, version, key, asker) = (path_id(&id)?, form.version()?, form.key()?, visit.asker()?);
    let purpose = Purpose::from_code(form.text("purpose")).filter(|_| form.ticked("consent"));
    let Some(purpose) = purpose else {
        let Some(shown) = changeable(&site, &visit, id).await? else {
            return Ok(go(&steps::status(id), None));
        };
        let fields = fields(visit.words, shown.declaration.purpose, &form, true);
        let page = Page { version, ..page(&site, &visit, &shown, fields).await? };
        return frame::correct(&page);
    };
    let wish = Wish { purpose, consent: form.text("terms").to_owned() };
    match application::submit(&site.app, asker, key, (id, version), wish).await {
        Ok(id) => Ok(go(&steps::status(id), Some("application-submitted"))),
        // Sent from another tab: its page tells.
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        // This page says what is missing.
        Err(AppError::Refused(Refusal::Incomplete)) => {
            Ok(go(&format!("/applications/{id}/check"), None))
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_can_be_given_and_nothing_can_be_sent_before() {
        let [lacking, whole] = Page::samples(Lang::Ja).try_into().unwrap();
        let sends = |page: &Page| page.render().unwrap().contains("name=\"consent\"");
        assert!(!lacking.lacks.is_empty() && !sends(&lacking));
        assert!(whole.lacks.is_empty() && sends(&whole));
        assert_eq!(whole.errors.len(), 2);
        assert!(whole.render().unwrap().contains("0012345"), "one checks the whole number");
    }
}
