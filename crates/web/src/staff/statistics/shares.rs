//! Parts of a whole: a table whose rows have bars.

use askama::{Template, filters::HtmlSafe};

use super::percent;
use crate::kit::{
    chart::{axis::count_text, bar},
    field::Markup,
    words::Words,
};

/// The parts.
#[derive(Debug, Template)]
#[template(path = "staff/statistics/shares.html")]
pub(super) struct Shares {
    w: Words,
    title: &'static str,
    /// What the first column names.
    head: &'static str,
    rows: Vec<Row>,
    /// A line below the table.
    note: Option<String>,
}

/// One part.
#[derive(Debug)]
struct Row {
    name: String,
    count: String,
    share: String,
    bar: Markup,
}

impl HtmlSafe for Shares {}

impl Shares {
    /// Parts of a whole, which need not be their sum.
    pub fn new(
        w: Words,
        (title, head): (&'static str, &'static str),
        parts: Vec<(String, i64)>,
        whole: i64,
    ) -> Self {
        let most = parts.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let row = |(name, count): (String, i64)| Row {
            name,
            count: count_text(count),
            share: percent(count, whole),
            bar: Markup(bar(count, most)),
        };
        Self { w, title, head, rows: parts.into_iter().map(row).collect(), note: None }
    }

    /// With a line below.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}
