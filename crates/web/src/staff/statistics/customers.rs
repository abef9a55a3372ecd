//! How many customers there are, how many came, how far they came, and when they logged in.

use app::statistics::{self, Customers, Funnel, LastLogIn, Span};
use askama::Template;
use axum::extract::State;
use domain::staff::Role;

use super::{
    cards::Cards,
    daily::Daily,
    shares::Shares,
    tabs::{Tabs, span},
};
use crate::{
    StaffSite,
    kit::{
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

const PATH: &str = "/statistics";

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/statistics/customers.html")]
pub struct Page {
    frame: Frame,
    tabs: Tabs,
    cards: Cards,
    new: Daily,
    funnel: Shares,
    last_log_in: Shares,
}

impl Page {
    fn new(frame: Frame, span: Span, found: &Customers) -> Self {
        let w = frame.w;
        let all = found.in_use + found.suspended + found.closing;
        let new: i64 = found.new_per_day.iter().map(|(_, count)| count).sum();
        Self {
            tabs: Tabs::new(w, PATH, span),
            cards: Cards::default()
                .card_with(w.staff_customers_all(), all, w.staff_customers_all_what())
                .card(w.staff_customers_in_use(), found.in_use)
                .card(w.staff_customer_suspended(), found.suspended)
                .card(w.staff_customer_closing(), found.closing)
                .card_with(w.staff_customers_new(), new, w.staff_span_last(span.days())),
            new: Daily::new(w, ("new", 0), w.staff_customers_new_daily(), &found.new_per_day),
            funnel: funnel(w, found.funnel),
            last_log_in: last_log_in(w, &found.last_log_in, all),
            frame,
        }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let title = Words::new(lang).staff_statistics_title();
        let page = |span, found: &Customers| {
            let frame = Frame::sample(lang, Place::Statistics, &[Role::Auditor], title);
            Self::new(frame, span, found)
        };
        let funnel =
            Funnel { registered: 1_320, proved: 1_204, recorded: 911, applied: 240, approved: 198 };
        let full = Customers {
            in_use: 12_345,
            suspended: 3,
            closing: 12,
            new_per_day: super::daily::sample(),
            funnel,
            last_log_in: vec![(LastLogIn::Today, 1_200), (LastLogIn::Never, 7)],
        };
        let nothing = Funnel { registered: 0, proved: 0, recorded: 0, applied: 0, approved: 0 };
        let none = Customers {
            in_use: 0,
            suspended: 0,
            closing: 0,
            new_per_day: Vec::new(),
            funnel: nothing,
            last_log_in: vec![(LastLogIn::Today, 0)],
        };
        vec![page(Span::Month, &full), page(Span::Year, &none)]
    }
}

fn funnel(w: Words, funnel: Funnel) -> Shares {
    let steps = [
        (w.staff_funnel_registered(), funnel.registered),
        (w.staff_funnel_proved(), funnel.proved),
        (w.staff_funnel_recorded(), funnel.recorded),
        (w.staff_funnel_applied(), funnel.applied),
        (w.staff_funnel_approved(), funnel.approved),
    ];
    let parts = steps.map(|(name, count)| (name.to_owned(), count)).to_vec();
    let heads = (w.staff_funnel_title(), w.staff_funnel_step());
    Shares::new(w, heads, parts, funnel.registered).note(w.staff_funnel_note())
}

fn last_log_in(w: Words, buckets: &[(LastLogIn, i64)], all: i64) -> Shares {
    let part = |(bucket, count): &(LastLogIn, i64)| {
        let name = w.lookup(&format!("staff-last-{}", bucket.code())).unwrap_or_default();
        (name.to_owned(), *count)
    };
    let heads = (w.staff_last_title(), w.staff_last_when());
    Shares::new(w, heads, buckets.iter().map(part).collect(), all)
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let span = span(&visit.path);
    let found = statistics::customers(&site.app, visit.officer()?, span).await?;
    let frame = Frame::new(&visit, Place::Statistics, visit.words.staff_statistics_title());
    render(&Page::new(frame, span, &found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bucket_of_last_log_in_has_its_words() {
        use LastLogIn::{Longer, Month, Never, Quarter, Today, Week, Year};
        for w in Lang::ALL.map(Words::new) {
            for bucket in [Today, Week, Month, Quarter, Year, Longer, Never] {
                assert!(w.lookup(&format!("staff-last-{}", bucket.code())).is_some());
            }
        }
    }
}
