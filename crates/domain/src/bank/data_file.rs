//! The data files of the bank, kept by its staff: what can be wrong with them, and
//! where, told before a wrong file is used.

use super::branch::BranchCodeError;
use crate::{
    date::DateError,
    import::table::{self, Row, TableProblem},
    text::TextError,
};

/// A fault in a data file, and its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct DataFileError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: DataFault,
}

/// What is wrong with a line of a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DataFault {
    /// The file is not a table.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// The first line does not name the columns.
    #[error("the first line does not name the columns")]
    NoHeader,
    /// Too many or too few columns, or a quotation mark not closed.
    #[error("the line does not have the columns the first line names")]
    Columns,
    /// A line before said the same.
    #[error("the file has this entry twice")]
    Repeated,
    /// A branch code that is not three digits: spreadsheets drop leading zeros.
    #[error(transparent)]
    BranchCode(#[from] BranchCodeError),
    /// A name that is missing or too long.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Not a day of the calendar.
    #[error(transparent)]
    Date(#[from] DateError),
    /// No year is covered from its first holiday to its last.
    #[error("the file covers no whole year")]
    NoWholeYear,
}

impl DataFault {
    /// This fault on a line.
    pub(super) const fn at(self, line: usize) -> DataFileError {
        DataFileError { line, fault: self }
    }
}

/// The header and the rows below it, each with exactly `columns` cells.
pub(super) fn rows(text: &str, columns: usize) -> Result<(Row, Vec<Row>), DataFileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table = table::read(text).map_err(|problem| {
        let line = problem.line().unwrap_or(1);
        DataFault::Table(problem).at(line)
    })?;
    if let Some(row) =
        table.rows.iter().find(|row| row.cells.len() != columns || row.fault.is_some())
    {
        return Err(DataFault::Columns.at(row.line));
    }
    let mut rows = table.rows.into_iter();
    let header = rows.next().ok_or(DataFault::NoHeader.at(1))?;
    Ok((header, rows.collect()))
}
