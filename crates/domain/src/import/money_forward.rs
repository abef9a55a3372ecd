//! Money Forward ME's monthly asset history (資産推移月次).
//!
//! One row per day, one column per category the person holds, in whole yen. Each
//! category becomes one holding. The total (合計) need not equal the sum of the
//! columns shown and is not used.

use chrono::NaiveDate;

use super::{
    cell,
    names::{folded, normal_form},
    reading::{Entry, Format, Problems, Reading, read_rows},
    table::{Row, Table},
};
use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
};

/// Where the holdings made from this file are said to be kept.
pub const INSTITUTION: &str = "マネーフォワード ME";

/// The label of the deposits column under any of its names over the years.
const DEPOSITS: &str = "預金・現金";

/// Rows in which the header is looked for.
const HEADER_WITHIN: usize = 50;

/// The header row of such a file: it has 日付 and 合計（円）.
pub fn header_row(table: &Table) -> Option<usize> {
    let is_header = |row: &Row| {
        let names: Vec<String> = row.cells.iter().map(|cell| folded(cell)).collect();
        names.iter().any(|name| name == "日付") && names.iter().any(|name| name == "合計(円)")
    };
    table.rows.iter().take(HEADER_WITHIN).position(is_header)
}

/// Reads such a file; blank cells give no entry.
pub fn read(table: &Table, today: NaiveDate) -> Reading {
    let header_row = header_row(table);
    let header = header_row.and_then(|index| table.rows.get(index));
    let names = header.map(|row| row.cells.as_slice()).unwrap_or_default();
    let date_column = names.iter().position(|name| folded(name) == "日付");
    let categories: Vec<Category> =
        names.iter().enumerate().filter_map(|(column, name)| category(column, name)).collect();
    read_rows(Format::MoneyForwardMonthly, table, header_row, |row, problems| {
        let date = date_column.map_or("", |column| row.cell(column));
        let date_name = date_column.and_then(|column| names.get(column)).map_or("", String::as_str);
        let as_of = problems.take(date_name, cell::date(date, today));
        categories.iter().filter_map(|category| entry(category, row, as_of, problems)).collect()
    })
}

/// A column of amounts.
struct Category {
    column: usize,
    name: String,
    label: String,
    kind: Kind,
}

fn category(column: usize, name: &str) -> Option<Category> {
    let label = normal_form(name);
    let label = label.strip_suffix("(円)").unwrap_or(&label).trim();
    let (label, kind) = match label {
        "日付" | "合計" => return None,
        "預金・現金・暗号資産" | "預金・現金・仮想通貨" | DEPOSITS => {
            (DEPOSITS, Kind::OrdinaryDeposit)
        }
        "株式(現物)" => (label, Kind::JapaneseStock),
        "投資信託" => (label, Kind::InvestmentTrust),
        "債券" => (label, Kind::OtherBond),
        "保険" => (label, Kind::LifeInsurance),
        "年金" => (label, Kind::DefinedContribution),
        "ポイント" => (label, Kind::Points),
        "不動産" => (label, Kind::Home),
        _ => (label, Kind::OtherAsset),
    };
    Some(Category { column, name: name.to_owned(), label: label.to_owned(), kind })
}

fn entry(
    category: &Category,
    row: &Row,
    as_of: Option<NaiveDate>,
    problems: &mut Problems,
) -> Option<Entry> {
    let amount = row.cell(category.column);
    if cell::is_blank(amount) {
        return None;
    }
    let money = problems.take(&category.name, cell::money(amount, Currency::Jpy));
    let label = problems.take(&category.name, cell::label(&category.label));
    Some(Entry {
        as_of: as_of?,
        label: label?,
        kind: category.kind,
        wrapper: Wrapper::None,
        institution: INSTITUTION.to_owned(),
        note: String::new(),
        money: money?,
        flow: None,
    })
}

#[cfg(test)]
#[path = "money_forward_tests.rs"]
mod tests;
