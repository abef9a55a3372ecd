//! Numbers at a glance.

use askama::{Template, filters::HtmlSafe};

use crate::kit::chart::axis::count_text;

/// The numbers.
#[derive(Debug, Default, Template)]
#[template(path = "staff/statistics/cards.html")]
pub(super) struct Cards {
    cards: Vec<Card>,
}

/// One of them.
#[derive(Debug)]
struct Card {
    label: &'static str,
    number: String,
    /// What is said of it.
    below: Option<String>,
}

impl HtmlSafe for Cards {}

impl Cards {
    /// With one more number.
    #[must_use]
    pub fn card(self, label: &'static str, number: i64) -> Self {
        self.add(label, number, None)
    }

    /// With one more number, of which something is said.
    #[must_use]
    pub fn card_with(self, label: &'static str, number: i64, below: impl Into<String>) -> Self {
        self.add(label, number, Some(below.into()))
    }

    fn add(mut self, label: &'static str, number: i64, below: Option<String>) -> Self {
        self.cards.push(Card { label, number: count_text(number), below });
        self
    }
}
