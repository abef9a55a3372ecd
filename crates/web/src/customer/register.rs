//! Registering: name, kana, birth date, e-mail, password, consent.

use app::customer::{
    Profile,
    register::{NewCustomer, register},
};
use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    date, password,
    person::{Corrected, EmailAddress},
};

use super::person_form;
use crate::{
    Site,
    kit::{
        cookie::Cookie,
        error::Answer,
        field::{Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        problem,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/register.html")]
pub struct Page {
    frame: Frame,
    fields: Vec<Field>,
    consent: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, fields: Vec<Field>, consent: Field) -> Self {
        let errors = summary(fields.iter().chain([&consent]));
        Self { frame, fields, consent, errors }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let judged = judge(w, &Form::default(), date_of_sample());
        let frame = Frame::sample(lang, false, w.register_title());
        Self::new(frame, judged.fields, judged.consent)
    }
}

fn date_of_sample() -> chrono::NaiveDate {
    chrono::NaiveDate::default()
}

/// What was typed, judged: fields with their errors, and the customer if there are none.
struct Judged {
    fields: Vec<Field>,
    consent: Field,
    good: Option<(Profile, password::Password)>,
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here) -> Answer {
    let w = visit.words;
    let empty = Form::default();
    let mut fields = person_form::empty(w);
    fields.extend(access_fields(w, "", [None, None]));
    let page = Page::new(new_frame(&visit), fields, consent(w, &empty, false));
    frame::show(&page)
}

fn new_frame(visit: &Visit) -> Frame {
    Frame::new(visit, Place::Elsewhere, visit.words.register_title())
}

/// Takes the form. Known address or not, the answer is the same.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let today = date::today(site.app.clock.now());
    let judged = judge(visit.words, &form, today);
    let Some((profile, password)) = judged.good else {
        let page = Page::new(new_frame(&visit), judged.fields, judged.consent);
        return frame::correct(&page);
    };
    let new = NewCustomer { profile, password, language: visit.language() };
    let token = register(&site.app, &visit.origin, form.key()?, new).await?;
    Ok(to_confirm(&site, &token.0))
}

fn to_confirm(site: &Site, token: &str) -> Response {
    let mut response = go("/register/confirm", None);
    Cookie::Challenge.set(response.headers_mut(), token, site.secure_cookies);
    response
}

fn judge(w: Words, form: &Form, today: chrono::NaiveDate) -> Judged {
    let (mut fields, person) = person_form::judge(w, form, today);
    let email = EmailAddress::parse(form.text("email"));
    let mut context: Vec<&str> = person_form::typed_name(form).collect();
    if let Ok(email) = &email {
        context.extend([email.as_str(), email.local()]);
    }
    let password = password::check(form.text("password"), &context);
    let agreed = form.ticked("consent");
    let errors = [
        email.as_ref().err().map(|error| problem::email(w, *error).to_owned()),
        password.as_ref().err().map(|error| problem::password(w, *error)),
    ];
    fields.extend(access_fields(w, form.text("email"), errors));
    let consent = consent(w, form, !agreed);
    let good = match (person, email, password, agreed) {
        (Some((name, birth_date)), Ok(email), Ok(password), true) => {
            let corrected = Corrected::default();
            Some((Profile { name, birth_date, email, corrected }, password))
        }
        _ => None,
    };
    Judged { fields, consent, good }
}

/// The fields by which one logs in.
fn access_fields(w: Words, typed: &str, [email, password]: [Option<String>; 2]) -> [Field; 2] {
    [
        Field::new("email", w.email(), typed)
            .mark(w.required(), true)
            .input(Input::Line("email"))
            .hint(w.email_hint())
            .autocomplete("email")
            .error(email),
        new_password(w, "password", w.password()).error(password),
    ]
}

/// A field in which a password is chosen. What was typed is never sent back.
pub(crate) fn new_password(w: Words, name: &str, label: &str) -> Field {
    Field::new(name, label, "")
        .input(Input::Password {
            new: true,
            words: [w.password_strengths(), w.password_show(), w.password_hide()],
        })
        .hint(w.password_hint())
        .mark(w.required(), true)
}

fn consent(w: Words, form: &Form, wrong: bool) -> Field {
    let value = if form.ticked("consent") { "yes" } else { "" };
    Field::new("consent", w.consent(), value)
        .input(Input::Tick)
        .error(wrong.then(|| w.consent_missing()))
}
