//! A person's name and its reading.

use unicode_normalization::UnicodeNormalization;

use crate::text::katakana;

/// The most characters in one part of a name.
pub const MAX_NAME_CHARS: usize = 50;

/// A name in the Japanese order, with its reading in full-width katakana.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Name {
    /// Family name (姓) as written; Latin letters are fine.
    pub family: String,
    /// Given name (名) as written.
    pub given: String,
    /// Reading of the family name, full-width katakana.
    pub family_kana: String,
    /// Reading of the given name, full-width katakana.
    pub given_kana: String,
}

/// What is wrong with one part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing was typed.
    #[error("no name was given")]
    Empty,
    /// More than [`MAX_NAME_CHARS`] characters.
    #[error("the name is too long")]
    TooLong,
    /// A control character or line break.
    #[error("the name holds a control character")]
    Control,
    /// The reading is not written in kana.
    #[error("the reading is not in kana")]
    NotKana,
}

/// What is wrong with each part of a name, `None` where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, thiserror::Error)]
#[error("the name has problems")]
pub struct NameErrors {
    /// Of the family name.
    pub family: Option<NameProblem>,
    /// Of the given name.
    pub given: Option<NameProblem>,
    /// Of the family name's reading.
    pub family_kana: Option<NameProblem>,
    /// Of the given name's reading.
    pub given_kana: Option<NameProblem>,
}

impl Name {
    /// Reads the four parts. White space around each is dropped; written names
    /// are otherwise kept as typed, because variants of a kanji matter to their
    /// bearers. Readings may be typed in hiragana or half-width katakana.
    ///
    /// # Errors
    /// [`NameErrors`] with every problem found.
    pub fn parse(
        family: &str,
        given: &str,
        family_kana: &str,
        given_kana: &str,
    ) -> Result<Self, NameErrors> {
        match (written(family), written(given), reading(family_kana), reading(given_kana)) {
            (Ok(family), Ok(given), Ok(family_kana), Ok(given_kana)) => {
                Ok(Self { family, given, family_kana, given_kana })
            }
            (family, given, family_kana, given_kana) => Err(NameErrors {
                family: family.err(),
                given: given.err(),
                family_kana: family_kana.err(),
                given_kana: given_kana.err(),
            }),
        }
    }

    /// Family and given name as written: `山田 太郎`.
    pub fn full(&self) -> String {
        format!("{} {}", self.family, self.given)
    }

    /// The reading of both: `ヤマダ タロウ`.
    pub fn full_kana(&self) -> String {
        format!("{} {}", self.family_kana, self.given_kana)
    }
}

fn written(text: &str) -> Result<String, NameProblem> {
    let text = text.trim();
    if text.is_empty() {
        Err(NameProblem::Empty)
    } else if text.chars().any(|letter| letter.is_control() || "\u{2028}\u{2029}".contains(letter))
    {
        Err(NameProblem::Control)
    } else if text.chars().count() > MAX_NAME_CHARS {
        Err(NameProblem::TooLong)
    } else {
        Ok(text.to_owned())
    }
}

fn reading(text: &str) -> Result<String, NameProblem> {
    let kana: String = written(text)?.nfkc().map(katakana).collect();
    // Half-width voiced marks join their letter, so the count only shrinks here.
    if kana.chars().all(is_reading) && kana.chars().any(is_kana_letter) {
        Ok(kana)
    } else {
        Err(NameProblem::NotKana)
    }
}

fn is_kana_letter(letter: char) -> bool {
    matches!(letter, 'ァ'..='ヺ')
}

fn is_reading(letter: char) -> bool {
    is_kana_letter(letter) || matches!(letter, 'ー' | 'ヽ' | 'ヾ' | '・' | ' ' | '-' | '‐')
}
