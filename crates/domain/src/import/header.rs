//! Guessing the form of a table: its delimiter and its header row.

use super::{
    scan::Scanner,
    table::{Delimiter, Row},
};
use crate::{amount, currency::Currency, date};

/// Rows looked at when guessing. Preambles are shorter than this.
const SAMPLE_ROWS: usize = 50;
/// Rows below a possible header that are compared with it.
const COMPARED_ROWS: usize = 200;
/// Longest text that is taken for a column's name, in characters.
const MAX_NAME_CHARS: usize = 60;

/// How well a delimiter suits a text; the greatest is the best.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    has_header: bool,
    /// Rows, of a thousand, with as many cells as most (at least 2).
    agreeing: usize,
    /// How many cells that is.
    width: usize,
}

/// The delimiter that shows a header, cuts most of the first rows into equally
/// many cells, and of equals makes more cells. Text in cells may be full of
/// another delimiter; the header is not.
pub(super) fn delimiter(text: &str) -> Delimiter {
    let mut best = (Delimiter::Comma, Fit::default());
    for delimiter in Delimiter::ALL {
        let fit = fit(text, delimiter);
        if fit > best.1 {
            best = (delimiter, fit);
        }
    }
    best.0
}

fn fit(text: &str, delimiter: Delimiter) -> Fit {
    let mut scanner = Scanner::new(text, delimiter.char());
    let mut rows = Vec::new();
    while rows.len() < SAMPLE_ROWS
        && let Ok(Some(row)) = scanner.next_row()
    {
        if !row.is_blank() {
            rows.push(row);
        }
    }
    let alike = |width| rows.iter().filter(|row| row.cells.len() == width).count();
    let widths = rows.iter().map(|row| row.cells.len()).filter(|width| *width > 1);
    let (most, width) = widths.map(|width| (alike(width), width)).max().unwrap_or_default();
    Fit {
        has_header: !candidates(&rows).is_empty(),
        agreeing: most * 1_000 / rows.len().max(1),
        width,
    }
}

/// Rows that may be the header: names in every cell and a row of the same
/// length below. The likeliest first: the one most rows below agree with in
/// length, so that a two-cell preamble does not pass for a table.
pub(super) fn candidates(rows: &[Row]) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = rows
        .iter()
        .enumerate()
        .take(SAMPLE_ROWS)
        .filter(|(_, row)| names_columns(row))
        .filter_map(|(index, row)| {
            let width = row.cells.len();
            let mut below = rows.iter().skip(index + 1).take(COMPARED_ROWS).peekable();
            below.peek().filter(|next| next.cells.len() == width)?;
            Some((index, below.filter(|row| row.cells.len() == width).count()))
        })
        .collect();
    found.sort_by_key(|(index, agreeing)| (std::cmp::Reverse(*agreeing), *index));
    found.into_iter().map(|(index, _)| index).collect()
}

fn names_columns(row: &Row) -> bool {
    let written = || row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    written().count() >= 2 && written().all(is_name)
}

fn is_name(cell: &str) -> bool {
    cell.chars().count() <= MAX_NAME_CHARS
        && cell.chars().any(char::is_alphabetic)
        && date::parse(cell).is_err()
        && amount::parse(cell, Currency::Jpy).is_err()
}
