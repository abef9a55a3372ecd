//! Cutting text into rows of cells, one at a time.
//!
//! Written here rather than taken from the `csv` crate because limits must hold
//! while a row is being read, lines must be counted for every kind of line end,
//! and a stray quotation mark must not swallow the rows after it.

use super::table::{Fault, MAX_CELL_CHARS, MAX_COLUMNS, Row, TableProblem};

/// Reads rows from text.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    delimiter: char,
    /// Bytes that may still be read in vain because of stray quotation marks.
    /// Keeps the work proportional to the length of the text.
    budget: usize,
}

/// Why a row could not be read with its quotation marks.
enum Stop {
    /// A quotation mark is wrong; the number of bytes read in vain.
    BadQuote(usize),
    TooManyColumns,
}

impl<'a> Scanner<'a> {
    /// Begins at the first line of `text`.
    pub(super) const fn new(text: &'a str, delimiter: char) -> Self {
        Self { rest: text, line: 1, delimiter, budget: text.len().saturating_mul(4) }
    }

    /// The next row; `None` at the end. A row with a wrong quotation mark ends
    /// at its line end and its quotation marks are taken as they are.
    pub(super) fn next_row(&mut self) -> Result<Option<Row>, TableProblem> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let line = self.line;
        let mut outcome = self.cut(true);
        if let Err(Stop::BadQuote(read)) = outcome {
            self.budget = self.budget.checked_sub(read).ok_or(TableProblem::BadQuotes { line })?;
            outcome = self.cut(false).map(|(row, rest)| {
                let fault = Some(Fault::BadQuote);
                (Row { fault, ..row }, rest)
            });
        }
        match outcome {
            Ok((row, rest)) => {
                let taken = self.rest.len() - rest.len();
                self.line += line_ends(self.rest.get(..taken).unwrap_or_default());
                self.rest = rest;
                Ok(Some(row))
            }
            Err(Stop::TooManyColumns) => Err(TableProblem::TooManyColumns { line }),
            Err(Stop::BadQuote(_)) => Err(TableProblem::BadQuotes { line }),
        }
    }

    /// One row from the front of the rest, and what comes after it.
    fn cut(&self, quotes: bool) -> Result<(Row, &'a str), Stop> {
        let mut row = Row { line: self.line, cells: Vec::new(), fault: None };
        let mut rest = self.rest;
        loop {
            if row.cells.len() == MAX_COLUMNS {
                return Err(Stop::TooManyColumns);
            }
            let mut cell = Cell::default();
            let inside = rest.strip_prefix('"').filter(|_| quotes);
            if let Some(inside) = inside {
                rest = cell.quoted(inside).ok_or(Stop::BadQuote(self.rest.len()))?;
            }
            let end = rest.find([self.delimiter, '\n', '\r']).unwrap_or(rest.len());
            let (plain, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            match inside {
                None => cell.push(plain),
                Some(_) if plain.trim().is_empty() => {}
                Some(_) => return Err(Stop::BadQuote(self.rest.len() - after.len())),
            }
            if cell.chars > MAX_CELL_CHARS {
                row.fault = Some(Fault::CellTooLong);
            }
            row.cells.push(cell.text);
            match after.strip_prefix(self.delimiter) {
                Some(next) => rest = next,
                None => return Ok((row, after_line_end(after))),
            }
        }
    }
}

#[derive(Default)]
struct Cell {
    text: String,
    chars: usize,
}

impl Cell {
    /// Adds what still fits.
    fn push(&mut self, part: &str) {
        let room = MAX_CELL_CHARS.saturating_sub(self.chars);
        let end = part.char_indices().nth(room).map_or(part.len(), |(at, _)| at);
        self.text.push_str(part.get(..end).unwrap_or_default());
        self.chars += part.chars().count();
    }

    /// Takes the text up to the closing quotation mark and gives what follows
    /// it; `None` when there is no closing one.
    fn quoted<'a>(&mut self, inside: &'a str) -> Option<&'a str> {
        let mut rest = inside;
        loop {
            let (part, after) = rest.split_once('"')?;
            self.push(part);
            match after.strip_prefix('"') {
                Some(next) => {
                    self.push("\"");
                    rest = next;
                }
                None => return Some(after),
            }
        }
    }
}

fn after_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\r', '\n'])).unwrap_or(text)
}

/// Line ends in `text`, CR LF counted once.
fn line_ends(text: &str) -> usize {
    let count = |pattern| text.matches(pattern).count();
    count("\n") + count("\r") - count("\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_in_vain_is_bounded() {
        let text = "1,\"a\n2,\"b\n3,\"c\n4,d\n";
        let mut patient = Scanner::new(text, ',');
        let mut rows = Vec::new();
        while let Some(row) = patient.next_row().unwrap() {
            rows.push((row.line, row.fault));
        }
        let bad = Some(Fault::BadQuote);
        assert_eq!(rows, [(1, bad), (2, bad), (3, bad), (4, None)]);

        let mut hurried = Scanner { budget: 12, ..Scanner::new(text, ',') };
        assert!(hurried.next_row().is_ok());
        assert!(matches!(hurried.next_row(), Err(TableProblem::BadQuotes { line: 2 })));
    }
}
