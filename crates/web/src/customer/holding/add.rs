//! Recording a holding with its first figure.

use app::{
    AppError, Refusal,
    holding::{NewHolding, add},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use chrono::NaiveDate;
use domain::{amount, asset::Kind, currency::Currency, date, portfolio::Portfolio};

use super::{
    details_form::{DetailsForm, Homes, homes},
    names, sample,
};
use crate::{
    Site,
    customer::sample::last_day,
    kit::{
        error::Answer,
        field::{Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        moment, problem,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/add.html")]
pub struct Page {
    frame: Frame,
    details: DetailsForm,
    figure: [Field; 3],
    errors: Vec<(String, String)>,
    warning: Option<&'static str>,
}

impl Page {
    fn new(frame: Frame, details: DetailsForm, figure: [Field; 3]) -> Self {
        // Errors are listed in the order the fields stand on the page.
        let fields = details.fields();
        let (above, below) = (fields.iter().take(4), fields.iter().skip(4));
        let errors = summary(above.copied().chain(&figure).chain(below.copied()));
        Self { frame, details, figure, errors, warning: None }
    }

    /// For the test that renders every page: empty, and with everything wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, true, w.holding_add_title());
        let homes = homes(&sample::household(), None);
        let wrong = judge(w, &Form::default(), &homes, last_day());
        let full = Self {
            warning: Some(w.holding_too_many()),
            ..Self::new(frame(), wrong.details, wrong.figure)
        };
        let empty = DetailsForm::blank(w, &homes);
        vec![Self::new(frame(), empty, first_figure(w, last_day())), full]
    }
}

fn new_frame(visit: &Visit) -> Frame {
    Frame::new(visit, Place::Holdings, visit.words.holding_add_title())
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let today = date::today(site.app.clock.now());
    let details = DetailsForm::blank(visit.words, &homes(&portfolio, None));
    frame::show(&Page::new(new_frame(&visit), details, first_figure(visit.words, today)))
}

/// Takes the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let asker = visit.asker()?;
    let portfolio: Portfolio = app::portfolio::load(&site.app, asker).await?;
    let today = date::today(site.app.clock.now());
    let judged = judge(visit.words, &form, &homes(&portfolio, None), today);
    let page = Page::new(new_frame(&visit), judged.details, judged.figure);
    let Some(new) = judged.good else { return frame::correct(&page) };
    match add(&site.app, asker, form.key()?, new).await {
        Ok(id) => Ok(go(&format!("/holdings/{id}"), Some("holding-added"))),
        Err(AppError::Refused(Refusal::TooMany)) => {
            let warning = Some(visit.words.holding_too_many());
            frame::show_as(StatusCode::CONFLICT, &Page { warning, ..page })
        }
        Err(other) => Err(other.into()),
    }
}

struct Judged {
    details: DetailsForm,
    figure: [Field; 3],
    good: Option<NewHolding>,
}

fn judge(w: Words, form: &Form, homes: &Homes, today: NaiveDate) -> Judged {
    let currency = Currency::from_code(form.text("currency"));
    let (fields, details) = DetailsForm::judge(w, form, currency, homes);
    let unit = currency.unwrap_or(Currency::Jpy);
    let amount = amount::parse_non_negative(form.text("amount"), unit);
    let as_of = date::parse_as_of(form.text("as_of"), today);
    let debt = Kind::from_code(form.text("kind")).is_some_and(Kind::is_liability);
    let [currency_field, amount_field, as_of_field] =
        figure(w, ["currency", "amount", "as_of"].map(|name| form.text(name)));
    let figure = [
        currency_field.error(currency.is_none().then(|| w.holding_choose_from_list())),
        amount_field.error(amount.as_ref().err().map(|error| match error {
            amount::AmountError::Negative if debt => w.holding_debt_negative(),
            other => problem::amount(w, *other),
        })),
        as_of_field.error(as_of.as_ref().err().map(|error| problem::as_of(w, *error))),
    ];
    let good = match (details, amount, as_of) {
        (Some(details), Ok(amount), Ok(as_of)) => {
            Some(NewHolding { details, as_of, minor: amount.minor })
        }
        _ => None,
    };
    Judged { details: fields, figure, good }
}

/// Fields of the first figure before anything was typed.
fn first_figure(w: Words, today: NaiveDate) -> [Field; 3] {
    figure(w, [Currency::Jpy.code(), "", &moment::typed(today)])
}

/// Currency, amount and day.
fn figure(w: Words, [currency, amount, as_of]: [&str; 3]) -> [Field; 3] {
    [
        Field::new("currency", w.holding_currency(), currency)
            .input(Input::Select(names::currencies(w)))
            .hint(w.holding_currency_hint()),
        Field::new("amount", w.holding_amount(), amount)
            .hint(w.holding_amount_hint())
            .mark(w.required(), true)
            .autocomplete("off"),
        Field::new("as_of", w.holding_as_of(), as_of)
            .hint(w.holding_as_of_hint())
            .mark(w.required(), true)
            .autocomplete("off"),
    ]
}
