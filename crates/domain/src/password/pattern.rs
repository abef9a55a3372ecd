//! Repetition, sequences and the core of a password.

/// Fewer different characters than this is repetition, whatever their order.
const MIN_DISTINCT: usize = 5;

/// A password with fewer characters than this outside sequences is one.
const MIN_OUTSIDE_SEQUENCES: usize = 6;

/// The most characters that count as a mere ending: a date and its kin.
pub(super) const MAX_ENDING: usize = 8;

/// Orders people walk along, in either direction, and the shortest walk that
/// counts: alphabets, digits, keyboard rows and columns, the kana tables.
const WALKS: &[(&str, usize)] = &[
    ("abcdefghijklmnopqrstuvwxyz", 3),
    ("01234567890", 3),
    ("31415926535897932384626433832795", 6),
    ("1234567890-^\\", 3),
    ("1234567890-=", 3),
    ("!\"#$%&'()", 3),
    ("!@#$%^&*()_+", 3),
    ("qwertyuiop@[", 3),
    ("qwertyuiop[]", 3),
    ("asdfghjkl;:]", 3),
    ("asdfghjkl;'", 3),
    ("zxcvbnm,./", 3),
    ("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", 3),
    ("zaq1xsw2cde3vfr4bgt5nhy6mju7,ki8.lo9/;p0", 3),
    ("q1w2e3r4t5y6u7i8o9p0", 3),
    ("1q2w3e4r5t6y7u8i9o0p", 3),
    ("qawsedrftgyhujikolp", 4),
    ("789456123", 3),
    ("147258369", 3),
    ("1qaz!qaz2wsx\"wsx", 4),
    ("1qaz!qaz2wsx@wsx", 4),
    ("aiueokakikukekosashisusesotachitsutetonaninuneno", 6),
    ("ichinisanshigorokushichihachikyuujuu", 6),
    (
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
        3,
    ),
    (
        "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
        3,
    ),
    ("一二三四五六七八九十", 3),
];

/// Few different characters, or a piece repeated from beginning to end, with
/// or without something short before and after.
pub(super) fn is_repetitive(text: &str) -> bool {
    let mut distinct: Vec<char> = text.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let (core, ending) = core(text);
    let core: String = core.chars().filter(|letter| letter.is_alphanumeric()).collect();
    distinct.len() < MIN_DISTINCT || repeats(text) || (ending <= MAX_ENDING && repeats(&core))
}

/// Whether a piece of at most half the text makes all of it, the last time
/// perhaps cut short.
fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).any(|period| {
        let shifted = letters.iter().skip(period);
        letters.iter().zip(shifted).all(|(left, right)| left == right)
    })
}

/// Whether little remains once sequences are taken out.
pub(super) fn is_sequence(text: &str) -> bool {
    without_sequences(text).chars().count() < MIN_OUTSIDE_SEQUENCES
}

/// The text without walks along [`WALKS`] and without three or more of the
/// same character in a row.
pub(super) fn without_sequences(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let walks: Vec<(Vec<char>, usize)> =
        WALKS.iter().map(|(walk, least)| (walk.chars().collect(), *least)).collect();
    let mut rest: &[char] = &letters;
    let mut kept = String::new();
    while let [first, after @ ..] = rest {
        let length = run(rest, &walks);
        if length == 0 {
            kept.push(*first);
            rest = after;
        } else {
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    kept
}

/// Length of the longest sequence the text begins with; 0 for none.
fn run(text: &[char], walks: &[(Vec<char>, usize)]) -> usize {
    let same = text.iter().take_while(|letter| Some(*letter) == text.first()).count();
    let same = if same >= 3 { same } else { 0 };
    let walked = walks.iter().map(|(walk, least)| Some(along(text, walk)).filter(|n| n >= least));
    walked.flatten().max().unwrap_or(0).max(same)
}

/// How far the beginning of `text` goes along `walk` in either direction.
fn along(text: &[char], walk: &[char]) -> usize {
    let from = |start: usize| {
        let forward = walk.iter().skip(start);
        let backward = walk.iter().rev().skip(walk.len() - 1 - start);
        agree(text, forward).max(agree(text, backward))
    };
    (0..walk.len()).map(from).max().unwrap_or(0)
}

fn agree<'a>(text: &[char], walk: impl Iterator<Item = &'a char>) -> usize {
    text.iter().zip(walk).take_while(|(left, right)| left == right).count()
}

/// The text from its first letter to its last, and how many characters the
/// beginning and the end without letters had.
pub(super) fn core(text: &str) -> (&str, usize) {
    let core = text.trim_matches(|letter: char| !letter.is_alphabetic());
    (core, text.chars().count() - core.chars().count())
}
