use proptest::prelude::*;

use super::*;

#[test]
fn readings_become_full_width_katakana() {
    for kana in ["やまだ", "ヤマダ", "ﾔﾏﾀﾞ", " ヤマダ　", "やまタ\u{3099}"] {
        let name = Name::parse("山田", "太郎", kana, "たろう").unwrap();
        assert_eq!(name.family_kana, "ヤマダ", "{kana}");
        assert_eq!(name.full(), "山田 太郎");
        assert_eq!(name.full_kana(), "ヤマダ タロウ");
    }
    let name = Name::parse("O'Brien", "Mary-Jane", "ｵﾌﾞﾗｲｴﾝ", "ﾒｱﾘｰ・ｼﾞｪｰﾝ").unwrap();
    assert_eq!(name.full_kana(), "オブライエン メアリー・ジェーン");
    assert_eq!(
        Name::parse("金", "英", "キム", "よん‐あ　びー").unwrap().given_kana,
        "ヨン‐ア ビー"
    );
}

#[test]
fn names_are_kept_as_written() {
    let name = Name::parse(" 葛\u{E0100}城 ", "髙﨑", "カツラギ", "タカサキ").unwrap();
    assert_eq!(name.family, "葛\u{E0100}城");
    assert_eq!(name.given, "髙﨑");
}

#[test]
fn every_problem_is_reported_by_field() {
    let long = "あ".repeat(MAX_NAME_CHARS + 1);
    assert_eq!(
        Name::parse("　", "太\n郎", "山田", &long),
        Err(NameErrors {
            family: Some(NameProblem::Empty),
            given: Some(NameProblem::Control),
            family_kana: Some(NameProblem::NotKana),
            given_kana: Some(NameProblem::TooLong),
        })
    );
    for kana in ["Yamada", "ー", "・ -", "ヤマダ1", "ヤマダ゛"] {
        let errors = Name::parse("山田", "太郎", kana, "タロウ").unwrap_err();
        let expected =
            NameErrors { family_kana: Some(NameProblem::NotKana), ..NameErrors::default() };
        assert_eq!(errors, expected, "{kana}");
    }
}

#[test]
fn ordinary_addresses_are_accepted() {
    for text in [
        "taro@example.jp",
        "Taro.Yamada+kura@mail.example.co.jp",
        "a@b.cd",
        "o'neil@example.com",
        "taro@xn--wgv71a.jp",
    ] {
        assert_eq!(EmailAddress::parse(text).unwrap().as_str(), text);
    }
    let typed = EmailAddress::parse("　ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ ").unwrap();
    assert_eq!(typed.as_str(), "taro@example.jp");
}

#[test]
fn malformed_addresses_are_refused() {
    assert_eq!(EmailAddress::parse(" "), Err(EmailError::Empty));
    for text in [
        "taro",
        "@example.jp",
        "taro@",
        "taro@example",
        "a@b@c.jp",
        "ta ro@example.jp",
        "taro.@example.jp",
        ".taro@example.jp",
        "ta..ro@example.jp",
        "\"taro\"@example.jp",
        "太郎@example.jp",
        "taro@例え.jp",
        "taro@-example.jp",
        "taro@example-.jp",
        "taro@example..jp",
        "taro@example.jp.",
        "taro@192.168.0.1",
        "taro@[192.168.0.1]",
        "taro@exa_mple.jp",
        "taro@example.jp\r\nBcc: x@y.jp",
        "<taro@example.jp>",
    ] {
        assert_eq!(EmailAddress::parse(text), Err(EmailError::Malformed), "{text}");
    }
}

#[test]
fn lengths_follow_the_standard() {
    let local = "a".repeat(64);
    assert!(EmailAddress::parse(&format!("{local}@example.jp")).is_ok());
    assert_eq!(EmailAddress::parse(&format!("{local}a@example.jp")), Err(EmailError::TooLong));
    let label = "b".repeat(63);
    assert!(EmailAddress::parse(&format!("a@{label}.jp")).is_ok());
    assert_eq!(EmailAddress::parse(&format!("a@{label}b.jp")), Err(EmailError::Malformed));
    let domain = format!("{label}.{label}.{label}.{}", "c".repeat(60));
    assert_eq!(domain.len(), 252);
    assert!(EmailAddress::parse(&format!("a@{domain}")).is_ok());
    assert_eq!(EmailAddress::parse(&format!("aa@{domain}")), Err(EmailError::TooLong));
}

#[test]
fn addresses_are_indexed_and_masked() {
    let address = EmailAddress::parse("Taro@Example.JP").unwrap();
    assert_eq!(address.index_form(), "taro@example.jp");
    assert_eq!(address.local(), "Taro");
    let masked = EmailAddress::parse("taro@example.jp").unwrap();
    assert_eq!(masked.masked(), "t***@e***.jp");
    assert_eq!(format!("{masked:?}"), "EmailAddress(t***@e***.jp)");
}

proptest! {
    #[test]
    fn an_accepted_address_is_accepted_again(text in "[a-zA-Z0-9.@ +-]{0,40}") {
        if let Ok(address) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
        }
    }
}
