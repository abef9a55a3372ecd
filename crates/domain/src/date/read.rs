//! Reading a date as people type it.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{
    DateError,
    era::{ERAS, Era},
};

/// Longer texts are no dates; keeps the work bounded.
const MAX_CHARS: usize = 40;

/// Reads `2026-11-22`, `2026/11/22`, `2026.11.22`, `2026年11月22日`, `20261122`
/// and era dates such as `令和8年11月22日`, `R8.11.22`, `S39/10/10`,
/// `平成元年1月8日`; full-width characters are understood.
///
/// # Errors
/// [`DateError`]. A Gregorian year needs its four digits: `26/11/22` could be
/// Reiwa, Heisei or Gregorian, and is refused.
pub fn parse(text: &str) -> Result<NaiveDate, DateError> {
    if text.chars().count() > MAX_CHARS {
        return Err(DateError::NotADate);
    }
    let text: String = text.nfkc().map(plain_hyphen).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    match take_era(text) {
        Some((era, rest)) => {
            let [year, month, day] = parts(rest)?;
            let year = if year == "元" { 1 } else { number(year, 1..=4)? };
            era.date(small(year)?, number(month, 1..=2)?, number(day, 1..=2)?)
        }
        None => gregorian(text),
    }
}

fn gregorian(text: &str) -> Result<NaiveDate, DateError> {
    let [year, month, day] = compact(text).map_or_else(|| parts(text), Ok)?;
    if year.len() < 4 {
        return Err(DateError::NotADate);
    }
    let year = number(year, 4..=9)?;
    let (month, day) = (number(month, 1..=2)?, number(day, 1..=2)?);
    if !(1..=9999).contains(&year) {
        return Err(DateError::OutOfRange);
    }
    NaiveDate::from_ymd_opt(small(year)?, month, day).ok_or(DateError::NoSuchDay)
}

/// The dashes a Japanese keyboard gives for the minus key.
fn plain_hyphen(letter: char) -> char {
    if matches!(letter, '−' | '‐' | '–' | 'ー') { '-' } else { letter }
}

/// The era a text begins with, and the rest.
fn take_era(text: &str) -> Option<(&'static Era, &str)> {
    ERAS.iter().find_map(|era| {
        let letters = [era.letter, era.letter.to_ascii_lowercase()];
        let rest = text
            .strip_prefix(era.kanji)
            .or_else(|| text.strip_prefix(era.short))
            .or_else(|| text.strip_prefix(letters))?;
        Some((era, rest.trim_start_matches('.').trim_start()))
    })
}

/// Eight digits in a row.
fn compact(text: &str) -> Option<[&str; 3]> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some([text.get(..4)?, text.get(4..6)?, text.get(6..)?])
}

/// Year, month and day parted by 年月日 or by one separator used twice.
fn parts(text: &str) -> Result<[&str; 3], DateError> {
    if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月').ok_or(DateError::NotADate)?;
        let day = rest.strip_suffix('日').ok_or(DateError::NotADate)?;
        return Ok([year.trim(), month.trim(), day.trim()]);
    }
    let separator = text.chars().find(|letter| "-/.".contains(*letter));
    let mut pieces = text.split(separator.ok_or(DateError::NotADate)?);
    match (pieces.next(), pieces.next(), pieces.next(), pieces.next()) {
        (Some(year), Some(month), Some(day), None) => Ok([year, month, day]),
        _ => Err(DateError::NotADate),
    }
}

/// ASCII digits, as many as `width` allows.
fn number(text: &str, width: std::ops::RangeInclusive<usize>) -> Result<u32, DateError> {
    if !width.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::NotADate);
    }
    text.parse().map_err(|_| DateError::NotADate)
}

fn small(year: u32) -> Result<i32, DateError> {
    i32::try_from(year).map_err(|_| DateError::OutOfRange)
}
