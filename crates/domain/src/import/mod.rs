//! Reading files customers bring: from bytes to entries to a plan.
//!
//! The way of a file: [`encoding::detect`] and [`encoding::decode`] make text of
//! its bytes, [`table::read`] makes rows of the text, [`read`] makes dated entries
//! of the rows, each with its line and all that is wrong with it, and
//! [`plan::plan`] says what each entry would do to what is recorded. Nothing here
//! saves anything.

mod cell;
mod cp932;
pub mod encoding;
mod guess;
mod header;
pub mod kura_csv;
pub mod mapping;
pub mod money_forward;
pub mod names;
pub mod plan;
pub mod reading;
mod scan;
pub mod table;

use chrono::NaiveDate;

pub use self::{
    encoding::Encoding,
    mapping::Mapping,
    plan::{Plan, plan},
    reading::{Entry, Format, ReadRow, Reading, Reason, RowProblem},
    table::{Table, TableProblem},
};

/// The form of a table, by its header.
pub fn recognise(table: &Table) -> Format {
    if money_forward::header_row(table).is_some() {
        Format::MoneyForwardMonthly
    } else if kura_csv::header_row(table).is_some() {
        Format::KuraCsv
    } else {
        Format::Mapped
    }
}

/// Reads a table in a given form. `today` (Japan) is the last day a figure may
/// be of. `mapping` is needed for [`Format::Mapped`] and guessed without it.
pub fn read(table: &Table, format: Format, mapping: Option<&Mapping>, today: NaiveDate) -> Reading {
    match (format, mapping) {
        (Format::MoneyForwardMonthly, _) => money_forward::read(table, today),
        (Format::KuraCsv, _) => kura_csv::read(table, today),
        (Format::Mapped, Some(mapping)) => mapping::read(table, mapping, today),
        (Format::Mapped, None) => mapping::read(table, &mapping::guess(table), today),
    }
}

#[cfg(test)]
mod tests;
