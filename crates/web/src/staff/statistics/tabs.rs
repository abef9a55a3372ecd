//! Which numbers are shown, and of how many days.

use app::statistics::Span;
use askama::{Template, filters::HtmlSafe};

use crate::kit::words::Words;

/// The pages there are.
const PAGES: [(&str, &str); 2] = [
    ("/statistics", "staff-statistics-customers"),
    ("/statistics/applications", "staff-statistics-applications"),
];

/// The ways from a page of numbers to the others.
#[derive(Debug, Template)]
#[template(path = "staff/statistics/tabs.html")]
pub(super) struct Tabs {
    w: Words,
    pages: Vec<Tab>,
    spans: Vec<Tab>,
}

/// One of them.
#[derive(Debug)]
struct Tab {
    path: String,
    label: &'static str,
    here: bool,
}

impl HtmlSafe for Tabs {}

impl Tabs {
    /// From a page, with its span.
    pub fn new(w: Words, here: &str, span: Span) -> Self {
        let page = |(path, label): (&str, &str)| Tab {
            path: format!("{path}?days={}", span.days()),
            label: w.lookup(label).unwrap_or_default(),
            here: path == here,
        };
        let of = |of: Span| Tab {
            path: format!("{here}?days={}", of.days()),
            label: match of {
                Span::Month => w.staff_span_month(),
                Span::Quarter => w.staff_span_quarter(),
                Span::Year => w.staff_span_year(),
            },
            here: of == span,
        };
        Self {
            w,
            pages: PAGES.into_iter().map(page).collect(),
            spans: Span::ALL.into_iter().map(of).collect(),
        }
    }
}

/// The span an address asks for; a month for one that makes no sense.
pub(super) fn span(path: &str) -> Span {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "days");
    asked.and_then(|(_, days)| Span::of_days(&days)).unwrap_or(Span::Month)
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
}
