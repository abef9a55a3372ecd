//! Which bytes a file's characters are written in: finding out and decoding.
//!
//! Japanese files come in CP932 (Microsoft's Shift_JIS), in UTF-8 with and
//! without a mark at the start, and in UTF-16. Encodings follow the WHATWG
//! Encoding Standard, whose `shift_jis` is CP932.

use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

pub use super::cp932::encode_cp932;
use crate::coded::coded;

coded! {
    /// The encoding of a text file.
    Encoding {
        /// UTF-8 without a byte order mark; plain ASCII too.
        Utf8 = "utf-8",
        /// UTF-8 with a byte order mark, as Excel wants it.
        Utf8Bom = "utf-8-bom",
        /// CP932: Shift_JIS with Microsoft's and IBM's additions.
        Cp932 = "cp932",
        /// UTF-16, low byte first.
        Utf16Le = "utf-16le",
        /// UTF-16, high byte first.
        Utf16Be = "utf-16be",
    }
}

/// How many lines of unreadable characters [`Decoded`] names at most.
pub const MAX_MALFORMED_LINES: usize = 100;

/// How much of a file is looked at to find UTF-16 that has no mark, in bytes.
const SAMPLE: usize = 4096;

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte order mark; unreadable bytes became U+FFFD.
    pub text: String,
    /// Whether some bytes were unreadable: probably the encoding is another.
    pub malformed: bool,
    /// Lines (from 1) with unreadable characters, the first [`MAX_MALFORMED_LINES`].
    pub malformed_lines: Vec<usize>,
}

/// The encoding a file is most likely in: by its byte order mark, by the zero
/// bytes of UTF-16, by being valid UTF-8, and failing all of them CP932.
pub fn detect(bytes: &[u8]) -> Encoding {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        Encoding::Utf8Bom
    } else if bytes.starts_with(b"\xFF\xFE") {
        Encoding::Utf16Le
    } else if bytes.starts_with(b"\xFE\xFF") {
        Encoding::Utf16Be
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        encoding
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) if !is_half_width_kana(text, bytes) => Encoding::Utf8,
            _ => Encoding::Cp932,
        }
    }
}

/// The text of a file in a given encoding. Never fails: what cannot be read is
/// replaced and reported.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Decoded {
    let (codec, mark): (_, &[u8]) = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => (UTF_8, b"\xEF\xBB\xBF"),
        Encoding::Cp932 => (SHIFT_JIS, b""),
        Encoding::Utf16Le => (UTF_16LE, b"\xFF\xFE"),
        Encoding::Utf16Be => (UTF_16BE, b"\xFE\xFF"),
    };
    let body = bytes.strip_prefix(mark).unwrap_or(bytes);
    let (text, malformed) = codec.decode_without_bom_handling(body);
    let malformed_lines = if malformed { replaced_lines(&text) } else { Vec::new() };
    Decoded { text: text.into_owned(), malformed, malformed_lines }
}

fn replaced_lines(text: &str) -> Vec<usize> {
    text.split('\n')
        .enumerate()
        .filter(|(_, line)| line.contains('\u{FFFD}'))
        .map(|(index, _)| index + 1)
        .take(MAX_MALFORMED_LINES)
        .collect()
}

/// In UTF-16 the digits, commas and line ends of a table have a zero byte, always
/// on the same side; a few characters such as U+3000 have one on the other.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (pairs, _) = bytes.as_chunks::<2>();
    let sample = pairs.iter().take(SAMPLE / 2);
    let (mut count, mut high_zeros, mut low_zeros) = (0_usize, 0_usize, 0_usize);
    for [first, second] in sample {
        count += 1;
        high_zeros += usize::from(*first == 0);
        low_zeros += usize::from(*second == 0);
    }
    let enough =
        |zeros: usize, others: usize| count >= 4 && zeros * 5 >= count && zeros > others * 4;
    if enough(low_zeros, high_zeros) {
        Some(Encoding::Utf16Le)
    } else if enough(high_zeros, low_zeros) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// A few pairs of CP932 half-width kana (ﾃｱ) happen to be valid UTF-8 letters
/// (ñ). Accented letters stand next to plain ones; such kana do not.
fn is_half_width_kana(text: &str, bytes: &[u8]) -> bool {
    let accented = |c: char| ('\u{C0}'..='\u{7FF}').contains(&c);
    let mut previous = ' ';
    let mut seen = false;
    for c in text.chars() {
        let neighbours = (accented(c) && previous.is_ascii_alphabetic())
            || (c.is_ascii_alphabetic() && accented(previous));
        if neighbours || !(c.is_ascii() || accented(c)) {
            return false;
        }
        seen |= accented(c);
        previous = c;
    }
    let kana = |c: char| c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c);
    seen && {
        let (text, malformed) = SHIFT_JIS.decode_without_bom_handling(bytes);
        !malformed && text.chars().all(kana)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;
    use proptest::prelude::*;

    use super::*;

    fn cp932(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        let bytes = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    const TABLE: &str = "日付,名称,金額\r\n2026/09/30,普通預金　髙﨑①,1200\r\n";

    #[test]
    fn every_encoding_is_found_and_gives_the_same_text() {
        let cases = [
            (TABLE.as_bytes().to_vec(), Encoding::Utf8),
            (format!("\u{FEFF}{TABLE}").into_bytes(), Encoding::Utf8Bom),
            (cp932(TABLE), Encoding::Cp932),
            (utf16(TABLE, false), Encoding::Utf16Le),
            (utf16(TABLE, true), Encoding::Utf16Be),
            (utf16(&format!("\u{FEFF}{TABLE}"), false), Encoding::Utf16Le),
            (utf16(&format!("\u{FEFF}{TABLE}"), true), Encoding::Utf16Be),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(detect(&bytes), encoding);
            let decoded = decode(&bytes, encoding);
            assert_eq!(decoded.text, TABLE, "{encoding:?}");
            assert!(!decoded.malformed);
        }
    }

    #[test]
    fn short_files_are_not_misread() {
        for text in ["日付", "円", "年金", "ﾃｱ", "ｶﾅ,1", "預金,1\n", "ﾏﾂﾔﾏ"]
        {
            assert_eq!(detect(&cp932(text)), Encoding::Cp932, "{text}");
            assert_eq!(detect(text.as_bytes()), Encoding::Utf8, "{text}");
        }
        for text in ["", "a", "a,1\n", "café,1\n", "¥1,200", "Société", "a\0b", "\0"] {
            assert_eq!(detect(text.as_bytes()), Encoding::Utf8, "{text}");
        }
    }

    #[test]
    fn the_wrong_encoding_is_reported_with_its_lines() {
        let decoded = decode(&cp932("a,b\n日付,1\nc,d\n名称,2\n"), Encoding::Utf8);
        assert!(decoded.malformed);
        assert_eq!(decoded.malformed_lines, [2, 4]);
    }

    #[test]
    fn codes_round_trip() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_code(encoding.code()), Some(*encoding));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_looked_at_and_decoded(bytes: Vec<u8>) {
            detect(&bytes);
            for encoding in Encoding::ALL {
                decode(&bytes, *encoding);
            }
        }
    }
}
