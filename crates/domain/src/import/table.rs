//! A file's text as rows of cells, within limits, with the lines they came from.
//!
//! The form is RFC 4180 read leniently: comma, tab or semicolon; any line ends;
//! rows of different lengths; preamble rows before the header. A broken row is
//! marked and does not take the rows after it along.

use super::{header, scan::Scanner};

/// Rows a file may have, header and preamble included.
pub const MAX_ROWS: usize = 60_000;
/// Cells a row may have.
pub const MAX_COLUMNS: usize = 200;
/// Cells a file may have: bounds memory for files that are all separators.
pub const MAX_CELLS: usize = 2_000_000;
/// Characters a cell may have; longer ones are cut and their row is marked.
pub const MAX_CELL_CHARS: usize = 10_000;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// Tab, as in text copied from a spreadsheet.
    Tab,
    /// `;`
    Semicolon,
}

impl Delimiter {
    /// Every delimiter, the likeliest first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Tab, Self::Semicolon];

    /// The character itself.
    pub const fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Tab => '\t',
            Self::Semicolon => ';',
        }
    }
}

/// Why a file cannot be read as a table at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
    /// No row with anything in it.
    #[error("the file has no rows")]
    Empty,
    /// A NUL character: not a text file, or another encoding. Lines from 1.
    #[error("line {line} has a NUL character")]
    NulCharacter {
        /// Its line.
        line: usize,
    },
    /// More than [`MAX_ROWS`].
    #[error("the file has more than {MAX_ROWS} rows")]
    TooManyRows,
    /// More than [`MAX_COLUMNS`] in a row.
    #[error("line {line} has more than {MAX_COLUMNS} columns")]
    TooManyColumns {
        /// The row's line.
        line: usize,
    },
    /// More than [`MAX_CELLS`] altogether.
    #[error("the file has more than {MAX_CELLS} cells")]
    TooManyCells,
    /// So many wrong quotation marks that the rows cannot be told apart.
    #[error("the quotation marks cannot be followed after line {line}")]
    BadQuotes {
        /// The line given up at.
        line: usize,
    },
}

impl TableProblem {
    /// A stable code for message ids.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NulCharacter { .. } => "nul-character",
            Self::TooManyRows => "too-many-rows",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::TooManyCells => "too-many-cells",
            Self::BadQuotes { .. } => "bad-quotes",
        }
    }

    /// The line to point at, from 1, if there is one.
    pub const fn line(self) -> Option<usize> {
        match self {
            Self::NulCharacter { line }
            | Self::TooManyColumns { line }
            | Self::BadQuotes { line } => Some(line),
            Self::Empty | Self::TooManyRows | Self::TooManyCells => None,
        }
    }
}

/// What is wrong with the form of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A quotation mark is not closed or stands inside a quoted cell; the row
    /// was read up to its line end.
    BadQuote,
    /// A cell was cut at [`MAX_CELL_CHARS`].
    CellTooLong,
}

/// One row. Rows in which nothing is written are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it begins on, from 1.
    pub line: usize,
    /// Its cells as written, without their quotation marks.
    pub cells: Vec<String>,
    /// What is wrong with its form.
    pub fault: Option<Fault>,
}

impl Row {
    /// A cell as written; empty when the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether nothing is written in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// A file's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands between its cells.
    pub delimiter: Delimiter,
    /// Its rows in file order, at least one.
    pub rows: Vec<Row>,
    /// Indexes of rows that may be the header, the likeliest first.
    pub header_candidates: Vec<usize>,
    /// Index of the header row; `None` when the file has no header. Set it to
    /// overrule the guess.
    pub header_row: Option<usize>,
}

impl Table {
    /// The names of the columns as written; empty without a header.
    pub fn columns(&self) -> &[String] {
        self.header_row.and_then(|index| self.rows.get(index)).map_or(&[], |row| &row.cells)
    }

    /// The rows below the header.
    pub fn data(&self) -> &[Row] {
        let first = self.header_row.map_or(0, |index| index.saturating_add(1));
        self.rows.get(first..).unwrap_or_default()
    }

    /// The cells of the longest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Reads a decoded file as a table.
///
/// # Errors
/// [`TableProblem`] when it is no table or exceeds a limit; found before the
/// memory it would take is used.
pub fn read(text: &str) -> Result<Table, TableProblem> {
    if let Some(at) = text.find('\0') {
        let line = 1 + text.get(..at).map_or(0, |before| before.matches('\n').count());
        return Err(TableProblem::NulCharacter { line });
    }
    let delimiter = header::delimiter(text);
    let mut scanner = Scanner::new(text, delimiter.char());
    let mut rows = Vec::new();
    let mut cells = 0;
    while let Some(row) = scanner.next_row()? {
        if row.is_blank() {
            continue;
        }
        cells += row.cells.len();
        if cells > MAX_CELLS {
            return Err(TableProblem::TooManyCells);
        }
        rows.push(row);
        if rows.len() > MAX_ROWS {
            return Err(TableProblem::TooManyRows);
        }
    }
    if rows.is_empty() {
        return Err(TableProblem::Empty);
    }
    let header_candidates = header::candidates(&rows);
    let header_row = header_candidates.first().copied();
    Ok(Table { delimiter, rows, header_candidates, header_row })
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
