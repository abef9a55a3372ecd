//! The name of an account's holder in kana, and how two spellings of it compare.
//!
//! A customer types ヤマダ　ショウタ, the bank's records say ﾔﾏﾀﾞ ｼﾖｳﾀ. Zengin records
//! have half-width kana, upper-case Latin letters, digits and the signs
//! `¥ , . ｢ ｣ ( ) - /`, but no small kana and no long mark (`domain.md` section 1.3).

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::text::{is_dash, katakana, large_kana};

/// The most characters of a holder's name, in full width. Zengin statements cut at 40
/// half-width ones; the records of the bank need not.
pub const MAX_HOLDER_CHARS: usize = 100;

const VOICED_MARK: char = '\u{3099}';
const SEMI_VOICED_MARK: char = '\u{309A}';

/// Full-width katakana in the order of U+FF66 to U+FF9D, their half-width forms.
const FULL_WIDTH: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// A holder's name in full-width katakana, Latin letters in upper case, one space
/// between words. `Debug` shows nothing of it, since names must not reach the logs.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HolderKana(String);

/// Why a text is not a holder's name in kana.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HolderKanaError {
    /// Nothing was typed.
    #[error("no holder's name was given")]
    Empty,
    /// More than [`MAX_HOLDER_CHARS`] characters.
    #[error("the holder's name is longer than {MAX_HOLDER_CHARS} characters")]
    TooLong,
    /// A character the records cannot hold, such as kanji, or no letter at all.
    #[error("the holder's name is not in kana")]
    NotKana,
}

impl HolderKana {
    /// Reads hiragana, katakana of either width, Latin letters, digits and the signs of
    /// Zengin. The middle dot, which Zengin lacks, parts words as a space does.
    ///
    /// # Errors
    /// [`HolderKanaError`].
    pub fn parse(text: &str) -> Result<Self, HolderKanaError> {
        // A half-width letter and its voiced mark become one character.
        if text.chars().count() > 2 * MAX_HOLDER_CHARS {
            return Err(HolderKanaError::TooLong);
        }
        let letters: String = in_katakana(text).map(written).collect();
        let name = letters.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            Err(HolderKanaError::Empty)
        } else if name.chars().count() > MAX_HOLDER_CHARS {
            Err(HolderKanaError::TooLong)
        } else if name.chars().all(is_allowed) && name.chars().any(is_letter) {
            Ok(Self(name))
        } else {
            Err(HolderKanaError::NotKana)
        }
    }

    /// The same for every spelling of the name; see [`matching_key`].
    pub fn matching_key(&self) -> String {
        matching_key(&self.0)
    }

    /// The name as Zengin records have it, `ﾔﾏﾀﾞ ｼﾖｳﾀ`: half-width, no small kana, `-`
    /// for the long mark, voiced marks as characters of their own. Not cut to a field.
    pub fn zengin(&self) -> String {
        self.0.chars().map(plain).nfd().map(half_width_kana).collect()
    }
}

impl fmt::Display for HolderKana {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for HolderKana {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("HolderKana(…)")
    }
}

impl TryFrom<String> for HolderKana {
    type Error = HolderKanaError;

    fn try_from(text: String) -> Result<Self, HolderKanaError> {
        Self::parse(&text)
    }
}

impl From<HolderKana> for String {
    fn from(name: HolderKana) -> Self {
        name.0
    }
}

/// What is left of a text when its spelling is taken away, for comparing and never for
/// showing: NFKC, katakana in full size, every dash and long mark as `-`, Latin letters
/// in upper case, no spaces and middle dots. Voiced marks stay. ヲ, ヰ and ヱ, which
/// records lack or write either way, become オ, イ and エ.
pub fn matching_key(text: &str) -> String {
    let parts_words = |sign: &char| sign.is_whitespace() || *sign == '・';
    // Where a space is gone, a letter and a mark may meet that NFC joins.
    in_katakana(text).map(sound).filter(|sign| !parts_words(sign)).nfc().collect()
}

/// NFKC, and katakana for hiragana. Spacing voiced marks are taken for combining ones:
/// NFKC would put a space before them instead of joining them to their letter.
fn in_katakana(text: &str) -> impl Iterator<Item = char> {
    let combining = |sign: char| match sign {
        '゛' => VOICED_MARK,
        '゜' => SEMI_VOICED_MARK,
        other => other,
    };
    text.chars().map(combining).nfkc().map(katakana)
}

/// A letter as it is kept and shown.
fn written(letter: char) -> char {
    match letter {
        'ー' => 'ー',
        '・' => ' ',
        '\\' => '¥',
        sign if is_dash(sign) => '-',
        other => other.to_ascii_uppercase(),
    }
}

/// A letter as Zengin records can hold it.
fn plain(letter: char) -> char {
    match large_kana(letter) {
        'ヰ' => 'イ',
        'ヱ' => 'エ',
        sign if is_dash(sign) => '-',
        other => other,
    }
}

/// A letter as it is compared.
fn sound(letter: char) -> char {
    match plain(letter) {
        'ヲ' => 'オ',
        other => other.to_ascii_uppercase(),
    }
}

fn half_width_kana(letter: char) -> char {
    const FIRST: u32 = 0xFF66;
    match letter {
        '「' => '｢',
        '」' => '｣',
        VOICED_MARK => 'ﾞ',
        SEMI_VOICED_MARK => 'ﾟ',
        other => (FIRST..)
            .zip(FULL_WIDTH.chars())
            .find(|(_, full)| *full == other)
            .and_then(|(half, _)| char::from_u32(half))
            .unwrap_or(other),
    }
}

fn is_letter(letter: char) -> bool {
    matches!(letter, 'ァ'..='ヶ') || letter.is_ascii_uppercase()
}

fn is_allowed(letter: char) -> bool {
    is_letter(letter) || letter.is_ascii_digit() || " ー¥,.「」()-/".contains(letter)
}

#[cfg(test)]
#[path = "holder_kana_tests.rs"]
mod tests;
