//! Kana letters, and the many signs typed for one dash.

/// Hiragana as the katakana of the same sound; the rest unchanged.
pub fn katakana(letter: char) -> char {
    const HIRAGANA_TO_KATAKANA: u32 = 0x60;
    match letter {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => {
            char::from_u32(u32::from(letter) + HIRAGANA_TO_KATAKANA).unwrap_or(letter)
        }
        other => other,
    }
}

/// Small katakana (ャ, ッ) in full size (ヤ, ツ); the rest unchanged.
pub fn large_kana(letter: char) -> char {
    match letter {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        other => other,
    }
}

/// Whether a sign is a dash to the one who typed it: hyphen, minus, long mark, wave
/// dash, drawn line. Keyboards give any of them for one key.
pub const fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | 'ー' | 'ｰ' | '~' | '～' | '〜' | '゠' | '−' | '－' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2500}' | '\u{2501}' | '\u{FE58}' | '\u{FE63}'
    )
}
