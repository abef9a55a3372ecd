//! Kura's own CSV: one row per figure that stands, written by the export and
//! read back exactly.

use chrono::NaiveDate;

use super::{
    cell,
    names::{folded, kind_name, wrapper_name},
    reading::{Entry, Format, Problems, Reading, read_rows},
    table::{Row, Table},
};
use crate::{
    money::Money,
    portfolio::{Holding, Portfolio, Valuation},
    text::{neutralise_formula, restore_formula},
};

/// The column names in the order they are written: Japanese, English.
pub const COLUMNS: [(&str, &str); 9] = [
    ("日付", "date"),
    ("種類", "kind"),
    ("名称", "label"),
    ("金融機関", "institution"),
    ("口座区分", "wrapper"),
    ("通貨", "currency"),
    ("金額", "amount"),
    ("メモ", "note"),
    ("入出金", "flow"),
];

/// Rows in which the header is looked for.
const HEADER_WITHIN: usize = 50;

/// Where each of [`COLUMNS`] is in a file.
#[derive(Default)]
struct Places {
    date: Option<usize>,
    kind: Option<usize>,
    label: Option<usize>,
    institution: Option<usize>,
    wrapper: Option<usize>,
    currency: Option<usize>,
    amount: Option<usize>,
    note: Option<usize>,
    flow: Option<usize>,
}

impl Places {
    fn of(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| folded(name)).collect();
        let [date, kind, label, institution, wrapper, currency, amount, note, flow] =
            COLUMNS.map(|(ja, en)| names.iter().position(|name| name == ja || name == en));
        Self { date, kind, label, institution, wrapper, currency, amount, note, flow }
    }

    /// The columns without which a row says nothing.
    const fn has_the_needed(&self) -> bool {
        self.date.is_some() && self.kind.is_some() && self.label.is_some() && self.amount.is_some()
    }
}

/// The header row of such a file: it has date, kind, label and amount under
/// their Japanese or English names, in any order.
pub fn header_row(table: &Table) -> Option<usize> {
    let is_header = |row: &Row| Places::of(&row.cells).has_the_needed();
    table.rows.iter().take(HEADER_WITHIN).position(is_header)
}

/// Reads such a file.
pub fn read(table: &Table, today: NaiveDate) -> Reading {
    let header_row = header_row(table);
    let header = header_row.and_then(|index| table.rows.get(index));
    let names = header.map(|row| row.cells.as_slice()).unwrap_or_default();
    let places = Places::of(names);
    read_rows(Format::KuraCsv, table, header_row, |row, problems| {
        entry(&places, names, row, today, problems).into_iter().collect()
    })
}

fn entry(
    places: &Places,
    names: &[String],
    row: &Row,
    today: NaiveDate,
    problems: &mut Problems,
) -> Option<Entry> {
    let cell_at = |place: Option<usize>| place.map_or("", |column| row.cell(column));
    let text_at = |place| restore_formula(cell_at(place));
    let name = |place: Option<usize>| {
        place.and_then(|column| names.get(column)).map_or("", String::as_str)
    };
    let as_of = problems.take(name(places.date), cell::date(cell_at(places.date), today));
    let kind = problems.take(name(places.kind), cell::kind(cell_at(places.kind)));
    let label = problems.take(name(places.label), cell::label(text_at(places.label)));
    let institution =
        problems.take(name(places.institution), cell::institution(text_at(places.institution)));
    let wrapper = problems.take(name(places.wrapper), cell::wrapper(cell_at(places.wrapper)));
    let note = problems.take(name(places.note), cell::note(text_at(places.note)));
    let currency =
        problems.take(name(places.currency), cell::currency(cell_at(places.currency)))?;
    let money = problems.take(name(places.amount), cell::money(cell_at(places.amount), currency));
    let flow =
        problems.take(name(places.flow), cell::minor_or_blank(cell_at(places.flow), currency));
    Some(Entry {
        as_of: as_of?,
        label: label?,
        kind: kind?,
        wrapper: wrapper?,
        institution: institution?,
        note: note?,
        money: money?,
        flow: flow?,
    })
}

/// Every figure that stands of the holdings that are not deleted, below a row of
/// column names, as cells to be written as CSV. Text that a spreadsheet could run
/// as a formula is neutralised.
pub fn write(portfolio: &Portfolio, japanese: bool) -> Vec<Vec<String>> {
    let header = COLUMNS.map(|(ja, en)| if japanese { ja } else { en }.to_owned()).to_vec();
    let mut rows = vec![header];
    for holding in portfolio.live() {
        let standing = holding.standing_valuations();
        rows.extend(standing.into_iter().map(|valuation| cells(holding, valuation, japanese)));
    }
    rows
}

fn cells(holding: &Holding, valuation: &Valuation, japanese: bool) -> Vec<String> {
    let details = &holding.details;
    let amount = |minor| {
        let money = Money { minor, currency: details.currency };
        money.to_decimal().to_string()
    };
    vec![
        valuation.as_of.format("%Y-%m-%d").to_string(),
        kind_name(details.kind, japanese).to_owned(),
        neutralise_formula(&details.label).into_owned(),
        neutralise_formula(&details.institution).into_owned(),
        wrapper_name(details.wrapper, japanese).to_owned(),
        details.currency.code().to_owned(),
        amount(valuation.minor),
        neutralise_formula(&details.note).into_owned(),
        valuation.flow.map(amount).unwrap_or_default(),
    ]
}

#[cfg(test)]
#[path = "kura_csv_tests.rs"]
mod tests;
