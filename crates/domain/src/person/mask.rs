//! What the bank's people see of a person before they say what they need it for.

/// A day nothing is told of.
pub const MASKED_DAY: &str = "****-**-**";

/// The first letter of each word, so that two people are told apart: `ヤ** ハ**`. How long
/// a word is, is not told.
pub fn masked_words(text: &str) -> String {
    let words = text.split_whitespace().filter_map(|word| word.chars().next());
    words.map(|first| format!("{first}**")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_name_the_first_letters_are_seen_and_not_its_length() {
        assert_eq!(masked_words("山田 花子"), "山** 花**");
        assert_eq!(masked_words("ヤマダ　ハナコ"), "ヤ** ハ**");
        assert_eq!(masked_words("鈴 一"), "鈴** 一**");
        assert_eq!(masked_words(" "), "");
    }
}
