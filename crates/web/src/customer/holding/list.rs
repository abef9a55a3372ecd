//! Everything the customer owns and owes, in groups.

use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use domain::{
    asset::{Group, Wrapper},
    date,
    net_worth::net_worth,
    portfolio::{Holding, Portfolio, Viewpoint},
};

use super::{address::asked, names, row_key, sample, worth::Worth};
use crate::{
    Site,
    customer::sample::last_day,
    kit::{
        chart::sparkline,
        error::Answer,
        field::Markup,
        figure::Figures,
        frame::{self, Frame, Place},
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/holding/list.html")]
pub struct Page {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    sections: Vec<Section>,
    unconverted: usize,
    assets: String,
    liabilities: String,
    net: String,
}

/// Holdings with something in common.
#[derive(Debug)]
struct Section {
    title: String,
    sum: String,
    rows: Vec<Row>,
}

/// A holding.
#[derive(Debug)]
struct Row {
    id: String,
    version: i64,
    form_key: String,
    label: String,
    institution: String,
    kind: &'static str,
    wrapper: Option<&'static str>,
    worth: Option<Worth>,
    course: Markup,
}

/// What holdings are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Group,
    Institution,
    Wrapper,
}

impl By {
    fn parse(text: Option<&str>) -> Self {
        match text {
            Some("institution") => Self::Institution,
            Some("wrapper") => Self::Wrapper,
            _ => Self::Group,
        }
    }

    /// Where a holding's section comes among the sections, and its title.
    fn section(self, w: Words, holding: &Holding) -> ((usize, String), String) {
        let details = &holding.details;
        let place = |at: Option<usize>| (at.unwrap_or_default(), String::new());
        match self {
            Self::Group => {
                let group = details.kind.group();
                let at = Group::ALL.iter().position(|member| *member == group);
                (place(at), names::group(w, group).to_owned())
            }
            Self::Wrapper => {
                let at = Wrapper::ALL.iter().position(|member| *member == details.wrapper);
                (place(at), wrapper_title(w, details.wrapper))
            }
            Self::Institution if details.institution.is_empty() => {
                ((1, String::new()), w.holding_no_institution().to_owned())
            }
            Self::Institution => ((0, details.institution.clone()), details.institution.clone()),
        }
    }
}

fn wrapper_title(w: Words, wrapper: Wrapper) -> String {
    match wrapper {
        Wrapper::None => w.holding_no_wrapper().to_owned(),
        other => names::wrapper(w, other).to_owned(),
    }
}

impl Page {
    fn new(frame: Frame, portfolio: &Portfolio, by: By, today: NaiveDate) -> Self {
        let (w, figures) = (frame.w, frame.figures);
        let total = net_worth(portfolio, Viewpoint::on(today));
        Self {
            tabs: vec![
                ("group", w.holding_by_group(), by == By::Group),
                ("institution", w.holding_by_institution(), by == By::Institution),
                ("wrapper", w.holding_by_wrapper(), by == By::Wrapper),
            ],
            sections: sections(&frame, portfolio, by, today),
            unconverted: total.unconverted().count(),
            assets: figures.yen(total.assets),
            liabilities: figures.yen(total.liabilities),
            net: figures.yen(total.net()),
            frame,
        }
    }

    /// For the test that renders every page: with holdings, and without.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let frame = |path: &str| {
            let title = Words::new(lang).holding_list_title();
            let path = path.to_owned();
            Frame { place: Place::Holdings, path, ..Frame::sample(lang, true, title) }
        };
        let households = [
            (By::Group, sample::household()),
            (By::Institution, sample::household()),
            (By::Wrapper, sample::household()),
            (By::Group, Portfolio::default()),
        ];
        let page = |(by, portfolio)| Self::new(frame("/holdings"), &portfolio, by, last_day());
        households.into_iter().map(page).collect()
    }
}

/// Shows the list.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let portfolio = app::portfolio::load(&site.app, visit.asker()?).await?;
    let today = date::today(site.app.clock.now());
    let frame = Frame::new(&visit, Place::Holdings, visit.words.holding_list_title());
    let by = By::parse(asked(&visit.path, "by").as_deref());
    frame::show(&Page::new(frame, &portfolio, by, today))
}

fn sections(frame: &Frame, portfolio: &Portfolio, by: By, today: NaiveDate) -> Vec<Section> {
    let mut placed: Vec<_> = portfolio.live().map(|own| (by.section(frame.w, own), own)).collect();
    // Stable: within a section the order of recording stays.
    placed.sort_by(|(one, _), (other, _)| one.cmp(other));
    placed
        .chunk_by(|(one, _), (other, _)| one.0 == other.0)
        .map(|members| {
            let yen = |own: &Holding| {
                portfolio.value_at(own, Viewpoint::on(today)).and_then(|value| value.signed_yen)
            };
            let sum = members.iter().filter_map(|(_, own)| yen(own)).sum();
            Section {
                title: members.first().map(|((_, title), _)| title.clone()).unwrap_or_default(),
                sum: frame.figures.yen(sum),
                rows: members.iter().map(|(_, own)| row(frame, portfolio, own, today)).collect(),
            }
        })
        .collect()
}

fn row(frame: &Frame, portfolio: &Portfolio, own: &Holding, today: NaiveDate) -> Row {
    let (w, details) = (frame.w, &own.details);
    let wrapper = (details.wrapper != Wrapper::None).then(|| names::wrapper(w, details.wrapper));
    Row {
        id: own.id.to_string(),
        version: own.version,
        form_key: row_key(&frame.form_key, own.id),
        label: details.label.clone(),
        institution: details.institution.clone(),
        kind: names::kind(w, details.kind),
        wrapper,
        worth: Worth::of(frame.figures, portfolio, own, today),
        course: spark(frame.figures, portfolio, own, today),
    }
}

/// A line through the last twelve month-ends. Its title says the direction and
/// never an amount; hidden amounts hide the direction too.
fn spark(figures: Figures, portfolio: &Portfolio, own: &Holding, today: NaiveDate) -> Markup {
    let ends = date::month_ends(date::add_months(today, -12), today);
    let recent = ends.len().saturating_sub(12);
    let values: Vec<i128> = ends
        .into_iter()
        .skip(recent)
        .filter_map(|day| portfolio.value_at(own, Viewpoint::on(day)))
        .map(|value| value.money.minor.into())
        .collect();
    let (Some(first), Some(last)) = (values.first(), values.last()) else {
        return Markup::default();
    };
    let w = figures.words;
    let title = match last.cmp(first) {
        _ if figures.hidden || values.len() < 2 => w.holding_course(),
        std::cmp::Ordering::Greater => w.holding_course_up(),
        std::cmp::Ordering::Less => w.holding_course_down(),
        std::cmp::Ordering::Equal => w.holding_course_same(),
    };
    Markup(sparkline(&values, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(hidden: bool, by: By) -> String {
        let mut frame = Frame::sample(Lang::Ja, true, "");
        frame.figures.hidden = hidden;
        Page::new(frame, &sample::household(), by, last_day()).render().unwrap()
    }

    #[test]
    fn hidden_amounts_are_on_no_row_and_in_no_title() {
        let household = sample::household();
        let open = Figures { words: Words::new(Lang::Ja), hidden: false };
        let (shown, hidden) = (page(false, By::Group), page(true, By::Group));
        for own in household.live() {
            let worth = Worth::of(open, &household, own, last_day()).unwrap();
            assert!(shown.contains(&worth.amount), "{}", worth.amount);
            assert!(!hidden.contains(&worth.amount), "{}", worth.amount);
        }
        assert!(!hidden.contains(open.words.holding_course_up()));
    }

    #[test]
    fn every_holding_stands_once_however_put_together() {
        let household = sample::household();
        for by in [By::Group, By::Institution, By::Wrapper] {
            let html = page(false, by);
            for own in household.live() {
                let link = format!("<a href=\"/holdings/{}\">", own.id);
                assert_eq!(html.matches(&link).count(), 1, "{by:?}");
            }
        }
    }

    #[test]
    fn an_old_figure_is_marked_and_can_be_kept_by_one_tap() {
        let mut household = sample::household();
        let first = household.holdings.first_mut().unwrap();
        first.valuations.retain(|row| (last_day() - row.as_of).num_days() > 100);
        let id = first.id;
        let frame = Frame::sample(Lang::Ja, true, "");
        let html = Page::new(frame, &household, By::Group, last_day()).render().unwrap();
        assert_eq!(html.matches("badge stale").count(), 1);
        assert!(html.contains(&format!("action=\"/holdings/{id}/unchanged\"")));
    }
}
