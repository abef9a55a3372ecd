use proptest::prelude::*;

use super::*;
use crate::person::Name;

fn holder(text: &str) -> HolderKana {
    HolderKana::parse(text).unwrap()
}

#[test]
fn a_name_is_shown_in_full_width_katakana_however_it_is_typed() {
    for text in [
        "ヤマダ ショウタ",
        "やまだ しょうた",
        "ﾔﾏﾀﾞ ｼｮｳﾀ",
        "　ヤマダ　　ショウタ ",
        "やまタ\u{3099}\tしょうた",
        "ﾔﾏﾀ゛ ショウタ",
        "ヤマダ・ショウタ",
    ] {
        assert_eq!(holder(text).to_string(), "ヤマダ ショウタ", "{text}");
    }
    assert_eq!(holder("Ｍａｒｙ　ｂｅｌｌ").to_string(), "MARY BELL");
    assert_eq!(holder("すみ－ 2せい").to_string(), "スミ- 2セイ");
    assert_eq!(holder("ゔぁんどーる").to_string(), "ヴァンドール");
}

#[test]
fn two_spellings_of_one_name_have_one_key() {
    for (typed, recorded) in [
        ("やまだ しょうた", "ﾔﾏﾀﾞ ｼﾖｳﾀ"),
        ("ヤマダショウタ", "ﾔﾏﾀﾞ ｼﾖｳﾀ"),
        ("はっとり ゆーじ", "ﾊﾂﾄﾘ ﾕ-ｼﾞ"),
        ("ジョン・スミス", "ｼﾞﾖﾝ ｽﾐｽ"),
        ("メアリ－ジェーン", "ﾒｱﾘ-ｼﾞｴ-ﾝ"),
        ("メアリ‐ジェ〜ン", "メアリーｼﾞｴｰﾝ"),
        ("バプティスタ", "ﾊﾞﾌﾟﾃｲｽﾀ"),
        ("かをる", "ｶｵﾙ"),
        ("ヰノウヱ", "ｲﾉｳｴ"),
        ("まつがヶえ", "ﾏﾂｶﾞｹｴ"),
        ("Mary Bell", "ＭＡＲＹ　ＢＥＬＬ"),
        ("ヤマタ ゛", "ヤマダ"),
        ("わ\u{3099}", "ヷ"),
    ] {
        assert_eq!(matching_key(typed), matching_key(recorded), "{typed}");
    }
}

#[test]
fn different_names_keep_different_keys() {
    for (one, other) in [
        ("ハタ", "バタ"),
        ("ヒロ", "ピロ"),
        ("フジタ", "フヂタ"),
        ("オノ", "オオノ"),
        ("オーノ", "オオノ"),
        ("ユウコ", "ユコ"),
        ("ヤマダ タロウ", "ヤマダ タロ"),
    ] {
        assert_ne!(matching_key(one), matching_key(other), "{one}");
    }
}

#[test]
fn staff_see_the_form_of_the_records() {
    for (typed, zengin) in [
        ("やまだ しょうた", "ﾔﾏﾀﾞ ｼﾖｳﾀ"),
        ("ジェーン　ぱーく", "ｼﾞｴ-ﾝ ﾊﾟ-ｸ"),
        ("ヴァン「ａ」", "ｳﾞｱﾝ｢A｣"),
        ("カヲル", "ｶｦﾙ"),
        ("ヰノウヱ", "ｲﾉｳｴ"),
        ("カ）ミドリ／１．２，３￥", "ｶ)ﾐﾄﾞﾘ/1.2,3¥"),
        ("ヶッヵ", "ｹﾂｶ"),
        ("アイウエオカキクケコサシスセソタチツテト", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄ"),
        ("ナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン", "ﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ"),
    ] {
        assert_eq!(holder(typed).zengin(), zengin);
    }
}

#[test]
fn what_the_records_cannot_hold_is_refused() {
    for text in ["", " ", "　\t", "・"] {
        assert_eq!(HolderKana::parse(text), Err(HolderKanaError::Empty), "{text}");
    }
    for text in [
        "山田",
        "ヤマダ太郎",
        "ー",
        "123",
        "ヤマダ'",
        "ヤマダ＝タロウ",
        "いすゞ",
        "ア゛",
        "ヷン",
        "Ｏ’Ｂｒｉｅｎ",
        "José",
        "ヤマダ\u{200b}",
        "ヤマダ\0",
        "ヤマダ👩",
    ] {
        assert_eq!(HolderKana::parse(text), Err(HolderKanaError::NotKana), "{text}");
    }
}

#[test]
fn a_name_has_at_most_a_hundred_characters_in_full_width() {
    assert!(HolderKana::parse(&"ア".repeat(100)).is_ok());
    assert!(HolderKana::parse(&"ｶﾞ".repeat(100)).is_ok());
    for text in ["ア".repeat(101), "ｱ".repeat(101), "㍍".repeat(40), "ア".repeat(50_000)] {
        assert_eq!(HolderKana::parse(&text), Err(HolderKanaError::TooLong));
    }
}

#[test]
fn a_name_does_not_show_in_a_log() {
    assert_eq!(format!("{:?}", holder("ヤマダ")), "HolderKana(…)");
}

#[test]
fn the_reading_a_customer_registered_is_a_holders_name() {
    let name = Name::parse("金", "英", "ｷﾑ", "よん‐あ").unwrap();
    assert_eq!(holder(&name.full_kana()).zengin(), "ｷﾑ ﾖﾝ-ｱ");
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(text in "\\PC{0,40}") {
        let key = matching_key(&text);
        let again = matching_key(&key);
        prop_assert_eq!(again, key);
    }

    #[test]
    fn a_key_of_kana_is_its_own_key(text in "[ぁ-ゟァ-ヿｦ-ﾟ\u{3099}\u{309A} 　A-zー〜・-]{0,40}") {
        let key = matching_key(&text);
        let again = matching_key(&key);
        prop_assert_eq!(again, key);
    }

    #[test]
    fn every_spelling_of_a_name_compares_equal(text in "[ぁ-ゖァ-ヶーA-Za-z0-9 ]{1,30}") {
        if let Ok(name) = HolderKana::parse(&text) {
            let key = name.matching_key();
            for spelling in [&text, &name.to_string(), &name.zengin()] {
                let other = matching_key(spelling);
                prop_assert_eq!(&other, &key, "{}", spelling);
            }
            let recorded = holder(&name.zengin());
            prop_assert_eq!(recorded.matching_key(), key);
        }
    }

    #[test]
    fn an_accepted_name_is_accepted_again(text in "\\PC{0,40}") {
        if let Ok(name) = HolderKana::parse(&text) {
            prop_assert_eq!(HolderKana::parse(&name.to_string()), Ok(name));
        }
    }

    #[test]
    fn the_form_of_the_records_has_none_but_their_characters(
        text in "[ぁ-ゖァ-ヶーA-Za-z0-9 ¥,.「」()/-]{1,30}",
    ) {
        if let Ok(name) = HolderKana::parse(&text) {
            let is_zengin = |sign: char| {
                matches!(sign, 'ｱ'..='ﾟ' | 'ｦ' | '｢' | '｣')
                    || sign.is_ascii_uppercase()
                    || sign.is_ascii_digit()
                    || " ¥,.()-/".contains(sign)
            };
            prop_assert!(name.zengin().chars().all(is_zengin), "{}", name.zengin());
        }
    }
}
