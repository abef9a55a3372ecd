//! Spreadsheet formulas hidden in exported text (CSV injection).
//!
//! A cell that begins with one of a few characters is run as a formula by
//! spreadsheet programs; the OWASP advice is to put an apostrophe before it.

use std::borrow::Cow;

/// Characters that make a spreadsheet take a cell for a formula. The full-width
/// ones count in Japanese editions.
const TRIGGERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell with `'` before it when a spreadsheet could run it as a formula.
/// Plain numbers such as `-1,200.50` stay numbers. A cell that already looks
/// neutralised gets one more apostrophe, so that [`restore_formula`] is exact.
pub fn neutralise_formula(cell: &str) -> Cow<'_, str> {
    if triggers(cell) && !is_plain_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Undoes [`neutralise_formula`] when an exported file is read again.
pub fn restore_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if triggers(rest) => rest,
        _ => cell,
    }
}

fn triggers(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(TRIGGERS)
}

/// A minus sign, then digits with commas and at most one point.
fn is_plain_number(cell: &str) -> bool {
    let Some(number) = cell.strip_prefix('-') else { return false };
    let digit_at = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    digit_at(number.as_bytes().first())
        && digit_at(number.as_bytes().last())
        && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        && number.matches('.').count() <= 1
}
