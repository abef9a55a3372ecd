//! One holding: what it is, what it is worth, its whole history.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use chrono::NaiveDate;
use domain::{
    asset::Wrapper,
    date,
    money::Money,
    net_worth::{equity, net_worth},
    portfolio::{Holding, Portfolio, Viewpoint},
};

use uuid::Uuid;

use super::{
    address::Pages,
    course,
    history::{self, Row},
    names, row_key, sample,
    valuation::ValuationForm,
    worth::{self, Worth},
};
use crate::{
    Site,
    customer::sample::last_day,
    kit::{
        error::{Answer, Oops, path_id},
        field::{Markup, summary},
        figure::Figures,
        form::Form,
        frame::{self, Frame, Place},
        moment,
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/detail.html")]
pub struct Page {
    frame: Frame,
    id: String,
    version: i64,
    unchanged_key: String,
    facts: Facts,
    worth: Option<Worth>,
    changes: Vec<Change>,
    equity: Option<String>,
    charts: Option<[Markup; 2]>,
    history: Vec<Row>,
    pages: Pages,
    figure: ValuationForm,
    errors: Vec<(String, String)>,
    pub(super) warning: Option<&'static str>,
}

/// What the customer wrote about it.
#[derive(Debug)]
struct Facts {
    kind: &'static str,
    institution: String,
    wrapper: Option<&'static str>,
    currency: String,
    note: Vec<String>,
    /// What a loan paid for: address and label.
    secures: Option<Linked>,
    /// The loans that paid for it.
    loans: Vec<Linked>,
}

/// Another holding: identity and label.
type Linked = (String, String);

/// A change since an earlier figure.
#[derive(Debug)]
struct Change {
    since: String,
    class: &'static str,
    text: String,
}

impl Page {
    /// The page of a holding with a form for a new figure.
    pub(super) fn new(
        frame: Frame,
        portfolio: &Portfolio,
        holding: &Holding,
        figure: ValuationForm,
        today: NaiveDate,
    ) -> Self {
        let (figures, path) = (frame.figures, frame.path.clone());
        let pages = Pages::of(&path, holding.valuations.len());
        let total = net_worth(portfolio, Viewpoint::on(today));
        Self {
            id: holding.id.to_string(),
            version: holding.version,
            unchanged_key: row_key(&frame.form_key, holding.id),
            facts: facts(frame.w, portfolio, holding),
            worth: Worth::of(figures, portfolio, holding, today),
            changes: changes(figures, holding, today),
            equity: equity(&total, holding.id).map(|yen| figures.yen(yen)),
            charts: course::charts(figures, portfolio, holding, today),
            history: history::rows(figures, holding, &pages),
            errors: summary(figure.fields()),
            pages,
            figure,
            warning: None,
            frame,
        }
    }

    /// For the test that renders every page: every holding of the sample, the
    /// first with a wrong figure typed, and one without figures.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let (w, household) = (Words::new(lang), sample::household());
        let page = |holding: &Holding, figure| {
            let frame = Frame {
                path: format!("/holdings/{}", holding.id),
                ..Frame::sample(lang, true, &holding.details.label)
            };
            Self::new(frame, &household, holding, figure, last_day())
        };
        let blank = |holding: &Holding| ValuationForm::blank(w, holding, last_day());
        let mut pages: Vec<Self> =
            household.live().map(|holding| page(holding, blank(holding))).collect();
        if let Some(first) = household.holdings.first() {
            let (wrong, _) = ValuationForm::judge(w, &Form::default(), first, last_day());
            let warning = Some(w.holding_changed_meanwhile());
            pages.push(Self { warning, ..page(first, wrong) });
            let empty = Holding { valuations: Vec::new(), ..first.clone() };
            pages.push(page(&empty, blank(&empty)));
        }
        pages
    }

    /// As an answer: with what must be corrected, or what happened meanwhile.
    pub(super) fn answer(&self) -> Answer {
        match self.warning {
            Some(_) => frame::show_as(StatusCode::CONFLICT, self),
            None if !self.errors.is_empty() => frame::correct(self),
            None => frame::show(self),
        }
    }
}

/// The frame of a holding's page; a form sent elsewhere comes back to it.
pub(super) fn frame_of(visit: &Visit, holding: &Holding) -> Frame {
    let own = format!("/holdings/{}", holding.id);
    let frame = Frame::new(visit, Place::Holdings, &holding.details.label);
    let here = frame.path.split('?').next() == Some(own.as_str());
    if here { frame } else { Frame { path: own, ..frame } }
}

/// Shows the page.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let holding = portfolio.find(id).ok_or(Oops::NotFound)?;
    let today = date::today(site.app.clock.now());
    let figure = ValuationForm::blank(visit.words, holding, today);
    Page::new(frame_of(&visit, holding), &portfolio, holding, figure, today).answer()
}

fn facts(w: Words, portfolio: &Portfolio, holding: &Holding) -> Facts {
    let details = &holding.details;
    let linked = |other: &Holding| (other.id.to_string(), other.details.label.clone());
    let pays = |other: &&Holding| {
        other.details.kind.is_liability() && other.details.secures == Some(holding.id)
    };
    let wrapped = details.wrapper != Wrapper::None;
    Facts {
        kind: names::kind(w, details.kind),
        institution: details.institution.clone(),
        wrapper: wrapped.then(|| names::wrapper(w, details.wrapper)),
        currency: names::currency_with_code(w, details.currency),
        note: details.note.lines().map(str::to_owned).collect(),
        secures: details.secures.and_then(|id| portfolio.find(id)).map(linked),
        loans: portfolio.live().filter(pays).map(linked).collect(),
    }
}

/// Changes of the present figure since the one before and since a year ago.
fn changes(figures: Figures, holding: &Holding, today: NaiveDate) -> Vec<Change> {
    let w = figures.words;
    let standing = holding.standing_from(Viewpoint::on(today));
    let Some((last, before)) = standing.split_last() else { return Vec::new() };
    let money = |minor| {
        let own = Money { minor, currency: holding.details.currency };
        worth::signed(holding.details.kind, own)
    };
    let since = |title: String, minor: i64| change(figures, title, money(minor), money(last.minor));
    let mut changes = Vec::new();
    if let Some(previous) = before.last() {
        let title = w.holding_since(moment::day(w, previous.as_of));
        changes.push(since(title, previous.minor));
    }
    let year_ago = Viewpoint::on(date::add_months(today, -12));
    if let Some(year_ago) = holding.valuation_at(year_ago) {
        changes.push(since(w.holding_since_year().to_owned(), year_ago.minor));
    }
    changes
}

fn change(figures: Figures, since: String, before: Money, after: Money) -> Change {
    let w = figures.words;
    let minor = after.minor - before.minor;
    let amount = worth::change(figures, Money { minor, ..after });
    let percent = figures.percent(before.minor, after.minor);
    let amount = if percent.is_empty() { amount } else { w.holding_with_percent(amount, percent) };
    let (class, text) = match minor {
        // Direction is part of what is hidden.
        _ if figures.hidden => ("same", amount),
        0 => ("same", w.holding_change_same(amount)),
        1.. => ("up", w.holding_change_up(amount)),
        _ => ("down", w.holding_change_down(amount)),
    };
    Change { since, class, text }
}

/// The page again after a refused figure or tap: what is recorded now, the text
/// typed, and why it was not recorded.
pub(super) async fn refused(
    site: &Site,
    visit: &Visit,
    id: Uuid,
    form: Option<&Form>,
    warning: &'static str,
) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    // Deleted in another tab.
    let holding = portfolio.find(id).ok_or(Oops::Stale)?;
    let today = date::today(site.app.clock.now());
    let figure = match form {
        Some(form) => ValuationForm::judge(visit.words, form, holding, today).0,
        None => ValuationForm::blank(visit.words, holding, today),
    };
    let page = Page::new(frame_of(visit, holding), &portfolio, holding, figure, today);
    Page { warning: Some(warning), ..page }.answer()
}
