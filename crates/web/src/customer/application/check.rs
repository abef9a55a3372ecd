//! The last step: checking everything, saying what the service is wanted for, agreeing to its
//! terms, and sending.

use app::{
    AppError, Refusal,
    application::{self, Shown, Wish},
    customer::{Profile, profile},
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
    terms_text::TermsText,
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
    /// What is agreed to, to be read without leaving the form.
    terms: TermsText,
    steps: Steps,
    facts: Vec<Fact>,
    pictures: Vec<String>,
    /// What is missing, and the page on which it is given. Nothing: it can be sent.
    lacks: Vec<(String, String)>,
    purpose: Field,
    consent: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(
        frame: Frame,
        (branches, terms, day): (&Branches, TermsText, NaiveDate),
        (shown, given, profile): (&Shown, &[Document], &Profile),
        [purpose, consent]: [Field; 2],
    ) -> Self {
        let (w, id) = (frame.w, shown.summary.id);
        let errors = summary([&purpose, &consent]);
        // Those of a document no longer chosen go when it is sent.
        let asked = shown.declaration.pictures(day);
        let asked: Vec<_> = asked.iter().map(|(kind, asked)| (*kind, asked.side)).collect();
        let pictures = given.iter().map(Document::shows).filter(|picture| asked.contains(picture));
        let declared = declared::facts(w, (id, branches), (&shown.declaration, day), false);
        Self {
            id,
            version: shown.version,
            terms,
            steps: Steps::at(w, Step::Check),
            facts: declared::registered(w, profile).into_iter().chain(declared).collect(),
            pictures: pictures.map(|picture| names::picture(w, picture)).collect(),
            lacks: lacks(w, id, &shown.lacks(given, day)),
            purpose,
            consent,
            errors,
            frame,
        }
    }

    /// For the test that renders every page: something missing, with everything wrong, and
    /// with terms that are new.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let Ok(branches) = Branches::parse(SAMPLE_BRANCHES) else { return Vec::new() };
        let shown = sample::shown(domain::application::State::Draft);
        let Some(profile) = sample::profile() else { return Vec::new() };
        let page = |given: &[Document], fields| {
            let frame = Frame::sample(lang, true, w.application_check_title());
            let frame = Frame { place: Place::Application, ..frame };
            let bank = (&branches, TermsText::sample(w), sample::day());
            Self::new(frame, bank, (&shown, given, &profile), fields)
        };
        let purpose = Some(Purpose::PlanHousehold);
        vec![
            page(&[], fields(w, None, &Form::default(), Wrong::Nothing)),
            page(&sample::documents(), fields(w, None, &Form::default(), Wrong::Missing)),
            page(&sample::documents(), fields(w, purpose, &Form::default(), Wrong::OldTerms)),
        ]
    }
}

/// What is missing but for purpose and consent, which this page asks for.
fn lacks(w: Words, id: Uuid, lacks: &[Lacking]) -> Vec<(String, String)> {
    let words = |lacking: &Lacking| {
        let text = match *lacking {
            Lacking::Account => w.application_lacks_account().to_owned(),
            Lacking::Holder => w.application_lacks_holder().to_owned(),
            Lacking::Document => w.application_lacks_document().to_owned(),
            Lacking::Complement => w.application_lacks_complement().to_owned(),
            Lacking::Picture(kind, side) => {
                w.application_lacks_picture(names::picture(w, (kind, side)))
            }
            Lacking::NewPicture(kind, side) => {
                w.application_lacks_new_picture(names::picture(w, (kind, side)))
            }
            Lacking::MendedName => w.application_lacks_mended_name().to_owned(),
            Lacking::MendedBirthDate => w.application_lacks_mended_birth_date().to_owned(),
            Lacking::Purpose | Lacking::Consent => return None,
        };
        Some((text, steps::page(id, *lacking)))
    };
    lacks.iter().filter_map(words).collect()
}

/// What is wrong with purpose and consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// Nothing: they were not sent yet.
    Nothing,
    /// One of them is missing.
    Missing,
    /// The terms agreed to are others by now.
    OldTerms,
}

/// Purpose and consent as typed, or as declared before; with what is wrong.
fn fields(w: Words, declared: Option<Purpose>, form: &Form, wrong: Wrong) -> [Field; 2] {
    let purposes = Purpose::ALL
        .iter()
        .map(|purpose| (purpose.code().to_owned(), names::purpose(w, *purpose).to_owned()));
    let typed = form.find("purpose").or(declared.map(Purpose::code)).unwrap_or_default();
    let is_missing = |there: bool| wrong == Wrong::Missing && !there;
    let no_purpose = is_missing(Purpose::from_code(form.text("purpose")).is_some());
    let consent_error = match wrong {
        Wrong::OldTerms => Some(w.application_consent_anew()),
        _ => is_missing(form.ticked("consent")).then(|| w.application_consent_missing()),
    };
    // Nobody agrees to new terms by a tick of before.
    let is_ticked = form.ticked("consent") && wrong != Wrong::OldTerms;
    [
        Field::new("purpose", w.application_purpose(), typed)
            .input(Input::radio(purposes))
            .mark(w.required(), true)
            .error(no_purpose.then(|| w.application_purpose_missing())),
        Field::new("consent", w.application_consent(), if is_ticked { "yes" } else { "" })
            .input(Input::Tick)
            .error(consent_error),
    ]
}

async fn page(
    site: &Site,
    visit: &Visit,
    shown: &Shown,
    fields: [Field; 2],
) -> Result<Page, crate::kit::error::Oops> {
    let given = document::of_application(&site.app, visit.asker()?, shown.summary.id).await?;
    let (profile, _) = profile::show(&site.app, visit.asker()?).await?;
    let frame = Frame::new(visit, Place::Application, visit.words.application_check_title());
    let today = date::today(site.app.clock.now());
    let bank = (&site.app.bank.branches, TermsText::of(visit.words, site), today);
    Ok(Page::new(frame, bank, (shown, &given, &profile), fields))
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
    let purpose = shown.declaration.purpose;
    let fields = fields(visit.words, purpose, &Form::default(), Wrong::Nothing);
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
        return again(&site, &visit, (id, version), (&form, Wrong::Missing)).await;
    };
    let wish = Wish { purpose, consent: form.text("terms").to_owned() };
    match application::submit(&site.app, asker, key, (id, version), wish).await {
        Ok(id) => Ok(go(&steps::status(id), Some("application-submitted"))),
        // Sent from another tab: its page tells.
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        Err(AppError::Refused(Refusal::OldTerms)) => {
            again(&site, &visit, (id, version), (&form, Wrong::OldTerms)).await
        }
        // This page says what is missing.
        Err(AppError::Refused(Refusal::Incomplete)) => {
            Ok(go(&format!("/applications/{id}/check"), None))
        }
        Err(other) => Err(other.into()),
    }
}

/// Asks again, with what is wrong.
async fn again(
    site: &Site,
    visit: &Visit,
    (id, version): (Uuid, i64),
    (form, wrong): (&Form, Wrong),
) -> Answer {
    let Some(shown) = changeable(site, visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let fields = fields(visit.words, shown.declaration.purpose, form, wrong);
    frame::correct(&Page { version, ..page(site, visit, &shown, fields).await? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_can_be_given_and_nothing_can_be_sent_before() {
        let [lacking, whole, _] = Page::samples(Lang::Ja).try_into().unwrap();
        let sends = |page: &Page| page.render().unwrap().contains("name=\"consent\"");
        assert!(!lacking.lacks.is_empty() && !sends(&lacking));
        assert!(whole.lacks.is_empty() && sends(&whole));
        assert_eq!(whole.errors.len(), 2);
        assert!(whole.render().unwrap().contains("0012345"), "one checks the whole number");
    }

    #[test]
    fn the_terms_are_read_without_leaving_the_form() {
        let [_, _, page] = Page::samples(Lang::Ja).try_into().unwrap();
        let html = page.render().unwrap();
        let (summary, consent) =
            (html.find("<summary>追加サービス"), html.find("name=\"consent\""));
        assert!(summary.is_some() && summary < consent);
        assert!(html.contains("マイナンバー（個人番号）をお預かりしません"));
        assert!(!html.contains("href=\"/applications/terms\""));
    }

    #[test]
    fn new_terms_are_agreed_to_anew_and_the_purpose_stays() {
        let w = Words::new(Lang::Ja);
        let sent = [("purpose", "other"), ("consent", "yes")];
        let sent = Form::new(sent.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
        let [purpose, consent] = fields(w, None, &sent, Wrong::OldTerms);
        assert_eq!((purpose.value.as_str(), purpose.error), ("other", None));
        assert_eq!((consent.value.as_str(), consent.error.is_some()), ("", true));
    }
}
