//! Correcting what one registered: name and birth date.

use app::{
    AppError, Refusal, application,
    customer::correct::{self, correct},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{application::Refusal as Rule, date};

use crate::{
    Site,
    customer::{login, person_form},
    kit::{
        error::Answer,
        field::{Field, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        moment,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/profile.html")]
pub struct Page {
    frame: Frame,
    version: i64,
    fields: Vec<Field>,
    password: Field,
    errors: Vec<(String, String)>,
    message: Option<String>,
    /// Why it cannot be corrected now; then there is no form.
    refused: Option<&'static str>,
}

impl Page {
    fn new(frame: Frame, version: i64, fields: Vec<Field>, wrong: Option<String>) -> Self {
        let w = frame.w;
        let password = login::password_field(w)
            .hint(w.profile_password_hint())
            .mark(w.required(), true)
            .error(wrong);
        let errors = summary(fields.iter().chain([&password]));
        Self { frame, version, fields, password, errors, message: None, refused: None }
    }

    fn of(visit: &Visit, version: i64, fields: Vec<Field>, wrong: Option<String>) -> Self {
        let frame = Frame::new(visit, Place::Settings, visit.words.profile_title());
        Self::new(frame, version, fields, wrong)
    }

    /// The page that says why it cannot be corrected.
    fn refused(visit: &Visit, rule: Rule) -> Self {
        let refused = Some(why(visit.words, rule));
        Self { refused, ..Self::of(visit, 0, Vec::new(), None) }
    }

    /// For the test that renders every page: with everything wrong, as registered and sent too
    /// often, while the bank looks, and after it has approved.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |form: &[(&str, &str)], wrong| {
            let frame = Frame::sample(lang, true, w.profile_title());
            let frame = Frame { place: Place::Settings, ..frame };
            let form = form.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            let today = chrono::NaiveDate::default();
            let (fields, _) = person_form::judge(w, &Form::new(form.collect()), today);
            Self::new(frame, 1, fields, wrong)
        };
        let hanako = [
            ("family", "山田"),
            ("given", "花子"),
            ("family_kana", "ヤマダ"),
            ("given_kana", "ハナコ"),
            ("birth_date", "1958/4/1"),
        ];
        let message = Some(w.oops_slow_down_text(2));
        let refused = |rule| Self { refused: Some(why(w, rule)), ..page(&[], None) };
        vec![
            page(&[("family", "<b>")], Some(w.password_wrong().to_owned())),
            Self { message, ..page(&hanako, None) },
            refused(Rule::WithBank),
            refused(Rule::AlreadyApproved),
        ]
    }
}

/// Why it cannot be corrected now, and what to do.
fn why(w: Words, rule: Rule) -> &'static str {
    match rule {
        Rule::AlreadyApproved => w.profile_approved(),
        _ => w.profile_with_bank(),
    }
}

/// Shows the form with what is registered, or why it cannot be corrected now.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let (profile, version, rule) = correct::show(&site.app, visit.asker()?).await?;
    if let Err(rule) = rule {
        return frame::show(&Page::refused(&visit, rule));
    }
    let fields = person_form::registered(visit.words, &profile.name, profile.birth_date);
    frame::show(&Page::of(&visit, version, fields, None))
}

/// Takes the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let (w, asker, key, version) = (visit.words, visit.asker()?, form.key()?, form.version()?);
    let today = date::today(site.app.clock.now());
    let (fields, person) = person_form::judge(w, &form, today);
    let password = form.text("password");
    let missing = password.is_empty().then(|| w.text_empty().to_owned());
    let page = |wrong| Page::of(&visit, version, fields, wrong);
    let Some(person) = person.filter(|_| missing.is_none()) else {
        return frame::correct(&page(missing));
    };
    match correct(&site.app, asker, key, version, person, password).await {
        Ok(()) => on(&site, &visit).await,
        Err(AppError::Refused(Refusal::WrongPassword)) => {
            frame::correct(&page(Some(w.password_wrong().to_owned())))
        }
        Err(AppError::Refused(Refusal::Unchanged)) => {
            let message = Some(w.profile_unchanged().to_owned());
            frame::correct(&Page { message, ..page(None) })
        }
        Err(AppError::Refused(Refusal::SlowDown { seconds })) => {
            let message = Some(w.oops_slow_down_text(moment::minutes(seconds)));
            frame::show_as(StatusCode::TOO_MANY_REQUESTS, &Page { message, ..page(None) })
        }
        Err(AppError::Refused(Refusal::Application(rule))) => {
            frame::show_as(StatusCode::CONFLICT, &Page::refused(&visit, rule))
        }
        Err(other) => Err(other.into()),
    }
}

/// Goes on with the application that waits for its customer, who comes from there; else to the
/// settings.
async fn on(site: &Site, visit: &Visit) -> Answer {
    let mine = application::mine(&site.app, visit.asker()?).await?;
    let waiting = mine.iter().find(|one| one.state.waits_for_customer());
    let path = waiting.map_or("/settings".to_owned(), |one| format!("/applications/{}", one.id));
    Ok(go(&path, Some("profile-corrected")))
}
