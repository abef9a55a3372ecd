//! Guessing what each column of an unknown table means, by its name, and for
//! the date and the amount failing that by what is in it.

use super::{
    cell,
    mapping::{Amount, Mapping, Pick},
    names::folded,
    table::Table,
};
use crate::{
    amount,
    asset::{Kind, Wrapper},
    currency::Currency,
    date,
};

/// Rows looked at to find a column by its contents.
const SAMPLE_ROWS: usize = 20;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Date,
    Incoming,
    Outgoing,
    Flow,
    Amount,
    Kind,
    Institution,
    Wrapper,
    Currency,
    Note,
    Label,
}

/// Roles with the names their columns have, folded. Parts of names are tried
/// in this order: 入金金額 is money in, and only 金額 alone is the amount.
const NAMES: [(Role, &[&str]); 11] = [
    (Role::Date, &["日付", "年月日", "取引日", "基準日", "評価日", "お取扱日", "date", "asof"]),
    (Role::Flow, &["入出金", "flow"]),
    (Role::Incoming, &["入金", "お預け入れ", "お預入れ", "預入", "incoming", "credit"]),
    (Role::Outgoing, &["出金", "お引き出し", "お引出し", "引出", "支払", "outgoing", "debit"]),
    (
        Role::Amount,
        &["残高", "評価額", "時価", "現在価値", "金額", "価額", "balance", "amount", "value"],
    ),
    (Role::Kind, &["種類", "種別", "資産区分", "kind", "type"]),
    (Role::Institution, &["金融機関", "銀行", "証券会社", "institution", "bank"]),
    (Role::Wrapper, &["口座区分", "預り区分", "wrapper"]),
    (Role::Currency, &["通貨", "currency"]),
    (Role::Note, &["メモ", "備考", "摘要", "note", "memo", "description"]),
    (Role::Label, &["名称", "銘柄", "商品", "資産名", "口座名", "名前", "label", "name"]),
];

/// A mapping to begin with: what can be told by the names of the columns, the
/// rest to be chosen (see [`Mapping::missing`]). Without a header row the date
/// and the amount are found by their contents.
pub fn guess(table: &Table) -> Mapping {
    let roles = roles(table.columns());
    let column = |role| roles.iter().find(|(_, other)| *other == role).map(|(at, _)| *at);
    let moved = match (column(Role::Incoming), column(Role::Outgoing)) {
        (Some(incoming), Some(outgoing)) => Some(Amount::Difference { incoming, outgoing }),
        _ => column(Role::Flow).map(Amount::Column),
    };
    let date = column(Role::Date).or_else(|| by_contents(table, |text| date::parse(text).is_ok()));
    let is_amount = |text: &str| amount::parse(text, Currency::Jpy).is_ok();
    let amount = column(Role::Amount)
        .map(Amount::Column)
        .or(moved)
        .or_else(|| last_by_contents(table, is_amount, date).map(Amount::Column));
    let pick = |role| column(role).map_or_else(|| Pick::Fixed(String::new()), Pick::Column);
    Mapping {
        header_row: table.header_row,
        date,
        amount,
        flow: moved.filter(|moved| amount != Some(*moved)),
        label: pick(Role::Label),
        institution: pick(Role::Institution),
        note: pick(Role::Note),
        kind: column(Role::Kind).map_or(Pick::Fixed(Kind::OtherAsset), Pick::Column),
        wrapper: column(Role::Wrapper).map_or(Pick::Fixed(Wrapper::None), Pick::Column),
        currency: column(Role::Currency).map_or(Pick::Fixed(Currency::Jpy), Pick::Column),
        negate: false,
    }
}

/// The role of each column that has one: whole names first, then parts of
/// names; the first column of a role has it.
fn roles(columns: &[String]) -> Vec<(usize, Role)> {
    let names: Vec<String> = columns.iter().map(|name| bare(name)).collect();
    let mut found: Vec<(usize, Role)> = Vec::new();
    let whole = |name: &str, known: &str| name == known;
    let part = |name: &str, known: &str| name.contains(known);
    for matches in [whole as fn(&str, &str) -> bool, part] {
        for (at, name) in names.iter().enumerate() {
            let role = NAMES
                .iter()
                .find(|(_, known)| known.iter().any(|known| matches(name, known)))
                .map(|(role, _)| *role);
            if let Some(role) = role
                && found.iter().all(|(other_at, other)| *other_at != at && *other != role)
            {
                found.push((at, role));
            }
        }
    }
    found
}

/// A column's name without its unit.
fn bare(name: &str) -> String {
    let name = folded(name);
    ["(円)", "(jpy)", "[円]"]
        .iter()
        .find_map(|unit| name.strip_suffix(unit))
        .map(str::to_owned)
        .unwrap_or(name)
}

/// The first column in which every cell written is such a text.
fn by_contents(table: &Table, is_such: impl Fn(&str) -> bool) -> Option<usize> {
    (0..table.width()).find(|column| holds_only(table, *column, &is_such))
}

/// The last such column other than `but`: balances stand at the end.
fn last_by_contents(
    table: &Table,
    is_such: impl Fn(&str) -> bool,
    but: Option<usize>,
) -> Option<usize> {
    (0..table.width()).rev().find(|at| Some(*at) != but && holds_only(table, *at, &is_such))
}

fn holds_only(table: &Table, column: usize, is_such: &impl Fn(&str) -> bool) -> bool {
    let cells = || {
        let rows = table.data().iter().take(SAMPLE_ROWS);
        rows.map(|row| row.cell(column)).filter(|text| !cell::is_blank(text))
    };
    cells().next().is_some() && cells().all(is_such)
}
