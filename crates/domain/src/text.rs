//! Free text: what is refused, and that the rest is kept exactly as typed.
//!
//! Nothing is trimmed, normalised or "cleaned": what a customer wrote is what
//! they read back. Only what no database or file can carry is refused.

mod formula;
mod kana;
mod web_address;

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

pub use formula::{neutralise_formula, restore_formula};
pub(crate) use kana::{is_dash, katakana, large_kana};
pub use web_address::holds_web_address;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("no text was given")]
    Empty,
    /// More than `max` characters (Unicode code points).
    #[error("the text is longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// The text holds a NUL character, which PostgreSQL cannot store.
    #[error("the text holds a character that cannot be stored")]
    Control,
    /// A line break where one line is expected.
    #[error("the text holds a line break")]
    LineBreak,
}

/// A text of one line, kept exactly. `max_chars` counts code points.
///
/// # Errors
/// [`TextError`].
pub fn single_line(text: &str, max_chars: usize) -> Result<String, TextError> {
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    if text.contains(['\r', '\n']) {
        return Err(TextError::LineBreak);
    }
    kept(text, max_chars).map(str::to_owned)
}

/// A text of any number of lines, kept exactly but for CR LF, which browsers
/// send for every line break and which becomes LF.
///
/// # Errors
/// [`TextError`]; never `LineBreak`.
pub fn multi_line(text: &str, max_chars: usize) -> Result<String, TextError> {
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    let text = text.replace("\r\n", "\n");
    kept(&text, max_chars)?;
    Ok(text)
}

/// Lets a text that may be left blank be blank: `Empty` becomes `""`.
///
/// # Errors
/// Every [`TextError`] but `Empty`.
pub fn or_blank(text: Result<String, TextError>) -> Result<String, TextError> {
    match text {
        Err(TextError::Empty) => Ok(String::new()),
        other => other,
    }
}

fn kept(text: &str, max_chars: usize) -> Result<&str, TextError> {
    if text.contains('\0') {
        return Err(TextError::Control);
    }
    if text.chars().count() > max_chars {
        return Err(TextError::TooLong { max: max_chars });
    }
    Ok(text)
}

/// The beginning of a text for a list: at most `max_chars` code points, the
/// last of them `…` when something was left out. A letter is not parted from
/// its combining marks, nor an emoji from its joiners.
pub fn excerpt(text: &str, max_chars: usize) -> Cow<'_, str> {
    if text.chars().count() <= max_chars {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().take(max_chars).collect();
    let mut keep = max_chars.saturating_sub(1);
    while keep > 0 && joins(letters.get(keep - 1), letters.get(keep)) {
        keep -= 1;
    }
    let mut short: String = letters.into_iter().take(keep).collect();
    if max_chars > 0 {
        short.push('…');
    }
    Cow::Owned(short)
}

/// Whether two neighbouring characters belong to one letter on screen.
fn joins(left: Option<&char>, right: Option<&char>) -> bool {
    const ZERO_WIDTH_JOINER: char = '\u{200D}';
    let continues = |letter: char| {
        is_combining_mark(letter) || matches!(letter, ZERO_WIDTH_JOINER | '\u{1F3FB}'..='\u{1F3FF}')
    };
    left == Some(&ZERO_WIDTH_JOINER) || right.is_some_and(|&letter| continues(letter))
}

/// Full-width ASCII (U+FF01 to U+FF5E), the full-width yen and won signs and
/// the ideographic space as their half-width counterparts; the rest unchanged.
pub fn half_width(text: &str) -> String {
    text.chars().map(narrow).collect()
}

fn narrow(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' => ' ',
        '\u{FFE5}' => '¥',
        '\u{FFE6}' => '₩',
        '\u{FFE1}' => '£',
        other => other,
    }
}

#[cfg(test)]
mod tests;
