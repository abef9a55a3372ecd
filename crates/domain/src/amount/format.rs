//! Amounts as text for people.

use crate::currency::Currency;

/// An amount with commas and the currency's decimals, without its mark:
/// `1,234,567` for yen, `-1,234.50` for dollars.
pub fn grouped(minor: i64, currency: Currency) -> String {
    let sign = sign(minor);
    let unit = currency.minor_per_major().unsigned_abs();
    let magnitude = minor.unsigned_abs();
    let whole = commas(magnitude / unit);
    match usize::try_from(currency.minor_digits()) {
        Ok(width @ 1..) => format!("{sign}{whole}.{:0width$}", magnitude % unit),
        _ => format!("{sign}{whole}"),
    }
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
    let mut text = String::new();
    let mut rest = yen;
    for (unit, name) in [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万")] {
        if rest >= unit {
            text.push_str(&commas(rest / unit));
            text.push_str(name);
            rest %= unit;
        }
    }
    if rest > 0 || yen == 0 {
        text.push_str(&commas(rest));
    }
    text.push('円');
    text
}

fn commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
