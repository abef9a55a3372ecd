//! Any table, by saying which column holds what.

use chrono::NaiveDate;

pub use super::guess::guess;
use super::{
    cell,
    reading::{Entry, Format, Problems, Reading, Reason, read_rows},
    table::{Row, Table},
};
use crate::{
    amount::AmountError,
    asset::{Kind, Wrapper},
    currency::Currency,
    money::Money,
};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pick<T> {
    /// A column, counted from 0.
    Column(usize),
    /// The same for every row.
    Fixed(T),
}

/// Where an amount comes from. Columns are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Amount {
    /// One column.
    Column(usize),
    /// Money in less money out, a blank cell counting nothing.
    Difference {
        /// The column of money in.
        incoming: usize,
        /// The column of money out.
        outgoing: usize,
    },
}

/// What each column of a table means.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mapping {
    /// Index of the header in [`Table::rows`]; `None` when there is none.
    pub header_row: Option<usize>,
    /// The column of the day, once known.
    pub date: Option<usize>,
    /// The figure, once known.
    pub amount: Option<Amount>,
    /// Money paid in or taken out, if the file tells.
    pub flow: Option<Amount>,
    /// The holding's name.
    pub label: Pick<String>,
    /// Where it is kept.
    pub institution: Pick<String>,
    /// Free text.
    pub note: Pick<String>,
    /// What it is; a column holds codes or names of kinds.
    pub kind: Pick<Kind>,
    /// The tax wrapper it sits in.
    pub wrapper: Pick<Wrapper>,
    /// The currency; a blank cell says yen.
    pub currency: Pick<Currency>,
    /// Whether the file writes debts as negative amounts: turns the sign round.
    pub negate: bool,
}

/// What a mapping must say before rows can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The column of the day.
    Date,
    /// The figure.
    Amount,
    /// The holding's name.
    Label,
}

impl Mapping {
    /// What the customer still has to say.
    pub fn missing(&self) -> Vec<Missing> {
        let unnamed = matches!(&self.label, Pick::Fixed(label) if cell::is_blank(label));
        let needs = [
            (self.date.is_none(), Missing::Date),
            (self.amount.is_none(), Missing::Amount),
            (unnamed, Missing::Label),
        ];
        needs.into_iter().filter(|(lacking, _)| *lacking).map(|(_, what)| what).collect()
    }
}

/// Reads a table by a mapping. Columns beyond a row's end are blank.
pub fn read(table: &Table, mapping: &Mapping, today: NaiveDate) -> Reading {
    let header = mapping.header_row.and_then(|index| table.rows.get(index));
    let names = header.map(|row| row.cells.as_slice()).unwrap_or_default();
    read_rows(Format::Mapped, table, mapping.header_row, |row, problems| {
        let mut cells = Cells { row, names, problems };
        cells.entry(mapping, today).into_iter().collect()
    })
}

/// One row being read.
struct Cells<'a> {
    row: &'a Row,
    names: &'a [String],
    problems: &'a mut Problems,
}

impl Cells<'_> {
    fn entry(&mut self, mapping: &Mapping, today: NaiveDate) -> Option<Entry> {
        let as_of = match mapping.date {
            Some(column) => self.column(column, |text| cell::date(text, today)),
            None => self.problems.take("", Err(Reason::NoColumn)),
        };
        let label = self.text(&mapping.label, cell::label);
        let institution = self.text(&mapping.institution, cell::institution);
        let note = self.text(&mapping.note, cell::note);
        let kind = self.value(&mapping.kind, cell::kind);
        let wrapper = self.value(&mapping.wrapper, cell::wrapper);
        let currency = self.value(&mapping.currency, cell::currency)?;
        let minor = match mapping.amount {
            Some(amount) => self.amount(amount, currency, mapping.negate).and_then(|minor| {
                let found = minor.ok_or(Reason::BadAmount(AmountError::Empty));
                self.column(amount.first_column(), |_| found)
            }),
            None => self.problems.take("", Err(Reason::NoColumn)),
        };
        let flow = match mapping.flow {
            Some(flow) => self.amount(flow, currency, mapping.negate)?,
            None => None,
        };
        Some(Entry {
            as_of: as_of?,
            label: label?,
            kind: kind?,
            wrapper: wrapper?,
            institution: institution?,
            note: note?,
            money: Money { minor: minor?, currency },
            flow,
        })
    }

    fn column<T>(&mut self, column: usize, read: impl Fn(&str) -> Result<T, Reason>) -> Option<T> {
        let name = self.names.get(column).map_or("", String::as_str);
        self.problems.take(name, read(self.row.cell(column)))
    }

    fn value<T: Copy>(
        &mut self,
        from: &Pick<T>,
        read: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        match from {
            Pick::Column(column) => self.column(*column, read),
            Pick::Fixed(value) => Some(*value),
        }
    }

    /// Text without the white space that pads cells.
    fn text(
        &mut self,
        from: &Pick<String>,
        read: impl Fn(&str) -> Result<String, Reason>,
    ) -> Option<String> {
        match from {
            Pick::Column(column) => self.column(*column, |text| read(text.trim())),
            Pick::Fixed(text) => self.problems.take("", read(text.trim())),
        }
    }

    /// Minor units, or `Some(None)` when nothing is written.
    fn amount(&mut self, from: Amount, currency: Currency, negate: bool) -> Option<Option<i64>> {
        let mut read = |column| self.column(column, |text| cell::minor_or_blank(text, currency));
        let minor = match from {
            Amount::Column(column) => read(column)?,
            Amount::Difference { incoming, outgoing } => match (read(incoming), read(outgoing)) {
                (Some(None), Some(None)) => None,
                (Some(incoming), Some(outgoing)) => {
                    Some(incoming.unwrap_or(0) - outgoing.unwrap_or(0))
                }
                _ => return None,
            },
        };
        let signed = minor.map(|minor| if negate { -minor } else { minor });
        let counted = signed.map(|minor| Money::new(minor, currency).map(|money| money.minor));
        let counted = counted.transpose().map_err(|_| Reason::BadAmount(AmountError::OutOfRange));
        self.column(from.first_column(), |_| counted)
    }
}

impl Amount {
    const fn first_column(self) -> usize {
        match self {
            Self::Column(column) | Self::Difference { incoming: column, .. } => column,
        }
    }
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
