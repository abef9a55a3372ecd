//! Amounts as text for people.

use crate::currency::Currency;

/// An amount with commas and the currency's decimals, without its mark:
/// `1,234,567` for yen, `-1,234.50` for dollars.
pub fn grouped(minor: i64, currency: Currency) -> String {
    let unit = currency.minor_per_major().unsigned_abs();
    let magnitude = minor.unsigned_abs();
    let mut text = String::with_capacity(LONGEST);
    text.push_str(sign(minor));
    push_grouped(&mut text, magnitude / unit);
    let decimals = currency.minor_digits();
    if decimals > 0 {
        text.push('.');
        push_digits(&mut text, magnitude % unit, decimals);
    }
    text
}

/// Yen in full in the units Japanese people read: `1億2,345万6,789円`.
pub fn japanese_units(yen: i64) -> String {
    format!("{}{}", sign(yen), japanese(yen.unsigned_abs()))
}

/// Yen rounded half up to 万 (by magnitude), in full below 1万:
/// `1億2,346万円`, `9,999円`.
pub fn japanese_short(yen: i64) -> String {
    const MAN: u64 = 10_000;
    let magnitude = yen.unsigned_abs();
    let rounded = if magnitude < MAN { magnitude } else { (magnitude + MAN / 2) / MAN * MAN };
    format!("{}{}", sign(yen), japanese(rounded))
}

/// Yen for English readers, rounded half up (by magnitude) to one decimal:
/// `¥123.5 million`; in full below a million.
pub fn english_short(yen: i64) -> String {
    const SCALES: [(u64, &str); 3] =
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")];
    let magnitude = yen.unsigned_abs();
    let sign = sign(yen);
    if magnitude < 1_000_000 {
        return format!("{sign}¥{}", commas(magnitude));
    }
    // A figure that rounds up to 1,000 of a scale is shown in the next one.
    let fits = |scale: &u64| magnitude + scale / 20_000 >= *scale;
    let (scale, name) =
        SCALES.into_iter().find(|(scale, _)| fits(scale)).unwrap_or((1_000_000, "million"));
    let tenths = (magnitude + scale / 20) / (scale / 10);
    match tenths % 10 {
        0 => format!("{sign}¥{} {name}", commas(tenths / 10)),
        tenth => format!("{sign}¥{}.{tenth} {name}", commas(tenths / 10)),
    }
}

fn sign(number: i64) -> &'static str {
    if number < 0 { "-" } else { "" }
}

fn japanese(yen: u64) -> String {
    let mut text = String::with_capacity(LONGEST);
    let mut rest = yen;
    for (unit, name) in [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万")] {
        if rest >= unit {
            push_grouped(&mut text, rest / unit);
            text.push_str(name);
            rest %= unit;
        }
    }
    if rest > 0 || yen == 0 {
        push_grouped(&mut text, rest);
    }
    text.push('円');
    text
}

/// Room for a figure of the usual size, so that it is written in one piece of memory.
const LONGEST: usize = 32;

fn commas(number: u64) -> String {
    let mut text = String::with_capacity(LONGEST);
    push_grouped(&mut text, number);
    text
}

fn push_grouped(text: &mut String, number: u64) {
    const GROUP: u64 = 1_000;
    if number < GROUP {
        return push_digits(text, number, 1);
    }
    push_grouped(text, number / GROUP);
    text.push(',');
    push_digits(text, number % GROUP, 3);
}

/// At least so many digits, with zeros before.
fn push_digits(text: &mut String, number: u64, least: u32) {
    if number >= 10 || least > 1 {
        push_digits(text, number / 10, least.saturating_sub(1));
    }
    text.extend(char::from_digit(u32::try_from(number % 10).unwrap_or_default(), 10));
}
