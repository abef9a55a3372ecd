//! A rough estimate of strength for the meter beside a new password.

use super::{MIN_CHARS, Password, fold, guessable, pattern::without_sequences};

/// How hard a password is to guess, roughly. Advice only: [`super::check`] decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Guessed at once.
    VeryWeak,
    /// Guessed with some patience.
    Weak,
    /// Good enough.
    Fair,
    /// Beyond guessing.
    Strong,
}

/// Estimates a password. Anything [`super::check`] finds guessable is
/// `VeryWeak`; anything too short is at most `Weak`.
pub fn strength(password: &str, context: &[&str]) -> Strength {
    let password = Password::attempt(password);
    let text = password.as_str();
    if guessable(text, context).is_some() {
        return Strength::VeryWeak;
    }
    let strength = match bits(text) {
        0..40 => Strength::VeryWeak,
        40..60 => Strength::Weak,
        60..80 => Strength::Fair,
        _ => Strength::Strong,
    };
    if text.chars().count() < MIN_CHARS { strength.min(Strength::Weak) } else { strength }
}

/// Characters outside sequences times the whole bits each can carry. A
/// character used more than twice adds nothing.
fn bits(text: &str) -> usize {
    let mut distinct: Vec<char> = text.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let outside = without_sequences(&fold(text)).chars().count();
    let each = usize::try_from(alphabet(text).max(1).ilog2()).unwrap_or(0);
    outside.min(distinct.len() * 2) * each
}

/// Whether a character is of one kind.
type Class = fn(char) -> bool;

/// How many characters a guesser must try at each place.
fn alphabet(text: &str) -> u32 {
    let classes: [(Class, u32); 5] = [
        (|letter| letter.is_ascii_digit(), 10),
        (|letter| letter.is_ascii_lowercase(), 26),
        (|letter| letter.is_ascii_uppercase(), 26),
        (|letter| letter.is_ascii() && !letter.is_ascii_alphanumeric(), 33),
        (|letter| !letter.is_ascii(), 100),
    ];
    classes.iter().filter(|(class, _)| text.chars().any(class)).map(|(_, size)| size).sum()
}
