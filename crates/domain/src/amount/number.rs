//! Plain decimal numbers as text, and exchange rates.

use rust_decimal::Decimal;

use crate::text::half_width;

/// Longest run of digits read; with the largest unit it still fits an `i128`.
const MAX_DIGITS: usize = 24;

/// The largest exchange rate accepted: yen for one major unit.
pub const MAX_RATE: i64 = 1_000_000;

/// Decimals an exchange rate may have.
const RATE_DECIMALS: u32 = 6;

/// A non-negative decimal number: `digits` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) digits: i128,
    pub(super) scale: u32,
}

/// Why a text is not a plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberError {
    NotANumber,
    Grouping,
    TooLong,
}

/// Reads ASCII digits with optional comma groups and one decimal point.
pub(super) fn scan(text: &str) -> Result<Number, NumberError> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let fraction = fraction.map(decimals).transpose()?.unwrap_or("");
    let mut digits: String = ungrouped(whole)?;
    digits.push_str(fraction);
    let digits = digits.trim_start_matches('0');
    if digits.len() > MAX_DIGITS || fraction.len() > MAX_DIGITS {
        return Err(NumberError::TooLong);
    }
    let digits = if digits.is_empty() { "0" } else { digits };
    Ok(Number {
        digits: digits.parse().map_err(|_| NumberError::NotANumber)?,
        scale: u32::try_from(fraction.len()).map_err(|_| NumberError::TooLong)?,
    })
}

/// The digits after the point, without zeros at the end, which say nothing.
fn decimals(text: &str) -> Result<&str, NumberError> {
    if all_digits(text) { Ok(text.trim_end_matches('0')) } else { Err(NumberError::NotANumber) }
}

/// The digits before the point, commas taken out.
fn ungrouped(text: &str) -> Result<String, NumberError> {
    if !text.contains(',') {
        return if all_digits(text) { Ok(text.to_owned()) } else { Err(NumberError::NotANumber) };
    }
    if !text.chars().all(|character| character == ',' || character.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    if !(1..=3).contains(&first.len()) || !groups.all(|group| group.len() == 3) {
        return Err(NumberError::Grouping);
    }
    Ok(text.replace(',', ""))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Why a text is not an exchange rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Nothing was typed.
    #[error("no rate was given")]
    Empty,
    /// The text is not a number.
    #[error("the text is not a number")]
    NotANumber,
    /// Zero or below.
    #[error("the rate must be above zero")]
    NotPositive,
    /// Above [`MAX_RATE`].
    #[error("the rate is too large")]
    TooLarge,
    /// More than six decimals.
    #[error("the rate has too many decimals")]
    TooManyDecimals,
}

/// Reads an exchange rate: yen for one major unit, above zero, at most
/// [`MAX_RATE`], at most six decimals. Full-width digits are understood.
///
/// # Errors
/// [`RateError`].
pub fn parse_rate(text: &str) -> Result<Decimal, RateError> {
    let text = half_width(text);
    let text = text.trim();
    let text = text.strip_suffix('円').map_or(text, str::trim_end);
    if text.is_empty() {
        return Err(RateError::Empty);
    }
    if let Some(below) = text.strip_prefix(['-', '−', '△', '▲']) {
        return Err(scan(below).map_or(RateError::NotANumber, |_| RateError::NotPositive));
    }
    let number = scan(text).map_err(|error| match error {
        NumberError::TooLong => RateError::TooLarge,
        NumberError::NotANumber | NumberError::Grouping => RateError::NotANumber,
    })?;
    if number.digits == 0 {
        return Err(RateError::NotPositive);
    }
    if number.scale > RATE_DECIMALS {
        return Err(RateError::TooManyDecimals);
    }
    let rate = Decimal::try_from_i128_with_scale(number.digits, number.scale)
        .map_err(|_| RateError::TooLarge)?;
    if rate > Decimal::from(MAX_RATE) { Err(RateError::TooLarge) } else { Ok(rate) }
}
