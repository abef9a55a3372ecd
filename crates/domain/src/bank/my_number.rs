//! Finding a My Number (個人番号) in a text, so that it is never kept.
//!
//! The bank may not collect My Numbers for this service, so typed notes and file names
//! that hold one are refused. The check digit is that of the Ministry of Internal
//! Affairs' Ordinance 85 of 2014, article 5.

use chrono::NaiveTime;
use unicode_normalization::UnicodeNormalization;

use crate::{date, text::is_dash};

/// Digits of a My Number, its check digit included.
const DIGITS: usize = 12;

/// Stands for everything that ends a row of digits.
const OTHER: char = 'x';

/// Whether a text holds twelve digits with the right check digit, of any width, in any
/// groups, parted by spaces, dashes, points and the like, but not by commas, which part
/// amounts. A longer group is none. One row of twelve digits in eleven has the right
/// check digit by chance; a day with a time, as in names of screenshots, is left out if
/// it is parted as one.
pub fn holds_my_number(text: &str) -> bool {
    let plain: String = text.nfkc().filter_map(plain).collect();
    plain.split(OTHER).any(|row| {
        let groups: Vec<&str> = row.split_whitespace().collect();
        let mut starts = (0..groups.len()).filter_map(|start| twelve(groups.get(start..)?));
        starts.any(|groups| is_my_number(&groups.concat()) && !is_moment(groups))
    })
}

/// A digit as itself, what may part the digits of one number as a space, what is not
/// seen as nothing, and the rest as [`OTHER`].
fn plain(sign: char) -> Option<char> {
    match sign {
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
        '0'..='9' => Some(sign),
        '_' | '.' | '・' | '·' | '/' | '|' => Some(' '),
        sign if sign.is_whitespace() || is_dash(sign) => Some(' '),
        _ => Some(OTHER),
    }
}

/// The first groups if they come to exactly twelve digits.
fn twelve<'row, 'text>(groups: &'row [&'text str]) -> Option<&'row [&'text str]> {
    let mut digits = 0;
    let last = groups.iter().position(|group| {
        digits += group.len();
        digits >= DIGITS
    })?;
    groups.get(..=last).filter(|_| digits == DIGITS)
}

/// Whether the last of twelve digits is the check digit of the others: with P the n-th
/// of these from the right and Q its weight, 11 less the remainder of ΣPQ by 11, or 0
/// for a remainder of 0 or 1.
fn is_my_number(digits: &str) -> bool {
    let mut from_right = digits.chars().rev().filter_map(|digit| digit.to_digit(10));
    let Some(check) = from_right.next() else { return false };
    let weights = (2..=7).chain(2..=6);
    let sum: u32 = from_right.zip(weights).map(|(digit, weight)| digit * weight).sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    };
    check == expected
}

/// `2026-11-23 10.18` or `20261123_1018`: a day and a time of day.
fn is_moment(groups: &[&str]) -> bool {
    let widths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits = groups.concat();
    let Some((day, time)) = digits.split_at_checked(8) else { return false };
    (widths == [4, 2, 2, 2, 2] || widths == [8, 4])
        && (day.starts_with("19") || day.starts_with("20"))
        && date::parse(day).is_ok()
        && NaiveTime::parse_from_str(time, "%H%M").is_ok()
}

#[cfg(test)]
#[path = "my_number_tests.rs"]
mod tests;
