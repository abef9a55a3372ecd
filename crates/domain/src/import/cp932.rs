//! Writing CP932 without losing or disguising a character.
//!
//! The WHATWG encoder writes a character it lacks as `&#12316;`; a bank's file
//! must not. Twins that Unicode tables disagree about are mapped first, the rest
//! becomes 〓 (the printers' mark for a missing character) and is reported.

use std::collections::HashSet;

use encoding_rs::{EncoderResult, SHIFT_JIS};

/// 〓 (U+3013) in CP932.
const GETA: [u8; 2] = [0x81, 0xAC];

/// Text in CP932, and the characters CP932 lacks, each once, in order.
pub fn encode_cp932(text: &str) -> (Vec<u8>, Vec<char>) {
    let text: String = text.chars().map(cp932_twin).collect();
    let mut encoder = SHIFT_JIS.new_encoder();
    let mut bytes = Vec::new();
    let mut unmappable = Vec::new();
    let mut seen = HashSet::new();
    let mut rest = text.as_str();
    loop {
        // Every CP932 character is at most as long as its UTF-8 form, so this is
        // room for all that is left.
        bytes.reserve(rest.len() + 16);
        let (result, read) =
            encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            EncoderResult::InputEmpty => return (bytes, unmappable),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(c) => {
                bytes.extend_from_slice(&GETA);
                if seen.insert(c) {
                    unmappable.push(c);
                }
            }
        }
    }
}

/// The character CP932 has for one that other tables put in the same place.
const fn cp932_twin(c: char) -> char {
    match c {
        '\u{301C}' => '\u{FF5E}', // wave dash: full-width tilde
        '\u{2016}' => '\u{2225}', // double vertical line: parallel to
        '\u{2212}' => '\u{FF0D}', // minus: full-width hyphen-minus
        '\u{2014}' => '\u{2015}', // em dash: horizontal bar
        '\u{00A2}' => '\u{FFE0}', // cent
        '\u{00A3}' => '\u{FFE1}', // pound
        '\u{00AC}' => '\u{FFE2}', // not
        '\u{00A6}' => '\u{FFE4}', // broken bar
        // The encoder would write these as a backslash and a tilde.
        '\u{00A5}' => '\u{FFE5}', // yen
        '\u{203E}' => '\u{FFE3}', // overline
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> (String, Vec<char>) {
        let (bytes, unmappable) = encode_cp932(text);
        (SHIFT_JIS.decode(&bytes).0.into_owned(), unmappable)
    }

    #[test]
    fn twins_are_mapped_and_not_reported() {
        let (text, unmappable) = round_trip("1〜2‖3−4¢£¬¥\u{2014}");
        assert_eq!(text, "1～2∥3－4￠￡￢￥―");
        assert_eq!(unmappable, []);
    }

    #[test]
    fn what_cp932_lacks_becomes_a_geta_and_is_reported_once() {
        let (text, unmappable) = round_trip("é𠮷野家é 葛\u{E0100}飾😀");
        assert_eq!(text, "〓〓野家〓 葛〓飾〓");
        assert_eq!(unmappable, ['é', '𠮷', '\u{E0100}', '😀']);
    }

    #[test]
    fn what_cp932_has_is_unchanged() {
        let text = "日付,金額\r\n髙島屋①㈱﨑ｶﾅ\\~,\"1,200\"\r\n";
        assert_eq!(round_trip(text), (text.to_owned(), Vec::new()));
    }

    #[test]
    fn long_text_is_encoded_whole() {
        let text = "預金😀".repeat(10_000);
        let (bytes, unmappable) = encode_cp932(&text);
        assert_eq!((bytes.len(), unmappable.len()), (60_000, 1));
    }
}
