//! Why a file or a row of it cannot be read, in the person's words.

use domain::import::{
    Reason, TableProblem,
    table::{MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS},
};

use crate::kit::{problem, words::Words};

/// Why a file is no table.
pub(super) fn table(w: Words, found: TableProblem) -> String {
    match found {
        TableProblem::Empty => w.import_table_empty().to_owned(),
        TableProblem::NulCharacter { line } => w.import_table_nul_character(line),
        TableProblem::TooManyRows => w.import_table_too_many_rows(MAX_ROWS),
        TableProblem::TooManyColumns { line } => w.import_table_too_many_columns(line, MAX_COLUMNS),
        TableProblem::TooManyCells => w.import_table_too_many_cells(MAX_CELLS),
        TableProblem::BadQuotes { line } => w.import_table_bad_quotes(line),
    }
}

/// Why a row cannot be taken over.
pub(super) fn row(w: Words, reason: Reason) -> String {
    match reason {
        Reason::BadQuote => w.import_reason_bad_quote().to_owned(),
        Reason::CellTooLong => w.import_reason_cell_too_long(MAX_CELL_CHARS),
        Reason::ExtraCells => w.import_reason_extra_cells().to_owned(),
        Reason::BadDate(error) => problem::date(w, error).to_owned(),
        Reason::FutureDate => w.as_of_future().to_owned(),
        Reason::DateTooLongAgo => w.as_of_too_long_ago().to_owned(),
        Reason::BadAmount(error) => problem::amount(w, error).to_owned(),
        Reason::BadText(error) => problem::text(w, error),
        Reason::UnknownKind => w.import_reason_unknown_kind().to_owned(),
        Reason::UnknownWrapper => w.import_reason_unknown_wrapper().to_owned(),
        Reason::UnknownCurrency => w.import_reason_unknown_currency().to_owned(),
        Reason::NoColumn => w.import_reason_no_column().to_owned(),
    }
}
