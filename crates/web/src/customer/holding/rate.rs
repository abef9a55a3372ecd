//! The exchange rates the customer enters, and entering one.

use app::{AppError, Refusal, rate::add};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use chrono::NaiveDate;
use domain::{
    amount,
    currency::Currency,
    date,
    net_worth::net_worth,
    portfolio::{Portfolio, Rate, Viewpoint},
};

use super::{address::Pages, names, sample};
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
#[template(path = "customer/holding/rate.html")]
pub struct Page {
    frame: Frame,
    fields: [Field; 3],
    errors: Vec<(String, String)>,
    warning: Option<&'static str>,
    /// Currencies held without a rate.
    missing: Vec<String>,
    sections: Vec<Section>,
    pages: Pages,
}

/// The rates of a currency.
#[derive(Debug)]
struct Section {
    currency: String,
    rows: Vec<Row>,
}

/// A rate.
#[derive(Debug)]
struct Row {
    day: String,
    yen: String,
    recorded: String,
    corrected: bool,
}

impl Page {
    fn new(frame: Frame, portfolio: &Portfolio, fields: [Field; 3], today: NaiveDate) -> Self {
        let pages = Pages::of(&frame.path, portfolio.rates.len());
        let missing = missing(portfolio, today);
        Self {
            errors: summary(&fields),
            fields,
            warning: None,
            missing: missing.iter().map(|own| names::currency_with_code(frame.w, *own)).collect(),
            sections: sections(frame.w, portfolio, &pages),
            pages,
            frame,
        }
    }

    /// For the test that renders every page: as shown first, with everything wrong,
    /// and without rates.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let (w, today, portfolio) = (Words::new(lang), last_day(), sample::household());
        let frame = || Frame::sample(lang, true, w.holding_rates_title());
        let page = |of: &Portfolio| Self::new(frame(), of, first_fields(w, of, today), today);
        let (wrong, _) = judge(w, &Form::default(), today);
        let wrong = Self {
            warning: Some(w.holding_too_many_rates()),
            ..Self::new(frame(), &portfolio, wrong, today)
        };
        vec![page(&portfolio), wrong, page(&Portfolio::default())]
    }
}

fn new_frame(visit: &Visit) -> Frame {
    Frame::new(visit, Place::Holdings, visit.words.holding_rates_title())
}

/// Shows the rates and the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let today = date::today(site.app.clock.now());
    let fields = first_fields(visit.words, &portfolio, today);
    frame::show(&Page::new(new_frame(&visit), &portfolio, fields, today))
}

/// Takes a rate.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let asker = visit.asker()?;
    let today = date::today(site.app.clock.now());
    let (fields, good) = judge(visit.words, &form, today);
    let portfolio = app::portfolio::load(&site.app, asker).await?;
    let page = Page::new(new_frame(&visit), &portfolio, fields, today);
    let Some(rate) = good else { return frame::correct(&page) };
    match add(&site.app, asker, form.key()?, rate).await {
        Ok(()) => Ok(go("/rates", Some("rate-added"))),
        Err(AppError::Refused(Refusal::TooMany)) => {
            let warning = Some(visit.words.holding_too_many_rates());
            frame::show_as(StatusCode::CONFLICT, &Page { warning, ..page })
        }
        Err(other) => Err(other.into()),
    }
}

fn judge(
    w: Words,
    form: &Form,
    today: NaiveDate,
) -> ([Field; 3], Option<(Currency, NaiveDate, rust_decimal::Decimal)>) {
    let currency =
        Currency::from_code(form.text("currency")).filter(|money| *money != Currency::Jpy);
    let as_of = date::parse_as_of(form.text("as_of"), today);
    let rate = amount::parse_rate(form.text("rate"));
    let [currency_field, as_of_field, rate_field] =
        fields(w, ["currency", "as_of", "rate"].map(|name| form.text(name)));
    let fields = [
        currency_field.error(currency.is_none().then(|| w.holding_choose_from_list())),
        as_of_field.error(as_of.as_ref().err().map(|error| problem::as_of(w, *error))),
        rate_field.error(rate.as_ref().err().map(|error| problem::rate(w, *error))),
    ];
    let good = match (currency, as_of, rate) {
        (Some(currency), Ok(as_of), Ok(rate)) => Some((currency, as_of, rate)),
        _ => None,
    };
    (fields, good)
}

/// Fields before anything was typed: a currency that lacks a rate is chosen first.
fn first_fields(w: Words, portfolio: &Portfolio, today: NaiveDate) -> [Field; 3] {
    let currency = missing(portfolio, today).first().copied().unwrap_or(Currency::Usd);
    fields(w, [currency.code(), &moment::typed(today), ""])
}

fn fields(w: Words, [currency, as_of, rate]: [&str; 3]) -> [Field; 3] {
    let foreign = names::currencies(w).into_iter().filter(|(code, _)| code != Currency::Jpy.code());
    [
        Field::new("currency", w.holding_currency(), currency)
            .input(Input::Select(foreign.collect())),
        Field::new("as_of", w.holding_rate_day(), as_of)
            .hint(w.holding_as_of_hint())
            .mark(w.required(), true)
            .autocomplete("off"),
        Field::new("rate", w.holding_rate(), rate)
            .input(Input::Amount(w.holding_rate_unit().to_owned()))
            .hint(w.holding_rate_hint())
            .mark(w.required(), true),
    ]
}

/// Currencies of holdings left out of net worth for want of a rate.
fn missing(portfolio: &Portfolio, today: NaiveDate) -> Vec<Currency> {
    let total = net_worth(portfolio, Viewpoint::on(today));
    let mut currencies: Vec<Currency> = total
        .unconverted()
        .map(|part| part.value.money.currency)
        .filter(|currency| portfolio.rate_at(*currency, Viewpoint::on(today)).is_none())
        .collect();
    currencies.sort_unstable();
    currencies.dedup();
    currencies
}

/// The rates of one page, by currency, newest first. The portfolio keeps rates by
/// currency, day and time of recording: a rate followed by one of its own day
/// was corrected.
fn sections(w: Words, portfolio: &Portfolio, pages: &Pages) -> Vec<Section> {
    let next = portfolio.rates.iter().skip(1).map(Some).chain([None]);
    let mut rates: Vec<(&Rate, bool)> = portfolio
        .rates
        .iter()
        .zip(next)
        .map(|(rate, next)| {
            let same = |next: &Rate| next.currency == rate.currency && next.as_of == rate.as_of;
            (rate, next.is_some_and(same))
        })
        .collect();
    rates.reverse();
    // Stable: within a currency the newest stays first.
    rates.sort_by_key(|(rate, _)| rate.currency);
    let shown = pages.take(rates.into_iter());
    shown
        .chunk_by(|(one, _), (other, _)| one.currency == other.currency)
        .map(|members| Section {
            currency: members
                .first()
                .map(|(rate, _)| names::currency_with_code(w, rate.currency))
                .unwrap_or_default(),
            rows: members.iter().map(|(rate, corrected)| row(w, rate, *corrected)).collect(),
        })
        .collect()
}

fn row(w: Words, rate: &Rate, corrected: bool) -> Row {
    Row {
        day: moment::day(w, rate.as_of),
        // A rate is the world's, not the customer's: it tells nothing of what they own.
        yen: w.holding_rate_value(rate.currency.code(), rate.yen.normalize()),
        recorded: moment::time(w, rate.recorded_at),
        corrected,
    }
}
