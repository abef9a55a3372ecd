//! Applications in numbers: how many come and wait, how they end, how long it takes, and why
//! they are returned and rejected.

use app::statistics::{self, Applications, Backlog, Span};
use askama::Template;
use axum::extract::State;
use domain::{application::waiting::OVERDUE_AFTER, staff::Role};

use super::{
    cards::Cards,
    daily::Daily,
    percent,
    shares::Shares,
    tabs::{Tabs, span},
};
use crate::{
    StaffSite,
    kit::{
        chart::axis::count_text,
        door::Here,
        error::Answer,
        frame::show as render,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::Facts,
    },
};

const PATH: &str = "/statistics/applications";

/// The oldest age with a row of its own among those overdue, in bank days.
const OLD: u32 = OVERDUE_AFTER + 5;

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/statistics/applications.html")]
pub struct Page {
    frame: Frame,
    tabs: Tabs,
    cards: Cards,
    sent: Daily,
    decided: Daily,
    backlog: Shares,
    /// How applications ended: what, and the number in words.
    quality: Vec<(&'static str, String)>,
    returned: Shares,
    rejected: Shares,
}

impl Page {
    fn new(frame: Frame, span: Span, found: &Applications) -> Self {
        let w = frame.w;
        let [returned, rejected] = reasons(w, found);
        Self {
            tabs: Tabs::new(w, PATH, span),
            cards: cards(w, span, found),
            sent: Daily::new(w, ("sent", 0), w.staff_applications_sent(), &found.sent_per_day),
            decided: Daily::new(
                w,
                ("decided", 1),
                w.staff_applications_decided(),
                &found.decided_per_day,
            ),
            backlog: backlog(w, &found.backlog),
            quality: quality(w, found),
            returned,
            rejected,
            frame,
        }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let page = |span, found: &Applications| {
            let title = Words::new(lang).staff_statistics_title();
            let frame = Frame::sample(lang, Place::Statistics, &[Role::Reviewer], title);
            Self::new(frame, span, found)
        };
        vec![page(Span::Month, &sample()), page(Span::Quarter, &nothing())]
    }
}

fn nothing() -> Applications {
    Applications {
        sent_per_day: Vec::new(),
        decided_per_day: Vec::new(),
        backlog: Backlog::default(),
        approved: 0,
        rejected: 0,
        at_first_pass: 0,
        otherwise: 0,
        returned_at_second_look: 0,
        withdrawn: 0,
        expired: 0,
        returned_undecided: 0,
        days_to_decision: std::collections::BTreeMap::new(),
        days_unknown: 0,
        reasons: statistics::Reasons::default(),
    }
}

fn sample() -> Applications {
    use domain::application::reason::{RejectReason, ReturnReason};
    let reasons = statistics::Reasons {
        returned: [(ReturnReason::Glare, 4), (ReturnReason::CutOff, 1)].into(),
        rejected: [(RejectReason::SuspectedForgery, 2)].into(),
        is_cut: true,
    };
    Applications {
        sent_per_day: super::daily::sample(),
        decided_per_day: super::daily::sample(),
        backlog: Backlog { by_age: [(0, 12), (3, 4), (6, 2), (40, 1)].into(), unknown: 1 },
        approved: 40,
        rejected: 7,
        at_first_pass: 36,
        otherwise: 2,
        returned_at_second_look: 3,
        withdrawn: 5,
        expired: 4,
        returned_undecided: 6,
        days_to_decision: [(1, 30), (2, 10), (9, 6)].into(),
        days_unknown: 1,
        reasons,
    }
}

fn cards(w: Words, span: Span, found: &Applications) -> Cards {
    let sent = found.sent_per_day.iter().map(|(_, count)| count).sum();
    let last = || w.staff_span_last(span.days());
    let overdue = w.staff_applications_overdue(count_text(found.backlog.overdue()));
    Cards::default()
        .card_with(w.staff_applications_waiting(), found.backlog.all(), overdue)
        .card_with(w.staff_applications_sent_sum(), sent, last())
        .card_with(w.staff_applications_approved(), found.approved, last())
        .card_with(w.staff_applications_rejected(), found.rejected, last())
}

/// What waits, by age: each day on its own up to [`OLD`], then together.
fn backlog(w: Words, backlog: &Backlog) -> Shares {
    let ages = backlog.by_age.iter();
    let older: i64 = ages.clone().filter(|(age, _)| **age > OLD).map(|(_, number)| number).sum();
    let row = |age: u32, number: i64| {
        let name = w.staff_age_days(age);
        let late = age > OVERDUE_AFTER;
        (if late { w.staff_age_overdue(name) } else { name }, number)
    };
    let each = |age: u32| row(age, backlog.by_age.get(&age).copied().unwrap_or_default());
    let mut parts: Vec<_> = if backlog.all() > 0 { (0..=OLD).map(each).collect() } else { vec![] };
    if older > 0 {
        parts.push((w.staff_age_overdue(w.staff_age_more(OLD + 1)), older));
    }
    if backlog.unknown > 0 {
        parts.push((w.staff_age_unknown().to_owned(), backlog.unknown));
    }
    let heads = (w.staff_backlog_title(), w.staff_backlog_age());
    Shares::new(w, heads, parts, backlog.all())
}

/// How applications ended.
fn quality(w: Words, found: &Applications) -> Vec<(&'static str, String)> {
    let none = || w.staff_quality_none().to_owned();
    let of = |part: i64, all: i64| match all {
        0 => none(),
        all => w.staff_quality_of(percent(part, all), count_text(all), count_text(part)),
    };
    let days = |days: Option<u32>| days.map_or_else(none, |days| w.staff_age_days(days));
    let mut lines = vec![
        (w.staff_quality_first_pass(), of(found.at_first_pass, found.answered())),
        (w.staff_quality_disagreed(), of(found.disagreed(), found.second_looks())),
        (w.staff_quality_otherwise(), count_text(found.otherwise)),
        (w.staff_quality_returned(), count_text(found.returned_at_second_look)),
        (w.staff_quality_withdrawn(), count_text(found.withdrawn)),
        (w.staff_quality_expired(), count_text(found.expired)),
        (w.staff_quality_undecided(), count_text(found.returned_undecided)),
        (w.staff_quality_half(), days(found.median_days())),
        (w.staff_quality_most(), days(found.days_within(90))),
    ];
    if found.days_unknown > 0 {
        lines.push((w.staff_quality_unknown(), count_text(found.days_unknown)));
    }
    lines
}

/// Why applications were returned and rejected, the most frequent first.
fn reasons(w: Words, found: &Applications) -> [Shares; 2] {
    let named = |about: &str, code: &str, number: i64| {
        let name = w.lookup(&format!("staff-{about}-{code}")).unwrap_or_default();
        (name.to_owned(), number)
    };
    let reasons = &found.reasons;
    let returned =
        reasons.returned.iter().map(|(reason, number)| named("return", reason.code(), *number));
    let rejected =
        reasons.rejected.iter().map(|(reason, number)| named("reject", reason.code(), *number));
    let shares = |title: &'static str, mut parts: Vec<(String, i64)>| {
        parts.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        let all = parts.iter().map(|(_, number)| number).sum();
        let shares = Shares::new(w, (title, w.staff_reason_word()), parts, all);
        if reasons.is_cut {
            return shares.note(w.staff_reasons_cut(statistics::MOST_COUNTED));
        }
        shares
    };
    [
        shares(w.staff_reasons_returned(), returned.collect()),
        shares(w.staff_reasons_rejected(), rejected.collect()),
    ]
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let span = span(&visit.path);
    let found = statistics::applications(&site.app, visit.officer()?, span).await?;
    let frame = Frame::new(&visit, Place::Statistics, visit.words.staff_statistics_title());
    render(&Page::new(frame, span, &found))
}
