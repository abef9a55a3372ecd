//! Net worth: today's figure, how it changed and why, its course, its parts.

mod course;
mod parts;
mod question;

use app::{Asker, portfolio};
use askama::Template;
use chrono::NaiveDate;
use domain::{
    change::{Cause, Change, explain},
    date,
    net_worth::{Axis, NetWorth, net_worth},
    portfolio::{Portfolio, Viewpoint},
};

use self::{course::Course, parts::Parts, question::Question};
use super::sample;
use crate::{
    Site,
    kit::{
        error::Answer,
        field::Field,
        figure::Figures,
        frame::{self, Frame, Place},
        visit::Visit,
        words::{Lang, Words},
    },
};

/// A change since an earlier day, in words.
#[derive(Debug)]
pub struct Since {
    /// Since when.
    pub label: String,
    /// `up`, `down` or `same`: a class, never the only sign.
    pub way: &'static str,
    /// The amount with its sign, the percentage, the verb.
    pub text: String,
}

/// A cause of change: its name and its yen since last month and since last year.
#[derive(Debug)]
pub struct CauseRow {
    /// The cause.
    pub name: &'static str,
    /// Since last month's end, since a year ago.
    pub yen: [String; 2],
}

/// A tab: address, label, whether it is here.
pub type Tab = (String, &'static str, bool);

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/net_worth.html")]
pub struct Page {
    frame: Frame,
    empty: bool,
    as_of_text: String,
    past: bool,
    net: String,
    assets: String,
    liabilities: String,
    since: Vec<Since>,
    causes: Vec<CauseRow>,
    totals: [String; 2],
    course: Course,
    parts: Parts,
    as_of: Field,
    view: Field,
    hidden: Vec<(&'static str, &'static str)>,
    unconverted: Vec<String>,
    stale: usize,
}

/// Shows the page for the customer.
pub(super) async fn show(site: &Site, visit: &Visit, asker: &Asker) -> Answer {
    let portfolio = portfolio::load(&site.app, asker).await?;
    let today = date::today(site.app.clock.now());
    let question = Question::read(&visit.path, today);
    let frame = Frame::new(visit, Place::NetWorth, visit.words.net_worth_title());
    frame::show(&Page::new(frame, &portfolio, &question, today))
}

impl Page {
    fn new(frame: Frame, portfolio: &Portfolio, question: &Question, today: NaiveDate) -> Self {
        let (w, figures) = (frame.w, frame.figures);
        let view = question.viewpoint();
        let total = net_worth(portfolio, view);
        let last_month = date::month_end(date::add_months(view.as_of, -1));
        let last_year = date::add_months(view.as_of, -12);
        let changes = [last_month, last_year].map(|from| explain(portfolio, from, view));
        let labels = [w.since_last_month(), w.since_last_year()];
        let since = labels
            .iter()
            .zip(&changes)
            .map(|(label, change)| since(w, figures, label, change))
            .collect();
        Self {
            empty: portfolio.live().next().is_none(),
            as_of_text: day_text(w, view.as_of),
            past: view.as_of < today || view.known_at.is_some(),
            net: figures.number(total.net()),
            assets: figures.yen(total.assets),
            liabilities: figures.yen(total.liabilities),
            since,
            causes: causes(w, figures, &changes),
            totals: changes.each_ref().map(|change| figures.signed(change.total())),
            course: Course::new(w, figures, portfolio, question),
            parts: Parts::new(w, figures, &total, question),
            as_of: question.as_of_field(w),
            view: question.view_field(w),
            hidden: question.hidden(),
            unconverted: unconverted(&total),
            stale: stale(&total, view, today),
            frame,
        }
    }

    /// The page of any portfolio: what a customer with those records would see.
    pub fn of(lang: Lang, portfolio: &Portfolio, path: &str, today: NaiveDate) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).net_worth_title());
        Self::new(frame, portfolio, &Question::read(path, today), today)
    }

    /// For the test that renders every page: nothing, one holding, a household.
    pub fn samples(lang: Lang) -> Vec<Self> {
        [Portfolio::default(), sample::household()]
            .iter()
            .map(|portfolio| Self::of(lang, portfolio, "/?by=kind&range=1y", sample::last_day()))
            .collect()
    }
}

fn since(w: Words, figures: Figures, label: &str, change: &Change) -> Since {
    let amount = figures.signed(change.total());
    let percent = figures.percent(change.before, change.after);
    let percent = if percent.is_empty() { percent } else { w.in_parentheses(percent) };
    let (way, text) = match change.total() {
        0 => ("same", w.change_same(amount)),
        1.. => ("up", w.change_up(amount, percent)),
        _ => ("down", w.change_down(amount, percent)),
    };
    let (way, text) = if figures.hidden { ("same", figures.number(0)) } else { (way, text) };
    Since { label: label.to_owned(), way, text }
}

fn causes(w: Words, figures: Figures, changes: &[Change; 2]) -> Vec<CauseRow> {
    let of = |change: &Change, cause| {
        change.causes().find(|(found, _)| *found == cause).map_or(0, |(_, yen)| yen)
    };
    Cause::ALL
        .into_iter()
        .filter(|cause| changes.iter().any(|change| of(change, *cause) != 0))
        .map(|cause| CauseRow {
            name: cause_name(w, cause),
            yen: changes.each_ref().map(|change| figures.signed(of(change, cause))),
        })
        .collect()
}

fn cause_name(w: Words, cause: Cause) -> &'static str {
    match cause {
        Cause::Deposit => w.cause_deposit(),
        Cause::NewHolding => w.cause_new_holding(),
        Cause::Revaluation => w.cause_revaluation(),
        Cause::ExchangeRate => w.cause_exchange_rate(),
        Cause::Repayment => w.cause_repayment(),
        Cause::Borrowing => w.cause_borrowing(),
    }
}

/// A day as people of the language write it; Japanese with the era.
pub(super) fn day_text(w: Words, day: NaiveDate) -> String {
    match (w.lang(), date::wareki(day)) {
        (Lang::Ja, Some(era)) => format!("{}（{era}）", day.format("%Y/%-m/%-d")),
        _ => day.format("%Y-%m-%d").to_string(),
    }
}

fn unconverted(total: &NetWorth<'_>) -> Vec<String> {
    total.unconverted().map(|part| part.holding.details.label.clone()).collect()
}

/// How many figures are too old to be trusted; only asked of today.
fn stale(total: &NetWorth<'_>, view: Viewpoint, today: NaiveDate) -> usize {
    if view.as_of != today {
        return 0;
    }
    let is_stale = |part: &&domain::net_worth::Part<'_>| {
        let kind = part.holding.details.kind;
        (today - part.value.valued_on).num_days() > kind.stale_after_days()
    };
    total.parts.iter().filter(is_stale).count()
}

/// The name of an axis, for tabs and captions.
pub(super) fn axis_name(w: Words, axis: Axis) -> &'static str {
    match axis {
        Axis::Group => w.by_group(),
        Axis::Kind => w.by_kind(),
        Axis::Institution => w.by_institution(),
        Axis::Wrapper => w.by_wrapper(),
    }
}
