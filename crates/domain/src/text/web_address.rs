//! Finding the address of a web page in a text, so that no letter of the bank's carries one.

use unicode_normalization::UnicodeNormalization;

/// Whether a text holds what a mail program would make a link of: the address of a web page, of
/// any width and case, with or without `https://`, or an e-mail address. A word, a point and
/// a word written together count as one too: `example.jp`, but no number, hour or `e.g.`.
pub fn holds_web_address(text: &str) -> bool {
    let plain: String = text.nfkc().filter(|sign| !is_unseen(*sign)).collect();
    plain.contains("://") || plain.split(|sign| !is_of_host(sign)).any(is_host)
}

/// What nobody sees, and would part an address only for us.
const fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

const fn is_of_host(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.')
}

/// Whether the last of several parts could be a top-level domain.
fn is_host(word: &str) -> bool {
    let Some((_, last)) = word.trim_matches(['.', '-']).rsplit_once('.') else { return false };
    last.len() > 1 && last.chars().all(|sign| sign.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_however_it_is_written() {
        for text in [
            "https://kura.example/login からログインしてください",
            "ＨＴＴＰＳ：／／ｋｕｒａ．ｅｘａｍｐｌｅ",
            "詳しくはwww.bank.exampleへ",
            "KURA.EXAMPLE",
            "「bit.ly/3abc」を開いて",
            "担当 sato@bank.example まで",
            "kura.\u{200B}example",
            "tel://0312345678",
        ] {
            assert!(holds_web_address(text), "{text}");
        }
    }

    #[test]
    fn a_date_an_amount_and_an_abbreviation_are_none() {
        for text in [
            "2026.11.23までに、1.5MBより小さい画像をお送りください。",
            "No.3の書類（A.M.10:00受付）を、もう一度。",
            "Please send the back, too, e.g. with the new address. Thank you.",
            "画像が暗くて読めません。...OK",
            "裏面／表面",
        ] {
            assert!(!holds_web_address(text), "{text}");
        }
    }
}
