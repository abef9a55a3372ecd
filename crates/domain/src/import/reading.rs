//! What reading a file gives: entries row by row, and what is wrong with others.

use chrono::NaiveDate;

use super::table::{Fault, Row, Table};
use crate::{
    amount::AmountError,
    asset::{Kind, Wrapper},
    coded::coded,
    date::DateError,
    money::Money,
    text::TextError,
};

coded! {
    /// The forms of file Kura reads.
    Format {
        /// Money Forward ME's monthly asset history (資産推移月次).
        MoneyForwardMonthly = "money-forward-monthly",
        /// Kura's own export.
        KuraCsv = "kura-csv",
        /// Any table whose columns the customer assigned.
        Mapped = "mapped",
    }
}

/// One figure read from a file: a holding's amount on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day the figure was true.
    pub as_of: NaiveDate,
    /// The holding's name.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// The tax wrapper it sits in.
    pub wrapper: Wrapper,
    /// Where it is kept, may be empty.
    pub institution: String,
    /// Free text, may be empty.
    pub note: String,
    /// The figure; a debt's is positive.
    pub money: Money,
    /// Money paid in or taken out since the figure before, in minor units.
    pub flow: Option<i64>,
}

/// What is wrong with a row, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The column's name as written, empty for the row as a whole.
    pub column: String,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a row cannot be taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A quotation mark is not closed or stands inside a quoted cell.
    #[error("a quotation mark is wrong")]
    BadQuote,
    /// A cell is longer than [`super::table::MAX_CELL_CHARS`].
    #[error("a cell is too long")]
    CellTooLong,
    /// More cells than the header has: often commas inside unquoted amounts.
    #[error("the row has more cells than the header")]
    ExtraCells,
    /// No date, or none that exists.
    #[error(transparent)]
    BadDate(DateError),
    /// A day after today.
    #[error("the date is in the future")]
    FutureDate,
    /// A day before 1900.
    #[error("the date is too long ago")]
    DateTooLongAgo,
    /// No amount, or none that can be held.
    #[error(transparent)]
    BadAmount(AmountError),
    /// A label, institution or note that is missing or cannot be kept.
    #[error(transparent)]
    BadText(TextError),
    /// No kind of this name.
    #[error("the kind is not known")]
    UnknownKind,
    /// No wrapper of this name.
    #[error("the account type is not known")]
    UnknownWrapper,
    /// No currency of this name.
    #[error("the currency is not known")]
    UnknownCurrency,
    /// The mapping does not say where to find this.
    #[error("no column was chosen")]
    NoColumn,
}

impl Reason {
    /// A stable code for message ids; for dates, amounts and texts the caller
    /// may say more.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadQuote => "bad-quote",
            Self::CellTooLong => "cell-too-long",
            Self::ExtraCells => "extra-cells",
            Self::BadDate(_) => "bad-date",
            Self::FutureDate => "future-date",
            Self::DateTooLongAgo => "date-too-long-ago",
            Self::BadAmount(_) => "bad-amount",
            Self::BadText(TextError::Empty) => "missing-label",
            Self::BadText(TextError::TooLong { .. }) => "text-too-long",
            Self::BadText(_) => "bad-text",
            Self::UnknownKind => "unknown-kind",
            Self::UnknownWrapper => "unknown-wrapper",
            Self::UnknownCurrency => "unknown-currency",
            Self::NoColumn => "no-column",
        }
    }
}

/// One row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    /// The line of the file it begins on, from 1.
    pub line: usize,
    /// Its entries (none when it has no figures, several when each column is a
    /// category), or everything that is wrong with it: a row is taken over as a
    /// whole or not at all.
    pub result: Result<Vec<Entry>, Vec<RowProblem>>,
    /// Its cells as written.
    pub original: Vec<String>,
}

/// A file read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The form it was read as.
    pub format: Format,
    /// The names of its columns as written; empty without a header.
    pub columns: Vec<String>,
    /// The rows below the header, in file order.
    pub rows: Vec<ReadRow>,
}

impl Reading {
    /// Every entry of the rows that are in order, in file order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().filter_map(|row| row.result.as_ref().ok()).flatten()
    }
}

/// Gathers what is wrong with one row while its cells are read.
#[derive(Default)]
pub(super) struct Problems(Vec<RowProblem>);

impl Problems {
    /// The value, or `None` and the reason noted.
    pub(super) fn take<T>(&mut self, column: &str, result: Result<T, Reason>) -> Option<T> {
        result.map_err(|reason| self.note(column, reason)).ok()
    }

    fn note(&mut self, column: &str, reason: Reason) {
        self.0.push(RowProblem { column: column.to_owned(), reason });
    }
}

/// Reads the rows below `header_row` one by one with `entries_of`, which returns
/// what it could read and notes what it could not.
pub(super) fn read_rows(
    format: Format,
    table: &Table,
    header_row: Option<usize>,
    mut entries_of: impl FnMut(&Row, &mut Problems) -> Vec<Entry>,
) -> Reading {
    let header = header_row.and_then(|index| table.rows.get(index));
    let columns = header.map(|row| row.cells.clone()).unwrap_or_default();
    let first = header_row.map_or(0, |index| index.saturating_add(1));
    let read = |row: &Row| {
        let mut problems = Problems::default();
        match form_of(row, header) {
            Ok(()) => {
                let entries = entries_of(row, &mut problems);
                if problems.0.is_empty() { Ok(entries) } else { Err(problems.0) }
            }
            Err(reason) => {
                problems.note("", reason);
                Err(problems.0)
            }
        }
    };
    let rows = table.rows.get(first..).unwrap_or_default();
    let rows = rows.iter().zip(rows.iter().map(read)).map(|(row, result)| ReadRow {
        line: row.line,
        result,
        original: row.cells.clone(),
    });
    Reading { format, columns, rows: rows.collect() }
}

fn form_of(row: &Row, header: Option<&Row>) -> Result<(), Reason> {
    match row.fault {
        Some(Fault::BadQuote) => return Err(Reason::BadQuote),
        Some(Fault::CellTooLong) => return Err(Reason::CellTooLong),
        None => {}
    }
    let width = header.map_or(usize::MAX, |header| header.cells.len());
    if row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        return Err(Reason::ExtraCells);
    }
    Ok(())
}
