//! Well-known passwords and words, and names connected with the customer.
//!
//! The list, its source and its licence are described in `README.md` beside it.

use std::{collections::HashSet, sync::OnceLock};

use super::{
    fold,
    pattern::{MAX_ENDING, core, without_sequences},
};

/// Lower-case entries, one a line.
static COMMON: &str = include_str!("blocklist.txt");

/// Names of the bank and its service.
const OWN_WORDS: [&str; 10] =
    ["kura", "くら", "蔵", "bank", "ginko", "ginkou", "銀行", "shisan", "資産", "netbank"];

/// Beside context words a password needs as many letters of its own.
const MIN_OWN_LETTERS: usize = 6;

/// Two everyday words may have at most this many characters before and after
/// to count as common: more, and there are too many to try.
const MAX_ENDING_OF_TWO: usize = 4;

/// Characters that stand for letters. `1` and `!` stand for two.
const LEET: [(char, char); 9] = [
    ('0', 'o'),
    ('3', 'e'),
    ('4', 'a'),
    ('@', 'a'),
    ('5', 's'),
    ('$', 's'),
    ('7', 't'),
    ('8', 'b'),
    ('9', 'g'),
];

fn common() -> &'static HashSet<&'static str> {
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| COMMON.lines().collect())
}

/// The words in what is known of the customer and the bank, folded, longest
/// first. Of an e-mail address the whole and the part before the `@` tell something.
/// Latin words under three letters and lone kana would match by chance.
pub(super) fn context_words(context: &[&str]) -> Vec<String> {
    let known = context.iter().map(|text| fold(text));
    let own = OWN_WORDS.iter().map(|word| (*word).to_owned());
    let addresses: Vec<String> = known.clone().filter(|text| text.contains('@')).collect();
    let mut words: Vec<String> = known
        .flat_map(|text| {
            let local = text.split('@').next().unwrap_or_default();
            let words = local.split(|letter: char| !letter.is_alphabetic());
            words.map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() >= if word.is_ascii() { 3 } else { 2 })
        .chain(own)
        .chain(addresses)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words
}

/// Whether context words leave fewer than [`MIN_OWN_LETTERS`] letters.
pub(super) fn is_context(text: &str, words: &[String]) -> bool {
    [text.to_owned(), plain_letters(text, 'i')].iter().any(|text| {
        let rest = without_words(text, words);
        let own = rest.chars().filter(|letter| letter.is_alphabetic()).count();
        rest.len() < text.len() && own < MIN_OWN_LETTERS
    })
}

/// Whether the password is in the list, or comes down to one or two entries
/// once sequences, context words, and what stands before and after are gone.
pub(super) fn is_common(text: &str, words: &[String]) -> bool {
    let reduced = [text.to_owned(), without_sequences(text), without_words(text, words)];
    reduced.iter().any(|text| is_entry(text) || is_known_core(text))
}

fn is_known_core(text: &str) -> bool {
    let (core, ending) = core(text);
    let spellings = [core.to_owned(), plain_letters(core, 'i'), plain_letters(core, 'l')];
    spellings.iter().any(|spelling| {
        let word: String = spelling.chars().filter(|letter| letter.is_alphanumeric()).collect();
        (ending <= MAX_ENDING && is_entry(&word))
            || (ending <= MAX_ENDING_OF_TWO && is_two_entries(&word))
    })
}

fn is_entry(word: &str) -> bool {
    common().contains(word)
}

fn is_two_entries(word: &str) -> bool {
    word.char_indices().any(|(index, _)| {
        let (left, right) = word.split_at(index);
        is_entry(left) && is_entry(right)
    })
}

fn without_words(text: &str, words: &[String]) -> String {
    words.iter().fold(text.to_owned(), |rest, word| rest.replace(word.as_str(), ""))
}

/// The text with digits and signs that stand for letters replaced.
fn plain_letters(text: &str, one: char) -> String {
    let plain = |letter: char| match letter {
        '1' | '!' | '|' => one,
        other => LEET.iter().find(|(sign, _)| *sign == other).map_or(other, |(_, plain)| *plain),
    };
    text.chars().map(plain).collect()
}
