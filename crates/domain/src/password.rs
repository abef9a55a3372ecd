//! Which passwords are accepted: NIST SP 800-63B-4, section 3.1.1.
//!
//! Length, not composition, makes a password strong: at least 15 code points
//! when it is the only factor, no rules about kinds of characters, and a list
//! of what is too easily guessed. Passwords are compared in NFKC, so that the
//! same keys on another device give the same password.

mod blocklist;
mod pattern;
mod strength;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub use strength::{Strength, strength};

/// The fewest code points, for a password that may be the only factor.
pub const MIN_CHARS: usize = 15;

/// The most code points; the standard asks for 64 at least.
pub const MAX_CHARS: usize = 128;

/// A password in NFKC. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer code points than [`MIN_CHARS`].
    #[error("the password has {have} characters, fewer than {min}")]
    TooShort {
        /// The fewest allowed.
        min: usize,
        /// How many there are.
        have: usize,
    },
    /// More code points than [`MAX_CHARS`].
    #[error("the password has more than {max} characters")]
    TooLong {
        /// The most allowed.
        max: usize,
    },
    /// A well-known password, or one or two everyday words with a few digits.
    #[error("the password is widely known")]
    Common,
    /// Few different characters, or a short piece again and again.
    #[error("the password repeats itself")]
    Repetitive,
    /// Little more than neighbours in the alphabet, the digits or the keyboard.
    #[error("the password is a sequence")]
    Sequence,
    /// Little more than the customer's own name or address, or the bank's.
    #[error("the password is made of names that are easy to guess")]
    ContainsContext,
}

impl Password {
    /// A password typed to sign in: normalised as [`check`] does, not judged.
    /// One too long to have been accepted is cut, and still too long to match.
    pub fn attempt(text: &str) -> Self {
        Self(text.nfkc().take(MAX_CHARS + 1).collect())
    }

    /// The normalised text, for the password hash only.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(***)")
    }
}

/// Judges a new password. `context` holds what others know of the customer:
/// e-mail address, names, readings. The bank's own names are always included.
///
/// # Errors
/// The first [`PasswordProblem`] found.
pub fn check(password: &str, context: &[&str]) -> Result<Password, PasswordProblem> {
    let password = Password::attempt(password);
    let have = password.0.chars().count();
    if have < MIN_CHARS {
        return Err(PasswordProblem::TooShort { min: MIN_CHARS, have });
    }
    if have > MAX_CHARS {
        return Err(PasswordProblem::TooLong { max: MAX_CHARS });
    }
    match guessable(&password.0, context) {
        Some(problem) => Err(problem),
        None => Ok(password),
    }
}

/// What makes a password of any length easy to guess.
fn guessable(password: &str, context: &[&str]) -> Option<PasswordProblem> {
    let text = fold(password);
    let words = blocklist::context_words(context);
    if pattern::is_repetitive(&text) {
        Some(PasswordProblem::Repetitive)
    } else if pattern::is_sequence(&text) {
        Some(PasswordProblem::Sequence)
    } else if blocklist::is_context(&text, &words) {
        Some(PasswordProblem::ContainsContext)
    } else if blocklist::is_common(&text, &words) {
        Some(PasswordProblem::Common)
    } else {
        None
    }
}

/// The form passwords are compared in: NFKC, lower case, katakana as hiragana.
fn fold(text: &str) -> String {
    const KATAKANA_TO_HIRAGANA: u32 = 0x60;
    let hiragana = |letter: char| match letter {
        'ァ'..='ヶ' => char::from_u32(u32::from(letter) - KATAKANA_TO_HIRAGANA).unwrap_or(letter),
        other => other,
    };
    text.nfkc().flat_map(char::to_lowercase).map(hiragana).collect()
}

#[cfg(test)]
mod tests;
