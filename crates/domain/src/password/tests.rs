use proptest::prelude::*;

use super::*;

const TARO: [&str; 5] = ["taro.yamada@example.jp", "山田", "太郎", "ヤマダ", "タロウ"];

fn problem(password: &str) -> PasswordProblem {
    check(password, &TARO).expect_err(password)
}

#[test]
fn long_phrases_of_any_script_are_accepted() {
    for password in [
        "correct horse battery staple",
        "neko ga sanbiki niwa de asobu",
        "庭で三匹の猫が遊んでいる午後のひと",
        "x7#Lq9!vRw2@Tz8Mb",
        "83017 46295 31870",
        "yamada-ke no inu wa shiro to kuro",
        "kura ni wa furui tsubo ga aru",
    ] {
        assert_eq!(
            check(password, &TARO).map(|accepted| accepted.as_str().to_owned()).as_deref(),
            Ok(password)
        );
    }
}

#[test]
fn length_is_counted_in_code_points_after_normalising() {
    let too_short = |have| PasswordProblem::TooShort { min: 15, have };
    assert_eq!(problem(""), too_short(0));
    assert_eq!(problem("x7#Lq9!vRw2@Tz"), too_short(14));
    assert_eq!(problem("がぎぐげご"), too_short(5));
    assert!(check("x7#Lq9!vRw2@Tz8", &[]).is_ok());
    let long = "correct horse battery staple ".repeat(5);
    assert_eq!(problem(&long), PasswordProblem::TooLong { max: 128 });
    assert_eq!(problem(&"あ".repeat(100_000)), PasswordProblem::TooLong { max: 128 });
}

#[test]
fn the_same_keys_give_the_same_password() {
    let half = check("x7#Lq9!vRw2@Tz8ガ", &[]).unwrap();
    let full = check("ｘ７＃Ｌｑ９！ｖＲｗ２＠Ｔｚ８ｶﾞ", &[]).unwrap();
    assert_eq!(half, full);
    assert_eq!(half, Password::attempt("ｘ７＃Lq9!vRw2@Tz8カ\u{3099}"));
    assert_ne!(half, Password::attempt("x7#lq9!vrw2@tz8ガ"));
}

#[test]
fn repetition_is_refused() {
    for password in [
        "aaaaaaaaaaaaaaa",
        "passwordpassword",
        "abcabcabcabcabc",
        "abcabcabcabcabca",
        "Password-Password!",
        "passwordPassword1",
        "ababbbabaabbaab",
        "111222333111222333",
        "さくらさくらさくらさくらさくら",
        "196410101964101019641010",
    ] {
        assert_eq!(problem(password), PasswordProblem::Repetitive, "{password}");
    }
}

#[test]
fn sequences_are_refused() {
    for password in [
        "123456789012345",
        "098765432109876",
        "qwertyuiopasdfg",
        "abcdefghijklmno",
        "zyxwvutsrqponml",
        "あいうえおかきくけこさしすせそ",
        "アイウエオカキクケコサシスセソ",
        "いろはにほへとちりぬるをわか",
        "1qaz2wsx3edc4rfv",
        "qwe123asd456zxc789",
        "aiueokakikukeko",
        "1234567890taro!",
        "aaabbbcccdddeee",
        "QWERTYUIOP123456",
        "314159265358979",
    ] {
        let password = if password.chars().count() < MIN_CHARS {
            format!("{password}わ")
        } else {
            password.to_owned()
        };
        assert_eq!(problem(&password), PasswordProblem::Sequence, "{password}");
    }
}

#[test]
fn well_known_passwords_and_words_are_refused() {
    for password in [
        "password20261234",
        "P@ssw0rd2026!!!!",
        "Arigatougozaimasu",
        "arigatougozaimasu1",
        "sunshineprincess",
        "password-iloveyou",
        "mybankpassword12345",
        "ありがとうございます123456",
        "パスワード・ありがとうございます",
        "internetbanking",
        "password123456789012",
    ] {
        assert_eq!(problem(password), PasswordProblem::Common, "{password}");
    }
}

#[test]
fn names_of_the_customer_and_the_bank_are_refused() {
    for password in [
        "yamadataro196404",
        "Taro.Yamada-1964-04",
        "y4m4d4t4r01964!",
        "山田太郎1964041019640",
        "やまだたろう1964年4月10日",
        "kurabank-2026-07",
        "蔵銀行20260410-7531",
        "taro-kura-bank-77",
    ] {
        assert_eq!(problem(password), PasswordProblem::ContainsContext, "{password}");
    }
    assert!(check("hanakosuzuki-no-hana", &TARO).is_ok());
}

#[test]
fn a_password_is_not_shown() {
    let password = check("x7#Lq9!vRw2@Tz8Mb", &[]).unwrap();
    assert_eq!(format!("{password:?}"), "Password(***)");
}

#[test]
fn strength_grows_with_length_and_variety() {
    assert_eq!(strength("", &[]), Strength::VeryWeak);
    assert_eq!(strength("passwordpassword", &[]), Strength::VeryWeak);
    assert_eq!(strength("yamadataro196404", &TARO), Strength::VeryWeak);
    assert_eq!(strength("x7#Lq9!vRw2@", &[]), Strength::Weak);
    assert_eq!(strength("830174629531870", &[]), Strength::Weak);
    assert_eq!(strength("kfwobzmtqyxhvrj", &[]), Strength::Fair);
    assert_eq!(strength("correct horse battery staple", &[]), Strength::Strong);
}

#[test]
fn the_list_is_folded_and_long_enough() {
    let list = include_str!("blocklist.txt");
    assert!(list.lines().count() >= 10_000);
    assert!(list.lines().all(|entry| fold(entry) == entry && !entry.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_the_check(text in "\\PC{0,140}") {
        if let Ok(password) = check(&text, &[&text]) {
            prop_assert_eq!(check(password.as_str(), &[&text]), Ok(password));
        }
        let _ = strength(&text, &[]);
    }

    #[test]
    fn random_passwords_are_accepted(text in "[a-zA-Z0-9!-/]{20,64}") {
        prop_assert!(check(&text, &TARO).is_ok());
    }
}
