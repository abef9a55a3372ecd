//! Customers and applications in numbers, drawn and as tables.

pub mod applications;
pub mod customers;
mod daily;
mod shares;

use app::{domain::staff::Permission::SeeStatistics, statistics::Span};

use super::{Table, Who::May};
use crate::kit::{chart::axis::count_text, words::Words};

/// Adds the routes to the staff's table.
pub(crate) fn routes(table: Table) -> Table {
    table.get("/statistics", May(SeeStatistics), customers::show).get(
        "/statistics/applications",
        May(SeeStatistics),
        applications::show,
    )
}

/// A tab: address, label, whether it is here.
type Tab = (String, &'static str, bool);

/// A number as a card shows it: label, number, a line below.
type Card = (&'static str, String, Option<String>);

/// The pages there are.
const PAGES: [(&str, &str); 2] = [
    ("/statistics", "staff-statistics-customers"),
    ("/statistics/applications", "staff-statistics-applications"),
];

/// The span an address asks for; a month for one that makes no sense.
fn span(path: &str) -> Span {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "days");
    asked.and_then(|(_, days)| Span::of_days(&days)).unwrap_or(Span::Month)
}

/// The pages of numbers, with the span kept.
fn page_tabs(w: Words, here: &str, span: Span) -> Vec<Tab> {
    let tab = |(path, label): (&str, &str)| {
        let label = w.lookup(label).unwrap_or_default();
        (format!("{path}?days={}", span.days()), label, path == here)
    };
    PAGES.map(tab).to_vec()
}

/// The spans of a page.
fn span_tabs(w: Words, here: &str, span: Span) -> Vec<Tab> {
    let tab = |of: Span| {
        let label = match of {
            Span::Month => w.staff_span_month(),
            Span::Quarter => w.staff_span_quarter(),
            Span::Year => w.staff_span_year(),
        };
        (format!("{here}?days={}", of.days()), label, of == span)
    };
    Span::ALL.map(tab).to_vec()
}

/// A part of a whole to a tenth of a percent, rounded half up: `12.5%`; `—` of nothing.
fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let tenths = part.saturating_mul(1_000).saturating_add(whole / 2) / whole;
    format!("{}.{}%", count_text(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_makes_no_sense_asks_for_a_month() {
        for path in ["/statistics", "/statistics?days=31", "/statistics?days=", "/statistics?x"] {
            assert_eq!(span(path), Span::Month, "{path}");
        }
        assert_eq!(span("/statistics?x=1&days=365"), Span::Year);
    }

    #[test]
    fn parts_are_rounded_to_a_tenth_of_a_percent() {
        let told = [(1, 3), (2, 3), (0, 5), (5, 5), (1, 2_000), (1, 2_001), (3, 0)];
        let told = told.map(|(part, whole)| percent(part, whole));
        assert_eq!(told, ["33.3%", "66.7%", "0.0%", "100.0%", "0.1%", "0.0%", "—"]);
    }
}
